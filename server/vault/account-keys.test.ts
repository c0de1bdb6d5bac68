// What the vault promises: only the same account, at the same place, with unchanged bytes, reads what was sealed.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealingOf } from './account-keys.ts'
import { CannotOpen, keyVersionOf } from './blob.ts'
import { resealRows, resealValue, type SealedColumn } from './sealed-columns.ts'

const index = randomBytes(32)
const first = randomBytes(32)
const second = randomBytes(32)
const keys = new Map([
  [0, index],
  [1, first],
])
const rotated_keys = new Map([...keys, [2, second] as const])
const sealing = sealingOf(7, keys, 1)
const rotated = sealingOf(7, rotated_keys, 2)

describe('sealing', () => {
  it('gives back any JSON value at its own place', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (place, value) => {
        const json = JSON.parse(JSON.stringify(value))
        expect(sealing.open(place, sealing.seal(place, json))).toEqual(json)
      }),
    )
  })

  it('gives back any bytes, none included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const plain = Buffer.from(bytes)
        expect(sealing.openBytes('a/1/b', sealing.sealBytes('a/1/b', plain)).equals(plain)).toBe(true)
      }),
    )
  })

  it('never makes the same bytes twice from the same value', () => {
    const blobs = Array.from({ length: 600 }, () => sealing.seal('a/1/b', 'same').toString('hex'))
    expect(new Set(blobs).size).toBe(600)
    expect(new Set(blobs.map((blob) => blob.slice(10, 34))).size).toBe(600)
  })

  it('does not show the words', () => {
    const sealed = sealing.seal('a/1/b', 'canary canary canary canary canary')
    expect(sealed.includes('canary')).toBe(false)
  })

  it('refuses a value that any one bit was changed of', () => {
    const sealed = sealing.seal('users/1/name', 'Anna')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => sealing.open('users/1/name', changed), `bit ${bit}`).toThrow(CannotOpen)
    }
  })

  it('refuses a value that was cut at any length', () => {
    const sealed = sealing.seal('users/1/name', 'Anna')
    for (let length = 0; length < sealed.length; length++) {
      expect(() => sealing.open('users/1/name', sealed.subarray(0, length))).toThrow(CannotOpen)
    }
  })

  it('refuses a value that was moved to another place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (from, to) => {
        fc.pre(from !== to)
        expect(() => sealing.open(to, sealing.seal(from, 1))).toThrow(CannotOpen)
      }),
    )
  })

  it('refuses a value of another account, and even one of an account with the same keys', () => {
    const stranger = sealingOf(8, new Map([...keys.keys()].map((version) => [version, randomBytes(32)])), 1)
    const twin = sealingOf(8, keys, 1)
    const sealed = sealing.seal('users/1/name', 'Anna')
    expect(() => stranger.open('users/1/name', sealed)).toThrow(CannotOpen)
    expect(() => twin.open('users/1/name', sealed)).toThrow(CannotOpen)
  })

  it('refuses to seal what JSON cannot hold', () => {
    expect(() => sealing.seal('users/1/name', undefined)).toThrow(TypeError)
  })
})

describe('rotation', () => {
  const column: SealedColumn = {
    table: 'users',
    keys: ['id'],
    column: 'sealed',
    place: (row) => `users/${row.id}/sealed`,
  }

  it('seals new values with the new key and still reads the old ones', () => {
    const old = sealing.seal('a/1/b', 'before')
    expect(keyVersionOf(rotated.seal('a/1/b', 'after'))).toBe(2)
    expect(rotated.open('a/1/b', old)).toBe('before')
    expect(() => sealing.open('a/1/b', rotated.seal('a/1/b', 'after'))).toThrow(CannotOpen)
  })

  it('reseals old values once, and leaves new and missing ones alone', () => {
    const old = sealing.seal('users/1/sealed', { name: 'Anna' })
    const current = rotated.seal('users/2/sealed', { name: 'Bert' })
    const changes = resealRows(rotated, column, [
      { key: { id: 1 }, sealed: old },
      { key: { id: 2 }, sealed: current },
      { key: { id: 3 }, sealed: null },
    ])
    expect(changes.map(({ key }) => key.id)).toEqual([1])
    expect(rotated.open('users/1/sealed', changes[0]!.resealed)).toEqual({ name: 'Anna' })
    expect(resealValue(rotated, 'users/1/sealed', changes[0]!.resealed)).toBeNull()
  })

  it('stops at a value that does not open instead of writing something else', () => {
    const moved = sealing.seal('users/9/sealed', 'x')
    expect(() => resealRows(rotated, column, [{ key: { id: 1 }, sealed: moved }])).toThrow(CannotOpen)
  })

  it('changes no look-up hash, word hash or signature', () => {
    expect(rotated.lookupHash('address', 'a@b.c')).toEqual(sealing.lookupHash('address', 'a@b.c'))
    expect(rotated.wordHash('=anna')).toBe(sealing.wordHash('=anna'))
    expect(rotated.sign('link', 'x')).toEqual(sealing.sign('link', 'x'))
    expect(rotated.fileKey('f', 1)).toEqual(sealing.fileKey('f', 1))
    expect(rotated.fileKey('f', 2)).not.toEqual(sealing.fileKey('f', 1))
  })
})

describe('keyed hashes', () => {
  const stranger = sealingOf(8, keys, 1)

  it('have their stated lengths', () => {
    expect(sealing.lookupHash('address', 'a@b.c')).toHaveLength(16)
    expect(sealing.sign('link', 'x')).toHaveLength(32)
    expect(sealing.wordHash('=word')).toMatch(/^[\w-]{11}$/)
    expect(sealing.fileKey('f', 1)).toHaveLength(32)
  })

  it('differ between accounts and purposes', () => {
    expect(sealing.lookupHash('address', 'x')).not.toEqual(stranger.lookupHash('address', 'x'))
    expect(sealing.lookupHash('address', 'x')).not.toEqual(sealing.lookupHash('phone', 'x'))
    expect(sealing.lookupHash('ab', 'c')).not.toEqual(sealing.lookupHash('a', 'bc'))
    expect(sealing.lookupHash('a', 'x')).not.toEqual(sealing.sign('a', 'x').subarray(0, 16))
    expect(sealing.wordHash('=x')).not.toBe(stranger.wordHash('=x'))
    expect(sealing.fileKey('f', 1)).not.toEqual(stranger.fileKey('f', 1))
  })

  it('stay the same when the memory of words has overflowed', () => {
    const before = sealing.wordHash('=anna')
    for (let i = 0; i < 20_000; i++) sealing.wordHash(`=${i}`)
    expect(sealing.wordHash('=anna')).toBe(before)
  })
})

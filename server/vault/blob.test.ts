// AES-GCM against published test vectors, through the very layout the vault writes.
import { createSecretKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CannotOpen, openBlob, sealBlob } from './blob.ts'

interface Vector {
  key: string
  iv: string
  aad: string
  msg: string
  ct: string
  tag: string
  result: 'valid' | 'invalid'
}

const KEY = createSecretKey(Buffer.from(Array.from({ length: 32 }, (_, i) => i)))

describe('a sealed blob', () => {
  it('has format, key version, nonce, ciphertext and tag in their places', () => {
    const blob = sealBlob(KEY, 258, 'custos|1|a', Buffer.from('hello'))
    expect(blob).toHaveLength(1 + 4 + 12 + 5 + 16)
    expect(blob.subarray(0, 5).toString('hex')).toBe('0100000102')
    expect(openBlob(KEY, 'custos|1|a', blob).toString()).toBe('hello')
  })

  it('with an unknown format is refused, not guessed at', () => {
    const blob = sealBlob(KEY, 1, 'custos|1|a', Buffer.from('hello'))
    blob[0] = 2
    expect(() => openBlob(KEY, 'custos|1|a', blob)).toThrow(/unknown format 2/)
  })

  it('opens what the published vectors call valid and nothing they call invalid', () => {
    const path = join(process.env.CUSTOS_SHARED ?? '../shared', 'corpora/wycheproof/aes_gcm_test.json')
    const vectors = existsSync(path)
      ? readVectors(path)
      : [KNOWN_VECTOR, { ...KNOWN_VECTOR, aad: '', result: 'invalid' as const }]
    for (const vector of vectors) {
      const key = createSecretKey(Buffer.from(vector.key, 'hex'))
      const blob = Buffer.from(`0100000001${vector.iv}${vector.ct}${vector.tag}`, 'hex')
      const open = () => openBlob(key, Buffer.from(vector.aad, 'hex').toString('latin1'), blob).toString('hex')
      if (vector.result === 'valid') expect(open()).toBe(vector.msg)
      else expect(open).toThrow(CannotOpen)
    }
  })
})

/** Ours: key 00…1f, nonce 00…0b, associated data `custos|1|a`, message `hello`. */
const KNOWN_VECTOR: Vector = {
  key: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
  iv: '000102030405060708090a0b',
  aad: Buffer.from('custos|1|a').toString('hex'),
  msg: Buffer.from('hello').toString('hex'),
  ct: '2f67ba77aa',
  tag: '3489c73eb48eae848634d04db31fe2a3',
  result: 'valid',
}

/** Those of our sizes: 256-bit keys, 96-bit nonces, and associated data that is text, as ours always is. */
function readVectors(path: string): Vector[] {
  const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as {
    testGroups: { keySize: number; ivSize: number; tests: Vector[] }[]
  } // The vectors' published schema.
  const ours = testGroups
    .filter((group) => group.keySize === 256 && group.ivSize === 96)
    .flatMap((group) => group.tests)
  const vectors = ours.filter((vector) => /^([0-7].)*$/.test(vector.aad))
  expect(vectors.length).toBeGreaterThan(20)
  return vectors
}

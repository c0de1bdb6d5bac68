// The file store on a real folder: what comes back, what does not, and what lies on the disk.
import { randomBytes } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../errors.ts'
import type { Sealing } from '../sealing.ts'
import { DamagedFile, type FileStore, openLocalFolder } from './index.ts'
import { HEADER_BYTES, SEGMENT_BYTES, STORED_SEGMENT_BYTES } from './segments.ts'

// The store asks of a Sealing only its version and file keys; the vault's own is tested in the vault, which this
// module may not import.
function newSealing(): Sealing {
  const keys = new Map<string, Buffer>()
  const sealing = {
    account_id: 1,
    key_version: 3,
    fileKey(file_id: string, version: number) {
      const name = `${file_id}/${version}`
      const key = keys.get(name) ?? randomBytes(32)
      keys.set(name, key)
      return key
    },
  }
  return sealing as unknown as Sealing // The other verbs are never called by the store.
}

const sealing = newSealing()
let root: string
let store: FileStore
const roots: string[] = []
function newRoot(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'custos-files-')), 'files')
  roots.push(join(folder, '..'))
  return folder
}
beforeAll(async () => {
  root = newRoot()
  store = await openLocalFolder(root)
})
afterAll(() => {
  for (const folder of roots) rmSync(folder, { recursive: true })
})

function pathOf(file_id: string, folder = root): string {
  return join(folder, file_id.slice(0, 2), file_id.slice(2, 4), file_id.slice(4))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

async function read(file_id: string, range?: { start: number; end: number }): Promise<Buffer> {
  const { content } = await store.get(file_id, { sealing, range })
  return Buffer.concat(await content.toArray())
}

async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Lengths at and around every border of a segment. */
const LENGTHS = [0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 2 * SEGMENT_BYTES, 3 * SEGMENT_BYTES + 7]

describe('a stored file', () => {
  it('comes back as it was, from a buffer and from a stream of any chunking', async () => {
    for (const length of LENGTHS) {
      const bytes = randomBytes(length)
      for (const source of [bytes, inChunks(bytes, 1000), inChunks(bytes, SEGMENT_BYTES), inChunks(bytes, 200_000)]) {
        const stored = await store.put(source, { sealing })
        expect(stored.size).toBe(length)
        expect(stored.key_version).toBe(3)
        expect((await read(stored.file_id)).equals(bytes)).toBe(true)
      }
    }
  })

  it('shows nothing of its content, its length within a segment excepted, and is private', async () => {
    const { file_id } = await store.put(Buffer.from('canary '.repeat(20_000)), { sealing })
    expect(file_id).toMatch(/^[0-9a-f]{32}$/)
    expect(readFileSync(pathOf(file_id)).includes('canary')).toBe(false)
    expect(statSync(pathOf(file_id)).mode & 0o077).toBe(0)
    expect(statSync(root).mode & 0o077).toBe(0)
  })

  it('gives any range', async () => {
    const bytes = randomBytes(3 * SEGMENT_BYTES + 100)
    const { file_id } = await store.put(bytes, { sealing })
    const position = fc.oneof(
      fc.nat(bytes.length + 10),
      fc.constantFrom(...[1, 2, 3].flatMap((n) => [-1, 0, 1].map((d) => n * SEGMENT_BYTES + d))),
    )
    await fc.assert(
      fc.asyncProperty(position, position, async (start, end) => {
        const part = await read(file_id, { start, end })
        expect(part.equals(bytes.subarray(start, end + 1))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is read whole only within the limit', async () => {
    const { file_id } = await store.put(Buffer.alloc(1000, 1), { sealing })
    expect(await store.read(file_id, { sealing, limit_bytes: 1000 })).toHaveLength(1000)
    await expect(store.read(file_id, { sealing, limit_bytes: 999 })).rejects.toMatchObject({ code: 'too_large' })
  })

  it('is gone after removal, and removing it again is no error', async () => {
    const { file_id } = await store.put(Buffer.from('x'), { sealing })
    await store.remove(file_id)
    await store.remove(file_id)
    await expect(store.get(file_id, { sealing })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is encrypted anew with the newest key under its own id, once, and readers of the old bytes finish', async () => {
    const bytes = randomBytes(3 * SEGMENT_BYTES)
    const { file_id } = await store.put(bytes, { sealing })
    const before = readFileSync(pathOf(file_id))
    const reader = await store.get(file_id, { sealing })
    const newer: Sealing = { ...sealing, key_version: 4 }
    const { stored_bytes } = await store.usage()
    expect(await store.reseal(file_id, { sealing: newer })).toBe(4)
    const after = readFileSync(pathOf(file_id))
    expect(after.subarray(HEADER_BYTES).equals(before.subarray(HEADER_BYTES))).toBe(false)
    expect((await read(file_id)).equals(bytes)).toBe(true)
    expect(Buffer.concat(await reader.content.toArray()).equals(bytes)).toBe(true)
    expect((await store.usage()).stored_bytes).toBe(stored_bytes)
    expect(await store.reseal(file_id, { sealing: newer })).toBe(4)
    expect(readFileSync(pathOf(file_id)).equals(after)).toBe(true)
  })

  it('that is damaged is not encrypted anew', async () => {
    const { file_id } = await store.put(randomBytes(100_000), { sealing })
    const changed = readFileSync(pathOf(file_id))
    changed[HEADER_BYTES]! ^= 1
    writeFileSync(pathOf(file_id), changed)
    await expect(store.reseal(file_id, { sealing: { ...sealing, key_version: 4 } })).rejects.toThrow(DamagedFile)
    expect(readFileSync(pathOf(file_id)).equals(changed)).toBe(true)
  })

  it('cannot be asked for outside the folder', async () => {
    for (const file_id of ['../../etc/passwd', '', 'a', 'AB'.repeat(16), `${'a'.repeat(31)}/`]) {
      await expect(store.get(file_id, { sealing }), file_id).rejects.toThrow(Refusal)
      await store.remove(file_id)
    }
  })

  it('streams 50 MB in and out, never more than a few segments ahead', async () => {
    const total = 50 * 1024 * 1024
    const chunk = randomBytes(64 * 1024)
    const folder = newRoot()
    const large = await openLocalFolder(folder)
    const few = 4 * SEGMENT_BYTES
    let furthest_ahead = 0
    async function* source() {
      for (let given = 0; given < total; given += chunk.length) {
        const written = filesIn(join(folder, 'drafts')).reduce((sum, path) => sum + statSync(path).size, 0)
        furthest_ahead = Math.max(furthest_ahead, given - written)
        yield chunk
      }
    }
    const { file_id, size } = await large.put(source(), { sealing })
    expect(furthest_ahead).toBeLessThan(few)
    const { content } = await large.get(file_id, { sealing })
    let read_bytes = 0
    for await (const part of content) {
      furthest_ahead = Math.max(furthest_ahead, content.readableLength)
      read_bytes += part.length
    }
    expect(furthest_ahead).toBeLessThan(few)
    expect([size, read_bytes]).toEqual([total, total])
  })
})

describe('a damaged file', () => {
  const bytes = randomBytes(2 * SEGMENT_BYTES + 500)

  async function damaged(change: (stored: Buffer) => Buffer): Promise<string> {
    const { file_id } = await store.put(bytes, { sealing })
    writeFileSync(pathOf(file_id), change(readFileSync(pathOf(file_id))))
    return file_id
  }
  const segmentAt = (index: number) => HEADER_BYTES + index * STORED_SEGMENT_BYTES

  it('does not open when any part of it was cut off', async () => {
    const full = bytes.length + HEADER_BYTES + 3 * 16
    for (const length of [
      0,
      5,
      HEADER_BYTES,
      HEADER_BYTES + 3,
      segmentAt(1),
      segmentAt(2),
      segmentAt(2) + 16,
      full - 1,
    ]) {
      const file_id = await damaged((stored) => stored.subarray(0, length))
      await expect(read(file_id), `${length}`).rejects.toThrow(DamagedFile)
      await expect(read(file_id, { start: 0, end: 10 }), `${length}`).rejects.toThrow(DamagedFile)
    }
  })

  it('does not open when bytes were added', async () => {
    await expect(read(await damaged((stored) => Buffer.concat([stored, Buffer.alloc(1)])))).rejects.toThrow(DamagedFile)
    const twice = await damaged((stored) => Buffer.concat([stored, stored.subarray(segmentAt(2))]))
    await expect(read(twice)).rejects.toThrow(DamagedFile)
  })

  it('does not open when a bit was flipped, wherever', async () => {
    for (const at of [0, 4, 8, HEADER_BYTES, segmentAt(1) - 1, segmentAt(1), segmentAt(2) + 20, segmentAt(2) + 515]) {
      const file_id = await damaged((stored) => {
        stored[at]! ^= 1
        return stored
      })
      await expect(read(file_id), `byte ${at}`).rejects.toThrow(DamagedFile)
    }
  })

  it('gives no byte of the segment that was changed', async () => {
    const file_id = await damaged((stored) => {
      stored[segmentAt(1) + 5]! ^= 1
      return stored
    })
    const { content } = await store.get(file_id, { sealing })
    const seen: Buffer[] = []
    await expect(
      (async () => {
        for await (const part of content) seen.push(part)
      })(),
    ).rejects.toThrow(DamagedFile)
    expect(Buffer.concat(seen).equals(bytes.subarray(0, SEGMENT_BYTES))).toBe(true)
  })

  it('does not open when segments or whole files changed places', async () => {
    const swapped = await damaged((stored) =>
      Buffer.concat([
        stored.subarray(0, segmentAt(0)),
        stored.subarray(segmentAt(1), segmentAt(2)),
        stored.subarray(segmentAt(0), segmentAt(1)),
        stored.subarray(segmentAt(2)),
      ]),
    )
    await expect(read(swapped)).rejects.toThrow(DamagedFile)
    const [one, other] = [await store.put(bytes, { sealing }), await store.put(bytes, { sealing })]
    renameSync(pathOf(one.file_id), pathOf(other.file_id))
    await expect(read(other.file_id)).rejects.toThrow(DamagedFile)
  })

  it('of another account does not open', async () => {
    const { file_id } = await store.put(bytes, { sealing })
    const { content } = await store.get(file_id, { sealing: newSealing() })
    await expect(content.toArray()).rejects.toThrow(DamagedFile)
  })
})

describe('a file that is refused', () => {
  it('leaves nothing behind when it is larger than its limit or its source fails', async () => {
    const folder = newRoot()
    const small = await openLocalFolder(folder, { quota_bytes: 10_000_000 })
    const source = inChunks(randomBytes(300_000), 50_000)
    await expect(small.put(source, { sealing, limit_bytes: 299_999 })).rejects.toMatchObject({ code: 'too_large' })
    const broken = Readable.from(
      (async function* () {
        yield randomBytes(100_000)
        throw new Error('the sender hung up')
      })(),
    )
    await expect(small.put(broken, { sealing })).rejects.toThrow('the sender hung up')
    expect(filesIn(folder)).toEqual([])
    expect((await small.usage()).stored_bytes).toBe(0)
  })

  it('is told of a quota that is used up, also by many at once, and fits again after a removal', async () => {
    const folder = newRoot()
    const small = await openLocalFolder(folder, { quota_bytes: 250_000 })
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => small.put(randomBytes(100_000), { sealing })),
    )
    const stored = tries.filter((result) => result.status === 'fulfilled').map((result) => result.value)
    for (const result of tries) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'no_space', status: 507 })
    }
    expect(stored.length).toBeLessThanOrEqual(2)
    const used = filesIn(folder).reduce((sum, path) => sum + statSync(path).size, 0)
    expect(used).toBeLessThanOrEqual(250_000)
    const { stored_bytes, free_bytes, quota_bytes } = await small.usage()
    expect([stored_bytes, quota_bytes]).toEqual([used, 250_000])
    expect(free_bytes).toBeGreaterThan(0)
    for (const { file_id } of stored) await small.remove(file_id)
    await small.put(randomBytes(200_000), { sealing })
  })

  it('counts what an earlier start stored', async () => {
    const folder = newRoot()
    await (await openLocalFolder(folder)).put(randomBytes(1000), { sealing })
    const again = await openLocalFolder(folder, { quota_bytes: 1500 })
    expect((await again.usage()).stored_bytes).toBe(1000 + HEADER_BYTES + 16)
    await expect(again.put(randomBytes(1000), { sealing })).rejects.toMatchObject({ code: 'no_space' })
  })

  it('is told of a full disk', async () => {
    // /dev/full answers every write with ENOSPC; a draft is a plain write to a file.
    const { writeSealed } = await import('./writing.ts')
    const { fileKeyOf } = await import('./segments.ts')
    const { open } = await import('node:fs/promises')
    const full = await open('/dev/full', 'w')
    const limits = { plain_limit: 100, onBytes: () => {} }
    const writing = writeSealed(full, fileKeyOf(sealing, 'f', 1), 1, Buffer.from('x'), limits)
    await expect(writing).rejects.toMatchObject({ code: 'ENOSPC' })
    await full.close()
  })
})

describe('the folder', () => {
  it('loses drafts an hour after a crash, and no sooner', async () => {
    const folder = newRoot()
    await openLocalFolder(folder)
    const [old, fresh] = ['old', 'fresh'].map((name) => join(folder, 'drafts', name)) as [string, string]
    writeFileSync(old, 'x')
    writeFileSync(fresh, 'x')
    utimesSync(old, new Date(), new Date(Date.now() - 3_700_000))
    await openLocalFolder(folder)
    expect(filesIn(folder)).toEqual([fresh])
  })

  it('takes many small files at once', async () => {
    const sources = Array.from({ length: 100 }, (_, i) => Buffer.from(`mail ${i}`))
    const stored = await Promise.all(sources.map((source) => store.put(source, { sealing })))
    expect(new Set(stored.map(({ file_id }) => file_id)).size).toBe(100)
    for (const [i, { file_id }] of stored.entries()) expect((await read(file_id)).toString()).toBe(`mail ${i}`)
  })
})

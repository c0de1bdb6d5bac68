// Decrypts the segments a range touches, one at a time.
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  DamagedFile,
  type FileKey,
  HEADER_BYTES,
  openSegment,
  SEGMENT_BYTES,
  STORED_SEGMENT_BYTES,
  shapeOf,
} from './segments.ts'
import type { ByteRange } from './store.ts'

/** The plain bytes of the range (the whole file without one), clamped to the file. Closes the file when it ends, fails or is destroyed. */
export function streamPlain(
  file: FileHandle,
  findKey: () => FileKey,
  stored_bytes: number,
  range?: ByteRange,
): Readable {
  const parts = readPlain(file, findKey, stored_bytes, range)
  return new Readable({
    highWaterMark: SEGMENT_BYTES,
    read() {
      parts.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error) => this.destroy(error),
      )
    },
    destroy(error, done) {
      file.close().then(
        () => done(error),
        (failure) => done(error ?? failure),
      )
    },
  })
}

async function* readPlain(file: FileHandle, findKey: () => FileKey, stored_bytes: number, range?: ByteRange) {
  const key = findKey()
  const { segments, size } = shapeOf(stored_bytes, key.file_id)
  const start = Math.max(range?.start ?? 0, 0)
  const end = Math.min(range?.end ?? size - 1, size - 1)
  // A cut file must not pass for a shorter one, not even when only its beginning is asked for.
  const last = await readSegment(file, key, segments - 1, segments)
  for (let index = Math.floor(start / SEGMENT_BYTES); index * SEGMENT_BYTES <= end; index++) {
    const plain = index === segments - 1 ? last : await readSegment(file, key, index, segments)
    const offset = index * SEGMENT_BYTES
    yield plain.subarray(Math.max(start - offset, 0), end - offset + 1)
  }
}

async function readSegment(file: FileHandle, key: FileKey, index: number, segments: number): Promise<Buffer> {
  const stored = Buffer.allocUnsafe(STORED_SEGMENT_BYTES)
  const at = HEADER_BYTES + index * STORED_SEGMENT_BYTES
  let filled = 0
  while (filled < stored.length) {
    const { bytesRead } = await file.read(stored, filled, stored.length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  const is_last = index === segments - 1
  if (!is_last && filled < stored.length) throw new DamagedFile(`Stored file ${key.file_id} is cut off`)
  return openSegment(key, index, is_last, stored.subarray(0, filled))
}

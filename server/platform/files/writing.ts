// Encrypts a source of any chunking into segments, holding one segment and one chunk in memory.
import type { FileHandle } from 'node:fs/promises'
import { Refusal } from '../errors.ts'
import { type FileKey, SEGMENT_BYTES, sealSegment, writeHeader } from './segments.ts'

interface Limits {
  /** Most plain bytes; more is refused with `too_large`. */
  plain_limit: number
  /** Called before each write; may refuse. */
  onBytes(bytes: number): void
}

/** Writes header and segments at the start of an empty file; returns the plain size. A small file is one write. */
export async function writeSealed(
  file: FileHandle,
  key: FileKey,
  key_version: number,
  source: Buffer | AsyncIterable<Uint8Array>,
  limits: Limits,
): Promise<number> {
  let size = 0
  let index = 0
  let parts = [writeHeader(key_version)]
  for await (const { plain, is_last } of segmentsOf(source)) {
    size += plain.length
    if (size > limits.plain_limit) throw new Refusal('too_large')
    parts.push(...sealSegment(key, index, is_last, plain))
    const bytes = Buffer.concat(parts)
    limits.onBytes(bytes.length)
    await writeAll(file, bytes)
    parts = []
    index += 1
  }
  return size
}

/** A single write may be short, and the rest then tells of a full disk. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let at = 0
  while (at < bytes.length) at += (await file.write(bytes, at)).bytesWritten
}

/** Cuts into segments. The last one is known only when the source ends, so a full segment waits for the next byte. */
async function* segmentsOf(source: Buffer | AsyncIterable<Uint8Array>) {
  if (Buffer.isBuffer(source)) {
    yield* segmentsOfBuffer(source)
    return
  }
  const segment = Buffer.allocUnsafe(SEGMENT_BYTES)
  let filled = 0
  for await (const chunk of source) {
    let taken = 0
    while (taken < chunk.length) {
      if (filled === SEGMENT_BYTES) {
        yield { plain: segment, is_last: false }
        filled = 0
      }
      const part = chunk.subarray(taken, taken + SEGMENT_BYTES - filled)
      segment.set(part, filled)
      filled += part.length
      taken += part.length
    }
  }
  yield { plain: segment.subarray(0, filled), is_last: true }
}

function* segmentsOfBuffer(source: Buffer) {
  for (let at = 0; at === 0 || at < source.length; at += SEGMENT_BYTES) {
    const end = at + SEGMENT_BYTES
    yield { plain: source.subarray(at, end), is_last: end >= source.length }
  }
}

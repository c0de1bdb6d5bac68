// The form of a stored file: authenticated segments of 64 KiB. One long AES-GCM message would have to be released
// before its tag is checked; here no byte leaves before its segment proved whole, and any part can be read alone.
//
//   header   "CSTF" (4 bytes), format (1), key version (4)
//   segment  ciphertext (65536 bytes; the last one 0 to 65536), tag (16)
//
// Each file has a key of its own, so the segment's number serves as nonce. The associated data (file, number, whether it
// is the last) makes swapped, repeated, dropped and appended segments fail.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import type { Sealing } from '../sealing.ts'

export const SEGMENT_BYTES = 65_536
export const TAG_BYTES = 16
export const HEADER_BYTES = 9
export const STORED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES
const MAGIC = 0x43535446
const FORMAT = 1

/** A stored file that was cut, changed, swapped or belongs to another account. */
export class DamagedFile extends Error {
  override name = 'DamagedFile'
}

/** What is needed to seal or open segments of one file. */
export interface FileKey {
  file_id: string
  key: KeyObject
}

export function fileKeyOf(sealing: Sealing, file_id: string, key_version: number): FileKey {
  return { file_id, key: createSecretKey(sealing.fileKey(file_id, key_version)) }
}

export function writeHeader(key_version: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32BE(MAGIC, 0)
  header[4] = FORMAT
  header.writeUInt32BE(key_version, 5)
  return header
}

/** The key version the file was written with. */
export function readHeader(header: Buffer, file_id: string): number {
  if (header.length < HEADER_BYTES || header.readUInt32BE(0) !== MAGIC || header[4] !== FORMAT) {
    throw new DamagedFile(`Stored file ${file_id} has no valid header`)
  }
  return header.readUInt32BE(5)
}

/** Ciphertext and tag of one segment. */
export function sealSegment({ file_id, key }: FileKey, index: number, is_last: boolean, plain: Buffer): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(`${file_id}|${index}|${is_last}`))
  const ciphertext = cipher.update(plain)
  cipher.final()
  return [ciphertext, cipher.getAuthTag()]
}

/** The plain bytes of one segment, after its tag was checked. Throws DamagedFile. */
export function openSegment({ file_id, key }: FileKey, index: number, is_last: boolean, stored: Buffer): Buffer {
  if (stored.length < TAG_BYTES) throw new DamagedFile(`Stored file ${file_id} is cut off in segment ${index}`)
  const tag_at = stored.length - TAG_BYTES
  const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(`${file_id}|${index}|${is_last}`))
  cipher.setAuthTag(stored.subarray(tag_at))
  const plain = cipher.update(stored.subarray(0, tag_at))
  try {
    cipher.final()
  } catch (cause) {
    throw new DamagedFile(`Segment ${index} of stored file ${file_id} was changed`, { cause })
  }
  return plain
}

/** How many segments and plain bytes a file of this stored length has. Throws DamagedFile for an impossible length. */
export function shapeOf(stored_bytes: number, file_id: string): { segments: number; size: number } {
  const body = stored_bytes - HEADER_BYTES
  const segments = Math.ceil(body / STORED_SEGMENT_BYTES)
  const size = body - segments * TAG_BYTES
  const last = body - (segments - 1) * STORED_SEGMENT_BYTES
  if (segments < 1 || last < TAG_BYTES) throw new DamagedFile(`Stored file ${file_id} is cut off`)
  return { segments, size }
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 6, 6)
  return nonce
}

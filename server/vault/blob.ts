// The bytes of a sealed value: AES-256-GCM with a random nonce, and the version of the key it was sealed with.
// Nothing is compressed before sealing: a length that depends on how much a customer's words resemble text an
// attacker sent along would give those words away bit by bit (CRIME, BREACH), and subjects and replies mix both.
import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto'

const FORMAT = 1
const VERSION_AT = 1
const NONCE_AT = 5
const NONCE_BYTES = 12
const TEXT_AT = NONCE_AT + NONCE_BYTES
const TAG_BYTES = 16
/** What sealing adds to the length of the plain bytes. */
export const SEAL_OVERHEAD_BYTES = TEXT_AT + TAG_BYTES

/** Random bytes are drawn in pages: asking the system for twelve at a time costs as much as the encryption. */
const nonces = Buffer.alloc(NONCE_BYTES * 256)
let nonces_used = nonces.length

/** A sealed value that was changed, moved to another place or account, or sealed with a key we do not have. */
export class CannotOpen extends Error {
  override name = 'CannotOpen'
}

/** Layout: format (1 byte), key version (4), nonce (12), ciphertext, tag (16). `context` is bound as associated data. */
export function sealBlob(key: KeyObject, key_version: number, context: string, plain: Buffer): Buffer {
  if (nonces_used === nonces.length) {
    randomFillSync(nonces)
    nonces_used = 0
  }
  const sealed = Buffer.allocUnsafe(plain.length + SEAL_OVERHEAD_BYTES)
  sealed[0] = FORMAT
  sealed.writeUInt32BE(key_version, VERSION_AT)
  nonces.copy(sealed, NONCE_AT, nonces_used, nonces_used + NONCE_BYTES)
  nonces.fill(0, nonces_used, nonces_used + NONCE_BYTES)
  nonces_used += NONCE_BYTES
  const cipher = createCipheriv('aes-256-gcm', key, sealed.subarray(NONCE_AT, TEXT_AT), { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(context))
  cipher.update(plain).copy(sealed, TEXT_AT)
  cipher.final()
  cipher.getAuthTag().copy(sealed, TEXT_AT + plain.length)
  return sealed
}

/** Throws CannotOpen unless the blob was sealed with this key and context and is unchanged to the last bit. */
export function openBlob(key: KeyObject, context: string, sealed: Buffer): Buffer {
  checkShape(sealed, context)
  const tag_at = sealed.length - TAG_BYTES
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(NONCE_AT, TEXT_AT), { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(context))
  cipher.setAuthTag(sealed.subarray(tag_at))
  const plain = cipher.update(sealed.subarray(TEXT_AT, tag_at))
  try {
    cipher.final()
  } catch (cause) {
    throw new CannotOpen(`The sealed value at ${context} was changed, moved or sealed with another key`, { cause })
  }
  return plain
}

/** The key version a blob says it was sealed with. Not authenticated by itself: a false one fails to open. */
export function keyVersionOf(sealed: Buffer): number {
  checkShape(sealed, 'an unnamed place')
  return sealed.readUInt32BE(VERSION_AT)
}

function checkShape(sealed: Buffer, context: string): void {
  if (sealed.length < SEAL_OVERHEAD_BYTES) throw new CannotOpen(`The sealed value at ${context} is cut off`)
  if (sealed[0] !== FORMAT) throw new CannotOpen(`The sealed value at ${context} has unknown format ${sealed[0]}`)
}

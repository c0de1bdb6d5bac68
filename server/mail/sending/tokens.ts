// Names that only we can have given: the address a reply goes to, our Message-IDs, the return path of a delivery.
// Each is a number or two and a 96-bit HMAC over them (CVE-2024-49193 and CVE-2026-47123 were desks without one).
// Rotation of keys does not change them, and neither does a mail system that changes their case.
import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../../platform/sealing.ts'
import { fromBase32, toBase32 } from './base32.ts'

type Signing = Pick<Sealing, 'sign'>

const MAC_BYTES = 12
/** Seven bytes hold any id of ours (below 2^53). */
const MAX_ID_BYTES = 7
/** RFC 5321 4.5.3.1.1. */
const MAX_LOCAL_PART = 64
/** Longer texts are not ours, and need no hashing to know it. */
const MAX_TOKEN_LENGTH = 64

function idBytes(id: number): Buffer {
  if (!Number.isSafeInteger(id) || id < 0) throw new Error('an id must be a whole number from 0 to 2^53')
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(id))
  const first = bytes.findIndex((byte) => byte !== 0)
  return first === -1 ? Buffer.from([0]) : bytes.subarray(first)
}

function readId(bytes: Buffer): number | null {
  if (bytes.length < 1 || bytes.length > MAX_ID_BYTES || (bytes.length > 1 && bytes[0] === 0)) return null
  const id = bytes.readUIntBE(0, Math.min(bytes.length, 6))
  const whole = bytes.length === 7 ? id * 256 + bytes[6]! : id // the length says that there is a seventh byte
  return Number.isSafeInteger(whole) ? whole : null
}

/** One or two ids under a MAC for one purpose. The first byte tells how long the first id is. */
function makeToken(signing: Signing, purpose: string, ids: [number] | [number, number]): string {
  const parts = ids.map(idBytes)
  const body = Buffer.concat([Buffer.from([parts[0]!.length]), ...parts]) // there is at least one id
  const mac = signing.sign(purpose, body.toString('hex')).subarray(0, MAC_BYTES)
  return toBase32(Buffer.concat([mac, body]))
}

function readToken(signing: Signing, purpose: string, token: string): [number, number | null] | null {
  if (token.length > MAX_TOKEN_LENGTH) return null
  const bytes = fromBase32(token)
  if (!bytes || bytes.length < MAC_BYTES + 2) return null
  const body = bytes.subarray(MAC_BYTES)
  const expected = signing.sign(purpose, body.toString('hex')).subarray(0, MAC_BYTES)
  if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), expected)) return null
  const cut = 1 + body[0]! // a body has at least two bytes
  const first = readId(body.subarray(1, cut))
  const second = body.length > cut ? readId(body.subarray(cut)) : null
  return first === null ? null : [first, second]
}

function splitAddress(address: string): { local: string; domain: string } | null {
  const at = address.lastIndexOf('@')
  return at > 0 && at < address.length - 1 ? { local: address.slice(0, at), domain: address.slice(at + 1) } : null
}

/** `support+id<token>@desk.example`: mail to it belongs to the ticket. Throws when the support address leaves no room for it. */
export function replyAddress(signing: Signing, ticket_id: number, support_address: string): string {
  const parts = splitAddress(support_address)
  if (!parts) throw new Error('the support address is not an address')
  const local = `${parts.local}+id${makeToken(signing, 'mail.reply_address', [ticket_id])}`
  if (local.length > MAX_LOCAL_PART) throw new Error('the part of the support address before the @ is too long')
  return `${local}@${parts.domain}`
}

/** The ticket an address of ours names, whatever its domain; null when it names none or was not made by us. */
export function readReplyAddress(signing: Signing, address: string): number | null {
  const token = /\+id([a-z2-7]+)$/i.exec(splitAddress(address)?.local ?? '')?.[1]
  return (token && readToken(signing, 'mail.reply_address', token)?.[0]) || null
}

/** `support+side<token>@desk.example`: mail to it belongs to a side conversation, and never to its ticket's thread. */
export function sideAddress(signing: Signing, side_conversation_id: number, support_address: string): string {
  const parts = splitAddress(support_address)
  if (!parts) throw new Error('the support address is not an address')
  const local = `${parts.local}+side${makeToken(signing, 'mail.side_address', [side_conversation_id])}`
  if (local.length > MAX_LOCAL_PART) throw new Error('the part of the support address before the @ is too long')
  return `${local}@${parts.domain}`
}

/** The side conversation an address of ours names; null when it names none or was not made by us. */
export function readSideAddress(signing: Signing, address: string): number | null {
  const token = /\+side([a-z2-7]+)$/i.exec(splitAddress(address)?.local ?? '')?.[1]
  return (token && readToken(signing, 'mail.side_address', token)?.[0]) || null
}

/** `<token@domain>`, the Message-ID of one message of a side conversation. */
export function sideMessageId(signing: Signing, conversation_id: number, delivery_id: number, domain: string): string {
  return `<custos-side.${makeToken(signing, 'mail.side_message_id', [conversation_id, delivery_id])}@${domain}>`
}

/** What one of our side conversations' Message-IDs stands for, or null when it is not ours. */
export function readSideMessageId(
  signing: Signing,
  message_id: string,
): { side_conversation_id: number; delivery_id: number } | null {
  const token = /^<?custos-side\.([a-z2-7]+)@[^\s@<>]+>?$/i.exec(message_id.trim())?.[1]
  const ids = token ? readToken(signing, 'mail.side_message_id', token) : null
  return ids && ids[1] !== null ? { side_conversation_id: ids[0], delivery_id: ids[1] } : null
}

/** The support address under a reply address or return path, for finding whose mail it is: `support+x@d` → `support@d`. */
export function withoutTag(address: string): string {
  const parts = splitAddress(address)
  if (!parts) return address
  return `${parts.local.replace(/\+(?:id|side|bounce)[a-z2-7]{20,}$/i, '')}@${parts.domain}`
}

/** `<token@domain>`, the Message-ID of one delivery. */
export function messageId(signing: Signing, ticket_id: number, delivery_id: number, domain: string): string {
  return `<custos.${makeToken(signing, 'mail.message_id', [ticket_id, delivery_id])}@${domain}>`
}

/** What one of our Message-IDs stands for (brackets optional, any domain), or null when it is not ours. */
export function readMessageId(signing: Signing, message_id: string): { ticket_id: number; delivery_id: number } | null {
  const token = /^<?custos\.([a-z2-7]+)@[^\s@<>]+>?$/i.exec(message_id.trim())?.[1]
  const ids = token ? readToken(signing, 'mail.message_id', token) : null
  return ids && ids[1] !== null ? { ticket_id: ids[0], delivery_id: ids[1] } : null
}

/** `support+bounce<token>@domain`, the return path of one delivery (VERP): a bounce to it needs no reading to be matched. */
export function bounceAddress(signing: Signing, delivery_id: number, support_address: string): string {
  const parts = splitAddress(support_address)
  if (!parts) throw new Error('the support address is not an address')
  const local = `${parts.local}+bounce${makeToken(signing, 'mail.bounce_address', [delivery_id])}`
  if (local.length > MAX_LOCAL_PART) throw new Error('the part of the support address before the @ is too long')
  return `${local}@${parts.domain}`
}

/** The delivery a return path of ours names, or null. */
export function readBounceAddress(signing: Signing, address: string): number | null {
  const token = /\+bounce([a-z2-7]+)$/i.exec(splitAddress(address)?.local ?? '')?.[1]
  return (token && readToken(signing, 'mail.bounce_address', token)?.[0]) || null
}

/** The value of our `X-Custos-Loop` header: the same for all mail of one account, made by nobody else. */
export function loopMark(signing: Signing): string {
  return toBase32(signing.sign('mail.loop', 'loop').subarray(0, MAC_BYTES))
}

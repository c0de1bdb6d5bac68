// E-mail addresses as we accept and compare them. Deliberately narrower than RFC 5321 and 5322: an address is a plain
// dot-atom and a domain. Comments, quoted local parts and address literals are the tricks by which two programs read
// two different recipients from one text, so they are refused rather than understood.
import { domainToASCII } from 'node:url'

/** RFC 5321, 4.5.3.1: a path has 256 octets with its brackets. */
const MAX_ADDRESS = 254
const MAX_LOCAL = 64
const MAX_DOMAIN = 253

// atext of RFC 5322, and letters beyond ASCII (RFC 6531); no control characters, spaces or specials.
const DOT_ATOM =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u{a1}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u{a1}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}-]+)*$/u
/** What changes how a text looks without being seen: direction marks, zero-width and private characters. */
const INVISIBLE = /[\p{C}\p{Z}]/u
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/

export interface Address {
  /** Local part as written. */
  local: string
  /** Lower-case ASCII (A-labels). */
  domain: string
}

/** Reads one bare address such as `Anna@Example.org`, or null when it is not one we can use. Never takes a line break. */
export function parseAddress(text: string): Address | null {
  const trimmed = text.replace(/^ +| +$/g, '')
  if (trimmed.length > MAX_ADDRESS) return null
  const at = trimmed.lastIndexOf('@')
  if (at < 1) return null
  const local = trimmed.slice(0, at).normalize('NFC')
  if (Buffer.byteLength(local) > MAX_LOCAL || !DOT_ATOM.test(local) || INVISIBLE.test(local)) return null
  const domain = normaliseDomain(trimmed.slice(at + 1))
  return domain === null || local.length + 1 + domain.length > MAX_ADDRESS ? null : { local, domain }
}

/** A domain in lower-case ASCII, or null when it cannot be one. Takes names with one label (`localhost`). */
export function normaliseDomain(text: string): string | null {
  if (text.length > MAX_DOMAIN || /[^A-Za-z0-9._\u{a1}-\u{10ffff}-]/u.test(text)) return null
  const domain = domainToASCII(text).toLowerCase()
  if (domain === '' || domain.length > MAX_DOMAIN) return null
  const labels = domain.split('.')
  // `127.1` and the like become IPv4 literals: no mail domain ends in digits.
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : null
}

/** The address as we write it: local part as given, domain in lower case. Null when it is not an address. */
export function formatAddress(text: string): string | null {
  const address = parseAddress(text)
  return address && `${address.local}@${address.domain}`
}

/**
 * The address as we compare it: all lower case. Servers may tell local parts apart by case (RFC 5321, 2.4), none in
 * use does, and two users for one mailbox would be worse. Null when it is not an address.
 */
export function normaliseAddress(text: string): string | null {
  return formatAddress(text)?.toLowerCase() ?? null
}

// The one parser of mail addresses; every other place that meets an address uses it. Two parsers that disagree about
// `a(&email=victim&)@evil` are how a limit or an identity is got around.

import { domainToASCII } from 'node:url'
import { addressParser } from 'postal-mime'
import { cleanLine } from './clean-text.ts'
import { MAIL_LIMITS } from './limits.ts'

/** `address` is canonical (see normaliseAddress) or '' where the header names none we accept. */
export interface MailAddress {
  address: string
  name: string
}

/** RFC 5322 dot-atom, with the letters of RFC 6531. Quoted local parts are valid in theory and abuse in practice. */
const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u
/** A dotted host name of letters, digits and hyphens; address literals such as [127.0.0.1] are not addresses of people. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const MAX_ADDRESS_CHARS = 254
const MAX_LOCAL_CHARS = 64

/**
 * The canonical form of a bare address, lower case with the domain in A-labels, or null when it is not one. Takes no
 * display name, comment, quotes or white space inside: those are not part of an address here. RFC 5321 section 4.5.3.1.
 */
export function normaliseAddress(address: string): string | null {
  if (address.length > MAX_ADDRESS_CHARS * 2) return null
  const trimmed = address.trim().normalize('NFC')
  const at = trimmed.lastIndexOf('@')
  if (at <= 0) return null
  const local = trimmed.slice(0, at)
  if (local.length > MAX_LOCAL_CHARS || !LOCAL.test(local)) return null
  const written = trimmed.slice(at + 1).replace(/\.$/, '')
  // domainToASCII decodes %-escapes and drops tabs as URLs do; an address has neither.
  if (written === '' || /[%\s/\\?#@:()[\]<>",;]/.test(written)) return null
  const domain = domainToASCII(written).toLowerCase()
  if (!DOMAIN.test(domain) || /^[\d.]+$/.test(domain)) return null
  const canonical = `${local.toLowerCase()}@${domain}`
  return canonical.length <= MAX_ADDRESS_CHARS ? canonical : null
}

/** Whether the text is exactly one address and nothing else. */
export function isAddress(text: string): boolean {
  return normaliseAddress(text) !== null
}

/** The domain of a canonical address, or '' where there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/**
 * The addresses of a header value such as `"Doe, Ann" <ann@example.org>, team: a@b.example;`, encoded words decoded,
 * groups opened, at most `MAIL_LIMITS.addresses_per_list`. An entry whose address we do not accept keeps its name and
 * has address ''. RFC 5322 section 3.4.
 */
export function parseAddresses(header: string): MailAddress[] {
  const value = header.slice(0, MAIL_LIMITS.header_value_chars)
  const found: MailAddress[] = []
  for (const entry of addressParser(dropComments(value), { flatten: true })) {
    if (found.length >= MAIL_LIMITS.addresses_per_list) break
    const address = normaliseAddress(entry.address ?? '') ?? ''
    const name = cleanLine(entry.name || (address === '' ? (entry.address ?? '') : ''), MAIL_LIMITS.name_chars)
    if (address !== '' || name !== '') found.push({ address, name: name === address ? '' : name })
  }
  return found
}

/** The first address of a header value, or null where there is none. */
export function parseAddress(header: string): MailAddress | null {
  return parseAddresses(header)[0] ?? null
}

/**
 * Removes RFC 5322 comments outside quoted strings. A comment that is the only name of an address,
 * `ann@example.org (Ann Doe)`, is kept as its name: that form was common and some systems still send it.
 */
function dropComments(value: string): string {
  if (!value.includes('(')) return value
  let out = ''
  let comment = ''
  let depth = 0
  let quoted = false
  for (let i = 0; i < value.length; i++) {
    const char = value[i]!
    if (char === '\\' && (quoted || depth > 0)) {
      if (depth === 0) out += char + (value[i + 1] ?? '')
      else comment += value[i + 1] ?? ''
      i++
    } else if (char === '"' && depth === 0) {
      quoted = !quoted
      out += char
    } else if (!quoted && char === '(') {
      if (depth++ === 0) comment = ''
    } else if (!quoted && char === ')' && depth > 0) {
      if (--depth === 0 && isNameComment(out, value, i + 1)) out += ` (${comment.replace(/[()<>@,;:"\\]/g, ' ')})`
    } else if (depth === 0) out += char
    else comment += char
  }
  return out
}

/** Whether a comment ends the entry after a space, where it can only be a display name. */
function isNameComment(before: string, value: string, after: number): boolean {
  return /[\s>]$/.test(before.slice(-1)) && /^\s*(?:[,;]|$)/.test(value.slice(after, after + 80))
}

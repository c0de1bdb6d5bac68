// Addresses in the headers of a mail. What an address is, platform/addresses.ts alone decides: two parsers that disagree
// about `a(&email=victim&)@evil` are how a limit or an identity is got around.

import { addressParser } from 'postal-mime'
import { normaliseAddress as canonicalAddress } from '../../platform/addresses.ts'
import { cleanLine } from '../../platform/clean-text.ts'
import { MAIL_LIMITS } from './limits.ts'

/** `address` is canonical (see normaliseAddress) or '' where the header names none we accept. */
export interface MailAddress {
  address: string
  name: string
}

/**
 * The canonical form of a bare address in a mail, or null when it is not one: the platform's form, where white space
 * around it and the root's dot at its end do not count.
 */
export function normaliseAddress(address: string): string | null {
  return canonicalAddress(address.trim().replace(/\.$/, ''))
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

// Which desk a recipient belongs to, asked by the SMTP server for every RCPT TO. Only what was found is remembered: a
// new address must take mail at once, and strangers who try names must not fill the memory.
import type pg from 'pg'
import { normaliseAddress } from '../../platform/addresses.ts'
import { withoutTag } from '../sending/tokens.ts'

const KEPT_MS = 10_000
const MAX_KEPT = 5_000

export interface ResolvedRecipient {
  account_id: number
  /** The support address itself, without tags. */
  address: string
}

const known = new WeakMap<pg.Pool, Map<string, { found: ResolvedRecipient; until_ms: number }>>()

/**
 * The desk of a support address, of a reply address or return path made from one (`support+id…@`, `support+bounce…@`),
 * or of one with a tag of the sender's own (`support+orders@`, RFC 5233). Null: we take no mail for it.
 */
export async function resolveRecipient(pool: pg.Pool, address: string): Promise<ResolvedRecipient | null> {
  const given = normaliseAddress(address)
  if (given === null) return null
  const plain = withoutTag(given)
  const untagged = plain.replace(/\+[^@]*(?=@)/, '')
  return (
    (await lookUp(pool, plain)) ??
    (untagged === plain || untagged.startsWith('@') ? null : await lookUp(pool, untagged))
  )
}

async function lookUp(pool: pg.Pool, address: string): Promise<ResolvedRecipient | null> {
  const kept = known.get(pool) ?? new Map<string, { found: ResolvedRecipient; until_ms: number }>()
  known.set(pool, kept)
  const now_ms = performance.now()
  const hit = kept.get(address)
  if (hit && hit.until_ms > now_ms) return hit.found
  const { rows } = await pool.query<{ account_id: number }>(
    'select account_id from recipient_addresses where address = $1',
    [address],
  )
  kept.delete(address)
  if (!rows[0]) return null
  if (kept.size >= MAX_KEPT) kept.clear()
  const found = { account_id: rows[0].account_id, address }
  kept.set(address, { found, until_ms: now_ms + KEPT_MS })
  return found
}

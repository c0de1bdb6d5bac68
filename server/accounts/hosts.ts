// Which account answers to a host name. Every request asks, so the answers are kept for a few seconds; account_hosts
// has no row-level security, because this is how the account is found in the first place.
import { isIPv6 } from 'node:net'
import type pg from 'pg'

const KEPT_MS = 10_000
const MAX_KEPT = 5_000

interface Kept {
  account_id: number | null
  until_ms: number
}

/** Per database, since tests have several. */
const known = new WeakMap<pg.Pool, Map<string, Kept>>()

/**
 * The account of a host name (without port). A name nobody has goes to the only account where there is exactly one;
 * otherwise null. A new host is seen after at most ten seconds by other processes, at once by this one.
 */
export async function findAccount(pool: pg.Pool, host: string): Promise<number | null> {
  const name = host.toLowerCase().slice(0, 255)
  const kept = known.get(pool) ?? new Map<string, Kept>()
  known.set(pool, kept)
  const now_ms = performance.now()
  const hit = kept.get(name)
  if (hit && hit.until_ms > now_ms) return hit.account_id
  const account_id = await lookUp(pool, name)
  // Whoever sends made-up host names must not fill the memory.
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(name, { account_id, until_ms: now_ms + KEPT_MS })
  return account_id
}

async function lookUp(pool: pg.Pool, name: string): Promise<number | null> {
  const exact = await pool.query<{ account_id: number }>('select account_id from account_hosts where host = $1', [name])
  if (exact.rows[0]) return exact.rows[0].account_id
  const accounts = await listAccountIds(pool, 2)
  return accounts.length === 1 ? (accounts[0] ?? null) : null
}

/** The ids of the accounts in this database, oldest first. Each has at least one host. */
export async function listAccountIds(pool: pg.Pool, limit = 100_000): Promise<number[]> {
  const { rows } = await pool.query<{ account_id: number }>(
    'select distinct account_id from account_hosts order by account_id limit $1',
    [limit],
  )
  return rows.map((row) => row.account_id)
}

/** A host name of the account for links: the one that is not our stand-in comes first. Null when it has none. */
export async function findHost(pool: pg.Pool, account_id: number): Promise<string | null> {
  const { rows } = await pool.query<{ host: string }>(
    'select host from account_hosts where account_id = $1 order by host',
    [account_id],
  )
  return (rows.find((row) => row.host !== standInHost(account_id)) ?? rows[0])?.host ?? null
}

/** The host of an account that was given none. Browsers take every name below localhost to this machine (RFC 6761). */
export function standInHost(account_id: number): string {
  return `desk-${account_id}.localhost`
}

/** Forgets what was kept, after hosts changed. */
export function forgetHosts(pool: pg.Pool): void {
  known.delete(pool)
}

/** `http[s]://host[:port]` of the account for links that no request asked for, such as those in mails. Only when no public URL is configured. */
export async function accountUrl(
  pool: pg.Pool,
  account_id: number,
  config: { host: string; http_port: number },
): Promise<string> {
  const host = await findHost(pool, account_id)
  // A desk with a name of its own stands behind a proxy with a certificate; one without is on this machine.
  if (host !== null && host !== standInHost(account_id)) return `https://${host}`
  // The only account answers to every name, so the link needs no name that a resolver might not know.
  const is_only = (await listAccountIds(pool, 2)).length < 2
  return `http://${host === null || is_only ? reachable(config.host) : host}:${config.http_port}`
}

/** What a browser on this machine can open of the address the web port listens on. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return isIPv6(host) ? `[${host}]` : host
}

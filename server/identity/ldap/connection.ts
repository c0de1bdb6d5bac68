// The wire to a directory: TLS, the service account, searches, and what an entry says. No password of a person here.
import { Client, type Entry, NoSuchObjectError, ResultCodeError, SizeLimitExceededError } from 'ldapts'
import type { Problem } from '../problems.ts'
import type { LdapSettings } from './settings.ts'

const MAX_VALUES = 2_000
const MAX_TEXT = 2_000
/** In userAccountControl of Active Directory. */
const ACCOUNT_DISABLED = 2
/** Attributes that say that an account is switched off, by directory. */
const SWITCHES = ['userAccountControl', 'accountExpires', 'nsAccountLock', 'loginDisabled', 'pwdAccountLockedTime']
const LOCKED_FOR_EVER = '000001010000Z'
/** Attributes whose values are bytes; elsewhere here they are hexadecimal. */
export const BYTES: readonly string[] = ['objectGUID', 'objectSid']
/** Active Directory counts tenths of microseconds from 1601; this, and 0, mean never. */
const NEVER = 9_223_372_036_854_775_807n
const FROM_1601_MS = 11_644_473_600_000n

export class Declined extends Error {
  readonly problem: Problem
  constructor(problem: Problem, detail = '', cause?: unknown) {
    super(detail, { cause })
    this.problem = problem
  }
}

export function connect({ url, timeout_s, ca }: LdapSettings): Client {
  return new Client({
    url,
    timeout: timeout_s * 1_000,
    connectTimeout: timeout_s * 1_000,
    strictDN: false,
    ...(url.startsWith('ldaps:') ? { tlsOptions: tlsOptions(ca) } : {}),
  })
}

const tlsOptions = (ca: string) => ({ minVersion: 'TLSv1.2' as const, ...(ca === '' ? {} : { ca: [ca] }) })

export async function secure(client: Client, { url, start_tls, ca }: LdapSettings): Promise<void> {
  if (url.startsWith('ldaps:') || !start_tls) return
  try {
    await client.startTLS({ ...tlsOptions(ca), servername: new URL(url).hostname })
  } catch (cause) {
    throw new Declined(cause instanceof ResultCodeError || isTls(cause) ? 'tls' : 'unreachable', textOf(cause), cause)
  }
}

export async function bindService(
  client: Client,
  { service_dn }: LdapSettings,
  service_password: string,
): Promise<void> {
  if (service_password === '') throw new Declined('wrong_service_account', 'its password is not set')
  try {
    await client.bind(service_dn, service_password)
  } catch (cause) {
    throw cause instanceof ResultCodeError ? new Declined('wrong_service_account', textOf(cause), cause) : cause
  }
}

/** Entries below a base. Throws for several where two were the most, and for all that is no answer. */
export async function search(
  client: Client,
  settings: LdapSettings,
  base: string,
  scope: 'sub' | 'base',
  filter: string,
  attributes = ['*', settings.subject_attribute, settings.group_attribute, ...SWITCHES],
  sizeLimit = 2,
): Promise<Entry[]> {
  try {
    const { searchEntries } = await client.search(base, {
      scope,
      filter,
      attributes: attributes.filter((name) => name !== ''),
      explicitBufferAttributes: [...BYTES],
      sizeLimit,
      timeLimit: settings.timeout_s,
    })
    return searchEntries
  } catch (cause) {
    if (cause instanceof SizeLimitExceededError) throw new Declined('several_found', '', cause)
    if (cause instanceof NoSuchObjectError) return []
    throw cause
  }
}

/** Values as text; bytes as hexadecimal. Names of attributes are compared without regard to case. */
export function valuesOf(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase())
  const value = key === undefined || name === '' ? [] : (entry[key] ?? [])
  const all = Array.isArray(value) ? value : [value]
  return all.slice(0, MAX_VALUES).map((one) => (Buffer.isBuffer(one) ? one.toString('hex') : one.slice(0, MAX_TEXT)))
}

/** True for an account that the directory says is switched off, or over. */
export function isDisabled(entry: Entry, now: Date): boolean {
  const first = (name: string) => valuesOf(entry, name)[0] ?? ''
  return (
    (Number(first('userAccountControl')) & ACCOUNT_DISABLED) !== 0 ||
    hasExpired(first('accountExpires'), now) ||
    /^true$/i.test(first('nsAccountLock')) ||
    /^true$/i.test(first('loginDisabled')) ||
    first('pwdAccountLockedTime') === LOCKED_FOR_EVER
  )
}

function hasExpired(ticks: string, now: Date): boolean {
  if (!/^\d{1,19}$/.test(ticks) || BigInt(ticks) === 0n || BigInt(ticks) >= NEVER) return false
  return BigInt(ticks) / 10_000n - FROM_1601_MS <= BigInt(now.getTime())
}

/** What went wrong, in our words. Anything at all may: a directory is another's program. */
export function declined(error: unknown): { problem: Problem; detail: string | null } {
  if (error instanceof Declined) return { problem: error.problem, detail: error.message || null }
  return { problem: isTls(error) ? 'tls' : 'unreachable', detail: textOf(error) || null }
}

function isTls(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /CERT|SSL|TLS|SELF_SIGNED|ALTNAME/i.test(code)
}

const textOf = (error: unknown) => (error instanceof Error ? error.message.slice(0, 300) : '')

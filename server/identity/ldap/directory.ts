// Asks a directory who somebody is: finds their entry, proves the password by a bind as that entry, reads their groups.
// An empty password is never sent: directories take it for "nobody in particular" and say yes (RFC 4513, 5.1.2).
import { randomBytes } from 'node:crypto'
import {
  Client,
  type Entry,
  InvalidCredentialsError,
  NoSuchObjectError,
  ResultCodeError,
  SizeLimitExceededError,
} from 'ldapts'
import { firstOf, nameOf } from '../mapping/reading.ts'
import type { Mapping } from '../mapping/schema.ts'
import type { Problem } from '../problems.ts'
import type { ProviderState } from '../schema.ts'
import type { Finding } from '../trials/trials.ts'
import { escapeValue } from './escaping.ts'
import { type LdapSettings, LOGIN, ldapSettings, PERSON_DN } from './settings.ts'

const MAX_GROUPS = 2_000
const MAX_TEXT = 2_000
const MAX_LOGIN = 254
const MAX_PASSWORD = 256
/** In userAccountControl of Active Directory. */
const ACCOUNT_DISABLED = 2
/** Attributes that say that an account is switched off, by directory. */
const SWITCHES = ['userAccountControl', 'nsAccountLock', 'loginDisabled', 'pwdAccountLockedTime']
const LOCKED_FOR_EVER = '000001010000Z'

class Declined extends Error {
  readonly problem: Problem
  constructor(problem: Problem, detail = '', cause?: unknown) {
    super(detail, { cause })
    this.problem = problem
  }
}

/** Who this is, by the directory. Network; never inside a transaction. Never throws for what a directory may do. */
export async function askDirectory(
  state: ProviderState,
  mapping: Mapping,
  login: string,
  password: string,
): Promise<Finding> {
  const settings = ldapSettings.parse(state.settings)
  const typed = login.trim()
  if (typed === '' || password === '' || typed.length > MAX_LOGIN || password.length > MAX_PASSWORD)
    return { problem: 'wrong_credentials', detail: null }
  if (settings.url === '') return { problem: 'unreachable', detail: 'no address is set' }
  const client = connect(settings)
  try {
    await secure(client, settings)
    const entry =
      settings.bind === 'direct'
        ? await byDirectBind(client, settings, typed, password)
        : await bySearch(client, settings, state.secrets.service_password ?? '', typed, password)
    return { identity: identityOf(settings, mapping, entry), second_factor_proved: false }
  } catch (error) {
    return declined(error)
  } finally {
    await client.unbind().catch(() => undefined) // The answer is known; a connection that is gone already is no news.
  }
}

function connect({ url, timeout_s, ca }: LdapSettings): Client {
  return new Client({
    url,
    timeout: timeout_s * 1_000,
    connectTimeout: timeout_s * 1_000,
    strictDN: false,
    ...(url.startsWith('ldaps:') ? { tlsOptions: tlsOptions(ca) } : {}),
  })
}

const tlsOptions = (ca: string) => ({ minVersion: 'TLSv1.2' as const, ...(ca === '' ? {} : { ca: [ca] }) })

async function secure(client: Client, { url, start_tls, ca }: LdapSettings): Promise<void> {
  if (url.startsWith('ldaps:') || !start_tls) return
  try {
    await client.startTLS({ ...tlsOptions(ca), servername: new URL(url).hostname })
  } catch (cause) {
    throw new Declined(cause instanceof ResultCodeError || isTls(cause) ? 'tls' : 'unreachable', textOf(cause), cause)
  }
}

async function bySearch(
  client: Client,
  settings: LdapSettings,
  service_password: string,
  login: string,
  password: string,
): Promise<Entry> {
  if (settings.service_dn !== '') await bindService(client, settings, service_password)
  const filter = settings.user_filter.replaceAll(LOGIN, () => escapeValue(login))
  const entries = await search(client, settings, settings.base_dn, 'sub', filter)
  const [entry] = entries
  if (entries.length > 1) throw new Declined('several_found')
  if (!entry) {
    // The time of an answer does not tell whether there is such a person: a password is tried here as well.
    await client
      .bind(`cn=${randomBytes(8).toString('hex')},${settings.base_dn}`, randomBytes(8).toString('hex'))
      .catch(() => undefined) // It must fail.
    throw new Declined('not_found')
  }
  const groups = await groupsOf(client, settings, entry)
  await bindPerson(client, entry.dn, password)
  refuseDisabled(entry)
  return { ...entry, [GROUPS]: groups }
}

async function byDirectBind(client: Client, settings: LdapSettings, login: string, password: string): Promise<Entry> {
  const dn = settings.dn_template.replaceAll(LOGIN, () => escapeValue(login))
  if (dn === '') throw new Declined('not_found', 'no template is set')
  await bindPerson(client, dn, password)
  // Active Directory takes `name@domain` to bind, which is no entry's name: with a base it is looked up by the filter.
  const entries =
    settings.base_dn === ''
      ? await search(client, settings, dn, 'base', '(objectClass=*)')
      : await search(
          client,
          settings,
          settings.base_dn,
          'sub',
          settings.user_filter.replaceAll(LOGIN, () => escapeValue(login)),
        )
  const [entry] = entries
  if (entries.length > 1) throw new Declined('several_found')
  if (!entry) throw new Declined('not_found')
  refuseDisabled(entry)
  return { ...entry, [GROUPS]: await groupsOf(client, settings, entry) }
}

async function bindService(client: Client, { service_dn }: LdapSettings, service_password: string): Promise<void> {
  if (service_password === '') throw new Declined('wrong_service_account', 'its password is not set')
  try {
    await client.bind(service_dn, service_password)
  } catch (cause) {
    throw cause instanceof ResultCodeError ? new Declined('wrong_service_account', textOf(cause), cause) : cause
  }
}

async function bindPerson(client: Client, dn: string, password: string): Promise<void> {
  try {
    await client.bind(dn, password)
  } catch (cause) {
    if (!(cause instanceof ResultCodeError)) throw cause
    // Active Directory says more in its text: 533 is a disabled account, 701 an expired one, 775 a locked one.
    if (cause instanceof InvalidCredentialsError && /data (533|701|775)\b/.test(cause.message))
      throw new Declined('disabled', '', cause)
    throw new Declined('wrong_credentials', '', cause)
  }
}

/** Where the groups of an entry are kept in it; no attribute is called so. */
const GROUPS = ' groups'

async function search(
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
      explicitBufferAttributes: ['objectGUID', 'objectSid'],
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

/** Names of a person's groups: of their entry, or found by their name below the groups' base. */
async function groupsOf(client: Client, settings: LdapSettings, entry: Entry): Promise<string[]> {
  if (settings.group_base_dn === '') return valuesOf(entry, settings.group_attribute)
  const filter = settings.group_filter.replaceAll(PERSON_DN, () => escapeValue(entry.dn))
  const name = settings.group_name_attribute
  const found = await search(client, settings, settings.group_base_dn, 'sub', filter, [name], MAX_GROUPS)
  return found.flatMap((group) => valuesOf(group, name))
}

function refuseDisabled(entry: Entry): void {
  const first = (name: string) => valuesOf(entry, name)[0] ?? ''
  const is_disabled =
    (Number(first('userAccountControl')) & ACCOUNT_DISABLED) !== 0 ||
    /^true$/i.test(first('nsAccountLock')) ||
    /^true$/i.test(first('loginDisabled')) ||
    first('pwdAccountLockedTime') === LOCKED_FOR_EVER
  if (is_disabled) throw new Declined('disabled')
}

/** Values as text; bytes as hexadecimal. Names of attributes are compared without regard to case. */
function valuesOf(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase())
  const value = key === undefined || name === '' ? [] : (entry[key] ?? [])
  const all = Array.isArray(value) ? value : [value]
  return all.slice(0, MAX_GROUPS).map((one) => (Buffer.isBuffer(one) ? one.toString('hex') : one.slice(0, MAX_TEXT)))
}

function identityOf(settings: LdapSettings, mapping: Mapping, entry: Entry) {
  const groups = valuesOf(entry, GROUPS)
  const named = Object.keys(entry).filter((name) => name !== GROUPS && !/^userPassword$/i.test(name))
  const attributes: Record<string, string[]> = Object.fromEntries(named.map((name) => [name, valuesOf(entry, name)]))
  // A rule may name a group by its whole name or by its first part: `cn=Support,ou=Groups,…` is also `Support`.
  const short = groups.map((group) => /^[a-z]+=((?:[^,\\]|\\.)+),/i.exec(group)?.[1]).filter((one) => one !== undefined)
  attributes[mapping.attributes.groups || 'groups'] = [...new Set([...groups, ...short])]
  const [subject] = valuesOf(entry, settings.subject_attribute)
  return {
    issuer: settings.base_dn || settings.url,
    subject: subject ?? '',
    email: firstOf(attributes, mapping.attributes.email) ?? valuesOf(entry, settings.email_attribute)[0] ?? null,
    // The directory is where the organisation keeps the address; it is believed about the domains that are listed.
    email_verified: true,
    name: nameOf(mapping, attributes) ?? valuesOf(entry, settings.name_attribute)[0] ?? null,
    attributes,
  }
}

function declined(error: unknown): { problem: Problem; detail: string | null } {
  if (error instanceof Declined) return { problem: error.problem, detail: error.message || null }
  return { problem: isTls(error) ? 'tls' : 'unreachable', detail: textOf(error) || null }
}

function isTls(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /CERT|SSL|TLS|SELF_SIGNED|ALTNAME/i.test(code)
}

const textOf = (error: unknown) => (error instanceof Error ? error.message.slice(0, 300) : '')

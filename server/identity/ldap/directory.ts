// Asks a directory who somebody is: finds their entry, proves the password by a bind as that entry, reads their groups.
// An empty password is never sent: directories take it for "nobody in particular" and say yes (RFC 4513, 5.1.2).
import { randomBytes } from 'node:crypto'
import { type Client, type Entry, InvalidCredentialsError, ResultCodeError } from 'ldapts'
import { firstOf, nameOf } from '../mapping/reading.ts'
import type { Mapping } from '../mapping/schema.ts'
import type { ProviderState } from '../schema.ts'
import type { Finding } from '../trials/trials.ts'
import { bindService, connect, Declined, declined, isDisabled, search, secure, valuesOf } from './connection.ts'
import { escapeValue } from './escaping.ts'
import { type LdapSettings, LOGIN, ldapSettings, PERSON_DN } from './settings.ts'

const MAX_GROUPS = 2_000
const MAX_LOGIN = 254
const MAX_PASSWORD = 256

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
  if (isDisabled(entry, new Date())) throw new Declined('disabled')
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
  if (isDisabled(entry, new Date())) throw new Declined('disabled')
  return { ...entry, [GROUPS]: await groupsOf(client, settings, entry) }
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

/** Names of a person's groups: of their entry, or found by their name below the groups' base. */
async function groupsOf(client: Client, settings: LdapSettings, entry: Entry): Promise<string[]> {
  if (settings.group_base_dn === '') return valuesOf(entry, settings.group_attribute)
  const filter = settings.group_filter.replaceAll(PERSON_DN, () => escapeValue(entry.dn))
  const name = settings.group_name_attribute
  const found = await search(client, settings, settings.group_base_dn, 'sub', filter, [name], MAX_GROUPS)
  return found.flatMap((group) => valuesOf(group, name))
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

// Looks up whether people who came from a directory are still in it, without their passwords: by their identifier, and
// by the filter they signed in through. Only a clear answer counts against somebody; anything else is a problem of the
// directory, which says nothing about people.
import type { Client } from 'ldapts'
import type { Problem } from '../problems.ts'
import type { ProviderState } from '../schema.ts'
import { BYTES, bindService, connect, Declined, declined, isDisabled, search, secure } from './connection.ts'
import { escapeValue } from './escaping.ts'
import { type LdapSettings, LOGIN, ldapSettings } from './settings.ts'

/** For all people of one run; who was not reached by then is asked about in the next. */
const RUN_MAY_TAKE_MS = 60_000

export type Standing = 'there' | 'gone' | 'disabled'

/** By the id of the link: those that the directory answered about. */
export type LookedUp = { standings: Map<number, Standing> } | { problem: Problem; detail: string | null }

/** False where nobody can be looked up: only people themselves may read there. */
export function mayLookUp(settings: LdapSettings): boolean {
  return settings.url !== '' && settings.base_dn !== '' && (settings.bind === 'search' || settings.service_dn !== '')
}

/** Network; never inside a transaction. Never throws for what a directory may do. */
export async function lookUpPeople(
  state: ProviderState,
  links: readonly { id: number; subject: string }[],
  now: Date,
): Promise<LookedUp> {
  const settings = ldapSettings.parse(state.settings)
  const client = connect(settings)
  const until = performance.now() + RUN_MAY_TAKE_MS
  const standings = new Map<number, Standing>()
  try {
    await secure(client, settings)
    if (settings.service_dn !== '') await bindService(client, settings, state.secrets.service_password ?? '')
    // A directory that hides its tree shows nobody, and does not mean that everybody left.
    if ((await search(client, settings, settings.base_dn, 'base', '(objectClass=*)', ['1.1'])).length !== 1)
      throw new Declined('not_found', 'the directory does not show the base')
    for (const { id, subject } of links) {
      if (performance.now() > until) break
      standings.set(id, await standingOf(client, settings, subject, now))
    }
    return { standings }
  } catch (error) {
    return declined(error)
  } finally {
    await client.unbind().catch(() => undefined) // The answer is known; a connection that is gone already is no news.
  }
}

async function standingOf(client: Client, settings: LdapSettings, subject: string, now: Date): Promise<Standing> {
  const entries = await search(client, settings, settings.base_dn, 'sub', filterFor(settings, subject))
  const [entry] = entries
  if (entries.length > 1) throw new Declined('several_found')
  if (!entry) return 'gone'
  return isDisabled(entry, now) ? 'disabled' : 'there'
}

/** Who has this identifier and still passes the filter, whatever name they typed when they signed in. */
export function filterFor(settings: LdapSettings, subject: string): string {
  const is_bytes = BYTES.some((name) => name.toLowerCase() === settings.subject_attribute.toLowerCase())
  const value =
    is_bytes && /^([0-9a-f]{2})+$/.test(subject) ? subject.replace(/../g, (byte) => `\\${byte}`) : escapeValue(subject)
  return `(&(${settings.subject_attribute}=${value})${settings.user_filter.replaceAll(LOGIN, '*')})`
}

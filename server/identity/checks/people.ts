// Whether people who came by a directory are still in it. Whoever was switched off there, left, or no longer passes the
// filter loses every way in that is open here, at once. A directory that does not answer, or in which suddenly most
// people are missing, ends nobody's session: that is its own problem, shown and told to the admins.
import { revokeCredentialsOf } from '../../access/index.ts'
import { findUser } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { linkDeactivated } from '../events.ts'
import { type LookedUp, mayLookUp, type Standing } from '../ldap/looking-up.ts'
import { ldapSettings } from '../ldap/settings.ts'
import { type LinkRow, linksWhere, markChecked, markDeactivated } from '../links/queries.ts'
import { findProvider } from '../queries.ts'
import { wasTestedByOwner } from '../resolving.ts'
import type { ProviderRow, ProviderState } from '../schema.ts'
import { noteFailure, noteSuccess } from './noting.ts'
import { listUnchecked } from './queries.ts'

/** In one run; the others wait for the next, five minutes later. */
const PEOPLE_PER_RUN = 200
const MINUTE_MS = 60_000
const SIGNED_IN_EVERY_MS = 10 * MINUTE_MS
const OTHERS_EVERY_MS = 6 * 60 * MINUTE_MS
/** So few may always leave at once. */
const MAY_LEAVE_TOGETHER = 3

/** Whom a directory is to be asked about, and with which settings. */
export interface Asking {
  state: ProviderState
  links: LinkRow[]
  now: Date
}

/** `everybody` is asked about whenever they were last. Null where there is nobody, or nothing to ask with. */
export async function beginPeople(work: Work, provider_id: number, everybody: boolean): Promise<Asking | null> {
  const provider = await findProvider(work, provider_id)
  if (provider?.kind !== 'ldap' || !provider.active || !provider.live) return null
  if (!mayLookUp(ldapSettings.parse(provider.live.settings))) return null
  const ago = (ms: number) => (everybody ? work.now : new Date(work.now.getTime() - ms))
  const before = { signed_in: ago(SIGNED_IN_EVERY_MS), others: ago(OTHERS_EVERY_MS) }
  const links = await listUnchecked(work, provider.id, before, PEOPLE_PER_RUN)
  return links.length === 0 ? null : { state: provider.live, links, now: work.now }
}

/** What follows from the answers. `accepts_many`: an admin says that so many have indeed left. */
export async function settlePeople(
  work: Work,
  provider_id: number,
  asking: Asking,
  found: LookedUp,
  accepts_many: boolean,
): Promise<void> {
  const provider = await findProvider(work, provider_id, true)
  // Switched off, or other settings since: what was asked says nothing any more.
  if (!provider?.active || provider.live?.digest !== asking.state.digest) return
  if ('problem' in found) return await noteFailure(work, provider, 'people', found.problem)
  const { standings } = found
  await markChecked(work, [...standings.keys()])
  const left = await leaving(work, provider, standings)
  const missing = left.filter((link) => standings.get(link.id) === 'gone')
  const are_too_many = !accepts_many && missing.length > MAY_LEAVE_TOGETHER && missing.length * 2 > standings.size
  for (const link of left) if (!are_too_many || standings.get(link.id) === 'disabled') await deactivate(work, link)
  if (are_too_many) await noteFailure(work, provider, 'people', 'too_many_missing', missing.length)
  else await noteSuccess(work, provider, 'people')
}

/** Links as they are by now, of those whom the directory does not know any more. */
async function leaving(
  work: Work,
  provider: ProviderRow,
  standings: ReadonlyMap<number, Standing>,
): Promise<LinkRow[]> {
  const ids = [...standings].filter(([, standing]) => standing !== 'there').map(([id]) => id)
  const links = await linksWhere(work, sql`id = any(${ids}::bigint[]) and deactivated_at is null order by id`)
  const judged: LinkRow[] = []
  for (const link of links) {
    // An admin's settings say nothing about owners before an owner has tried them, no more than at the sign-in.
    const is_owner = (await findUser(work, link.user_id))?.role === 'owner'
    if (!is_owner || (await wasTestedByOwner(work, provider))) judged.push(link)
  }
  return judged
}

/** Sessions with their sockets, sign-ins under way, tokens, links and known browsers of the person end. */
async function deactivate(work: Work, link: LinkRow): Promise<void> {
  if (!(await markDeactivated(work, link.id))) return
  await revokeCredentialsOf(work, link.user_id, 'provider')
  work.record(linkDeactivated, link.user_id, { provider_id: link.provider_id, link_id: link.id })
}

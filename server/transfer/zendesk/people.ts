// Organisations and people of the source, and who belongs where. Nobody gets a password, an invitation or a mail; an
// address counts as proven only here. Somebody who is here already stays as they are.
import { findOrganizationByName, findUser, findUserByEmail } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { callDesk } from '../moving-in/desk.ts'
import { NotOffered } from './client.ts'
import { eachRecord } from './lists.ts'
import { idOf, type Json, listOf, pick, textOf, timeOf } from './reading.ts'
import { findOurs, needOurs, type Run, type Taken, take } from './taking.ts'

/** What of a source's own id scheme stays visible here, where the record has no external id of its own. */
export const externalIdOf = (record: Json, key: string): string => {
  const own = typeof record.external_id === 'number' ? String(record.external_id) : textOf(record.external_id)
  return own?.trim() ? own.slice(0, 255) : `zendesk:${key}`
}

const LOCALES = ['en', 'de', 'nl', 'it']
const IDENTITIES_PER_PERSON = 49

/** Tags as far as one record of ours holds them. */
const tagsOf = (record: Json) => ({ tags: Array.isArray(record.tags) ? record.tags.slice(0, 200) : [] })

/** Field values by key that are set; a field of ours may be gone or ask for something else. */
function setFields(values: unknown): Json {
  const [fields = {}] = listOf([values])
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))
}

export async function takeOrganization(run: Run, record: Json, key: string): Promise<number | null> {
  if (record.deleted_at) return null
  const ways = [
    { domain_names: record.domain_names ?? [], organization_fields: setFields(record.organization_fields) },
    { organization_fields: setFields(record.organization_fields) },
    {},
  ]
  const what = { kind: 'organization', key, stamp: timeOf(record.updated_at), ways: ways.length }
  return await take(run, what, async (work, known, way) => {
    const body = {
      ...pick(record, ['name', 'details', 'notes', 'shared_tickets', 'shared_comments']),
      ...tagsOf(record),
      ...ways[way],
      group_id: await findOurs(work, run, 'group', record.group_id),
    }
    if (known?.record_id) {
      if (known.state.how === 'matched') return null
      const request = { params: { organization_id: known.record_id }, body: { organization: body } }
      await callDesk(work, run.platform, 'PUT /api/v2/organizations/{organization_id}', request)
      return { id: known.record_id, how: 'updated' }
    }
    const name = textOf(record.name)
    const there = name ? await findOrganizationByName(work, name) : null
    if (there !== null) return { id: there, how: 'matched' }
    const organization = { ...body, external_id: externalIdOf(record, key) }
    return { id: await made(work, run, 'POST /api/v2/organizations', 'organization', organization), how: 'created' }
  })
}

async function made(work: Work, run: Run, route: string, single: string, body: Json): Promise<number> {
  const [reply] = listOf([(await callDesk(work, run.platform, route, { body: { [single]: body } }))[single]])
  return Number(reply?.id)
}

/** The role somebody has here: that of the source where the run asks for it, else a customer's. */
function roleOf(run: Run, record: Json): 'end-user' | 'agent' | 'admin' {
  const { role } = record
  if (role !== 'agent' && role !== 'admin') return 'end-user'
  const { agents } = run.options
  const address = textOf(record.email)?.toLowerCase() ?? ''
  return agents === 'all' || agents.has(address) ? role : 'end-user'
}

/** `identities` are those of the source; null where they have to be asked for. */
export async function takeUser(
  run: Run,
  record: Json,
  key: string,
  identities: readonly Json[] | null,
): Promise<number | null> {
  const is_gone = record.active === false
  const role = roleOf(run, record)
  const email = is_gone ? null : textOf(record.email)
  const others = is_gone ? [] : (identities ?? (await identitiesOf(run, key)))
  const words = pick(record, ['alias', 'details', 'notes', 'signature', 'phone'])
  const locale = (textOf(record.locale) ?? '').slice(0, 2).toLowerCase()
  const time_zone = textOf(record.iana_time_zone)
  const known_locale = LOCALES.includes(locale) ? { locale } : {}
  const addresses = others
    .filter((one) => one.type !== 'email' || textOf(one.value)?.toLowerCase() !== email?.toLowerCase())
    .slice(0, IDENTITIES_PER_PERSON)
    .map((one) => ({ type: one.type, value: one.value, verified: false }))
  const user_fields = setFields(record.user_fields)
  const zone = time_zone === null ? {} : { time_zone }
  const ways = [
    { ...words, ...known_locale, ...zone, user_fields, identities: addresses },
    { ...words, ...known_locale, user_fields },
    { ...words, ...known_locale },
    {},
  ]
  const what = { kind: 'user', key, stamp: timeOf(record.updated_at), ways: ways.length }
  return await take(run, what, async (work, known, way): Promise<Taken | null> => {
    const name = textOf(record.name)?.trim() || email || `Person ${key}`
    const organization_id = await findOurs(work, run, 'organization', record.organization_id)
    const body = { ...ways[way], ...tagsOf(record), name: name.slice(0, 255), organization_id }
    if (known?.record_id) return await updateUser(work, run, known, body)
    const there = email === null ? null : await findUserByEmail(work, email)
    if (there) return { id: there.id, how: 'matched' }
    if (role !== 'end-user' && email === null) throw invalid('email', 'Email: an agent needs one', 'BlankValue')
    const id = await made(work, run, 'POST /api/v2/users', 'user', {
      ...body,
      ...(email === null ? {} : { email }),
      role,
      verified: false,
      suspended: is_gone || record.suspended === true,
      external_id: externalIdOf(record, key),
    })
    return { id, how: 'created' }
  })
}

async function updateUser(
  work: Work,
  run: Run,
  known: { record_id: number | null; state: Json },
  { identities: _only_of_new_people, ...body }: Json,
): Promise<Taken | null> {
  const id = known.record_id ?? 0
  const user = await findUser(work, id)
  if (known.state.how === 'matched' || !user?.active) return null
  await callDesk(work, run.platform, 'PUT /api/v2/users/{user_id}', { params: { user_id: id }, body: { user: body } })
  return { id, how: 'updated' }
}

async function identitiesOf(run: Run, key: string): Promise<Json[]> {
  try {
    const { identities } = await run.client.get(`/api/v2/users/${key}/identities.json`)
    return listOf(identities)
  } catch (error) {
    if (error instanceof NotOffered) return []
    throw error
  }
}

/** The identities of one person among those a page brought along; null where it brought none. */
export function identitiesIn(page: Json, key: string): Json[] | null {
  return Array.isArray(page.identities) ? listOf(page.identities).filter((one) => idOf(one.user_id) === key) : null
}

/** Who takes part in the source and cannot be asked for any more: one person stands for all of them. */
export async function nobody(run: Run): Promise<number> {
  const id = await take(run, { kind: 'user', key: '0', stamp: null }, async (work) => {
    const user = { name: 'Unknown person (Zendesk)', suspended: true, external_id: 'zendesk:0' }
    return { id: await made(work, run, 'POST /api/v2/users', 'user', user), how: 'created' }
  })
  if (id === null) throw new Error('the person who stands for unknown people could not be made')
  return id
}

/** Agents into groups, people into organisations. */
export async function takeMemberships(run: Run): Promise<void> {
  const groups = { kind: 'group_membership', path: '/api/v2/group_memberships.json?page[size]=100', key: 'group_memberships' }
  await eachRecord(run, groups, async (record, key) => {
    await take(run, { kind: groups.kind, key, stamp: null }, async (work) => {
      const user_id = await needOurs(work, run, 'user', record.user_id)
      const group_id = await needOurs(work, run, 'group', record.group_id)
      const user = await findUser(work, user_id)
      if (!user || user.role === 'end-user')
        throw invalid('user_id', 'the person is no agent here (see --agents)', 'InvalidValue')
      const mine = await callDesk(work, run.platform, 'GET /api/v2/users/{user_id}/group_memberships', { params: { user_id } })
      const there = listOf(mine.group_memberships).find((one) => one.group_id === group_id)
      if (there) return { id: Number(there.id), how: 'matched' }
      const id = await made(work, run, 'POST /api/v2/group_memberships', 'group_membership', { user_id, group_id })
      if (record.default === true)
        await callDesk(work, run.platform, 'PUT /api/v2/users/{user_id}/group_memberships/{group_membership_id}/make_default', {
          params: { user_id, group_membership_id: id },
        })
      return { id, how: 'created' }
    })
  })
  const organizations = {
    kind: 'organization_membership',
    path: '/api/v2/organization_memberships.json?page[size]=100',
    key: 'organization_memberships',
  }
  await eachRecord(run, organizations, async (record, key) => {
    await take(run, { kind: organizations.kind, key, stamp: null }, async (work) => {
      const user_id = await needOurs(work, run, 'user', record.user_id)
      const organization_id = await needOurs(work, run, 'organization', record.organization_id)
      const mine = await callDesk(work, run.platform, 'GET /api/v2/users/{user_id}/organization_memberships', { params: { user_id } })
      const there = listOf(mine.organization_memberships).find((one) => one.organization_id === organization_id)
      if (there) return { id: Number(there.id), how: 'matched' }
      const body = { user_id, organization_id, default: record.default === true, ...pick(record, ['view_tickets']) }
      return { id: await made(work, run, 'POST /api/v2/organization_memberships', 'organization_membership', body), how: 'created' }
    })
  })
}

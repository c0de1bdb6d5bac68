// People of the source. Nobody gets a password, an invitation or a mail, and no address counts as proven. Somebody who is
// here already stays as they are.
import { findUser, findUserByEmail } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { callDesk } from '../moving-in/desk.ts'
import { quietWork } from '../moving-in/quiet.ts'
import { askOr } from './lists.ts'
import { knowOrganization } from './organizations.ts'
import { idOf, type Json, listOf, pick, recordOf, textOf, timeOf } from './reading.ts'
import { findOurs, mapOurs, type Run, type Taken, take } from './taking.ts'
import { externalIdOf, made, setFields, tagsOf } from './writing.ts'

const LOCALES = ['en', 'de', 'nl', 'it']
const IDENTITIES_PER_PERSON = 49

const PEOPLE_PER_REQUEST = 100

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
  await knowOrganization(run, record.organization_id)
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
  return listOf((await askOr(run, `/api/v2/users/${key}/identities.json`)).identities)
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

/** Makes sure that everybody something names was asked for: the list of people leaves out some who once took part. */
export async function knowPeople(run: Run, ids: readonly unknown[]): Promise<void> {
  const keys = [...new Set(ids.map(idOf).filter((one) => one !== null))]
  const known = await quietWork(run, (work) => mapOurs(work, run, 'user', keys))
  const unknown = keys.filter((key) => !known.has(key) && /^\d+$/.test(key))
  for (let first = 0; first < unknown.length; first += PEOPLE_PER_REQUEST) {
    const some = unknown.slice(first, first + PEOPLE_PER_REQUEST)
    const body = await askOr(run, `/api/v2/users/show_many.json?ids=${some.join(',')}`)
    for (const row of listOf(body.users)) {
      const { record, key } = recordOf(row)
      if (some.includes(key)) await takeUser(run, record, key, identitiesIn(body, key))
    }
  }
}

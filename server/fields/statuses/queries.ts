// All SQL on custom_statuses. Each category has one status from the first day, with a fixed id and no row until an
// admin changes it.
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'

export const STATUS_CATEGORIES = ['new', 'open', 'pending', 'hold', 'solved'] as const
export type StatusCategory = (typeof STATUS_CATEGORIES)[number]
export const STATUSES_PER_ACCOUNT = 100

export interface StatusRow {
  id: number
  status_category: StatusCategory
  agent_label: string
  end_user_label: string
  description: string
  end_user_description: string
  active: boolean
  default: boolean
  created_at: Date
  updated_at: Date
}

const SINCE = new Date('2026-01-01T00:00:00Z')
const seed = (id: number, status_category: StatusCategory, agent_label: string, end_user_label: string): StatusRow => ({
  id,
  status_category,
  agent_label,
  end_user_label,
  description: '',
  end_user_description: '',
  active: true,
  default: true,
  created_at: SINCE,
  updated_at: SINCE,
})

export const FIRST_STATUSES: readonly StatusRow[] = [
  seed(1, 'new', 'New', 'Open'),
  seed(2, 'open', 'Open', 'Open'),
  seed(3, 'pending', 'Pending', 'Awaiting your reply'),
  seed(4, 'hold', 'On-hold', 'Open'),
  seed(5, 'solved', 'Solved', 'Solved'),
]

/** All statuses: by category, the oldest first. */
export const listStatuses = remembered<readonly StatusRow[]>(loadStatuses)

async function loadStatuses(work: Work): Promise<StatusRow[]> {
  const stored = await work.db.all<StatusRow>(sql`
    select id, status_category, agent_label, end_user_label, description, end_user_description, active, is_default as default, created_at, updated_at
    from custom_statuses where account_id = ${work.account_id}::bigint and deleted_at is null limit ${STATUSES_PER_ACCOUNT * 2}`)
  const unwritten = FIRST_STATUSES.filter(({ id }) => !stored.some((row) => row.id === id))
  const place = ({ status_category }: StatusRow) => STATUS_CATEGORIES.indexOf(status_category)
  return [...unwritten, ...stored].sort((a, b) => place(a) - place(b) || a.id - b.id)
}

/** A status, active or not; null when there is none of this id. */
export async function findCustomStatus(work: Work, id: number): Promise<StatusRow | null> {
  return (await listStatuses(work)).find((row) => row.id === id) ?? null
}

export async function getCustomStatus(work: Work, id: number): Promise<StatusRow> {
  const row = await findCustomStatus(work, id)
  if (!row) throw notFound()
  return row
}

/** The status a ticket has when only its category is named. A closed ticket keeps the default of `solved`. */
export async function defaultCustomStatus(work: Work, category: StatusCategory | 'closed'): Promise<StatusRow> {
  const wanted = category === 'closed' ? 'solved' : category
  const row = (await listStatuses(work)).find((one) => one.status_category === wanted && one.default)
  if (!row) throw new Error(`no status is the default of ${wanted}`)
  return row
}

/** As `defaultCustomStatus`, its id alone. */
export async function defaultCustomStatusId(work: Work, category: StatusCategory | 'closed'): Promise<number> {
  return (await defaultCustomStatus(work, category)).id
}

/** Waits for whoever changes this account's statuses. */
export async function lockStatuses(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`statuses/${work.account_id}`}, 0))`)
  listStatuses.forget(work)
}

/** Takes a status out of the choice. Closed tickets keep it. */
export async function markStatusDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update custom_statuses set deleted_at = ${work.now}, active = false where account_id = ${work.account_id} and id = ${id}`,
  )
  listStatuses.forget(work)
}

/** Writes a status, new or changed; one of the first five that had no row gets one. */
export async function saveStatus(work: Work, row: StatusRow): Promise<void> {
  await work.db.run(sql`
    insert into custom_statuses (account_id, id, status_category, agent_label, end_user_label, description, end_user_description, active, is_default, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.status_category}, ${row.agent_label}, ${row.end_user_label}, ${row.description},
      ${row.end_user_description}, ${row.active}, ${row.default}, ${row.created_at}, ${row.updated_at})
    on conflict (account_id, id) do update set agent_label = excluded.agent_label, end_user_label = excluded.end_user_label,
      description = excluded.description, end_user_description = excluded.end_user_description, active = excluded.active,
      is_default = excluded.is_default, updated_at = excluded.updated_at`)
  listStatuses.forget(work)
}

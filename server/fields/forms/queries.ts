// All SQL on ticket_forms. Every desk has a default form from the first day: until an admin writes a form it has no
// row and shows all active fields.
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { listFieldRows } from '../queries.ts'
import { FORMS_PER_ACCOUNT } from '../schema.ts'
import { FIRST_FORM_ID, type FormRow } from './schema.ts'

type StoredForm = FormRow & { is_deleted: boolean }

const SINCE = new Date('2026-01-01T00:00:00Z')
/** Deleted forms keep their row, since tickets name them; beyond so many the oldest are not looked at. */
const ROWS_READ = FORMS_PER_ACCOUNT * 4

/** All forms by position, inactive ones too. */
export const listForms = remembered<readonly FormRow[]>(loadForms)

async function loadForms(work: Work): Promise<FormRow[]> {
  const stored = await work.db.all<StoredForm>(sql`
    select id, name, display_name, position, active, end_user_visible, is_default as default, in_all_brands, restricted_brand_ids,
      ticket_field_ids, agent_conditions, end_user_conditions, created_at, updated_at, deleted_at is not null as is_deleted
    from ticket_forms where account_id = ${work.account_id}::bigint
    order by deleted_at is not null, id = ${FIRST_FORM_ID} desc, id desc limit ${ROWS_READ}`)
  const forms: FormRow[] = stored.filter((row) => !row.is_deleted).map(({ is_deleted: _deleted, ...row }) => row)
  if (!stored.some((row) => row.id === FIRST_FORM_ID)) forms.push(await firstForm(work))
  return forms.sort((a, b) => a.position - b.position || a.id - b.id)
}

async function firstForm(work: Work): Promise<FormRow> {
  const fields = await listFieldRows(work, 'ticket')
  return {
    id: FIRST_FORM_ID,
    name: 'Default ticket form',
    display_name: 'Default ticket form',
    position: 0,
    active: true,
    end_user_visible: true,
    default: true,
    in_all_brands: true,
    restricted_brand_ids: [],
    ticket_field_ids: fields.filter((row) => row.active).map((row) => row.id),
    agent_conditions: [],
    end_user_conditions: [],
    created_at: SINCE,
    updated_at: SINCE,
  }
}

/** A form, active or not; null when there is none of this id (any more). */
export async function findForm(work: Work, id: number): Promise<FormRow | null> {
  return (await listForms(work)).find((row) => row.id === id) ?? null
}

export async function getForm(work: Work, id: number): Promise<FormRow> {
  const row = await findForm(work, id)
  if (!row) throw notFound()
  return row
}

/** The form of tickets that name none. */
export async function defaultForm(work: Work): Promise<FormRow> {
  const row = (await listForms(work)).find((one) => one.default)
  if (!row) throw new Error('no form is the default one')
  return row
}

/** Waits for whoever changes this account's forms, and writes the first form down so that it stays as it is. */
export async function lockForms(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`forms/${work.account_id}`}, 0))`)
  forgetForms(work)
  const first = await findForm(work, FIRST_FORM_ID)
  if (first) await saveForm(work, first)
}

/** To be called when the fields changed too: the first form may show all of them. */
export function forgetForms(work: Work): void {
  listForms.forget(work)
}

/** Writes a form, new or changed. */
export async function saveForm(work: Work, row: FormRow): Promise<void> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
  await work.db.run(sql`
    insert into ticket_forms (account_id, id, name, display_name, position, active, end_user_visible, is_default, in_all_brands,
      restricted_brand_ids, ticket_field_ids, agent_conditions, end_user_conditions, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.display_name}, ${row.position}, ${row.active}, ${row.end_user_visible},
      ${row.default}, ${row.in_all_brands}, ${json(row.restricted_brand_ids)}, ${json(row.ticket_field_ids)},
      ${json(row.agent_conditions)}, ${json(row.end_user_conditions)}, ${row.created_at}, ${row.updated_at})
    on conflict (account_id, id) do update set name = excluded.name, display_name = excluded.display_name, position = excluded.position,
      active = excluded.active, end_user_visible = excluded.end_user_visible, is_default = excluded.is_default,
      in_all_brands = excluded.in_all_brands, restricted_brand_ids = excluded.restricted_brand_ids,
      ticket_field_ids = excluded.ticket_field_ids, agent_conditions = excluded.agent_conditions,
      end_user_conditions = excluded.end_user_conditions, updated_at = excluded.updated_at`)
  forgetForms(work)
}

/** Hides a form for good; tickets keep its number. */
export async function markFormDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update ticket_forms set deleted_at = ${work.now}, is_default = false where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  forgetForms(work)
}

// All SQL on fields; options have their own file. Fields are few and read often, so the process remembers them.
import { type Configuration, remembered } from '../platform/configuration.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { listOptions } from './options/queries.ts'
import { FIELDS_PER_ACCOUNT, type FieldOf, type FieldRow, type OptionRow } from './schema.ts'
import { SYSTEM_FIELDS } from './system-fields.ts'

type StoredField = Omit<FieldRow, 'options'>

const columns = sql`id, field_of as of, key, type, title, title_in_portal, description, agent_description, tag, regexp_for_validation,
  relationship_target_type, relationship_filter, sub_type_id, position, active, required, collapsed_for_agents, visible_in_portal,
  editable_in_portal, required_in_portal, system, creator_user_id, created_at, updated_at`

const fieldsOf: Record<FieldOf, Configuration<readonly FieldRow[]>> = {
  ticket: remembered((work) => loadFields(work, 'ticket')),
  user: remembered((work) => loadFields(work, 'user')),
  organization: remembered((work) => loadFields(work, 'organization')),
}

/** All fields of tickets, people or organisations by position, inactive ones too. */
export function listFieldRows(work: Work, of: FieldOf): Promise<readonly FieldRow[]> {
  return fieldsOf[of](work)
}

/** To be called after every change of a field or an option. */
export function forgetFields(work: Work): void {
  for (const fields of Object.values(fieldsOf)) fields.forget(work)
}

async function loadFields(work: Work, of: FieldOf): Promise<FieldRow[]> {
  const [stored, options] = await Promise.all([
    work.db.all<StoredField>(sql`
      select ${columns} from fields where account_id = ${work.account_id}::bigint and field_of = ${of} and deleted_at is null
      limit ${FIELDS_PER_ACCOUNT * 2}`),
    listOptions(work, of),
  ])
  const options_of = Map.groupBy(options, (option: OptionRow) => option.field_id)
  const rows: FieldRow[] = stored.map((row) => ({ ...row, options: options_of.get(row.id) ?? [] }))
  const unwritten = of === 'ticket' ? SYSTEM_FIELDS.filter(({ id }) => !rows.some((row) => row.id === id)) : []
  return [...unwritten, ...rows].sort((a, b) => a.position - b.position || a.id - b.id)
}

/** One field with its options, or null. */
export async function findField(work: Work, of: FieldOf, id: number): Promise<FieldRow | null> {
  return (await listFieldRows(work, of)).find((row) => row.id === id) ?? null
}

/** Waits for whoever changes this account's fields: limits, positions and tags are about all of them. */
export async function lockFields(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`fields/${work.account_id}`}, 0))`)
  forgetFields(work)
}

const valuesOf = (work: Work, row: StoredField): RawBuilder<unknown> => sql`
  (${work.account_id}, ${row.id}, ${row.of}, ${row.key}, ${row.type}, ${row.title}, ${row.title_in_portal}, ${row.description},
   ${row.agent_description}, ${row.tag}, ${row.regexp_for_validation}, ${row.relationship_target_type},
   ${row.relationship_filter === null ? null : JSON.stringify(row.relationship_filter)}::jsonb, ${row.sub_type_id}, ${row.position},
   ${row.active}, ${row.required}, ${row.collapsed_for_agents}, ${row.visible_in_portal}, ${row.editable_in_portal},
   ${row.required_in_portal}, ${row.system}, ${row.creator_user_id}, ${row.created_at}, ${row.updated_at})`

/** Writes a field, new or changed; a system field that had no row gets one. Options are not touched. */
export async function saveField(work: Work, row: StoredField): Promise<void> {
  await work.db.run(sql`
    insert into fields (account_id, id, field_of, key, type, title, title_in_portal, description, agent_description, tag,
      regexp_for_validation, relationship_target_type, relationship_filter, sub_type_id, position, active, required,
      collapsed_for_agents, visible_in_portal, editable_in_portal, required_in_portal, system, creator_user_id, created_at, updated_at)
    values ${valuesOf(work, row)}
    on conflict (account_id, id) do update set
      title = excluded.title, title_in_portal = excluded.title_in_portal, description = excluded.description,
      agent_description = excluded.agent_description, tag = excluded.tag, regexp_for_validation = excluded.regexp_for_validation,
      relationship_filter = excluded.relationship_filter, sub_type_id = excluded.sub_type_id, position = excluded.position,
      active = excluded.active, required = excluded.required, collapsed_for_agents = excluded.collapsed_for_agents,
      visible_in_portal = excluded.visible_in_portal, editable_in_portal = excluded.editable_in_portal,
      required_in_portal = excluded.required_in_portal, updated_at = excluded.updated_at`)
  forgetFields(work)
}

/** Hides a field for good. Values of it stay where they are, unread. */
export async function markFieldDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update fields set deleted_at = ${work.now}, active = false where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  forgetFields(work)
}

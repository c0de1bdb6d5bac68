// All SQL on organizations, their domains and tags.
import {
  type FieldRow,
  type FieldValues,
  indexedFieldValues,
  listFieldRows,
  noFieldValues,
  shownFieldValuesByKey,
} from '../../fields/index.ts'
import { parseAddress } from '../../platform/addresses.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleOrganizations } from '../policy.ts'
import type { EditableOrganization, OrganizationRow, OrganizationWords } from './schema.ts'

type StoredOrganization = Omit<
  OrganizationRow,
  keyof OrganizationWords | 'tags' | 'field_values' | 'organization_fields'
> & {
  sealed: Buffer
  tags: string[] | null
}

const columns = sql`organizations.id, organizations.sealed, organizations.external_id, organizations.group_id, organizations.shared_tickets,
  organizations.shared_comments, organizations.created_at, organizations.updated_at,
  (select array_agg(tag order by tag) from organization_tags t where t.account_id = organizations.account_id and t.organization_id = organizations.id) as tags`

const placeOf = (id: number) => `organizations/${id}/sealed`

const nameHash = (work: Work, name: string) =>
  work.sealing.lookupHash('organization_name', name.normalize('NFKC').trim().toLowerCase())
const domainHash = (work: Work, domain: string) => work.sealing.lookupHash('domain', domain)

function openOrganization(work: Work, row: StoredOrganization, fields: readonly FieldRow[]): OrganizationRow {
  const { sealed, tags, ...plain } = row
  const { field_values = noFieldValues(), ...words } = work.sealing.open<StoredWords>(placeOf(row.id), sealed)
  const organization_fields = shownFieldValuesByKey(fields, field_values)
  return { ...plain, tags: tags ?? [], ...words, field_values, organization_fields }
}

function select(work: Work, where: RawBuilder<unknown>): Promise<OrganizationRow[]> {
  return selectAny(work, sql`deleted_at is null and ${where}`)
}

/** Organisations by id whether they are deleted or not, whoever asks: for exports. */
export function anyOrganizationsByIds(work: Work, ids: readonly number[]): Promise<OrganizationRow[]> {
  return selectAny(work, sql`id = any(${[...ids]}::bigint[])`)
}

async function selectAny(work: Work, where: RawBuilder<unknown>): Promise<OrganizationRow[]> {
  const [rows, fields] = await Promise.all([
    work.db.all<StoredOrganization>(sql`
    select ${columns} from organizations where account_id = ${work.account_id}::bigint and ${where}`),
    listFieldRows(work, 'organization'),
  ])
  return rows.map((row) => openOrganization(work, row, fields))
}

export interface OrganizationFilter {
  external_id?: string
  external_ids?: readonly string[]
  ids?: readonly number[]
  name?: string
  user_id?: number
  /** A condition of the search index on organizations.id. */
  matching?: RawBuilder<boolean>
}

function filtered(work: Work, filter: OrganizationFilter): RawBuilder<unknown> {
  const conditions = [
    sql`organizations.account_id = ${work.account_id}::bigint and ${visibleOrganizations(work.actor)}`,
  ]
  if (filter.external_id !== undefined) conditions.push(sql`organizations.external_id = ${filter.external_id}`)
  if (filter.external_ids) conditions.push(sql`organizations.external_id = any(${filter.external_ids}::text[])`)
  if (filter.name !== undefined) conditions.push(sql`organizations.name_hash = ${nameHash(work, filter.name)}`)
  if (filter.matching) conditions.push(filter.matching)
  if (filter.ids) conditions.push(sql`organizations.id = any(${filter.ids}::bigint[])`)
  if (filter.user_id !== undefined)
    conditions.push(
      sql`exists (select from organization_memberships om where om.account_id = organizations.account_id and om.organization_id = organizations.id and om.user_id = ${filter.user_id}::bigint)`,
    )
  return sql.join(conditions, sql` and `)
}

/** How many organisations a filter finds. */
export async function countOrganizations(work: Work, filter: OrganizationFilter): Promise<number> {
  return (
    await work.db.one<{ count: number }>(
      sql`select count(*) as count from organizations where ${filtered(work, filter)}`,
    )
  ).count
}

/** One page of the organisations the actor may see. */
export async function listOrganizations(work: Work, filter: OrganizationFilter, query: PagingQuery, url: URL) {
  const source: ListSource<StoredOrganization> = {
    columns,
    from: sql`organizations`,
    where: filtered(work, filter),
    id: sql`organizations.id`,
    default_sort: 'id',
    sorts: {
      id: { by: sql`organizations.id`, type: 'bigint' },
      created_at: { by: sql`organizations.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`organizations.updated_at`, type: 'timestamptz' },
    },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  const fields = await listFieldRows(work, 'organization')
  return { organizations: rows.map((row) => openOrganization(work, row, fields)), paging }
}

/** An organisation the actor may see. 404 otherwise. */
export async function getOrganization(work: Work, id: number): Promise<OrganizationRow> {
  const [row] = await select(work, sql`id = ${id}::bigint and ${visibleOrganizations(work.actor)}`)
  if (!row) throw notFound()
  return row
}

/** Organisations by id that the actor may see, for side-loads. */
export async function organizationsByIds(work: Work, ids: readonly number[]): Promise<OrganizationRow[]> {
  const unique = [...new Set(ids)]
  return unique.length === 0
    ? []
    : await select(work, sql`id = any(${unique}::bigint[]) and ${visibleOrganizations(work.actor)} order by id`)
}

/** True when the organisation exists, whoever asks. */
export async function hasOrganization(work: Work, id: number): Promise<boolean> {
  return (
    (await work.db.first(
      sql<{
        id: number
      }>`select id from organizations where account_id = ${work.account_id}::bigint and id = ${id}::bigint and deleted_at is null`,
    )) !== null
  )
}

/** The organisation a person belongs to, or null. */
export async function organizationOfUser(work: Work, user_id: number): Promise<number | null> {
  const row = await work.db.first<{ organization_id: number | null }>(
    sql`select organization_id from users where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
  return row?.organization_id ?? null
}

/** The organisation whose domains include that of an address; the oldest where several do. Null when none does. */
export async function organizationForEmail(work: Work, email: string): Promise<number | null> {
  const address = parseAddress(email)
  if (!address) return null
  const row = await work.db.first<{ organization_id: number }>(sql`
    select organization_id from organization_domains where account_id = ${work.account_id}::bigint and domain_hash = ${domainHash(work, address.domain)}
    order by organization_id limit 1`)
  return row?.organization_id ?? null
}

/** The organisation of a name, compared without case; null when there is none. */
export async function findOrganizationByName(work: Work, name: string): Promise<number | null> {
  const row = await work.db.first<{ id: number }>(
    sql`select id from organizations where account_id = ${work.account_id}::bigint and name_hash = ${nameHash(work, name)} and deleted_at is null`,
  )
  return row?.id ?? null
}

/** The organisation of an external id; the oldest where several have it. Null when none has. */
export async function findOrganizationByExternalId(work: Work, external_id: string): Promise<number | null> {
  const row = await work.db.first<{ id: number }>(
    sql`select id from organizations where account_id = ${work.account_id}::bigint and external_id = ${external_id} and deleted_at is null order by id limit 1`,
  )
  return row?.id ?? null
}

export async function isNameTaken(work: Work, name: string, except_id: number | null): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select id from organizations where account_id = ${work.account_id}::bigint and name_hash = ${nameHash(work, name)} and deleted_at is null
      and id is distinct from ${except_id}::bigint`)
  return row !== null
}

type StoredWords = OrganizationWords & { field_values?: FieldValues }

const wordsOf = ({ name, details, notes, domain_names, field_values }: EditableOrganization): StoredWords => ({
  name,
  details,
  notes,
  domain_names,
  field_values,
})

export async function insertOrganization(work: Work, row: EditableOrganization): Promise<number> {
  const id = newId()
  await work.db.run(sql`
    insert into organizations (account_id, id, sealed, name_hash, external_id, group_id, shared_tickets, shared_comments, created_at, updated_at)
    values (${work.account_id}, ${id}, ${work.sealing.seal(placeOf(id), wordsOf(row))}, ${nameHash(work, row.name)}, ${row.external_id}, ${row.group_id},
      ${row.shared_tickets}, ${row.shared_comments}, ${work.now}, ${work.now})`)
  await writeParts(work, id, row)
  return id
}

export async function saveOrganization(work: Work, row: OrganizationRow): Promise<void> {
  await work.db.run(sql`
    update organizations set sealed = ${work.sealing.seal(placeOf(row.id), wordsOf(row))}, name_hash = ${nameHash(work, row.name)}, external_id = ${row.external_id},
      group_id = ${row.group_id}, shared_tickets = ${row.shared_tickets}, shared_comments = ${row.shared_comments}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
  await writeParts(work, row.id, row)
}

export async function setOrganizationTags(work: Work, id: number, tags: readonly string[]): Promise<void> {
  await work.db.run(
    sql`delete from organization_tags where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
  if (tags.length === 0) return
  await work.db.run(
    sql`insert into organization_tags (account_id, organization_id, tag) select ${work.account_id}::bigint, ${id}::bigint, unnest(${tags}::text[]) on conflict do nothing`,
  )
}

async function writeParts(
  work: Work,
  id: number,
  row: Pick<OrganizationRow, 'tags' | 'domain_names' | 'field_values'>,
): Promise<void> {
  await indexOrganizationFields(work, id, row.field_values)
  await setOrganizationTags(work, id, row.tags)
  await work.db.run(
    sql`delete from organization_domains where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
  if (row.domain_names.length > 0) {
    const hashes = row.domain_names.map((domain) => domainHash(work, domain))
    await work.db.run(sql`
      insert into organization_domains (account_id, organization_id, domain_hash) select ${work.account_id}::bigint, ${id}::bigint, unnest(${hashes}::bytea[])`)
  }
}

/** What an organisation is found by in the fields; the values themselves are sealed with it. */
async function indexOrganizationFields(work: Work, id: number, values: FieldValues): Promise<void> {
  await work.db.run(
    sql`delete from organization_field_values where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
  const rows = indexedFieldValues(work, await listFieldRows(work, 'organization'), values)
  if (rows.length === 0) return
  await work.db.run(sql`
    insert into organization_field_values (account_id, field_id, value, organization_id)
    select ${work.account_id}::bigint, r.field_id, r.value, ${id}::bigint
    from unnest(${rows.map((row) => row.field_id)}::bigint[], ${rows.map((row) => row.value)}::text[]) r(field_id, value) on conflict do nothing`)
}

/** Its members are dealt with by `dissolveOrganization` or `moveMembers`. */
export async function markOrganizationDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update organizations set deleted_at = ${work.now}, updated_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  for (const table of ['organization_domains', 'organization_subscriptions', 'organization_field_values']) {
    await work.db.run(
      sql`delete from ${sql.table(table)} where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
    )
  }
}

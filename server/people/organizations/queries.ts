// All SQL on organizations, their domains and tags.
import { parseAddress } from '../../platform/addresses.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleOrganizations } from '../policy.ts'
import type { OrganizationRow, OrganizationWords } from './schema.ts'

type StoredOrganization = Omit<OrganizationRow, keyof OrganizationWords | 'tags'> & {
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

function openOrganization(work: Work, row: StoredOrganization): OrganizationRow {
  const { sealed, tags, ...plain } = row
  return { ...plain, tags: tags ?? [], ...work.sealing.open<OrganizationWords>(placeOf(row.id), sealed) }
}

async function select(work: Work, where: RawBuilder<unknown>): Promise<OrganizationRow[]> {
  const rows = await work.db.all<StoredOrganization>(sql`
    select ${columns} from organizations where account_id = ${work.account_id}::bigint and deleted_at is null and ${where}`)
  return rows.map((row) => openOrganization(work, row))
}

/** One page of the organisations the actor may see. */
export async function listOrganizations(
  work: Work,
  filter: { external_id?: string; ids?: readonly number[]; name?: string; matching?: RawBuilder<boolean> },
  query: PagingQuery,
  url: URL,
) {
  const conditions = [
    sql`organizations.account_id = ${work.account_id}::bigint and ${visibleOrganizations(work.actor)}`,
  ]
  if (filter.external_id !== undefined) conditions.push(sql`organizations.external_id = ${filter.external_id}`)
  if (filter.name !== undefined) conditions.push(sql`organizations.name_hash = ${nameHash(work, filter.name)}`)
  if (filter.matching) conditions.push(filter.matching)
  if (filter.ids) conditions.push(sql`organizations.id = any(${filter.ids}::bigint[])`)
  const source: ListSource<StoredOrganization> = {
    columns,
    from: sql`organizations`,
    where: sql.join(conditions, sql` and `),
    id: sql`organizations.id`,
    default_sort: 'id',
    sorts: {
      id: { by: sql`organizations.id`, type: 'bigint' },
      created_at: { by: sql`organizations.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`organizations.updated_at`, type: 'timestamptz' },
    },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { organizations: rows.map((row) => openOrganization(work, row)), paging }
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

export async function isNameTaken(work: Work, name: string, except_id: number | null): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select id from organizations where account_id = ${work.account_id}::bigint and name_hash = ${nameHash(work, name)} and deleted_at is null
      and id is distinct from ${except_id}::bigint`)
  return row !== null
}

const wordsOf = ({ name, details, notes, domain_names }: OrganizationWords): OrganizationWords => ({
  name,
  details,
  notes,
  domain_names,
})

export async function insertOrganization(
  work: Work,
  row: Omit<OrganizationRow, 'id' | 'created_at' | 'updated_at'>,
): Promise<number> {
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

async function writeParts(work: Work, id: number, row: Pick<OrganizationRow, 'tags' | 'domain_names'>): Promise<void> {
  await work.db.run(
    sql`delete from organization_tags where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
  await work.db.run(
    sql`delete from organization_domains where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
  if (row.tags.length > 0) {
    await work.db.run(
      sql`insert into organization_tags (account_id, organization_id, tag) select ${work.account_id}::bigint, ${id}::bigint, unnest(${row.tags}::text[])`,
    )
  }
  if (row.domain_names.length > 0) {
    const hashes = row.domain_names.map((domain) => domainHash(work, domain))
    await work.db.run(sql`
      insert into organization_domains (account_id, organization_id, domain_hash) select ${work.account_id}::bigint, ${id}::bigint, unnest(${hashes}::bytea[])`)
  }
}

/** Members stay, without an organisation. */
export async function markOrganizationDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update organizations set deleted_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  await work.db.run(
    sql`delete from organization_domains where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
  await work.db.run(
    sql`update users set organization_id = null where account_id = ${work.account_id}::bigint and organization_id = ${id}::bigint`,
  )
}

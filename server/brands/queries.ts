// All SQL on brands.
import { remembered } from '../platform/configuration.ts'
import { sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { listPage, type PagingQuery } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import type { BrandRow } from './schema.ts'

const COLUMNS = sql.raw(
  'b.id, b.name, b.subdomain, b.host_mapping, b.active, b.is_default, b.signature_template, b.created_at, b.updated_at',
)

export async function listBrands(work: Work, query: PagingQuery, url: URL) {
  return await listPage<BrandRow>(
    work,
    {
      columns: COLUMNS,
      from: sql`brands b`,
      where: sql`b.account_id = ${work.account_id}::bigint and b.deleted_at is null`,
      id: sql`b.id`,
      sorts: {
        id: { by: sql`b.id`, type: 'bigint' },
        name: { by: sql`lower(b.name)`, type: 'text' },
        created_at: { by: sql`b.created_at`, type: 'timestamptz' },
      },
      default_sort: 'id',
    },
    query,
    url,
  )
}

/** A brand that is not deleted, or null. */
export async function findBrand(work: Work, id: number): Promise<BrandRow | null> {
  return await work.db.first<BrandRow>(sql`
    select ${COLUMNS} from brands b where b.account_id = ${work.account_id}::bigint and b.id = ${id}::bigint and b.deleted_at is null`)
}

/** A brand, or 404. */
export async function getBrand(work: Work, id: number): Promise<BrandRow> {
  const brand = await findBrand(work, id)
  if (!brand) throw notFound()
  return brand
}

export async function listAllBrands(work: Work): Promise<BrandRow[]> {
  return await work.db.all<BrandRow>(sql`
    select ${COLUMNS} from brands b where b.account_id = ${work.account_id}::bigint and b.deleted_at is null order by b.id`)
}

/** The brand of whatever names none. */
export const defaultBrandId = remembered(async (work) => {
  const { id } = await work.db.one<{ id: number }>(
    sql`select id from brands where account_id = ${work.account_id}::bigint and is_default`,
  )
  return id
})

/** Serialises changes of the account's brands, so that there is always one default. */
export async function lockBrands(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('brands', ${work.account_id}::bigint))`)
}

export async function insertBrand(work: Work, row: BrandRow): Promise<void> {
  await work.db.run(sql`
    insert into brands (account_id, id, name, subdomain, host_mapping, active, is_default, signature_template, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.subdomain}, ${row.host_mapping}, ${row.active}, ${row.is_default}, ${row.signature_template}, ${row.created_at}, ${row.updated_at})`)
  defaultBrandId.forget(work)
}

export async function saveBrand(work: Work, row: BrandRow): Promise<void> {
  await work.db.run(sql`
    update brands set name = ${row.name}, subdomain = ${row.subdomain}, host_mapping = ${row.host_mapping}, active = ${row.active},
      is_default = ${row.is_default}, signature_template = ${row.signature_template}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
  defaultBrandId.forget(work)
}

/** Makes no brand the default; another follows in the same unit. */
export async function clearDefaultBrand(work: Work): Promise<void> {
  await work.db.run(
    sql`update brands set is_default = false, updated_at = ${work.now} where account_id = ${work.account_id}::bigint and is_default`,
  )
  defaultBrandId.forget(work)
}

export async function markBrandDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update brands set deleted_at = ${work.now}, updated_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

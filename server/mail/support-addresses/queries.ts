// All SQL on the desk's own addresses. The table has no row-level security, since it tells which account a recipient
// belongs to before there is one: every query of an account's own names the account itself.
import { normaliseAddress } from '../../platform/addresses.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { withoutTag } from '../sending/tokens.ts'

export interface SupportAddressRow {
  id: number
  address: string
  name: string
  is_default: boolean
  /** Null is the account's default brand. */
  brand_id: number | null
  created_at: Date
  updated_at: Date
}

/** A desk has at most this many. */
export const MAX_ADDRESSES = 100

const COLUMNS = sql.raw('id, address, name, is_default, brand_id, created_at, updated_at')

/** The default first. */
export async function listSupportAddresses(work: Work): Promise<SupportAddressRow[]> {
  return await work.db.all<SupportAddressRow>(sql`
    select ${COLUMNS} from recipient_addresses where account_id = ${work.account_id} order by is_default desc, id limit ${MAX_ADDRESSES}`)
}

export async function findSupportAddressById(work: Work, id: number, lock = false): Promise<SupportAddressRow | null> {
  return await work.db.first<SupportAddressRow>(sql`
    select ${COLUMNS} from recipient_addresses where account_id = ${work.account_id} and id = ${id} ${sql.raw(lock ? 'for update' : '')}`)
}

/** The support address behind one that a customer wrote to (our tags removed), or null when it is none of this desk's. */
export async function findSupportAddress(work: Work, address: string): Promise<string | null> {
  const plain = normaliseAddress(withoutTag(address))
  if (plain === null) return null
  const row = await work.db.first<{ address: string }>(sql`
    select address from recipient_addresses where account_id = ${work.account_id} and address = ${plain}`)
  return row?.address ?? null
}

/** The address mail is sent from where nothing else is known, or null before one was set. */
export async function defaultSupportAddress(work: Work): Promise<string | null> {
  const row = await work.db.first<{ address: string }>(sql`
    select address from recipient_addresses where account_id = ${work.account_id} and is_default`)
  return row?.address ?? null
}

/** False when the address is taken, by this desk or another one. */
export async function insertSupportAddress(
  work: Work,
  row: Pick<SupportAddressRow, 'id' | 'address' | 'name' | 'is_default' | 'brand_id'>,
): Promise<boolean> {
  const inserted = await work.db.run(sql`
    insert into recipient_addresses (address, account_id, id, name, is_default, brand_id, created_at, updated_at)
    values (${row.address}, ${work.account_id}, ${row.id}, ${row.name}, ${row.is_default}, ${row.brand_id}, ${work.now}, ${work.now}) on conflict (address) do nothing`)
  return inserted === 1
}

/** Makes no address the default one; another follows in the same unit. */
export async function clearDefault(work: Work): Promise<void> {
  await work.db.run(
    sql`update recipient_addresses set is_default = false, updated_at = ${work.now} where account_id = ${work.account_id} and is_default`,
  )
}

export async function updateSupportAddress(
  work: Work,
  row: Pick<SupportAddressRow, 'id' | 'name' | 'is_default' | 'brand_id'>,
): Promise<void> {
  await work.db.run(sql`
    update recipient_addresses set name = ${row.name}, is_default = ${row.is_default}, brand_id = ${row.brand_id}, updated_at = ${work.now} where account_id = ${work.account_id} and id = ${row.id}`)
}

export async function deleteSupportAddress(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from recipient_addresses where account_id = ${work.account_id} and id = ${id}`)
}

/** Whether a support address of this desk lies in a domain. */
export async function hasAddressIn(work: Work, domain: string): Promise<boolean> {
  const row = await work.db.first<{ found: number }>(sql`
    select 1 as found from recipient_addresses where account_id = ${work.account_id} and split_part(address, '@', 2) = ${domain} limit 1`)
  return row !== null
}

// All SQL on mail domains. Private keys leave this file opened only for signing.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { RecordCheck } from './check.ts'
import type { DkimKey } from './dkim.ts'

export type PublicKey = Pick<DkimKey, 'selector' | 'algorithm' | 'public_key'>

export interface DomainRow {
  id: number
  domain: string
  public_keys: PublicKey[]
  /** What the last look found; empty before the first. */
  checks: RecordCheck[]
  checked_at: Date | null
  created_at: Date
}

/** A desk has at most this many. */
export const MAX_DOMAINS = 100

const COLUMNS = sql.raw('id, domain, public_keys, checks, checked_at, created_at')

export const placeOfDomain = (id: number): string => `mail_domains/${id}/sealed`

export async function listDomains(work: Work): Promise<DomainRow[]> {
  return await work.db.all<DomainRow>(
    sql`select ${COLUMNS} from mail_domains where account_id = ${work.account_id} order by id limit ${MAX_DOMAINS}`,
  )
}

export async function findDomain(work: Work, id: number): Promise<DomainRow | null> {
  return await work.db.first<DomainRow>(
    sql`select ${COLUMNS} from mail_domains where account_id = ${work.account_id} and id = ${id}`,
  )
}

export async function findDomainByName(work: Work, domain: string): Promise<DomainRow | null> {
  return await work.db.first<DomainRow>(
    sql`select ${COLUMNS} from mail_domains where account_id = ${work.account_id} and domain = ${domain}`,
  )
}

/** The keys that sign mail from an address; none where its domain has none. */
export async function signingKeys(work: Work, address: string): Promise<DkimKey[]> {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const row = await work.db.first<{ id: number; sealed: Buffer }>(sql`
    select id, sealed from mail_domains where account_id = ${work.account_id} and domain = ${domain}`)
  return row ? work.sealing.open<{ keys: DkimKey[] }>(placeOfDomain(row.id), row.sealed).keys : []
}

/** False when somebody added the domain meanwhile. */
export async function insertDomain(work: Work, id: number, domain: string, keys: DkimKey[]): Promise<boolean> {
  const public_keys: PublicKey[] = keys.map(({ selector, algorithm, public_key }) => ({
    selector,
    algorithm,
    public_key,
  }))
  const inserted = await work.db.run(sql`
    insert into mail_domains (account_id, id, domain, sealed, public_keys, created_at, updated_at)
    values (${work.account_id}, ${id}, ${domain}, ${work.sealing.seal(placeOfDomain(id), { keys })}, ${JSON.stringify(public_keys)}::jsonb, ${work.now}, ${work.now})
    on conflict (account_id, domain) do nothing`)
  return inserted === 1
}

export async function saveChecks(work: Work, id: number, checks: readonly RecordCheck[]): Promise<void> {
  await work.db.run(sql`
    update mail_domains set checks = ${JSON.stringify(checks)}::jsonb, checked_at = ${work.now}, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${id}`)
}

export async function deleteDomain(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from mail_domains where account_id = ${work.account_id} and id = ${id}`)
}

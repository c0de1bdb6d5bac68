// All SQL on support_consents.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export interface ConsentRow {
  id: number
  granted_by_id: number
  level: 'read' | 'agent'
  purpose: string
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
}

/** Consents shown and looked through. */
const LISTED = 100

const COLUMNS = sql.raw('id, granted_by_id, level, purpose, created_at, expires_at, revoked_at')

/** The newest first. */
export async function listConsents(work: Work): Promise<ConsentRow[]> {
  return await work.db.all<ConsentRow>(
    sql`select ${COLUMNS} from support_consents where account_id = ${work.account_id}::bigint order by id desc limit ${LISTED}`,
  )
}

/** A consent, locked, so that nobody comes in by one that is being taken back. */
export async function lockConsent(work: Work, id: number): Promise<ConsentRow | null> {
  return await work.db.first<ConsentRow>(
    sql`select ${COLUMNS} from support_consents where account_id = ${work.account_id}::bigint and id = ${id}::bigint for update`,
  )
}

export async function insertConsent(
  work: Work,
  consent: Pick<ConsentRow, 'granted_by_id' | 'level' | 'purpose' | 'expires_at'>,
): Promise<ConsentRow> {
  return await work.db.one<ConsentRow>(sql`
    insert into support_consents (account_id, id, granted_by_id, level, purpose, created_at, expires_at)
    values (${work.account_id}, ${newId()}, ${consent.granted_by_id}, ${consent.level}, ${consent.purpose}, ${work.now}, ${consent.expires_at})
    returning ${COLUMNS}`)
}

export async function markRevoked(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update support_consents set revoked_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

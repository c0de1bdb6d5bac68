// All SQL on suspended tickets: mail that nobody is to see as a ticket until staff have looked at it.

import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import type { UnknownRequest } from '../../tickets/index.ts'
import type { SuspensionCause } from '../inbound/decide.ts'

export interface SuspendedContent {
  subject: string | null
  author: { name: string | null; email: string | null }
  recipient: string | null
  content: string | null
  message_id: string | null
  /** Why a mail could not be read, as UNREADABLE_REASONS names it. */
  reason: string | null
  /** Set where it was no mail but a request of somebody who is not signed in. */
  request?: UnknownRequest
}

export interface SuspendedRow {
  id: number
  cause: SuspensionCause
  sealed: Buffer
  inbound_mail_id: number | null
  created_at: Date
}

export const SUSPENDED_COLUMNS = sql.raw('s.id, s.cause, s.sealed, s.inbound_mail_id, s.created_at')
export const placeOfSuspended = (id: number): string => `suspended_tickets/${id}/sealed`

export async function insertSuspended(work: Work, row: Omit<SuspendedRow, 'created_at'>): Promise<void> {
  await work.db.run(sql`
    insert into suspended_tickets (account_id, id, cause, sealed, inbound_mail_id, created_at)
    values (${work.account_id}, ${row.id}, ${row.cause}, ${row.sealed}, ${row.inbound_mail_id}, ${work.now})`)
}

export async function getSuspended(work: Work, id: number, lock = false): Promise<SuspendedRow> {
  const row = await work.db.first<SuspendedRow>(sql`
    select ${SUSPENDED_COLUMNS} from suspended_tickets s where s.account_id = ${work.account_id} and s.id = ${id} ${sql.raw(lock ? 'for update' : '')}`)
  if (!row) throw notFound()
  return row
}

/** Those of these that are there, locked. */
export async function listSuspendedByIds(work: Work, ids: readonly number[]): Promise<SuspendedRow[]> {
  return await work.db.all<SuspendedRow>(sql`
    select ${SUSPENDED_COLUMNS} from suspended_tickets s
    where s.account_id = ${work.account_id} and s.id = any(${[...ids]}::bigint[]) order by s.id for update`)
}

export async function deleteSuspended(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from suspended_tickets where account_id = ${work.account_id} and id = ${id}`)
}

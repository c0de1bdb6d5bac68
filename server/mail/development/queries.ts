// All SQL on the development mailbox: what left while mail-out is 'sink'.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export interface SinkMailRow {
  id: number
  file_id: string
  delivery_id: number
  created_at: Date
}

/** The page shows the newest ones. */
export const MAILS_SHOWN = 100

/** False when this delivery's mail is there already. */
export async function insertSinkMail(work: Work, row: Omit<SinkMailRow, 'created_at'>): Promise<boolean> {
  const inserted = await work.db.run(sql`
    insert into sink_mails (account_id, id, file_id, delivery_id, created_at)
    values (${work.account_id}, ${row.id}, ${row.file_id}, ${row.delivery_id}, ${work.now}) on conflict (account_id, delivery_id) do nothing`)
  return inserted === 1
}

/** Takes the copies of these replies out of the mailbox. Returns the ids of their files. */
export async function deleteSinkMails(work: Work, reply_ids: readonly number[]): Promise<string[]> {
  const rows = await work.db.all<{ file_id: string }>(sql`
    delete from sink_mails s using mail_deliveries d
    where s.account_id = ${work.account_id} and d.account_id = s.account_id and d.id = s.delivery_id and d.reply_id = any(${[...reply_ids]}::bigint[])
    returning s.file_id`)
  return rows.map((row) => row.file_id)
}

/** Takes all copies of a ticket's mails out of the mailbox. Returns the ids of their files. */
export async function deleteSinkMailsOfTicket(work: Work, ticket_id: number): Promise<string[]> {
  const rows = await work.db.all<{ file_id: string }>(sql`
    delete from sink_mails s using mail_deliveries d
    where s.account_id = ${work.account_id} and d.account_id = s.account_id and d.id = s.delivery_id and d.ticket_id = ${ticket_id}
    returning s.file_id`)
  return rows.map((row) => row.file_id)
}

/** Newest first. */
export async function listSinkMails(work: Work): Promise<SinkMailRow[]> {
  return await work.db.all<SinkMailRow>(sql`
    select id, file_id, delivery_id, created_at from sink_mails where account_id = ${work.account_id} order by id desc limit ${MAILS_SHOWN}`)
}

export async function findSinkMail(work: Work, id: number): Promise<SinkMailRow | null> {
  return await work.db.first<SinkMailRow>(sql`
    select id, file_id, delivery_id, created_at from sink_mails where account_id = ${work.account_id} and id = ${id}`)
}

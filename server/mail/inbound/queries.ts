// All SQL on mails that came in.
import { sql } from '../../platform/db.ts'
import type { StoredFile } from '../../platform/files/index.ts'
import type { Work } from '../../platform/work.ts'

/** What the connection showed, and what reading found that later steps need. */
export interface InboundContent {
  mail_from: string | null
  rcpt_to: string[]
  ip: string | null
  helo: string | null
  /** Set once the mail was read; answers refer to it. */
  message_id?: string | null
  auto_submitted?: string
}

export interface InboundRow {
  id: number
  /** Null once words of it were redacted: then its source is gone. */
  file_id: string | null
  sealed: Buffer
  via: 'smtp' | 'imap' | 'api'
  size: number
  state: 'stored' | 'processed' | 'suspended'
  ticket_id: number | null
  created_at: Date
}

export const placeOfInboundMail = (id: number): string => `inbound_mails/${id}/sealed`

export async function hasMail(work: Work, dedupe_hash: Buffer): Promise<boolean> {
  return (
    (await work.db.first<{ found: number }>(
      sql`select 1 as found from inbound_mails where account_id = ${work.account_id} and dedupe_hash = ${dedupe_hash}`,
    )) !== null
  )
}

/** False when the same message is here already; waits for one that is just coming in by another road. */
export async function insertMail(
  work: Work,
  row: { id: number; file: StoredFile; dedupe_hash: Buffer; content: InboundContent; via: InboundRow['via'] },
): Promise<boolean> {
  const inserted = await work.db.run(sql`
    insert into inbound_mails (account_id, id, file_id, dedupe_hash, sealed, via, size, state, created_at)
    values (${work.account_id}, ${row.id}, ${row.file.file_id}, ${row.dedupe_hash}, ${work.sealing.seal(placeOfInboundMail(row.id), row.content)}, ${row.via}, ${row.file.size}, 'stored', ${work.now})
    on conflict (account_id, dedupe_hash) do nothing`)
  return inserted === 1
}

export async function findMail(work: Work, id: number, lock = false): Promise<InboundRow | null> {
  return await work.db.first<InboundRow>(sql`
    select id, file_id, sealed, via, size, state, ticket_id, created_at from inbound_mails
    where account_id = ${work.account_id} and id = ${id} ${sql.raw(lock ? 'for update' : '')}`)
}

/** Forgets the sources of mails. Returns the ids of their files. */
export async function forgetSources(work: Work, ids: readonly number[]): Promise<string[]> {
  const rows = await work.db.all<{ file_id: string }>(sql`
    with before as (
      select id, file_id from inbound_mails
      where account_id = ${work.account_id} and id = any(${[...ids]}::bigint[]) and file_id is not null for update)
    update inbound_mails m set file_id = null from before where m.account_id = ${work.account_id} and m.id = before.id
    returning before.file_id`)
  return rows.map((row) => row.file_id)
}

/** Empties the envelopes of mails. Their rows stay, so that the same mail is not taken a second time. */
export async function forgetEnvelopes(work: Work, ids: readonly number[]): Promise<void> {
  const nothing: InboundContent = { mail_from: null, rcpt_to: [], ip: null, helo: null }
  for (const id of ids)
    work.db.send(sql`
      update inbound_mails set sealed = ${work.sealing.seal(placeOfInboundMail(id), nothing)}
      where account_id = ${work.account_id} and id = ${id}`)
}

export async function finishMail(
  work: Work,
  row: InboundRow,
  state: 'processed' | 'suspended',
  ticket_id: number | null,
  content: InboundContent,
): Promise<void> {
  await work.db.run(sql`
    update inbound_mails set state = ${state}, ticket_id = ${ticket_id}, processed_at = ${work.now}, sealed = ${work.sealing.seal(placeOfInboundMail(row.id), content)}
    where account_id = ${work.account_id} and id = ${row.id}`)
}

/** Mails that were acknowledged and still wait, oldest first: their job was lost, or is about to run. */
export async function listWaitingMails(work: Work, limit: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select id from inbound_mails where account_id = ${work.account_id} and state = 'stored' and created_at < ${work.now}::timestamptz - interval '2 minutes' order by id limit ${limit}`)
  return rows.map((row) => row.id)
}

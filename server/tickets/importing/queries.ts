// Writing many tickets with one statement per table.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { CommentRow } from '../comments/queries.ts'
import type { StoredTicket } from '../queries.ts'

/** What an import says of its ticket in the end. */
export async function finishImport(
  work: Work,
  ticket: {
    id: number
    status: string
    custom_status_id: number | null
    solved_at: Date | null
    updated_at: Date
    version: number
    comment_count: number
    is_public: boolean
  },
): Promise<void> {
  await work.db.run(sql`
    update tickets set status = ${ticket.status}, custom_status_id = ${ticket.custom_status_id}, solved_at = ${ticket.solved_at},
      updated_at = ${ticket.updated_at}, version = ${ticket.version}, comment_count = ${ticket.comment_count}, is_public = ${ticket.is_public}
    where account_id = ${work.account_id} and id = ${ticket.id}`)
}

/** The values of one column of many rows, for unnest. */
const columnOf =
  <Row>(rows: readonly Row[]) =>
  <Key extends keyof Row>(key: Key): Row[Key][] =>
    rows.map((row) => row[key])

/** False when a ticket has this number, a deleted one too. Otherwise new tickets get higher ones from now on. */
export async function claimNumber(work: Work, number: number): Promise<boolean> {
  const taken = await work.db.first<{ id: number }>(
    sql`select id from tickets where account_id = ${work.account_id} and id = ${number}`,
  )
  if (taken) return false
  await work.db.run(sql`select skip_ticket_numbers(${number}::bigint)`)
  return true
}

export async function takeTicketNumbers(work: Work, count: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(
    sql`select next_ticket_number() as id from generate_series(1, ${count}::int)`,
  )
  return rows.map((row) => row.id)
}

export async function insertTickets(work: Work, rows: readonly StoredTicket[]): Promise<void> {
  const column = columnOf(rows)
  await work.db.run(sql`
    insert into tickets (account_id, id, status, priority, type, sealed, requester_id, submitter_id, assignee_id, group_id, organization_id,
      via_channel, version, comment_count, is_public, created_at, updated_at, solved_at, recipient_hash)
    select ${work.account_id}::bigint, r.*, ''::bytea from unnest(
      ${column('id')}::bigint[], ${column('status')}::text[], ${column('priority')}::text[], ${column('type')}::text[], ${column('sealed')}::bytea[],
      ${column('requester_id')}::bigint[], ${column('submitter_id')}::bigint[], ${column('assignee_id')}::bigint[], ${column('group_id')}::bigint[],
      ${column('organization_id')}::bigint[], ${column('via_channel')}::text[], ${column('version')}::int[], ${column('comment_count')}::int[],
      ${column('is_public')}::boolean[], ${column('created_at')}::timestamptz[], ${column('updated_at')}::timestamptz[], ${column('solved_at')}::timestamptz[]) r`)
}

export async function insertTags(work: Work, rows: readonly { ticket_id: number; tag: string }[]): Promise<void> {
  const column = columnOf(rows)
  await work.db.run(sql`
    insert into ticket_tags (account_id, ticket_id, tag)
    select ${work.account_id}::bigint, r.* from unnest(${column('ticket_id')}::bigint[], ${column('tag')}::text[]) r`)
}

export async function insertComments(work: Work, rows: readonly CommentRow[]): Promise<void> {
  await insertInto(
    work,
    'ticket_replies',
    rows.filter((row) => row.kind === 'reply'),
  )
  await insertInto(
    work,
    'ticket_notes',
    rows.filter((row) => row.kind === 'note'),
  )
}

async function insertInto(
  work: Work,
  table: 'ticket_replies' | 'ticket_notes',
  rows: readonly CommentRow[],
): Promise<void> {
  const column = columnOf(rows)
  await work.db.run(sql`
    insert into ${sql.table(table)} (account_id, id, ticket_id, author_id, sealed, via_channel, event_id, created_at)
    select ${work.account_id}::bigint, r.* from unnest(
      ${column('id')}::bigint[], ${column('ticket_id')}::bigint[], ${column('author_id')}::bigint[], ${column('sealed')}::bytea[],
      ${column('via_channel')}::text[], ${column('event_id')}::bigint[], ${column('created_at')}::timestamptz[]) r`)
}

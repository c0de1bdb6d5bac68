// What tickets remember of people and organisations that are other ones now. Every statement is about all tickets of
// somebody; nobody's permissions matter here, since the people themselves were changed by who may.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { CommentContent } from '../comments/queries.ts'
import type { TicketContent } from '../queries.ts'

/** Tickets a person asked for, deleted ones too; counted up to `limit`. */
export async function countRequested(work: Work, user_id: number, limit: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from (
      select from tickets where account_id = ${work.account_id}::bigint and requester_id = ${user_id}::bigint limit ${limit}) few`)
  return count
}

/** Everything a person asked, said and is copied on becomes another's. */
export async function moveTicketsOfPerson(work: Work, from_id: number, to_id: number): Promise<void> {
  await work.db.run(sql`
    update tickets set version = version + 1, updated_at = ${work.now},
      requester_id = case requester_id when ${from_id}::bigint then ${to_id}::bigint else requester_id end,
      submitter_id = case submitter_id when ${from_id}::bigint then ${to_id}::bigint else submitter_id end
    where account_id = ${work.account_id}::bigint and (requester_id = ${from_id}::bigint or submitter_id = ${from_id}::bigint)`)
  await work.db.run(sql`
    insert into ticket_people (account_id, ticket_id, user_id, kind, state, added_by_id, created_at)
    select account_id, ticket_id, ${to_id}::bigint, kind, state, added_by_id, created_at from ticket_people
    where account_id = ${work.account_id}::bigint and user_id = ${from_id}::bigint on conflict do nothing`)
  await work.db.run(
    sql`delete from ticket_people where account_id = ${work.account_id}::bigint and user_id = ${from_id}::bigint`,
  )
  const columns = [
    ['ticket_replies', 'author_id'],
    ['ticket_notes', 'author_id'],
    ['satisfaction_ratings', 'requester_id'],
  ] as const
  for (const [table, column] of columns) {
    await work.db.run(
      sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to_id}::bigint where account_id = ${work.account_id}::bigint and ${sql.ref(column)} = ${from_id}::bigint`,
    )
  }
}

export async function moveTicketsOfOrganization(work: Work, from_id: number, to_id: number): Promise<void> {
  await work.db.run(sql`
    update tickets set version = version + 1, updated_at = ${work.now}, organization_id = ${to_id}::bigint
    where account_id = ${work.account_id}::bigint and organization_id = ${from_id}::bigint`)
}

interface Sealed {
  id: number
  sealed: Buffer
}

/** A batch of tickets a person asked for, after an id; deleted ones too. */
export async function listSealedTickets(work: Work, user_id: number, after: number, limit: number): Promise<Sealed[]> {
  return await work.db.all<Sealed>(sql`
    select id, sealed from tickets where account_id = ${work.account_id}::bigint and requester_id = ${user_id}::bigint and id > ${after}::bigint
    order by id limit ${limit} for update`)
}

/** A batch of what a person said, after an id. */
export async function listSealedReplies(work: Work, user_id: number, after: number, limit: number): Promise<Sealed[]> {
  return await work.db.all<Sealed>(sql`
    select id, sealed from ticket_replies where account_id = ${work.account_id}::bigint and author_id = ${user_id}::bigint and id > ${after}::bigint
    order by id limit ${limit} for update`)
}

const NOWHERE = { from: {}, to: {}, rel: null }

/** Forgets from and to which address a ticket or reply came; what was said stays. */
export async function forgetSource(work: Work, table: 'tickets' | 'ticket_replies', row: Sealed): Promise<void> {
  const place = `${table}/${row.id}/sealed`
  const content = work.sealing.open<TicketContent | CommentContent>(place, row.sealed)
  const sealed = work.sealing.seal(place, {
    ...content,
    source: { ...NOWHERE, rel: content.source.rel },
    ...('sender' in content ? { sender: null } : {}),
  })
  await work.db.run(
    sql`update ${sql.table(table)} set sealed = ${sealed} where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`,
  )
}

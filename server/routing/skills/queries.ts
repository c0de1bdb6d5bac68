// All SQL on skills: attributes, their values, and who has or asks for which.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export interface AttributeRow {
  id: number
  name: string
  created_at: Date
  updated_at: Date
}

export interface ValueRow extends AttributeRow {
  attribute_id: number
}

/** Skills of an account, and values of one of them. */
export const ATTRIBUTES = 100
export const VALUES = 500

const columns = sql.raw('id, name, created_at, updated_at')
const valueColumns = sql.raw('id, attribute_id, name, created_at, updated_at')

export async function listAttributes(work: Work): Promise<AttributeRow[]> {
  return await work.db.all<AttributeRow>(
    sql`select ${columns} from routing_attributes where account_id = ${work.account_id} order by lower(name), id limit ${ATTRIBUTES}`,
  )
}

export async function findAttribute(work: Work, id: number): Promise<AttributeRow | null> {
  return await work.db.first<AttributeRow>(
    sql`select ${columns} from routing_attributes where account_id = ${work.account_id} and id = ${id}`,
  )
}

export async function saveAttribute(work: Work, id: number, name: string): Promise<void> {
  await work.db.run(sql`
    insert into routing_attributes (account_id, id, name, created_at, updated_at) values (${work.account_id}, ${id}, ${name}, ${work.now}, ${work.now})
    on conflict (account_id, id) do update set name = excluded.name, updated_at = excluded.updated_at`)
}

export async function deleteAttribute(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from routing_attributes where account_id = ${work.account_id} and id = ${id}`)
}

export async function listValues(work: Work, attribute_id: number): Promise<ValueRow[]> {
  return await work.db.all<ValueRow>(sql`
    select ${valueColumns} from routing_attribute_values
    where account_id = ${work.account_id} and attribute_id = ${attribute_id} order by lower(name), id limit ${VALUES}`)
}

export async function listValuesByIds(work: Work, ids: readonly number[]): Promise<ValueRow[]> {
  return await work.db.all<ValueRow>(sql`
    select ${valueColumns} from routing_attribute_values
    where account_id = ${work.account_id} and id = any(${[...ids]}::bigint[]) order by attribute_id, lower(name), id`)
}

export async function saveValue(work: Work, value: { id: number; attribute_id: number; name: string }): Promise<void> {
  await work.db.run(sql`
    insert into routing_attribute_values (account_id, id, attribute_id, name, created_at, updated_at)
    values (${work.account_id}, ${value.id}, ${value.attribute_id}, ${value.name}, ${work.now}, ${work.now})
    on conflict (account_id, id) do update set name = excluded.name, updated_at = excluded.updated_at`)
}

export async function deleteValue(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from routing_attribute_values where account_id = ${work.account_id} and id = ${id}`)
}

function grouped(rows: readonly { owner_id: number; attribute_value_id: number }[]): Map<number, Set<number>> {
  const map = new Map<number, Set<number>>()
  for (const row of rows) {
    const own = map.get(row.owner_id) ?? new Set()
    own.add(row.attribute_value_id)
    map.set(row.owner_id, own)
  }
  return map
}

/** What these agents can. */
export async function agentSkills(work: Work, user_ids: readonly number[]): Promise<Map<number, Set<number>>> {
  return grouped(
    await work.db.all(
      sql<{ owner_id: number; attribute_value_id: number }>`
        select user_id as owner_id, attribute_value_id from routing_agent_values
        where account_id = ${work.account_id} and user_id = any(${[...user_ids]}::bigint[])`,
    ),
  )
}

/** What these tickets ask for. */
export async function ticketSkills(work: Work, ticket_ids: readonly number[]): Promise<Map<number, Set<number>>> {
  return grouped(
    await work.db.all(
      sql<{ owner_id: number; attribute_value_id: number }>`
        select ticket_id as owner_id, attribute_value_id from routing_ticket_values
        where account_id = ${work.account_id} and ticket_id = any(${[...ticket_ids]}::bigint[])`,
    ),
  )
}

export async function replaceAgentSkills(work: Work, user_id: number, ids: readonly number[]): Promise<void> {
  await work.db.run(
    sql`delete from routing_agent_values where account_id = ${work.account_id} and user_id = ${user_id}`,
  )
  await work.db.run(sql`
    insert into routing_agent_values (account_id, user_id, attribute_value_id)
    select ${work.account_id}, ${user_id}, id from unnest(${[...ids]}::bigint[]) as given(id)`)
}

export async function replaceTicketSkills(work: Work, ticket_id: number, ids: readonly number[]): Promise<void> {
  await work.db.run(
    sql`delete from routing_ticket_values where account_id = ${work.account_id} and ticket_id = ${ticket_id}`,
  )
  await work.db.run(sql`
    insert into routing_ticket_values (account_id, ticket_id, attribute_value_id)
    select ${work.account_id}, ${ticket_id}, id from unnest(${[...ids]}::bigint[]) as given(id)`)
}

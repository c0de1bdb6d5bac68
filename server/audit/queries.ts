// All SQL on audit_entries, audit_chain and audit_seals, and what the audit reads of events.
import { sql } from '../platform/db.ts'
import { idAt, newId, timeOfId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import type { AuditEntry, Link, Seal } from './chain.ts'

const ENTRY = sql`e.entry_id, e.event_id, e.action, e.subject_type, e.subject_id, e.actor_id, e.digest, e.created_at`
const EVENT = sql`ev.event_id as ev_event_id, ev.type, ev.subject_type as ev_subject_type, ev.subject_id as ev_subject_id,
  ev.actor_id as ev_actor_id, ev.actor_kind, ev.channel, ev.request_id, ev.token_id, ev.client_id, ev.impersonator_id, ev.data, ev.sealed is not null as has_text,
  ev.created_at as ev_created_at`

/** An entry beside its event, as they were found; ev_event_id is null when there is no such event. */
export interface EntryWithEvent extends AuditEntry {
  ev_event_id: number | null
  type: string
  ev_subject_type: string
  ev_subject_id: number
  ev_actor_id: number | null
  actor_kind: string
  channel: string
  request_id: string | null
  token_id: number | null
  client_id: number | null
  impersonator_id: number | null
  data: unknown
  has_text: boolean
  ev_created_at: Date
}

/** Takes the account's audit lock until the transaction ends; false when another process has it. */
export async function tryLockAudit(work: Work): Promise<boolean> {
  const { locked } = await work.db.one<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('audit', ${work.account_id}::bigint)) as locked`,
  )
  return locked
}

export async function findLastLink(work: Work): Promise<Link | null> {
  return await work.db.first<Link>(sql`select position, entry_id, hash from audit_chain
    where account_id = ${work.account_id}::bigint order by position desc limit 1`)
}

/** The newest seals first. */
export async function listLastSeals(work: Work, limit: number): Promise<Seal[]> {
  return await work.db.all<Seal>(sql`select position, hash, signature, sealed_at from audit_seals
    where account_id = ${work.account_id}::bigint order by position desc limit ${limit}`)
}

/** Seals after a position, in order. */
export async function listSeals(work: Work, after_position: number, limit: number): Promise<Seal[]> {
  return await work.db.all<Seal>(sql`select position, hash, signature, sealed_at from audit_seals
    where account_id = ${work.account_id}::bigint and position > ${after_position}::bigint order by position limit ${limit}`)
}

const ONE_HOUR_MS = 3_600_000

/**
 * Where a search for unsealed entries may begin: an hour before the newest sealed one. A transaction that commits late
 * brings ids older than some that are sealed already, so "above the last one" would miss it; none lasts an hour.
 */
export async function unsealedFrom(work: Work): Promise<number> {
  const { last } = await work.db.one<{ last: number | null }>(
    sql`select max(entry_id) as last from audit_chain where account_id = ${work.account_id}::bigint`,
  )
  return last === null ? 0 : Math.max(0, idAt(timeOfId(Math.min(last, newId())).getTime() - ONE_HOUR_MS))
}

/** Entries without a link, in the order of their ids, each with its event. */
export async function listUnsealed(work: Work, after_entry_id: number, limit: number): Promise<EntryWithEvent[]> {
  return await work.db.all<EntryWithEvent>(sql`
    select ${ENTRY}, ${EVENT} from audit_entries e
    left join events ev on ev.account_id = e.account_id and ev.event_id = e.event_id
    where e.account_id = ${work.account_id}::bigint and e.entry_id > ${after_entry_id}::bigint
      and not exists (select from audit_chain c where c.account_id = e.account_id and c.entry_id = e.entry_id)
    order by e.entry_id limit ${limit}`)
}

/** Links after a position, each with its entry (entry null when it is gone) and event. */
export async function listLinks(
  work: Work,
  after_position: number,
  limit: number,
): Promise<(Link & { chain_entry_id: number; entry: EntryWithEvent | null })[]> {
  const rows = await work.db.all<Link & EntryWithEvent & { chain_entry_id: number; has_entry: boolean }>(sql`
    select c.position, c.hash, c.entry_id as chain_entry_id, e.entry_id is not null as has_entry, ${ENTRY}, ${EVENT}
    from audit_chain c
    left join audit_entries e on e.account_id = c.account_id and e.entry_id = c.entry_id
    left join events ev on ev.account_id = e.account_id and ev.event_id = e.event_id
    where c.account_id = ${work.account_id}::bigint and c.position > ${after_position}::bigint
    order by c.position limit ${limit}`)
  return rows.map((row) => ({ ...row, entry: row.has_entry ? row : null }))
}

export async function insertLinks(work: Work, links: readonly Link[]): Promise<void> {
  await work.db.run(sql`
    insert into audit_chain (account_id, position, entry_id, hash)
    select ${work.account_id}::bigint, position, entry_id, hash from unnest(
      ${links.map((link) => link.position)}::bigint[], ${links.map((link) => link.entry_id)}::bigint[],
      ${links.map((link) => link.hash)}::bytea[]) as r(position, entry_id, hash)`)
}

export async function insertSeal(work: Work, seal: Seal): Promise<void> {
  await work.db.run(sql`
    insert into audit_seals (account_id, position, hash, signature, sealed_at)
    values (${work.account_id}, ${seal.position}, ${seal.hash}, ${seal.signature}, ${seal.sealed_at})`)
}

/** Events that no audit entry speaks of. */
export async function listEventsWithoutEntry(work: Work, limit: number): Promise<{ event_id: number; type: string }[]> {
  return await work.db.all(sql`
    select ev.event_id, ev.type from events ev
    where ev.account_id = ${work.account_id}::bigint
      and not exists (select from audit_entries e where e.account_id = ev.account_id and e.event_id = ev.event_id)
    order by ev.event_id limit ${limit}`)
}

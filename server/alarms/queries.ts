// All SQL on alarms, alarm_rules and read_counts, and what alarms read of events.
import { remembered } from '../platform/configuration.ts'
import { sql } from '../platform/db.ts'
import { idAt, newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import { ALARM_KINDS, type AlarmKind, type AlarmRow, type AlarmRule, STANDARD_RULES } from './schema.ts'

export const ALARM_COLUMNS = sql`alarms.id, alarms.kind, alarms.user_id, alarms.event_id, alarms.count, alarms.created_at,
  alarms.last_at, alarms.acknowledged_at, alarms.acknowledged_by`
/** Events of one kind that are counted; more say nothing more. */
const MOST_COUNTED = 10_000

/** All rules, those nobody changed as they come. */
export const alarmRules = remembered<AlarmRule[]>(async (work) => {
  const rows = await work.db.all<AlarmRule>(
    sql`select kind, is_active, threshold, window_minutes from alarm_rules where account_id = ${work.account_id}::bigint`,
  )
  return ALARM_KINDS.map((kind) => rows.find((row) => row.kind === kind) ?? { kind, ...STANDARD_RULES[kind] })
})

export async function alarmRule(work: Work, kind: AlarmKind): Promise<AlarmRule> {
  return (await alarmRules(work)).find((rule) => rule.kind === kind)! // there is one of each kind
}

export async function saveRule(work: Work, rule: AlarmRule): Promise<void> {
  await work.db.run(sql`
    insert into alarm_rules (account_id, kind, is_active, threshold, window_minutes, updated_at)
    values (${work.account_id}, ${rule.kind}, ${rule.is_active}, ${rule.threshold}, ${rule.window_minutes}, ${work.now})
    on conflict (account_id, kind) do update set is_active = excluded.is_active, threshold = excluded.threshold,
      window_minutes = excluded.window_minutes, updated_at = excluded.updated_at`)
  alarmRules.forget(work)
}

/** The last alarm of a kind about somebody, or null. */
export async function lastAlarm(work: Work, kind: AlarmKind, user_id: number): Promise<AlarmRow | null> {
  return await work.db.first<AlarmRow>(sql`select ${ALARM_COLUMNS} from alarms
    where account_id = ${work.account_id}::bigint and kind = ${kind} and user_id = ${user_id}::bigint order by id desc limit 1`)
}

export async function insertAlarm(
  work: Work,
  alarm: Pick<AlarmRow, 'kind' | 'user_id' | 'event_id' | 'count'>,
): Promise<number> {
  const id = newId()
  await work.db.run(sql`
    insert into alarms (account_id, id, kind, user_id, event_id, count, created_at, last_at)
    values (${work.account_id}, ${id}, ${alarm.kind}, ${alarm.user_id}, ${alarm.event_id}, ${alarm.count}, ${work.now}, ${work.now})`)
  return id
}

export async function addToAlarm(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update alarms set count = count + 1, last_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

export async function findAlarm(work: Work, id: number): Promise<AlarmRow | null> {
  return await work.db.first<AlarmRow>(
    sql`select ${ALARM_COLUMNS} from alarms where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

/** Returns false where somebody was quicker. */
export async function acknowledge(work: Work, id: number, by: number | null): Promise<boolean> {
  const changed = await work.db.run(sql`update alarms set acknowledged_at = ${work.now}, acknowledged_by = ${by}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint and acknowledged_at is null`)
  return changed === 1
}

/** What an event says, with its hidden part opened. */
export interface PastEvent {
  event_id: number
  type: string
  subject_id: number
  actor_id: number | null
  data: Record<string, unknown>
  created_at: Date
  ip: string | null
}

type StoredEvent = Omit<PastEvent, 'ip'> & { sealed: Buffer | null }
const EVENT = sql`event_id, type, subject_id, actor_id, data, created_at, sealed`

function opened(work: Work, { sealed, ...event }: StoredEvent): PastEvent {
  const hidden = sealed && work.sealing.open<{ ip?: string | null }>(`events/${event.event_id}/sealed`, sealed)
  return { ...event, ip: hidden?.ip ?? null }
}

export async function findEvent(work: Work, event_id: number): Promise<PastEvent | null> {
  const row = await work.db.first<StoredEvent>(
    sql`select ${EVENT} from events where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`,
  )
  return row && opened(work, row)
}

/** Events of a type since a time, about one person or, with null, about anybody; at most MOST_COUNTED. */
export async function countEvents(work: Work, type: string, since: Date, user_id: number | null): Promise<number> {
  const about =
    user_id === null
      ? sql`event_id >= ${idAt(since.getTime())}::bigint`
      : sql`subject_type = 'user' and subject_id = ${user_id}::bigint and event_id >= ${idAt(since.getTime())}::bigint`
  const { count } = await work.db.one<{ count: number }>(sql`select count(*) as count from (
    select 1 from events where account_id = ${work.account_id}::bigint and ${about} and type = ${type} limit ${MOST_COUNTED}) counted`)
  return count
}

/** The sign-ins of somebody between a time and an event, the newest first. */
export async function signInsBefore(work: Work, event: PastEvent, since: Date, limit: number): Promise<PastEvent[]> {
  const rows = await work.db.all<StoredEvent>(sql`select ${EVENT} from events
    where account_id = ${work.account_id}::bigint and subject_type = 'user' and subject_id = ${event.subject_id}::bigint
      and event_id >= ${idAt(since.getTime())}::bigint and event_id < ${event.event_id}::bigint and type = ${event.type}
    order by event_id desc limit ${limit}`)
  return rows.map((row) => opened(work, row))
}

/** Adds to what somebody read in a window; returns how much it was before and is now. */
export async function addRead(
  work: Work,
  user_id: number,
  window_start: Date,
  records: number,
): Promise<{ before: number; now: number }> {
  const row = await work.db.one<{ records: number }>(sql`
    insert into read_counts (account_id, user_id, window_start, records)
    values (${work.account_id}, ${user_id}, ${window_start}, ${records})
    on conflict (account_id, user_id, window_start) do update set records = read_counts.records + excluded.records
    returning records`)
  return { before: row.records - records, now: row.records }
}

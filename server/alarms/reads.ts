// How much somebody reads. Each process counts the records that leave in replies to staff, and writes the sums down now
// and then; whoever passes the rule's number in a window is a fact, which raises an alarm.

import { HttpReply } from '../platform/http/endpoint.ts'
import type { Log } from '../platform/log.ts'
import { type Actor, doWork, type Origin, type WorkEngine } from '../platform/work.ts'
import { readInBulk } from './events.ts'
import { addRead, alarmRule } from './queries.ts'

/** Sums are written down when they reach this, so that reading a little costs nothing. */
const WRITTEN_FROM = 500
/** People of whom a process knows what they read; when there are more, all begin anew. */
const PEOPLE = 10_000

export type CountRead = (account_id: number, actor: Actor, origin: Origin, answer: unknown) => void

export function readCounter(engine: WorkEngine, log: Log): CountRead {
  const sums = new Map<string, number>()
  return (account_id, actor, origin, answer) => {
    if (actor.kind !== 'user' || actor.role === 'end-user') return
    const records = recordsIn(answer)
    if (records === 0) return
    const key = `${account_id}/${actor.user_id}`
    const sum = (sums.get(key) ?? 0) + records
    if (sums.size >= PEOPLE) sums.clear()
    sums.set(key, sum < WRITTEN_FROM ? sum : 0)
    if (sum < WRITTEN_FROM) return
    writeDown(engine, account_id, actor, origin, sum).catch((err: unknown) =>
      log.warn({ err, account_id }, 'what somebody read could not be written down'),
    )
  }
}

async function writeDown(
  engine: WorkEngine,
  account_id: number,
  actor: Actor & { kind: 'user' },
  origin: Origin,
  records: number,
): Promise<void> {
  await doWork(engine, { account_id, actor, origin, audience: 'customer' }, async (work) => {
    const rule = await alarmRule(work, 'bulk_reads')
    const window_ms = rule.window_minutes * 60_000
    const start = new Date(Math.floor(work.now.getTime() / window_ms) * window_ms)
    const sum = await addRead(work, actor.user_id, start, records)
    if (!rule.is_active || sum.before >= rule.threshold || sum.now < rule.threshold) return
    const data = { records: sum.now, window_minutes: rule.window_minutes, token_id: actor.token_id }
    work.record(readInBulk, actor.user_id, data)
  })
}

/** The records of a reply: the longest list in it, or the lines of a file. Side-loads beside it do not count. */
export function recordsIn(answer: unknown): number {
  const json = answer instanceof HttpReply ? answer.json : answer
  if (json !== null && typeof json === 'object')
    return Math.max(0, ...Object.values(json).map((part) => (Array.isArray(part) ? part.length : 0)))
  if (!(answer instanceof HttpReply) || typeof answer.body !== 'string') return 0
  const type = String(answer.headers['content-type'] ?? '')
  return /csv|ndjson/.test(type) ? answer.body.split('\n').length - 1 : 0
}

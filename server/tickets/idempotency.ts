// `Idempotency-Key` on creating tickets (protocol 4.10): the same key and body within two hours answers with the ticket
// of the first time; the same key with another body is declined.
import { createHash } from 'node:crypto'
import { sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { canonicalJson } from '../platform/event-digest.ts'
import { actorId, type Work } from '../platform/work.ts'

const KEPT_HOURS = 2

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The ticket this key made before, or null. Repeats in parallel wait for each other. */
export async function findRepeated(work: Work, key: string, body: unknown): Promise<number | null> {
  await work.db.run(sql`select pg_advisory_xact_lock(${hash(`${work.account_id}:${key}`).readInt32LE(0)}, 0x494b)`)
  const row = await work.db.first<{ ticket_id: number; body_hash: Buffer }>(sql`
    select ticket_id, body_hash from idempotency_keys
    where account_id = ${work.account_id} and user_id = ${actorId(work.actor)} and key_hash = ${hash(key)} and created_at > ${work.now}::timestamptz - make_interval(hours => ${KEPT_HOURS})`)
  if (!row) return null
  if (!row.body_hash.equals(work.sealing.lookupHash('idempotency', canonicalJson(body))))
    throw new Refusal('repeated_differently')
  return row.ticket_id
}

export async function rememberKey(work: Work, key: string, body: unknown, ticket_id: number): Promise<void> {
  await work.db.run(sql`
    insert into idempotency_keys (account_id, user_id, key_hash, body_hash, ticket_id, created_at)
    values (${work.account_id}, ${actorId(work.actor)}, ${hash(key)}, ${work.sealing.lookupHash('idempotency', canonicalJson(body))}, ${ticket_id}, ${work.now})
    on conflict (account_id, user_id, key_hash) do update set body_hash = excluded.body_hash, ticket_id = excluded.ticket_id, created_at = excluded.created_at`)
}

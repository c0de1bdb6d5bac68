// All SQL on oauth_device_codes.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export interface DeviceCodeRow {
  id: number
  client_id: number
  scopes: string[]
  decision: 'allowed' | 'denied' | null
  user_id: number | null
  grant_id: number | null
  family_id: number
  interval_s: number
  last_polled_at: Date | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
  sealed: Buffer
}

/** Where the device asked from. */
export interface DeviceOrigin {
  ip: string | null
}

const columns = sql`id, client_id, scopes, decision, user_id, grant_id, family_id, interval_s, last_polled_at, created_at, expires_at, used_at, sealed`

export const devicePlace = (id: unknown) => `oauth_device_codes/${id}/sealed`

export interface NewDeviceCode {
  device_hash: Buffer
  user_code_hash: Buffer
  client_id: number
  scopes: string[]
  interval_s: number
  expires_at: Date
}

/** False where the code a person types is taken. */
export async function insertDeviceCode(work: Work, row: NewDeviceCode): Promise<boolean> {
  const id = newId()
  const sealed = work.sealing.seal(devicePlace(id), { ip: work.origin.ip } satisfies DeviceOrigin)
  const inserted = await work.db.run(sql`
    insert into oauth_device_codes (account_id, id, device_hash, user_code_hash, client_id, scopes, sealed, family_id, interval_s, created_at, expires_at)
    values (${work.account_id}, ${id}, ${row.device_hash}, ${row.user_code_hash}, ${row.client_id}, ${row.scopes}, ${sealed}, ${newId()}, ${row.interval_s},
      ${work.now}, ${row.expires_at}) on conflict do nothing`)
  return inserted === 1
}

/** By the device's code, locked: of two questions at once, one comes second. */
export async function lockDeviceCode(work: Work, device_hash: Buffer): Promise<DeviceCodeRow | null> {
  return await work.db.first<DeviceCodeRow>(sql`
    select ${columns} from oauth_device_codes
    where account_id = ${work.account_id}::bigint and device_hash = ${device_hash} for update`)
}

/** By the code that a person typed: one that still waits for an answer, locked. */
export async function lockWaiting(work: Work, user_code_hash: Buffer): Promise<DeviceCodeRow | null> {
  return await work.db.first<DeviceCodeRow>(sql`
    select ${columns} from oauth_device_codes where account_id = ${work.account_id}::bigint and user_code_hash = ${user_code_hash}
      and decision is null and used_at is null and expires_at > ${work.now} for update`)
}

export async function saveDecision(
  work: Work,
  id: number,
  decided: { decision: 'allowed' | 'denied'; user_id: number; grant_id: number | null },
): Promise<void> {
  await work.db.run(sql`
    update oauth_device_codes set decision = ${decided.decision}, user_id = ${decided.user_id}, grant_id = ${decided.grant_id}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

export async function savePoll(work: Work, id: number, interval_s: number): Promise<void> {
  await work.db.run(sql`
    update oauth_device_codes set last_polled_at = ${work.now}, interval_s = ${interval_s}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

export async function useDeviceCode(work: Work, id: number): Promise<void> {
  await work.db.run(sql`
    update oauth_device_codes set used_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

// SQL on devices.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { deviceName, networkOf } from './naming.ts'

export interface KnownDevice {
  id: number
  /** Until when the person is not asked for a second factor in this browser. */
  second_factor_trusted_until: Date | null
}

export async function findDevice(work: Work, user_id: number, token_hash: Buffer): Promise<KnownDevice | null> {
  return await work.db.first<KnownDevice>(sql`
    select id, second_factor_trusted_until from devices where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint
      and token_hash = ${token_hash} and expires_at > ${work.now}::timestamptz`)
}

/** A row for a browser and a person; one that is over begins anew under a new id. */
export async function insertDevice(
  work: Work,
  device: { user_id: number; token_hash: Buffer; expires_at: Date },
): Promise<number> {
  await work.db.run(sql`
    delete from devices where account_id = ${work.account_id}::bigint and user_id = ${device.user_id}::bigint and token_hash = ${device.token_hash}`)
  const id = newId()
  await work.db.run(sql`
    insert into devices (account_id, id, user_id, token_hash, sealed, created_at, last_used_at, expires_at)
    values (${work.account_id}, ${id}, ${device.user_id}, ${device.token_hash}, ${sealedOrigin(work, id)}, ${work.now}, ${work.now}, ${device.expires_at})`)
  return id
}

export async function touchDevice(work: Work, id: number, expires_at: Date): Promise<void> {
  await work.db.run(sql`
    update devices set last_used_at = ${work.now}, expires_at = ${expires_at}, sealed = ${sealedOrigin(work, id)}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** The person asked not to be asked for a second factor in this browser until then. */
export async function trustDevice(work: Work, id: number, until: Date): Promise<void> {
  await work.db.run(sql`
    update devices set second_factor_trusted_until = ${until} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** The second factor is asked for again in every browser of a person. */
export async function forgetTrust(work: Work, user_id: number): Promise<void> {
  await work.db.run(sql`
    update devices set second_factor_trusted_until = null where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`)
}

function sealedOrigin(work: Work, id: number): Buffer {
  const { ip, user_agent } = work.origin
  return work.sealing.seal(`devices/${id}/sealed`, { ip, user_agent })
}

export interface DeviceView {
  id: number
  user_id: number
  name: string
  network: string | null
  created_at: Date
  last_used_at: Date
}

/** Nobody has more browsers than these; the ones used last are listed. */
const MOST_LISTED = 100

/** A person's browsers, the one used last first. */
export async function listDevices(work: Work, user_id: number): Promise<DeviceView[]> {
  const rows = await work.db.all<Omit<DeviceView, 'name' | 'network'> & { sealed: Buffer }>(sql`
    select id, user_id, sealed, created_at, last_used_at from devices
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and expires_at > ${work.now}::timestamptz
    order by last_used_at desc, id desc limit ${MOST_LISTED}`)
  return rows.map(({ sealed, ...row }) => {
    const known = work.sealing.open<{ ip: string | null; user_agent: string | null }>(
      `devices/${row.id}/sealed`,
      sealed,
    )
    return { ...row, name: deviceName(known.user_agent), network: networkOf(known.ip) }
  })
}

export async function deleteDevice(work: Work, user_id: number, id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`delete from devices where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and id = ${id}::bigint`,
    )) === 1
  )
}

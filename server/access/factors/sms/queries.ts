// All SQL on sms_gateways and sms_codes.
import { remembered } from '../../../platform/configuration.ts'
import { sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Work } from '../../../platform/work.ts'
import type { GatewayRow, GatewaySettings } from './schema.ts'

const gatewayPlace = (id: number): string => `sms_gateways/${id}/sealed`
const codePlace = (factor_id: number, bound_to: number): string => `sms_codes/${factor_id}/${bound_to}/sealed`

export async function findGateway(work: Work): Promise<GatewayRow | null> {
  const row = await work.db.first<Omit<GatewayRow, 'settings'> & { sealed: Buffer }>(
    sql`select id, is_active, updated_at, sealed from sms_gateways where account_id = ${work.account_id}::bigint`,
  )
  if (!row) return null
  const { sealed, ...known } = row
  return { ...known, settings: work.sealing.open<GatewaySettings>(gatewayPlace(row.id), sealed) }
}

const active = remembered(async (work) => {
  const row = await work.db.first<{ is_active: boolean }>(
    sql`select is_active from sms_gateways where account_id = ${work.account_id}::bigint`,
  )
  return row?.is_active === true
})

/** Whether texts can be sent. Asked at each sign-in, so a process remembers it. */
export async function isSmsActive(work: Work): Promise<boolean> {
  return await active(work)
}

export async function saveGateway(work: Work, is_active: boolean, settings: GatewaySettings): Promise<void> {
  const id = (await findGateway(work))?.id ?? newId()
  await work.db.run(sql`
    insert into sms_gateways (account_id, id, is_active, kind, sealed, updated_at)
    values (${work.account_id}, ${id}, ${is_active}, ${settings.kind}, ${work.sealing.seal(gatewayPlace(id), settings)}, ${work.now})
    on conflict (account_id, id) do update set is_active = excluded.is_active, kind = excluded.kind, sealed = excluded.sealed, updated_at = excluded.updated_at`)
  active.forget(work)
}

export async function deleteGateway(work: Work): Promise<boolean> {
  const deleted = await work.db.run(sql`delete from sms_gateways where account_id = ${work.account_id}::bigint`)
  active.forget(work)
  return deleted === 1
}

/** Keeps a code for a phone; one before it, for the same sign-in or session, does not work any more. */
export async function saveSmsCode(
  work: Work,
  { factor_id, bound_to, code, expires_at }: { factor_id: number; bound_to: number; code: string; expires_at: Date },
): Promise<void> {
  const sealed = work.sealing.seal(codePlace(factor_id, bound_to), { code })
  await work.db.run(sql`
    insert into sms_codes (account_id, factor_id, bound_to, sealed, created_at, expires_at)
    values (${work.account_id}, ${factor_id}, ${bound_to}, ${sealed}, ${work.now}, ${expires_at})
    on conflict (account_id, factor_id, bound_to) do update set
      sealed = excluded.sealed, attempts = 0, created_at = excluded.created_at, expires_at = excluded.expires_at`)
}

/** Counts a try at the code of a phone and returns it; null where there is none, it is late, or was tried too often. */
export async function triedSmsCode(
  work: Work,
  factor_id: number,
  bound_to: number,
  most: number,
): Promise<string | null> {
  const row = await work.db.first<{ sealed: Buffer }>(sql`
    update sms_codes set attempts = attempts + 1
    where account_id = ${work.account_id}::bigint and factor_id = ${factor_id}::bigint and bound_to = ${bound_to}::bigint
      and attempts < ${most} and expires_at > ${work.now} returning sealed`)
  return row && openCode(work, factor_id, bound_to, row.sealed)
}

export async function findSmsCode(work: Work, factor_id: number, bound_to: number): Promise<string | null> {
  const row = await work.db.first<{ sealed: Buffer }>(sql`
    select sealed from sms_codes where account_id = ${work.account_id}::bigint and factor_id = ${factor_id}::bigint
      and bound_to = ${bound_to}::bigint and expires_at > ${work.now}`)
  return row && openCode(work, factor_id, bound_to, row.sealed)
}

function openCode(work: Work, factor_id: number, bound_to: number, sealed: Buffer): string {
  return work.sealing.open<{ code: string }>(codePlace(factor_id, bound_to), sealed).code
}

export async function deleteSmsCode(work: Work, factor_id: number, bound_to: number): Promise<boolean> {
  return (
    (await work.db.run(sql`
      delete from sms_codes where account_id = ${work.account_id}::bigint and factor_id = ${factor_id}::bigint and bound_to = ${bound_to}::bigint`)) ===
    1
  )
}

// All SQL on scim_settings, scim_tokens and scim_requests.
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { NO_SETTINGS, type ScimSettings, type TokenRow } from './schema.ts'

const TOUCH_EVERY_S = 60
const tokenColumns = sql`id, name, created_by_id, created_at, rotated_at, last_used_at`

/** As remembered; nothing is switched on where nobody did. */
export const scimSettings = remembered<ScimSettings>(
  async (work) =>
    (await work.db.first<ScimSettings>(
      sql`select enabled, dry_run, ranges, mapping, subject_provider_id from scim_settings where account_id = ${work.account_id}::bigint`,
    )) ?? NO_SETTINGS,
)

export async function saveSettings(work: Work, settings: ScimSettings): Promise<void> {
  await work.db.run(sql`
    insert into scim_settings (account_id, enabled, dry_run, ranges, mapping, subject_provider_id, updated_at)
    values (${work.account_id}, ${settings.enabled}, ${settings.dry_run}, ${settings.ranges}::text[], ${JSON.stringify(settings.mapping)}::jsonb, ${settings.subject_provider_id}, ${work.now})
    on conflict (account_id) do update set enabled = excluded.enabled, dry_run = excluded.dry_run, ranges = excluded.ranges,
      mapping = excluded.mapping, subject_provider_id = excluded.subject_provider_id, updated_at = excluded.updated_at`)
  scimSettings.forget(work)
}

export async function listScimTokens(work: Work): Promise<TokenRow[]> {
  return await work.db.all<TokenRow>(
    sql`select ${tokenColumns} from scim_tokens where account_id = ${work.account_id}::bigint order by id limit 100`,
  )
}

export async function findScimToken(work: Work, id: number): Promise<TokenRow | null> {
  return await work.db.first<TokenRow>(
    sql`select ${tokenColumns} from scim_tokens where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

export async function findScimTokenByHash(work: Work, token_hash: Buffer): Promise<TokenRow | null> {
  return await work.db.first<TokenRow>(
    sql`select ${tokenColumns} from scim_tokens where account_id = ${work.account_id}::bigint and token_hash = ${token_hash}`,
  )
}

export async function insertScimToken(
  work: Work,
  token: { name: string; token_hash: Buffer; created_by_id: number },
): Promise<TokenRow> {
  return await work.db.one<TokenRow>(sql`
    insert into scim_tokens (account_id, id, name, token_hash, created_by_id, created_at)
    values (${work.account_id}, ${newId()}, ${token.name}, ${token.token_hash}, ${token.created_by_id}, ${work.now}) returning ${tokenColumns}`)
}

/** A new secret, which its maker answers for. */
export async function saveScimTokenHash(
  work: Work,
  id: number,
  token_hash: Buffer,
  by_id: number,
): Promise<TokenRow | null> {
  return await work.db.first<TokenRow>(sql`
    update scim_tokens set token_hash = ${token_hash}, created_by_id = ${by_id}::bigint, rotated_at = ${work.now}, last_used_at = null
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint returning ${tokenColumns}`)
}

export async function deleteScimToken(work: Work, id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`delete from scim_tokens where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
    )) === 1
  )
}

export async function touchScimToken(work: Work, token: TokenRow): Promise<void> {
  if (token.last_used_at !== null && work.now.getTime() - token.last_used_at.getTime() < TOUCH_EVERY_S * 1000) return
  await work.db.run(sql`
    update scim_tokens set last_used_at = ${work.now} where (account_id, id) in (
      select account_id, id from scim_tokens where account_id = ${work.account_id}::bigint and id = ${token.id}::bigint for update skip locked)`)
}

export interface RequestRow {
  id: number
  token_id: number
  method: string
  resource: string
  target_id: number | null
  status: number
  scim_type: string | null
  detail: string | null
  dry_run: boolean
  created_at: Date
}

const requestPlace = (id: number) => `scim_requests/${id}/sealed`

export async function insertRequest(work: Work, request: Omit<RequestRow, 'id' | 'created_at'>): Promise<void> {
  const id = newId()
  const { detail, ...row } = request
  await work.db.run(sql`
    insert into scim_requests (account_id, id, token_id, method, resource, target_id, status, scim_type, dry_run, sealed, created_at)
    values (${work.account_id}, ${id}, ${row.token_id}, ${row.method}, ${row.resource}, ${row.target_id}, ${row.status}, ${row.scim_type}, ${row.dry_run},
      ${work.sealing.seal(requestPlace(id), { detail })}, ${work.now})`)
}

/** What was asked last; with `failed` only what was declined. */
export async function listRequests(
  work: Work,
  { failed, limit }: { failed: boolean; limit: number },
): Promise<RequestRow[]> {
  const which = failed ? sql` and status >= 400` : sql``
  const rows = await work.db.all<Omit<RequestRow, 'detail'> & { sealed: Buffer }>(sql`
    select id, token_id, method, resource, target_id, status, scim_type, dry_run, sealed, created_at from scim_requests
    where account_id = ${work.account_id}::bigint${which} order by id desc limit ${limit}`)
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...work.sealing.open<{ detail: string | null }>(requestPlace(row.id), sealed),
  }))
}

/** Of the last 24 hours. */
export async function countRequests(work: Work): Promise<{ requests: number; errors: number }> {
  const since = new Date(work.now.getTime() - 24 * 3_600_000)
  return await work.db.one<{ requests: number; errors: number }>(sql`
    select count(*) as requests, count(*) filter (where status >= 400) as errors from scim_requests
    where account_id = ${work.account_id}::bigint and created_at > ${since}`)
}

/** What SCIM changes in an account happens one after another, until the commit. */
export async function lockScim(work: Work): Promise<void> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('scim', ${work.account_id}::bigint))`)
}

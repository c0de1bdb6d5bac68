// All SQL on factors. Rows leave opened.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { FactorRow, FactorSecret } from './schema.ts'

/** More than anybody needs, and a bound on what a page shows. */
export const MAX_FACTORS = 20

interface StoredFactor extends Omit<FactorRow, 'secret'> {
  sealed: Buffer
}

const columns = sql.raw(
  'id, user_id, kind, sealed, confirmed_at, counter, rp_id, is_first_factor, flagged_at, created_at, last_used_at',
)

export const factorPlace = (id: number): string => `factors/${id}/sealed`

function opened(work: Work, { sealed, ...row }: StoredFactor): FactorRow {
  return { ...row, secret: work.sealing.open<FactorSecret>(factorPlace(row.id), sealed) }
}

/** A person's factors, oldest first; those that were never confirmed too. */
export async function listFactors(work: Work, user_id: number): Promise<FactorRow[]> {
  const rows = await work.db.all<StoredFactor>(sql`
    select ${columns} from factors where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint order by id limit ${MAX_FACTORS * 2}`)
  return rows.map((row) => opened(work, row))
}

export async function findFactor(work: Work, user_id: number, id: number): Promise<FactorRow | null> {
  const row = await work.db.first<StoredFactor>(sql`
    select ${columns} from factors where account_id = ${work.account_id}::bigint and id = ${id}::bigint and user_id = ${user_id}::bigint`)
  return row && opened(work, row)
}

/** The confirmed passkey of a credential's id, whoever has it. */
export async function findPasskey(work: Work, credential_id: string): Promise<FactorRow | null> {
  const row = await work.db.first<StoredFactor>(sql`
    select ${columns} from factors where account_id = ${work.account_id}::bigint
      and credential_hash = ${credentialHash(work, credential_id)} and confirmed_at is not null`)
  return row && opened(work, row)
}

export function credentialHash(work: Pick<Work, 'sealing'>, credential_id: string): Buffer {
  return work.sealing.lookupHash('credential', credential_id)
}

export interface NewFactor {
  user_id: number
  secret: FactorSecret
  confirmed_at: Date | null
  counter?: number
  credential_hash?: Buffer
  rp_id?: string
  is_first_factor?: boolean
}

export async function insertFactor(work: Work, factor: NewFactor): Promise<number> {
  const id = newId()
  const session_id = work.actor.kind === 'user' ? work.actor.session_id : null
  await work.db.run(sql`
    insert into factors (account_id, id, user_id, kind, sealed, confirmed_at, counter, credential_hash, rp_id, is_first_factor, created_at, device_id)
    values (${work.account_id}, ${id}, ${factor.user_id}, ${factor.secret.kind}, ${work.sealing.seal(factorPlace(id), factor.secret)}, ${factor.confirmed_at},
      ${factor.counter ?? 0}, ${factor.credential_hash ?? null}, ${factor.rp_id ?? null}, ${factor.is_first_factor ?? false}, ${work.now},
      (select device_id from sessions where account_id = ${work.account_id}::bigint and id = ${session_id}::bigint))`)
  return id
}

/** Removes what a person began to set up and did not finish, of one kind. */
export async function deleteUnconfirmed(work: Work, user_id: number, kind: FactorRow['kind']): Promise<void> {
  await work.db.run(sql`
    delete from factors where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and kind = ${kind} and confirmed_at is null`)
}

export async function deleteFactor(work: Work, id: number): Promise<boolean> {
  return (
    (await work.db.run(
      sql`delete from factors where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
    )) === 1
  )
}

export async function deleteFactorsOf(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`delete from factors where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** Passkeys made since a time no longer stand alone; they go on as second factors. */
export async function demotePasskeys(work: Work, user_id: number, since: Date): Promise<void> {
  await work.db.run(sql`
    update factors set is_first_factor = false
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and is_first_factor and created_at >= ${since}`)
}

/**
 * Takes factors away that were confirmed since an instant, and those that never were. With a browser named, what was
 * added in another one that was known before stays.
 */
export async function deleteFactorsSince(
  work: Work,
  user_id: number,
  since: Date,
  device_id: number | null,
): Promise<FactorRow[]> {
  const elsewhere =
    device_id === null
      ? sql``
      : sql` and not exists (select from devices d where d.account_id = factors.account_id and d.id = factors.device_id
          and d.user_id = factors.user_id and d.id <> ${device_id}::bigint and d.created_at < ${since})`
  const rows = await work.db.all<StoredFactor>(sql`
    delete from factors where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint
      and (confirmed_at is null or confirmed_at >= ${since})${elsewhere} returning ${columns}`)
  return rows.map((row) => opened(work, row))
}

/** SQL over `users`: who has a passkey that may stand alone. */
export const hasFirstFactor: RawBuilder<boolean> = sql`exists (
  select from factors f where f.account_id = users.account_id and f.user_id = users.id
    and f.is_first_factor and f.confirmed_at is not null and f.flagged_at is null)`

/** Whether an owner who may come in has a passkey that may stand alone. */
export async function hasOwnerWithPasskey(work: Work): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select f.id from factors f join users u on u.account_id = f.account_id and u.id = f.user_id
    where f.account_id = ${work.account_id}::bigint and f.is_first_factor and f.confirmed_at is not null and f.flagged_at is null
      and u.role = 'owner' and u.active and not u.suspended limit 1`)
  return row !== null
}

export async function saveFactorSecret(work: Work, id: number, secret: FactorSecret): Promise<void> {
  await work.db.run(sql`
    update factors set sealed = ${work.sealing.seal(factorPlace(id), secret)} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** Confirms a factor. False when it is already, or is gone. */
export async function confirmFactor(work: Work, id: number): Promise<boolean> {
  return (
    (await work.db.run(sql`
      update factors set confirmed_at = ${work.now}, last_used_at = ${work.now}
      where account_id = ${work.account_id}::bigint and id = ${id}::bigint and confirmed_at is null`)) === 1
  )
}

/**
 * Uses a time step or a counter up: only one that is higher than all before. False when it is not, so that of two
 * requests with one code, one wins.
 */
export async function raiseCounter(work: Work, id: number, counter: number): Promise<boolean> {
  return (
    (await work.db.run(sql`
      update factors set counter = ${counter}, last_used_at = ${work.now}
      where account_id = ${work.account_id}::bigint and id = ${id}::bigint and counter < ${counter}`)) === 1
  )
}

export async function touchFactor(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update factors set last_used_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

export async function flagFactor(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update factors set flagged_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

/** Changes to one person's factors wait for each other, so that counts of them are true. */
export async function lockFactorsOf(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`select pg_advisory_xact_lock(hashtextextended('factors', ${work.account_id}::bigint # ${user_id}::bigint))`,
  )
}

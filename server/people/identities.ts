// All SQL on user_identities: the addresses and numbers by which a person is known.
import { sql } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import type { ReadIdentity } from './identity-input.ts'
import type { IdentityRow } from './identity-schema.ts'
import { addressHash, identityPlace } from './queries.ts'

/** Everything a person is reached by, the primary first. */
export async function listIdentities(work: Work, user_id: number): Promise<IdentityRow[]> {
  return await identitiesOf(work, [user_id])
}

/** Everything some people are reached by, person by person, the primary first. */
export async function identitiesOf(work: Work, user_ids: readonly number[]): Promise<IdentityRow[]> {
  const rows = await work.db.all<Omit<IdentityRow, 'value'> & { sealed: Buffer }>(sql`
    select id, user_id, type, sealed, is_primary, verified, verified_at, undeliverable_count, created_at, updated_at
    from user_identities where account_id = ${work.account_id}::bigint and user_id = any(${[...user_ids]}::bigint[]) order by user_id, is_primary desc, id`)
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    value: work.sealing.open<{ value: string }>(identityPlace(row.id), sealed).value,
  }))
}

/** What an identity is looked up by. Addresses have a hash of their own: mail asks for them. */
function hashOf(work: Work, { type, normalised }: Pick<ReadIdentity, 'type' | 'normalised'>): Buffer {
  return type === 'email' ? addressHash(work, normalised) : work.sealing.lookupHash(`identity/${type}`, normalised)
}

/**
 * Adds an identity, or returns null when somebody has it already (or the person just got another primary address).
 * `value` is as it is shown, `normalised` what it compares by.
 */
export async function insertIdentity(
  work: Work,
  user_id: number,
  parts: ReadIdentity & { is_primary: boolean; verified: boolean },
): Promise<number | null> {
  const id = newId()
  const verified_at = parts.verified ? work.now : null
  const inserted = await work.db.run(sql`
    insert into user_identities (account_id, id, user_id, type, sealed, value_hash, is_primary, verified, verified_at, created_at, updated_at)
    values (${work.account_id}, ${id}, ${user_id}, ${parts.type}, ${work.sealing.seal(identityPlace(id), { value: parts.value })},
      ${hashOf(work, parts)}, ${parts.is_primary}, ${parts.verified}, ${verified_at}, ${work.now}, ${work.now})
    on conflict do nothing`)
  return inserted === 1 ? id : null
}

/** Changes the value of an identity. False when somebody has it already. */
export async function saveIdentityValue(work: Work, id: number, parts: ReadIdentity): Promise<boolean> {
  const hash = hashOf(work, parts)
  const changed = await work.db.run(sql`
    update user_identities set sealed = ${work.sealing.seal(identityPlace(id), { value: parts.value })}, value_hash = ${hash}, undeliverable_count = 0, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint and not exists (
      select from user_identities other where other.account_id = ${work.account_id}::bigint and other.type = ${parts.type}
        and other.value_hash = ${hash} and other.id <> ${id}::bigint)`)
  return changed === 1
}

export async function setIdentityVerified(work: Work, id: number, verified: boolean): Promise<void> {
  await work.db.run(sql`
    update user_identities set verified = ${verified}, verified_at = ${verified ? work.now : null}::timestamptz, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** Gives all identities of one person to another, none of them primary. */
export async function moveIdentities(work: Work, from_id: number, to_id: number): Promise<void> {
  await work.db.run(sql`
    update user_identities set user_id = ${to_id}::bigint, is_primary = false, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${from_id}::bigint`)
}

/** Makes one address of a person the primary one. Two statements: at no moment there may be two of them. */
export async function setPrimary(work: Work, user_id: number, identity_id: number): Promise<void> {
  await work.db.run(sql`
    update user_identities set is_primary = false, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and is_primary and id <> ${identity_id}::bigint`)
  await work.db.run(sql`
    update user_identities set is_primary = true, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and type = 'email' and id = ${identity_id}::bigint`)
  // The person shows another address now: exports go by the time of the person's change.
  await work.db.run(
    sql`update users set updated_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
}

export async function deleteIdentity(work: Work, identity_id: number): Promise<void> {
  await work.db.run(
    sql`delete from user_identities where account_id = ${work.account_id}::bigint and id = ${identity_id}::bigint`,
  )
}

export async function deleteIdentities(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`delete from user_identities where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** A mail to the address came back (`by` 1) or arrived (`by` 0, which forgets earlier ones). */
export async function countUndeliverable(
  work: Work,
  user_id: number,
  normalised: string,
  came_back: boolean,
): Promise<void> {
  await work.db.run(sql`
    update user_identities set undeliverable_count = ${came_back ? sql`undeliverable_count + 1` : sql`0`}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and type = 'email' and value_hash = ${addressHash(work, normalised)}
      and (${came_back} or undeliverable_count > 0)`)
}

// All SQL on user_identities: the addresses and numbers by which a person is known.
import { sql } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { apiTime } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'
import { addressHash, identityPlace } from './queries.ts'

export interface IdentityRow {
  id: number
  user_id: number
  type: 'email' | 'phone_number'
  value: string
  is_primary: boolean
  verified: boolean
  undeliverable_count: number
  created_at: Date
  updated_at: Date
}

/** Mails that came back this often in a row make an address undeliverable. */
const UNDELIVERABLE_AFTER = 3

/** Everything a person is reached by, the primary first. */
export async function listIdentities(work: Work, user_id: number): Promise<IdentityRow[]> {
  const rows = await work.db.all<Omit<IdentityRow, 'value'> & { sealed: Buffer }>(sql`
    select id, user_id, type, sealed, is_primary, verified, undeliverable_count, created_at, updated_at
    from user_identities where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint order by is_primary desc, id`)
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    value: work.sealing.open<{ value: string }>(identityPlace(row.id), sealed).value,
  }))
}

/**
 * Adds an address, or returns null when somebody has it already (or the person just got another primary one). `email`
 * is formatted, `normalised` what it compares by.
 */
export async function insertEmail(
  work: Work,
  user_id: number,
  parts: { email: string; normalised: string; is_primary: boolean; verified: boolean },
): Promise<number | null> {
  const id = newId()
  const inserted = await work.db.run(sql`
    insert into user_identities (account_id, id, user_id, type, sealed, value_hash, is_primary, verified, created_at, updated_at)
    values (${work.account_id}, ${id}, ${user_id}, 'email', ${work.sealing.seal(identityPlace(id), { value: parts.email })},
      ${addressHash(work, parts.normalised)}, ${parts.is_primary}, ${parts.verified}, ${work.now}, ${work.now})
    on conflict do nothing`)
  return inserted === 1 ? id : null
}

/** Makes one address of a person the primary one. Two statements: at no moment there may be two of them. */
export async function setPrimary(work: Work, user_id: number, identity_id: number): Promise<void> {
  await work.db.run(sql`
    update user_identities set is_primary = false, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and is_primary and id <> ${identity_id}::bigint`)
  await work.db.run(sql`
    update user_identities set is_primary = true, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and type = 'email' and id = ${identity_id}::bigint`)
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

export function identityReply(identity: IdentityRow, origin_url: string) {
  return {
    id: identity.id,
    url: `${origin_url}/api/v2/users/${identity.user_id}/identities/${identity.id}.json`,
    user_id: identity.user_id,
    type: identity.type,
    value: identity.value,
    verified: identity.verified,
    primary: identity.is_primary,
    undeliverable_count: identity.undeliverable_count,
    deliverable_state:
      identity.undeliverable_count >= UNDELIVERABLE_AFTER ? ('undeliverable' as const) : ('deliverable' as const),
    created_at: apiTime(identity.created_at),
    updated_at: apiTime(identity.updated_at),
  }
}

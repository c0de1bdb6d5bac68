// All SQL on api_tokens and token_networks. OAuth's access tokens are rows here too: one look-up knows every token.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { tokenRotated } from './events.ts'
import type { LastUse, OpenedToken, TokenRow } from './schema.ts'

const columns = sql`id, user_id, description, prefix, created_at, created_by_id, last_used_at, expires_at, revoked_at, rotated_at,
  previous_expires_at, active, scopes, sealed_networks, sealed_last_use, last_network_hash, client_id, family_id`

export const networksPlace = (id: unknown) => `api_tokens/${id}/sealed_networks`
export const lastUsePlace = (id: unknown) => `api_tokens/${id}/sealed_last_use`

export interface NewToken {
  user_id: number
  token_hash: Buffer
  prefix: string
  description: string
  expires_at: Date | null
  scopes: readonly string[] | null
  networks: readonly string[] | null
  client_id: number | null
  family_id: number | null
}

export async function insertToken(work: Work, token: NewToken): Promise<TokenRow> {
  const id = newId()
  const networks = token.networks && work.sealing.seal(networksPlace(id), { networks: token.networks })
  const created_by_id = work.actor.kind === 'user' ? work.actor.user_id : null
  return await work.db.one<TokenRow>(sql`
    insert into api_tokens (account_id, id, user_id, token_hash, prefix, description, created_at, created_by_id, expires_at, scopes, sealed_networks, client_id, family_id)
    values (${work.account_id}, ${id}, ${token.user_id}, ${token.token_hash}, ${token.prefix}, ${token.description}, ${work.now}, ${created_by_id},
      ${token.expires_at}, ${token.scopes && [...token.scopes]}, ${networks}, ${token.client_id}, ${token.family_id}) returning ${columns}`)
}

/** Where a secret is, or within its overlap was, that of a token that nobody revoked or switched off. */
function hasSecret(work: Work, token_hash: Buffer): RawBuilder<boolean> {
  return sql`account_id = ${work.account_id}::bigint and revoked_at is null and active
    and (token_hash = ${token_hash} or (previous_hash = ${token_hash} and previous_expires_at > ${work.now}))`
}

export async function findTokenByHash(work: Work, token_hash: Buffer): Promise<TokenRow | null> {
  return await work.db.first<TokenRow>(sql`select ${columns} from api_tokens where ${hasSecret(work, token_hash)}`)
}

/** SQL for the person of a token, to ask for both at once. */
export function userOfToken(work: Work, token_hash: Buffer): RawBuilder<number> {
  return sql`(select user_id from api_tokens where ${hasSecret(work, token_hash)})`
}

export async function findToken(work: Work, id: number): Promise<TokenRow | null> {
  return await work.db.first<TokenRow>(
    sql`select ${columns} from api_tokens where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

export interface TokenFilter {
  user_id?: number
  client_id?: number
  kind: 'api' | 'oauth'
  /** Those that were revoked, instead of those that were not. */
  revoked?: boolean
}

function conditionsOf(work: Work, filter: TokenFilter) {
  const conditions = [
    sql`account_id = ${work.account_id}::bigint`,
    filter.revoked ? sql`revoked_at is not null` : sql`revoked_at is null`,
    filter.kind === 'api' ? sql`client_id is null` : sql`client_id is not null`,
  ]
  if (filter.user_id !== undefined) conditions.push(sql`user_id = ${filter.user_id}::bigint`)
  if (filter.client_id !== undefined) conditions.push(sql`client_id = ${filter.client_id}::bigint`)
  // Those that ran out are of no use to anybody; API tokens among them are shown, so that one sees why a program stopped.
  if (filter.kind === 'oauth') conditions.push(sql`(expires_at is null or expires_at > ${work.now})`)
  return sql.join(conditions, sql` and `)
}

/** Tokens, the newest first. */
export async function listTokens(work: Work, filter: TokenFilter, limit: number): Promise<TokenRow[]> {
  return await work.db.all<TokenRow>(
    sql`select ${columns} from api_tokens where ${conditionsOf(work, filter)} order by id desc limit ${limit}`,
  )
}

/** A page of them. */
export async function pageOfTokens(work: Work, filter: TokenFilter, query: PagingQuery, url: URL) {
  const source: ListSource<TokenRow> = {
    columns,
    from: sql`api_tokens`,
    where: conditionsOf(work, filter),
    id: sql`id`,
    sorts: { id: { by: sql`id`, type: 'bigint' } },
    default_sort: '-id',
  }
  return await listPage(work, source, query, url)
}

export function openToken(work: Work, token: TokenRow): OpenedToken {
  const { sealed_networks, sealed_last_use } = token
  return {
    token,
    networks:
      sealed_networks && work.sealing.open<{ networks: string[] }>(networksPlace(token.id), sealed_networks).networks,
    last_use: sealed_last_use && work.sealing.open<LastUse>(lastUsePlace(token.id), sealed_last_use),
  }
}

/** Notes that a token is in use. Requests at the same time do not wait for each other here: one of them writes. */
export async function touchToken(work: Work, id: number, network_hash: Buffer | null): Promise<void> {
  const { ip, user_agent } = work.origin
  const sealed = work.sealing.seal(lastUsePlace(id), { ip, user_agent } satisfies LastUse)
  await work.db.run(sql`
    update api_tokens set last_used_at = ${work.now}, sealed_last_use = ${sealed}, last_network_hash = ${network_hash} where (account_id, id) in (
      select account_id, id from api_tokens where account_id = ${work.account_id}::bigint and id = ${id}::bigint for update skip locked)`)
}

/** Remembers a network of a token. True where it is a new one. */
export async function addNetwork(work: Work, token_id: number, network_hash: Buffer): Promise<boolean> {
  const { is_new } = await work.db.one<{ is_new: boolean }>(sql`
    insert into token_networks (account_id, token_id, network_hash, last_seen_at)
    values (${work.account_id}, ${token_id}, ${network_hash}, ${work.now})
    on conflict (account_id, token_id, network_hash) do update set last_seen_at = excluded.last_seen_at
    returning xmax = 0 as is_new`)
  return is_new
}

/** API tokens of others whose secret somebody was shown since an instant: they made them, or gave them a new secret. */
export async function listTokensShownTo(work: Work, by_id: number, since: Date): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select id from api_tokens t where account_id = ${work.account_id}::bigint and revoked_at is null and client_id is null
      and user_id <> ${by_id}::bigint and (created_by_id = ${by_id}::bigint and created_at >= ${since} or rotated_at >= ${since} and exists (
        select from events e where e.account_id = t.account_id and e.subject_type = ${tokenRotated.subject} and e.subject_id = t.user_id
          and e.type = ${tokenRotated.type} and e.actor_id = ${by_id}::bigint and e.created_at >= ${since}
          and (e.data->>'token_id')::bigint = t.id))
    order by id`)
  return rows.map(({ id }) => id)
}

export interface TokenChange {
  description: string
  active: boolean
  scopes: readonly string[] | null
  networks: readonly string[] | null
  expires_at: Date | null
}

export async function saveToken(work: Work, id: number, change: TokenChange): Promise<void> {
  const networks = change.networks && work.sealing.seal(networksPlace(id), { networks: change.networks })
  await work.db.run(sql`
    update api_tokens set description = ${change.description}, active = ${change.active}, scopes = ${change.scopes && [...change.scopes]},
      sealed_networks = ${networks}, expires_at = ${change.expires_at}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

export async function saveRotation(
  work: Work,
  id: number,
  rotation: { token_hash: Buffer; prefix: string; previous_expires_at: Date; expires_at: Date | null },
): Promise<void> {
  await work.db.run(sql`
    update api_tokens set previous_hash = token_hash, previous_expires_at = ${rotation.previous_expires_at},
      token_hash = ${rotation.token_hash}, prefix = ${rotation.prefix}, rotated_at = ${work.now}, expires_at = ${rotation.expires_at}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint and revoked_at is null`)
}

/** Revokes tokens; returns those that were not revoked before. */
export async function markRevoked(
  work: Work,
  which: { id: number } | { user_id: number } | { family_id: number } | { client_id: number; user_id?: number },
): Promise<{ id: number; user_id: number }[]> {
  const conditions = [sql`account_id = ${work.account_id}::bigint and revoked_at is null`]
  for (const [name, value] of Object.entries(which))
    if (value !== undefined) conditions.push(sql`${sql.ref(name)} = ${value}::bigint`)
  // A person who leaves takes along where they were.
  const forgotten =
    'user_id' in which && !('client_id' in which) ? sql`, sealed_last_use = null, sealed_networks = null` : sql``
  return await work.db.all<{ id: number; user_id: number }>(sql`
    update api_tokens set revoked_at = ${work.now}${forgotten} where ${sql.join(conditions, sql` and `)} returning id, user_id`)
}

/** Ends tokens at an instant at the latest; returns how many would have lived longer. */
export async function shortenTokens(work: Work, latest: Date): Promise<number> {
  return await work.db.run(sql`
    update api_tokens set expires_at = ${latest}
    where account_id = ${work.account_id}::bigint and revoked_at is null and (expires_at is null or expires_at > ${latest})`)
}

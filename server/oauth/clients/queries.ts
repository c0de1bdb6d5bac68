// All SQL on oauth_clients.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { clientCreated, clientSecretRenewed } from '../events.ts'

export interface ClientRow {
  id: number
  identifier: string
  name: string
  company: string
  description: string
  kind: 'public' | 'confidential'
  secret_prefix: string
  redirect_uris: string[]
  scopes: string[] | null
  service_account_id: number | null
  /** Whether devices without a browser may ask by it (RFC 8628). */
  device_flow: boolean
  /** Whether it may bring passwords, where the account takes them from programs. */
  password_grant: boolean
  /** Whether its authorization requests must have a code_challenge; always for public clients. */
  pkce_required: boolean
  user_id: number
  created_at: Date
  updated_at: Date
}

export interface ClientSecret {
  secret_hash: Buffer | null
  secret_prefix: string
}

/** What an identifier may look like. */
export const IDENTIFIER = /^[\w.~-]{1,100}$/

const columns = sql`id, identifier, name, company, description, kind, secret_prefix, redirect_uris, scopes, service_account_id, device_flow, password_grant,
  (kind = 'public' or pkce_required) as pkce_required, user_id, created_at, updated_at`

export async function insertClient(work: Work, row: ClientRow & ClientSecret): Promise<void> {
  await work.db.run(sql`
    insert into oauth_clients (account_id, id, identifier, name, company, description, kind, secret_prefix, redirect_uris, scopes, service_account_id,
      device_flow, password_grant, pkce_required, user_id, created_at, updated_at, secret_hash)
    values (${work.account_id}, ${row.id}, ${row.identifier}, ${row.name}, ${row.company}, ${row.description}, ${row.kind}, ${row.secret_prefix},
      ${row.redirect_uris}, ${row.scopes}, ${row.service_account_id},
      ${row.device_flow}, ${row.password_grant}, ${row.pkce_required}, ${row.user_id}, ${row.created_at}, ${row.updated_at}, ${row.secret_hash})`)
}

export async function saveClient(work: Work, row: ClientRow): Promise<void> {
  await work.db.run(sql`
    update oauth_clients set identifier = ${row.identifier}, name = ${row.name}, company = ${row.company}, description = ${row.description},
      redirect_uris = ${row.redirect_uris}, scopes = ${row.scopes}, service_account_id = ${row.service_account_id},
      device_flow = ${row.device_flow}, password_grant = ${row.password_grant}, pkce_required = ${row.pkce_required}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
}

/** Clients with a secret that somebody was shown since an instant: they registered them, or renewed it. */
export async function listClientsShownTo(work: Work, by_id: number, since: Date): Promise<ClientRow[]> {
  return await work.db.all<ClientRow>(sql`
    select ${columns} from oauth_clients where account_id = ${work.account_id}::bigint and kind = 'confidential' and id in (
      select subject_id from events where account_id = ${work.account_id}::bigint and subject_type = ${clientCreated.subject}
        and type in (${clientCreated.type}, ${clientSecretRenewed.type}) and actor_id = ${by_id}::bigint and created_at >= ${since})
    order by id`)
}

export async function saveClientSecret(work: Work, id: number, secret: ClientSecret): Promise<void> {
  await work.db.run(sql`
    update oauth_clients set secret_hash = ${secret.secret_hash}, secret_prefix = ${secret.secret_prefix}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

export async function deleteClient(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from oauth_clients where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

export async function findClient(work: Work, id: number): Promise<ClientRow | null> {
  return await work.db.first<ClientRow>(
    sql`select ${columns} from oauth_clients where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

/** A client by what it calls itself. */
export async function findClientByIdentifier(
  work: Work,
  identifier: string,
): Promise<(ClientRow & { secret_hash: Buffer | null }) | null> {
  if (!IDENTIFIER.test(identifier)) return null
  return await work.db.first(
    sql`select ${columns}, secret_hash from oauth_clients where account_id = ${work.account_id}::bigint and identifier = ${identifier}`,
  )
}

export async function listClients(work: Work, limit: number): Promise<ClientRow[]> {
  return await work.db.all<ClientRow>(
    sql`select ${columns} from oauth_clients where account_id = ${work.account_id}::bigint order by id limit ${limit}`,
  )
}

/** Clients that a person has allowed something. */
export async function listClientsOf(work: Work, user_id: number, limit: number): Promise<ClientRow[]> {
  return await work.db.all<ClientRow>(sql`
    select ${columns} from oauth_clients where account_id = ${work.account_id}::bigint and id in (
      select client_id from oauth_grants where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint) order by id limit ${limit}`)
}

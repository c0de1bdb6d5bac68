// Registering clients. Admins do, and everything about a client but its secret can be read again.
import { findServiceAccount, newSecret, revokeTokensOf, secretHash } from '../../access/index.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { readScopes } from '../../platform/http/scopes.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { clientChanged, clientCreated, clientDeleted, clientSecretRenewed } from '../events.ts'
import { withdrawAll } from '../granting/withdrawing.ts'
import {
  type ClientRow,
  deleteClient,
  findClient,
  findClientByIdentifier,
  insertClient,
  listClients,
  listClientsShownTo,
  saveClient,
  saveClientSecret,
} from './queries.ts'
import { checkRedirects } from './redirects.ts'

/** Lets secret scanners recognise a client's secret. */
const SECRET_PREFIX = 'custos_cs_'
const SHOWN_CHARACTERS = 14
export const MAX_CLIENTS = 500

export interface ClientWrite {
  name: string
  identifier: string
  kind: 'public' | 'confidential'
  company: string
  description: string
  redirect_uri: readonly string[]
  scopes: readonly string[] | null
  service_account_id: number | null
  device_flow: boolean
  password_grant: boolean
  pkce_required: boolean
}

export async function getClient(work: Work, id: number): Promise<ClientRow> {
  const client = await findClient(work, id)
  if (!client) throw notFound()
  return client
}

/** A client with its secret, which only this reply has; public clients have none. */
export async function createClient(
  work: Work,
  write: ClientWrite,
): Promise<{ client: ClientRow; secret: string | null }> {
  if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
  if ((await listClients(work, MAX_CLIENTS)).length >= MAX_CLIENTS)
    throw invalid('base', `An account has at most ${MAX_CLIENTS} clients: remove one first`)
  if (await findClientByIdentifier(work, write.identifier)) throw taken()
  const { redirect_uri, ...plain } = write
  checkWays(write)
  const secret = write.kind === 'confidential' ? newClientSecret(work) : null
  const client: ClientRow = {
    ...plain,
    id: newId(),
    redirect_uris: checkRedirects(redirect_uri, write.kind),
    scopes: checkScopes(write.scopes),
    service_account_id: await checkServiceAccount(work, write),
    secret_prefix: secret?.secret_prefix ?? '',
    user_id: work.actor.user_id,
    created_at: work.now,
    updated_at: work.now,
  }
  await insertClient(work, { ...client, secret_hash: secret?.secret_hash ?? null, secret_prefix: client.secret_prefix })
  const { kind, identifier, redirect_uris, device_flow, password_grant, pkce_required } = client
  work.record(clientCreated, client.id, {
    kind,
    identifier,
    redirect_uris,
    device_flow,
    password_grant,
    pkce_required,
  })
  return { client, secret: secret?.secret ?? null }
}

function taken(): Refusal {
  return invalid('identifier', 'Identifier: is taken by another client', 'DuplicateValue')
}

/** What keeps a secret may be allowed more than what everybody can name. 422 for public clients. */
function checkWays(client: Pick<ClientWrite, 'kind' | 'password_grant' | 'pkce_required'>): void {
  if (client.kind === 'confidential') return
  if (client.password_grant) throw invalid('password_grant', 'Password grant: is for confidential clients only')
  if (!client.pkce_required) throw invalid('pkce_required', 'PKCE: a public client cannot do without')
}

function newClientSecret(work: Work) {
  const secret = newSecret(SECRET_PREFIX)
  return {
    secret,
    secret_hash: secretHash(work.sealing, 'oauth_client', secret),
    secret_prefix: secret.slice(0, SHOWN_CHARACTERS),
  }
}

function checkScopes(given: readonly string[] | null): string[] | null {
  if (given === null) return null
  const read = readScopes(given)
  if ('problem' in read) throw invalid('scopes', `Scopes: ${read.problem}`)
  return read.scopes
}

/** The service account a client acts as when nobody signs in. Confidential clients only. */
async function checkServiceAccount(
  work: Work,
  write: Pick<ClientWrite, 'kind' | 'service_account_id'>,
): Promise<number | null> {
  if (write.service_account_id === null) return null
  if (write.kind !== 'confidential')
    throw invalid('service_account_id', 'Service account: a public client cannot act as one')
  const user = await findServiceAccount(work, write.service_account_id)
  // Nobody may give a client more than they have themselves.
  const is_above = user?.role === 'owner' && !(work.actor.kind === 'user' && work.actor.role === 'owner')
  if (!user || is_above) throw invalid('service_account_id', 'Service account: not found', 'RecordNotFound')
  return user.id
}

export async function changeClient(
  work: Work,
  id: number,
  change: Partial<Omit<ClientWrite, 'kind'>>,
): Promise<ClientRow> {
  const before = await getClient(work, id)
  const { redirect_uri, scopes, service_account_id, ...plain } = change
  if (plain.identifier !== undefined && plain.identifier !== before.identifier)
    if (await findClientByIdentifier(work, plain.identifier)) throw taken()
  const after: ClientRow = {
    ...before,
    ...plain,
    ...(redirect_uri === undefined ? {} : { redirect_uris: checkRedirects(redirect_uri, before.kind) }),
    ...(scopes === undefined ? {} : { scopes: checkScopes(scopes) }),
    ...(service_account_id === undefined
      ? {}
      : { service_account_id: await checkServiceAccount(work, { kind: before.kind, service_account_id }) }),
  }
  checkWays(after)
  const keys = [
    'name',
    'identifier',
    'company',
    'description',
    'redirect_uris',
    'scopes',
    'service_account_id',
    'device_flow',
    'password_grant',
    'pkce_required',
  ] as const
  const fields = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  if (fields.length === 0) return before
  await saveClient(work, after)
  const values = (row: ClientRow) => Object.fromEntries(fields.map((key) => [key, row[key]]))
  work.record(clientChanged, id, { fields, before: values(before), after: values(after) })
  return await getClient(work, id)
}

/** A new secret; the former one works no more. 422 for public clients, which have none. */
export async function renewClientSecret(work: Work, id: number): Promise<{ client: ClientRow; secret: string }> {
  const client = await getClient(work, id)
  if (client.kind === 'public') throw invalid('kind', 'Kind: a public client has no secret')
  const { secret, ...kept } = newClientSecret(work)
  await saveClientSecret(work, id, kept)
  work.record(clientSecretRenewed, id, {})
  return { client: await getClient(work, id), secret }
}

/**
 * New secrets, which nobody is shown, for the clients whose secret somebody was shown since an instant; what they got as
 * themselves is revoked. An admin gives them another one that they may keep. Returns how many there were.
 */
export async function renewSecretsShownTo(work: Work, by_id: number, since: Date): Promise<number> {
  const clients = await listClientsShownTo(work, by_id, since)
  for (const { id, service_account_id } of clients) {
    await renewClientSecret(work, id)
    if (service_account_id !== null) await revokeTokensOf(work, { client_id: id, user_id: service_account_id })
  }
  return clients.length
}

/** Removes a client; every token it has is revoked. */
export async function removeClient(work: Work, id: number): Promise<void> {
  const { identifier } = await getClient(work, id)
  await withdrawAll(work, { client_id: id })
  await deleteClient(work, id)
  work.record(clientDeleted, id, { identifier })
}

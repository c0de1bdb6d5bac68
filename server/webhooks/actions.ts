// What one can do with webhooks. Only admins come here; secrets go in and, but for the signing secret, never out again.
import { randomBytes } from 'node:crypto'
import { invalid, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { actorId, type Work } from '../platform/work.ts'
import { isSameOrigin, readEndpoint } from './endpoint-address.ts'
import { secretRotated, secretShown, webhookCreated, webhookDeleted, webhookUpdated } from './events.ts'
import { countWebhooks, deleteWebhookRow, getWebhook, insertWebhook, saveCircuit, saveWebhook } from './queries.ts'
import type { Authentication, WebhookRow, WebhookWrite } from './schema.ts'
import { CONDITIONAL } from './subscriptions.ts'

/** Per account: each is looked at for every event. */
const MAX_WEBHOOKS = 500
const SECRET_BYTES = 32

const newSecret = () => randomBytes(SECRET_BYTES).toString('base64')

/** What a write has to say before there is a webhook, and with PUT. */
const NEEDED = ['name', 'endpoint', 'http_method', 'request_format', 'status'] as const

export function requireWhole(write: WebhookWrite): void {
  for (const field of NEEDED)
    if (write[field] === undefined) throw invalid(field, `${field}: cannot be blank`, 'BlankValue')
}

/** Networks: where the operator lets webhooks reach (config.webhook_networks). */
export async function createWebhook(work: Work, networks: readonly string[], write: WebhookWrite): Promise<WebhookRow> {
  requireWhole(write)
  const blank: WebhookRow = {
    ...newRow(work),
    name: '',
    description: null,
    is_active: true,
    http_method: 'POST',
    request_format: 'json',
    subscriptions: [],
    endpoint: '',
    authentication: null,
    custom_headers: {},
    signing_secret: newSecret(),
  }
  return await insertNew(work, applied(blank, write, networks), null)
}

/** A second webhook like another, with a signing secret of its own. `write` may change it on the way. */
export async function cloneWebhook(
  work: Work,
  networks: readonly string[],
  id: number,
  write: WebhookWrite,
): Promise<WebhookRow> {
  const original = await getWebhook(work, id)
  const copy = { ...original, ...newRow(work), signing_secret: newSecret() }
  return await insertNew(work, applied(copy, write, networks), id)
}

async function insertNew(work: Work, row: WebhookRow, clone_of: number | null): Promise<WebhookRow> {
  if ((await countWebhooks(work)) >= MAX_WEBHOOKS)
    throw new Refusal('too_many_values', `There are ${MAX_WEBHOOKS} webhooks already`)
  await insertWebhook(work, row, takesEvents(row))
  work.record(webhookCreated, row.id, { clone_of }, { name: row.name })
  return row
}

function newRow(work: Work) {
  return {
    id: newId(),
    circuit_window_started_at: null,
    circuit_requests: 0,
    circuit_errors: 0,
    circuit_open_until: null,
    created_at: work.now,
    created_by_id: actorId(work.actor),
    updated_at: work.now,
    updated_by_id: actorId(work.actor),
  }
}

/** Changes what is written; the rest stays, secrets that were not given again too. */
export async function updateWebhook(
  work: Work,
  networks: readonly string[],
  id: number,
  write: WebhookWrite,
): Promise<void> {
  const before = await getWebhook(work, id, true)
  const after = applied(before, write, networks)
  const fields = (Object.keys(after) as (keyof WebhookRow)[]) // its own keys
    .filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]))
    .map((field) => (field === 'is_active' ? 'status' : field))
  if (fields.length === 0) return
  await saveWebhook(work, after, takesEvents(after))
  // Whoever mends the address need not wait for the breaker.
  if (fields.includes('endpoint') || fields.includes('authentication')) await saveCircuit(work, id, closedCircuit)
  work.record(webhookUpdated, id, { fields }, { name: after.name })
}

const closedCircuit = {
  circuit_window_started_at: null,
  circuit_requests: 0,
  circuit_errors: 0,
  circuit_open_until: null,
}

export async function deleteWebhook(work: Work, id: number): Promise<void> {
  const webhook = await getWebhook(work, id, true)
  await deleteWebhookRow(work, id)
  work.record(webhookDeleted, id, {}, { name: webhook.name })
}

/** The secret with which requests are signed. That it was looked at is written down. */
export async function showSecret(work: Work, id: number): Promise<string> {
  const webhook = await getWebhook(work, id)
  work.record(secretShown, id, {})
  return webhook.signing_secret
}

/** Another secret from now on; as with Zendesk, nothing is signed with the one before any more. */
export async function rotateSecret(work: Work, id: number): Promise<string> {
  const webhook = await getWebhook(work, id, true)
  const signing_secret = newSecret()
  await saveWebhook(work, { ...webhook, signing_secret }, takesEvents(webhook))
  work.record(secretRotated, id, {})
  return signing_secret
}

function takesEvents(row: Pick<WebhookRow, 'subscriptions'>): boolean {
  return row.subscriptions.some((type) => type !== CONDITIONAL)
}

/** The webhook as it would be after a write, checked as a whole. */
function applied(row: WebhookRow, write: WebhookWrite, networks: readonly string[]): WebhookRow {
  const endpoint = write.endpoint ?? row.endpoint
  const authentication = appliedAuthentication(row, write.authentication, endpoint)
  const after: WebhookRow = {
    ...row,
    name: write.name ?? row.name,
    description: write.description === undefined ? row.description : write.description,
    is_active: write.status === undefined ? row.is_active : write.status === 'active',
    http_method: write.http_method ?? row.http_method,
    request_format: write.request_format ?? row.request_format,
    subscriptions: write.subscriptions === undefined ? row.subscriptions : [...new Set(write.subscriptions)],
    endpoint: readEndpoint(endpoint, networks, authentication !== null),
    authentication,
    custom_headers: write.custom_headers === undefined ? row.custom_headers : (write.custom_headers ?? {}),
  }
  if (takesEvents(after)) {
    if (after.subscriptions.includes(CONDITIONAL))
      throw invalid('subscriptions', `subscriptions: ${CONDITIONAL} stands alone`)
    if (after.http_method !== 'POST' || after.request_format !== 'json')
      throw invalid('subscriptions', 'subscriptions: events are sent as json with POST')
  }
  return after
}

/** What a webhook signs in with after a write. Kept secrets go to the machine they were given for, and to no other. */
export function appliedAuthentication(
  row: Pick<WebhookRow, 'authentication' | 'endpoint'>,
  write: WebhookWrite['authentication'],
  endpoint: string,
): Authentication | null {
  if (write === null) return null
  if (write?.data !== undefined) return write as Authentication // its data is there, in the shape of its type
  const kept = row.authentication
  if (write !== undefined && write.type !== kept?.type)
    throw invalid('authentication', 'authentication: data cannot be blank', 'BlankValue')
  if (kept === null) return null
  if (!isSameOrigin(row.endpoint, endpoint))
    throw invalid('authentication', 'authentication: give its data again for another endpoint', 'BlankValue')
  return write?.type === 'api_key' && kept.type === 'api_key' ? { ...kept, add_position: write.add_position } : kept
}

// The test button: sends one request as a webhook would, and shows the answer. Nothing of it is kept.
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { newId } from '../platform/ids.ts'
import { doWork } from '../platform/work.ts'
import { appliedAuthentication, requireWhole } from './actions.ts'
import { buildRequest, type Sender } from './delivery/request.ts'
import { sendOnce } from './delivery/send.ts'
import { readEndpoint } from './endpoint-address.ts'
import { getWebhook } from './queries.ts'
import { type WebhookRow, webhookWriteSchema } from './schema.ts'
import { ulidOf, ulidSchema } from './ulid.ts'

/** With which a webhook that is not there yet signs; Zendesk's, published for that. */
export const TEST_SECRET = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=='

const exchange = z.object({
  status_code: z.number(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })),
  payload: z.string(),
})

const request = webhookWriteSchema.extend({ payload: z.string().max(262_144).optional() })

export const tryEndpoint = endpoint({
  route: 'POST /api/v2/webhooks/test',
  summary: 'Send a test request to an address, or as an existing webhook would',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  query: z.object({ webhook_id: ulidSchema.optional() }),
  body: z.object({ request: request.optional(), webhook: request.optional() }),
  reply: z.object({ response: exchange }),
  async prepare({ account_id, platform, actor, origin, query, body }) {
    const networks = platform.config.webhook_networks
    const write = body.request ?? body.webhook ?? {}
    const { webhook_id } = query
    const unit = { account_id, actor, origin, audience: 'staff' as const, read_only: true }
    const webhook: WebhookRow | null =
      webhook_id === undefined ? null : await doWork(platform.engine, unit, (work) => getWebhook(work, webhook_id))
    const address = write.endpoint ?? webhook?.endpoint
    if (address === undefined) requireWhole({ name: '', ...write })
    const authentication = appliedAuthentication(
      webhook ?? { authentication: null, endpoint: '' },
      write.authentication,
      address ?? '',
    )
    const sender: Sender = {
      endpoint: readEndpoint(address ?? '', networks, authentication !== null),
      http_method: write.http_method ?? webhook?.http_method ?? 'POST',
      request_format: write.request_format ?? webhook?.request_format ?? 'json',
      authentication,
      custom_headers: write.custom_headers ?? webhook?.custom_headers ?? {},
      signing_secret: webhook?.signing_secret ?? TEST_SECRET,
    }
    const id = newId()
    const test_body = write.payload?.toWellFormed() ?? standardBody(sender.request_format)
    const built = buildRequest(
      sender,
      { account_id, webhook_id: webhook?.id ?? null, id, idempotency_key: ulidOf(id), body: test_body },
      platform.engine.clock.now(),
    )
    const { outcome, words } = await sendOnce(built, sender, networks)
    if (outcome.kind === 'answered' && words.response) return { status_code: outcome.status_code, ...words.response }
    throw new Refusal(outcome.kind === 'refused' ? 'forbidden' : 'bad_request', words.error ?? undefined)
  },
  run: async ({ prepared }) => new HttpReply({ status: 200, json: { response: prepared } }),
})

function standardBody(format: Sender['request_format']): string {
  return format === 'xml' ? '<test>Custos</test>' : '{"test":"Custos"}'
}

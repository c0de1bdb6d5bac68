// Endpoints of webhooks. Lists go by cursor only, changes answer 204, failures are a list: as Zendesk's webhooks do.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import {
  cloneWebhook,
  createWebhook,
  deleteWebhook,
  requireWhole,
  rotateSecret,
  showSecret,
  updateWebhook,
} from './actions.ts'
import { getWebhook, listWebhooks } from './queries.ts'
import { NAME_LENGTH, signingSecretSchema, webhookReply, webhookSchema, webhookWriteSchema } from './schema.ts'
import { ulidOf, ulidSchema } from './ulid.ts'

const params = z.object({ webhook_id: ulidSchema })
const one = z.object({ webhook: webhookSchema })
const secretReply = z.object({ signing_secret: signingSecretSchema })
const ALGORITHM = 'SHA256'

const list = endpoint({
  route: 'GET /api/v2/webhooks',
  summary: 'List the webhooks',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  query: z.object({
    ...pagingQuery,
    'filter[name_contains]': z.string().max(NAME_LENGTH).optional(),
    'filter[status]': z.enum(['active', 'inactive'], 'must be active or inactive').optional(),
  }),
  reply: z.object({ webhooks: z.array(webhookSchema), ...pagingReply }),
  async run({ work, query, url }) {
    const status = query['filter[status]']
    const filter = {
      name_contains: query['filter[name_contains]']?.toWellFormed().replaceAll('\u0000', ''),
      is_active: status && status === 'active',
    }
    const { webhooks, paging } = await listWebhooks(work, filter, query, url)
    return { webhooks: webhooks.map((row) => webhookReply(row, work.now)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/webhooks/{webhook_id}',
  summary: 'Show a webhook',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params,
  reply: one,
  run: async ({ work, params: { webhook_id } }) => ({
    webhook: webhookReply(await getWebhook(work, webhook_id), work.now),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/webhooks',
  summary: 'Create a webhook, or a second one like another with clone_webhook_id',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  query: z.object({ clone_webhook_id: ulidSchema.optional() }),
  body: z.object({ webhook: webhookWriteSchema.optional() }),
  reply: one,
  async run({ work, platform, query, body, origin_url }) {
    const networks = platform.config.webhook_networks
    const write = body.webhook ?? {}
    const row =
      query.clone_webhook_id === undefined
        ? await createWebhook(work, networks, write)
        : await cloneWebhook(work, networks, query.clone_webhook_id, write)
    const location = `${origin_url}/api/v2/webhooks/${ulidOf(row.id)}`
    return new HttpReply({ status: 201, headers: { location }, json: { webhook: webhookReply(row, work.now) } })
  },
})

const replace = endpoint({
  route: 'PUT /api/v2/webhooks/{webhook_id}',
  summary: 'Change a webhook; all that a new one needs must be said',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params,
  body: z.object({ webhook: webhookWriteSchema }),
  reply: null,
  async run({ work, platform, params: { webhook_id }, body }) {
    await getWebhook(work, webhook_id)
    requireWhole(body.webhook)
    await updateWebhook(work, platform.config.webhook_networks, webhook_id, body.webhook)
    return null
  },
})

const change = endpoint({
  route: 'PATCH /api/v2/webhooks/{webhook_id}',
  summary: 'Change parts of a webhook',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params,
  body: z.object({ webhook: webhookWriteSchema }),
  reply: null,
  async run({ work, platform, params: { webhook_id }, body }) {
    await updateWebhook(work, platform.config.webhook_networks, webhook_id, body.webhook)
    return null
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/webhooks/{webhook_id}',
  summary: 'Delete a webhook',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params,
  reply: null,
  async run({ work, params: { webhook_id } }) {
    await deleteWebhook(work, webhook_id)
    return null
  },
})

const secret = endpoint({
  route: 'GET /api/v2/webhooks/{webhook_id}/signing_secret',
  summary: 'Show the secret that requests are signed with',
  scope: 'webhooks:write',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params,
  // That it was shown goes into the audit.
  read_only: false,
  reply: secretReply,
  run: async ({ work, params: { webhook_id } }) => ({
    signing_secret: { algorithm: ALGORITHM, secret: await showSecret(work, webhook_id) },
  }),
})

const rotate = endpoint({
  route: 'POST /api/v2/webhooks/{webhook_id}/signing_secret',
  summary: 'Give a webhook another signing secret',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params,
  reply: secretReply,
  run: async ({ work, params: { webhook_id } }) => ({
    signing_secret: { algorithm: ALGORITHM, secret: await rotateSecret(work, webhook_id) },
  }),
})

export const webhookEndpoints = [list, show, create, replace, change, remove, secret, rotate]

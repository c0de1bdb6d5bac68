// The log of what was sent to a webhook, and sending it once more.
import { z } from 'zod'
import { invalid } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { invocationReplayed } from '../events.ts'
import { getWebhook } from '../queries.ts'
import { ulidSchema } from '../ulid.ts'
import {
  getInvocation,
  type InvocationWords,
  listAttempts,
  listInvocations,
  placeOfInvocation,
  STATUSES,
} from './queries.ts'
import { addInvocation } from './queue.ts'
import { attemptReply, attemptSchema, invocationReply, invocationSchema } from './schema.ts'

const time = z.iso.datetime({ offset: true, message: 'must be a time such as 2026-11-22T10:00:00Z' })
const one = z.object({ webhook_id: ulidSchema, invocation_id: ulidSchema })

const list = endpoint({
  route: 'GET /api/v2/webhooks/{webhook_id}/invocations',
  summary: 'List what was sent to a webhook in the last seven days, newest first',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params: z.object({ webhook_id: ulidSchema }),
  query: z.object({
    ...pagingQuery,
    'filter[status]': z.enum(STATUSES, `must be one of ${STATUSES.join(', ')}`).optional(),
    'filter[from_ts]': time.optional(),
    'filter[to_ts]': time.optional(),
  }),
  reply: z.object({ invocations: z.array(invocationSchema), ...pagingReply }),
  async run({ work, params: { webhook_id }, query, url }) {
    await getWebhook(work, webhook_id)
    const [from, to] = [query['filter[from_ts]'], query['filter[to_ts]']]
    const filter = {
      status: query['filter[status]'],
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    }
    const { invocations, paging } = await listInvocations(work, webhook_id, filter, query, url)
    return { invocations: invocations.map(invocationReply), ...paging }
  },
})

const attempts = endpoint({
  route: 'GET /api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/attempts',
  summary: 'List the attempts of an invocation, with what was sent and answered',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params: one,
  reply: z.object({ attempts: z.array(attemptSchema) }),
  async run({ work, params: { webhook_id, invocation_id } }) {
    await getWebhook(work, webhook_id)
    const invocation = await getInvocation(work, webhook_id, invocation_id)
    const rows = await listAttempts(work, invocation.id)
    return { attempts: rows.map((row) => attemptReply(work, row)) }
  },
})

const replay = endpoint({
  route: 'POST /api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/replay',
  summary: 'Send the same once more, as an invocation of its own with the same Idempotency-Key',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  failures: 'list',
  params: one,
  reply: z.object({ invocation: invocationSchema }),
  async run({ work, params: { webhook_id, invocation_id } }) {
    const webhook = await getWebhook(work, webhook_id)
    if (!webhook.is_active) throw invalid('status', 'status: the webhook is not active')
    const row = await getInvocation(work, webhook_id, invocation_id)
    const { body } = work.sealing.open<InvocationWords>(placeOfInvocation(row.id), row.sealed)
    const { event_type, event_id, ticket_id, rule_kind, rule_id, idempotency_key } = row
    const id = await addInvocation(work, {
      webhook_id,
      event_type,
      event_id,
      ticket_id,
      rule_kind,
      rule_id,
      replay_of_id: row.id,
      once_key: null,
      idempotency_key,
      body,
    })
    if (id === null) throw invalid('status', 'status: the webhook is not active')
    work.record(invocationReplayed, webhook_id, { invocation_id: id, replay_of_id: row.id })
    return { invocation: invocationReply(await getInvocation(work, webhook_id, id)) }
  },
})

export const invocationEndpoints = [list, attempts, replay]

// Webhooks: telling other machines what happened, signed, retried and logged.
import type { Module } from '../platform/module.ts'
import { webhookEndpoints } from './api.ts'
import { deliverJob } from './delivery/drain.ts'
import { sweepJob } from './delivery/sweep.ts'
import { WEBHOOK_EVENTS } from './events.ts'
import { invocationEndpoints } from './invocations/api.ts'
import { webhookPersonalData } from './personal-data.ts'
import { publishJob } from './publishing/publish.ts'
import { publishImmediates } from './publishing/subscribe.ts'
import { redactionImmediates } from './redaction.ts'
import { tryEndpoint } from './trying.ts'

export { webhookExpiries } from './expiry.ts'
export { type Invocation, queueInvocation } from './invocations/queue.ts'
export { webhookSealedColumns } from './personal-data.ts'
export { findWebhook } from './queries.ts'
export { isSubscription } from './subscriptions.ts'
export { idOfUlid, ulidOf } from './ulid.ts'

export const module: Module = {
  name: 'webhooks',
  endpoints: [tryEndpoint, ...webhookEndpoints, ...invocationEndpoints],
  events: WEBHOOK_EVENTS,
  immediates: [...redactionImmediates, ...publishImmediates],
  jobs: [deliverJob, sweepJob, publishJob],
  personalData: webhookPersonalData,
}

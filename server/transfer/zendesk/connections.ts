// Webhooks and targets of the source. Their secrets cannot be read there, and nothing is to be called twice while both
// desks run: they come without secrets and switched off, and the report says what is to be done by hand.
import type { Work } from '../../platform/work.ts'
import { idOfUlid, isSubscription } from '../../webhooks/index.ts'
import type { Kind } from './configuration.ts'
import { isJson, type Json, pick, textOf } from './reading.ts'
import { textWithOurIds } from './references.ts'
import type { Run } from './taking.ts'

const OFF = 'it is off: switch it on when the old desk no longer calls it'

const subscriptionsOf = (record: Json): string[] =>
  (Array.isArray(record.subscriptions) ? record.subscriptions : []).filter((one) => typeof one === 'string')

function webhookLost(record: Json): string[] {
  const headers = isJson(record.custom_headers) ? Object.keys(record.custom_headers) : []
  const unknown = subscriptionsOf(record).filter((type) => !isSubscription(type))
  return [
    OFF,
    'its signing secret is a new one: give it to the receiver',
    ...(isJson(record.authentication) ? ['its credentials, which cannot be read there: enter them here'] : []),
    ...(headers.length > 0 ? [`its headers, which may be secrets: ${headers.join(', ').slice(0, 200)}`] : []),
    ...(unknown.length > 0 ? [`its events that this desk does not have: ${unknown.join(', ').slice(0, 400)}`] : []),
  ]
}

export const WEBHOOK: Kind = {
  kind: 'webhook',
  path: '/api/v2/webhooks?page[size]=100',
  key: 'webhooks',
  ours: '/api/v2/webhooks',
  match: (record, ours) => ours.find((one) => one.name === record.name && one.endpoint === record.endpoint),
  ourId: (made) => idOfUlid(String(made.id)) ?? Number.NaN,
  body: (_work, _run, record) => ({
    ...pick(record, ['name', 'description', 'endpoint', 'http_method', 'request_format']),
    subscriptions: subscriptionsOf(record).filter(isSubscription),
    status: 'inactive',
  }),
  lost: webhookLost,
}

export const TARGET: Kind = {
  kind: 'target',
  path: '/api/v2/targets.json',
  key: 'targets',
  ours: '/api/v2/targets',
  match: (record, ours) => ours.find((one) => one.title === record.title && one.type === record.type),
  body: async (work: Work, run: Run, record) => ({
    ...pick(record, ['title', 'type', 'email', 'target_url', 'method', 'attribute', 'username', 'content_type']),
    ...(textOf(record.subject) === null ? {} : { subject: await textWithOurIds(work, run, record.subject) }),
    active: false,
  }),
  lost: (record) => [
    OFF,
    ...(textOf(record.username) ? ['its password, which cannot be read there: enter it here'] : []),
  ],
}

// What webhooks keep only for a while: what was sent holds customers' words.
import type { Expiry } from '../platform/expiry.ts'
import { KEPT_DAYS } from './invocations/queries.ts'

const DAY_S = 86_400

export const webhookExpiries: readonly Expiry[] = [
  {
    table: 'webhook_invocations',
    keys: ['id'],
    time: 'created_at',
    // A day of grace is added to every expiry.
    kept_s: (KEPT_DAYS - 1) * DAY_S,
    why: 'the log of a webhook reaches back seven days; attempts go with their invocation',
  },
]

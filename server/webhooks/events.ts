// The facts about webhooks. What was sent to them is not a fact of the audit: it has a log of its own.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const name = z.object({ name: z.string() })

export const webhookCreated = event({
  type: 'webhook.created',
  subject: 'webhook',
  summary: 'A webhook was created; `clone_of` says from which',
  data: z.object({ clone_of: z.number().nullable() }),
  sealed: name,
})
export const webhookUpdated = event({
  type: 'webhook.updated',
  subject: 'webhook',
  summary: 'A webhook changed; `fields` names what did',
  data: z.object({ fields: z.array(z.string()) }),
  sealed: name,
})
export const webhookDeleted = event({
  type: 'webhook.deleted',
  subject: 'webhook',
  summary: 'A webhook was deleted',
  data: z.object({}),
  sealed: name,
})
export const secretShown = event({
  type: 'webhook.secret_downloaded',
  subject: 'webhook',
  summary: 'The signing secret of a webhook was shown to an admin',
  data: z.object({}),
})
export const secretRotated = event({
  type: 'webhook.secret_rotated',
  subject: 'webhook',
  summary: 'A webhook got another signing secret; the one before is worth nothing any more',
  data: z.object({}),
})
export const invocationReplayed = event({
  type: 'webhook.invocation_replayed',
  subject: 'webhook',
  summary: 'Somebody had an invocation sent once more',
  data: z.object({ invocation_id: z.number(), replay_of_id: z.number() }),
})

export const WEBHOOK_EVENTS = [
  webhookCreated,
  webhookUpdated,
  webhookDeleted,
  secretShown,
  secretRotated,
  invocationReplayed,
]

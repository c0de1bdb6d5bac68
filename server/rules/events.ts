// The facts about rules. What a rule says is sealed: its texts may name people.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const kind = z.enum(['trigger', 'automation', 'macro'])
const texts = z.record(z.string(), z.unknown())

export const ruleCreated = event({
  type: 'rule.created',
  subject: 'rule',
  summary: 'A trigger, automation or macro was created',
  data: z.object({ kind }),
  sealed: texts,
})
export const ruleUpdated = event({
  type: 'rule.updated',
  subject: 'rule',
  summary: 'A trigger, automation or macro was changed; `fields` names what',
  data: z.object({ kind, fields: z.array(z.string()) }),
  sealed: texts,
})
export const ruleDeleted = event({
  type: 'rule.deleted',
  subject: 'rule',
  summary: 'A trigger, automation or macro was deleted',
  data: z.object({ kind }),
  sealed: texts,
})
const change = z.enum(['created', 'updated', 'deleted'])
export const categoryChanged = event({
  type: 'trigger_category.changed',
  subject: 'trigger_category',
  summary: 'A category of triggers was created, changed or deleted',
  data: z.object({ change }),
})
export const targetChanged = event({
  type: 'target.changed',
  subject: 'target',
  summary: 'A target of rules was created, changed or deleted',
  data: z.object({ change }),
})
export const workspaceChanged = event({
  type: 'workspace.changed',
  subject: 'workspace',
  summary: 'A workspace was created, changed or deleted',
  data: z.object({ change }),
})
export const automationsRequested = event({
  type: 'automations.requested',
  subject: 'account',
  summary: 'An admin had the automations run now',
  data: z.object({}),
})

const rule = z.object({ kind, id: z.number() })
export const notified = event({
  type: 'ticket.notified',
  subject: 'ticket',
  summary: 'A rule wrote to people about a ticket, or told another machine of it',
  data: z.object({ rule, recipients: z.array(z.number()), resource_id: z.string().nullable() }),
})
export const notificationFailed = event({
  type: 'ticket.notification_failed',
  subject: 'ticket',
  summary: 'A rule could not say what it should',
  data: z.object({ rule }),
})

/** How these are told in a ticket's history; what was written is in the rule, and in the mails. */
export const RULE_STORIES = {
  'ticket.notified': ({ recipients, resource_id }: { recipients: number[]; resource_id: string | null }) => [
    resource_id === null
      ? { type: 'Notification', subject: '', body: '', recipients }
      : { type: 'External', resource: resource_id, body: '', success: null },
  ],
  'ticket.notification_failed': () => [{ type: 'Error', message: 'A rule could not say what it should' }],
}

export const RULE_EVENTS = [
  notified,
  notificationFailed,
  ruleCreated,
  ruleUpdated,
  ruleDeleted,
  categoryChanged,
  targetChanged,
  workspaceChanged,
  automationsRequested,
]

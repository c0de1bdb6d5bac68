// The facts about alarms.
import { z } from 'zod'
import { event } from '../platform/events.ts'
import { ALARM_KINDS } from './schema.ts'

const kind = z.enum(ALARM_KINDS)
const rule = z.object({ is_active: z.boolean(), threshold: z.number(), window_minutes: z.number() })

export const alarmRaised = event({
  type: 'alarm.raised',
  subject: 'alarm',
  summary: 'Something happened that admins are told at once',
  data: z.object({ kind, user_id: z.number(), event_id: z.number().nullable() }),
})
export const alarmAcknowledged = event({
  type: 'alarm.acknowledged',
  subject: 'alarm',
  summary: 'Somebody looked after an alarm',
  data: z.object({ kind }),
})
export const alarmRuleChanged = event({
  type: 'alarm_rule.changed',
  subject: 'account',
  summary: 'What admins are told at once was changed',
  data: z.object({ kind }),
  sealed: z.object({ before: rule, after: rule }),
})
export const readInBulk = event({
  type: 'user.read_in_bulk',
  subject: 'user',
  summary: 'A person, or a token of theirs, read more records in a short time than the rule for alarms allows',
  data: z.object({ records: z.number(), window_minutes: z.number(), token_id: z.number().nullable() }),
})

export const ALARM_EVENTS = [alarmRaised, alarmAcknowledged, alarmRuleChanged, readInBulk]

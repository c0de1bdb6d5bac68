// Alarms: what happens to accounts, roles and settings that admins should hear of at once, by rules of their own.
import type { Expiry } from '../platform/expiry.ts'
import type { Module } from '../platform/module.ts'
import { alarmEndpoints } from './api.ts'
import { ALARM_EVENTS } from './events.ts'
import { alarmJobs, mailReactions } from './mailing.ts'
import { alarmReactions } from './raising.ts'

export { type CountRead, readCounter } from './reads.ts'

export const alarmExpiries: readonly Expiry[] = [
  {
    table: 'read_counts',
    keys: ['user_id', 'window_start'],
    time: 'window_start',
    kept_s: 7 * 86_400,
    why: 'a window of a week is over',
  },
]

export const module: Module = {
  name: 'alarms',
  endpoints: alarmEndpoints,
  events: ALARM_EVENTS,
  reactions: [...alarmReactions, ...mailReactions],
  jobs: alarmJobs,
}

// Looks at facts about sign-ins, roles, factors, tokens and settings, and raises alarms by the rules. Alarms of one
// account are raised one after the other, so that what happens twice at once is one alarm.
import { listAdmins } from '../people/index.ts'
import type { Reaction } from '../platform/events.ts'
import { plainAddress } from '../platform/outgoing/index.ts'
import type { Work } from '../platform/work.ts'
import { alarmRaised, readInBulk } from './events.ts'
import {
  addToAlarm,
  alarmRule,
  countEvents,
  findEvent,
  insertAlarm,
  lastAlarm,
  type PastEvent,
  signInsBefore,
} from './queries.ts'
import type { AlarmKind, AlarmRule } from './schema.ts'

export const LOOK_JOB = 'alarms.look'
/** The first attempt beyond a limit: somebody, or a place, is locked out for a while. Worth an alarm by itself. */
const LOCKED_OUT = 'user.sign_in_limited'
/** Earlier sign-ins that are looked at for one. */
const SIGN_INS = 20

type Data = Record<string, unknown>
const makesAdmin = ({ role, previous_role }: Data) =>
  (role === 'admin' || role === 'owner') && role !== previous_role && previous_role !== 'owner'

/** Event → the alarm it may raise. */
const KINDS: Record<string, { kind: AlarmKind; applies?(data: Data): boolean }> = {
  'user.signed_in': { kind: 'impossible_travel' },
  'user.sign_in_failed': { kind: 'many_failures' },
  [LOCKED_OUT]: { kind: 'many_failures' },
  'user.created': { kind: 'new_admin', applies: makesAdmin },
  'user.updated': { kind: 'new_admin', applies: makesAdmin },
  'factor.removed': { kind: 'factor_removed' },
  'factors.reset': { kind: 'factor_removed' },
  [readInBulk.type]: { kind: 'bulk_reads' },
  'token.used_from_new_network': { kind: 'token_new_network' },
  'sign_in_policy.updated': { kind: 'security_changed' },
  'factor_requirement.changed': { kind: 'security_changed' },
  'ip_restrictions.changed': { kind: 'security_changed' },
  'identity_provider.created': { kind: 'security_changed' },
  'identity_provider.updated': { kind: 'security_changed' },
  'identity_provider.deleted': { kind: 'security_changed' },
  'identity_provider.certificates_changed': { kind: 'security_changed' },
  'identity_provider.check_failed': { kind: 'provider_failing' },
}

export const alarmReactions: readonly Reaction[] = Object.entries(KINDS).map(([on, { applies }]) => ({
  on,
  job: LOOK_JOB,
  lane: (account_id: number) => `alarms:${account_id}`,
  ...(applies && { applies }),
}))

/** Raises the alarm that an event is worth, or counts it to one that was. */
export async function lookAt(work: Work, event_id: number): Promise<void> {
  const event = await findEvent(work, event_id)
  const kind = event && KINDS[event.type]?.kind
  if (!kind) return
  const rule = await alarmRule(work, kind)
  if (!rule.is_active) return
  for (const user_id of await whomItConcerns(work, event, rule)) await raise(work, rule, user_id, event)
}

/** The people an alarm is about: none where the rule is not met; 0 for many people, or nobody known. */
async function whomItConcerns(work: Work, event: PastEvent, rule: AlarmRule): Promise<number[]> {
  const since = new Date(event.created_at.getTime() - rule.window_minutes * 60_000)
  switch (rule.kind) {
    case 'impossible_travel':
      return (await hasTravelled(work, event, since)) ? [event.subject_id] : []
    case 'many_failures': {
      if (event.type === LOCKED_OUT) return [event.subject_id]
      const whose = event.subject_id === 0 ? 0 : await countEvents(work, event.type, since, event.subject_id)
      if (whose >= rule.threshold) return [event.subject_id]
      return (await countEvents(work, event.type, since, null)) >= rule.threshold ? [0] : []
    }
    case 'new_admin':
      // The first admin of a desk has nobody who could be told.
      return (await listAdmins(work, 2)).length > 1 ? [event.subject_id] : []
    case 'security_changed':
      return [event.actor_id ?? 0]
    case 'provider_failing':
      return [0]
    default:
      return [event.subject_id]
  }
}

async function raise(work: Work, rule: AlarmRule, user_id: number, event: PastEvent): Promise<void> {
  const last = await lastAlarm(work, rule.kind, user_id)
  const is_same =
    last !== null &&
    event.created_at.getTime() - last.last_at.getTime() < rule.window_minutes * 60_000 &&
    last.event_id !== event.event_id
  if (last?.event_id === event.event_id) return
  if (is_same) return await addToAlarm(work, last.id)
  const id = await insertAlarm(work, { kind: rule.kind, user_id, event_id: event.event_id, count: 1 })
  work.record(alarmRaised, id, { kind: rule.kind, user_id, event_id: event.event_id })
}

/**
 * Whether somebody signed in from another block of addresses so shortly before that they can hardly have gone there.
 * Where blocks lie we do not know, since nobody is asked: a change of network is called so, too.
 */
async function hasTravelled(work: Work, event: PastEvent, since: Date): Promise<boolean> {
  const block = blockOf(event.ip)
  if (block === null) return false
  const before = await signInsBefore(work, event, since, SIGN_INS)
  return before.some((one) => blockOf(one.ip) !== null && blockOf(one.ip) !== block)
}

/** The /16 of an IPv4 address, the /32 of an IPv6 address: what one provider in one region usually has. */
export function blockOf(ip: string | null): string | null {
  if (ip === null) return null
  const address = plainAddress(ip)
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return address.split('.').slice(0, 2).join('.')
  const [head = ''] = address.split('::')
  const groups = head.split(':').slice(0, 2)
  return [groups[0] || '0', groups[1] || '0'].map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')
}

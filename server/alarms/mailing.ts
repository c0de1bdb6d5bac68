// Tells the admins of an alarm by mail, each in their language.
import { z } from 'zod'
import { sendDeskMail } from '../mail/index.ts'
import { findUser, listAdmins } from '../people/index.ts'
import type { Reaction } from '../platform/events.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'
import type { Work } from '../platform/work.ts'
import { alarmRaised } from './events.ts'
import { findAlarm, findEvent } from './queries.ts'
import { LOOK_JOB, lookAt } from './raising.ts'
import type { AlarmKind } from './schema.ts'

const MAIL_JOB = 'alarms.mail'
/** A desk with more admins has somebody else to ask. */
const MOST_ADMINS = 50

const TEXTS = {
  impossible_travel: 'alarm_impossible_travel',
  many_failures: 'alarm_many_failures',
  new_admin: 'alarm_new_admin',
  factor_removed: 'alarm_factor_removed',
  bulk_reads: 'alarm_bulk_reads',
  token_new_network: 'alarm_token_new_network',
  security_changed: 'alarm_security_changed',
  provider_failing: 'alarm_provider_failing',
} as const satisfies Record<AlarmKind, string>

const payload = z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() })

export const mailReactions: readonly Reaction[] = [{ on: alarmRaised.type, job: MAIL_JOB }]

export const alarmJobs = [
  job({
    name: LOOK_JOB,
    summary: 'Looks whether a fact about sign-ins, roles, factors, tokens or settings is worth an alarm',
    payload,
    run: (platform, { account_id, event_id }) =>
      systemWork(platform, account_id, LOOK_JOB, 'staff', (work) => lookAt(work, event_id)),
  }),
  job({
    name: MAIL_JOB,
    summary: 'Tells the admins of an alarm by mail',
    payload,
    async run(platform, { account_id, event_id, subject_id }) {
      const public_url = await platform.publicUrl(account_id)
      await systemWork(platform, account_id, MAIL_JOB, 'staff', (work) =>
        mailAdmins(work, event_id, subject_id, public_url),
      )
    },
  }),
]

async function mailAdmins(work: Work, event_id: number, alarm_id: number, public_url: string): Promise<void> {
  const alarm = await findAlarm(work, alarm_id)
  if (!alarm) return
  const event = alarm.event_id === null ? null : await findEvent(work, alarm.event_id)
  const about = alarm.user_id === 0 ? null : await findUser(work, alarm.user_id)
  for (const admin of await listAdmins(work, MOST_ADMINS)) {
    if (admin.email === null) continue
    const zone = admin.time_zone ?? 'UTC'
    const time = new Intl.DateTimeFormat(admin.locale ?? 'en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: zone,
    })
    await sendDeskMail(work, {
      event_id,
      user_id: admin.id,
      address: admin.email,
      text: TEXTS[alarm.kind],
      values: {
        person: about?.name ?? '–',
        address: event?.ip ?? '–',
        time: `${time.format(alarm.created_at)} (${zone})`,
      },
      url: `${public_url}/agent/security/alarms`,
    })
  }
}

// What people hear by mail about their own sign-ins: a browser that is new, a password that changed. Each has a link
// "this wasn't me". And what admins hear: that somebody used it.
import { z } from 'zod'
import { findUser, getUser, listAdmins } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import type { Reaction } from '../../platform/events.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { deviceName, networkOf } from '../devices/naming.ts'
import { accessBroken, deviceAdded, passwordSet, reportedAsStranger } from '../events.ts'
import { createLink } from '../links/links.ts'
import { type SecurityMailText, sendSecurityMail } from '../mails.ts'

const payload = z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() })
const MAIL_PERSON_JOB = 'access.mail_person'
const MAIL_ADMINS_JOB = 'access.mail_admins'
/** A desk with more admins has somebody else to ask. */
const MOST_ADMINS = 50

export const noticeReactions: readonly Reaction[] = [
  {
    on: deviceAdded.type,
    job: MAIL_PERSON_JOB,
    // Whoever came by a link from their mailbox knows of it.
    applies: ({ method }: { method: string }) => method !== 'invitation' && method !== 'magic_link',
  },
  {
    on: passwordSet.type,
    job: MAIL_PERSON_JOB,
    applies: ({ by }: { by: string }) => by === 'self' || by === 'link' || by === 'admin',
  },
  { on: reportedAsStranger.type, job: MAIL_ADMINS_JOB },
  { on: accessBroken.type, job: MAIL_ADMINS_JOB },
]

export const noticeJobs = [
  job({
    name: MAIL_PERSON_JOB,
    summary: 'Tells somebody by mail of a new browser or a changed password of theirs',
    payload,
    async run(platform, { account_id, event_id, subject_id }) {
      const public_url = await platform.publicUrl(account_id)
      await systemWork(platform, account_id, MAIL_PERSON_JOB, 'customer', (work) =>
        mailPerson(work, event_id, subject_id, public_url),
      )
    },
  }),
  job({
    name: MAIL_ADMINS_JOB,
    summary: 'Tells the admins by mail that an account was reported, or opened with the emergency sign-in',
    payload,
    async run(platform, { account_id, event_id, subject_id }) {
      const public_url = await platform.publicUrl(account_id)
      await systemWork(platform, account_id, MAIL_ADMINS_JOB, 'customer', (work) =>
        mailAdmins(work, event_id, subject_id, public_url),
      )
    },
  }),
]

interface Fact {
  type: string
  device_id: number | null
  created_at: Date
  ip: string | null
  user_agent: string | null
}

async function factOf(work: Work, event_id: number): Promise<Fact | null> {
  const row = await work.db.first<{
    type: string
    data: { device_id?: number }
    sealed: Buffer | null
    created_at: Date
  }>(sql`
    select type, data, sealed, created_at from events where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  if (!row) return null
  const place = `events/${event_id}/sealed`
  const known = row.sealed
    ? work.sealing.open<{ ip?: string | null; user_agent?: string | null }>(place, row.sealed)
    : {}
  const { ip = null, user_agent = null } = known
  return { type: row.type, device_id: row.data.device_id ?? null, created_at: row.created_at, ip, user_agent }
}

async function mailPerson(work: Work, event_id: number, user_id: number, public_url: string): Promise<void> {
  const fact = await factOf(work, event_id)
  const user = await findUser(work, user_id)
  if (!fact || !user?.active || user.suspended || user.email === null) return
  const text = fact.type === deviceAdded.type ? 'new_device' : 'password_changed'
  const secret = await createLink(work, 'not_me', user_id, { device_id: fact.device_id })
  await sendSecurityMail(work, {
    event_id,
    user_id,
    address: user.email,
    text,
    values: { address: user.email, ...valuesOf(fact, user.locale, user.time_zone) },
    url: `${public_url}/not-me/${secret}`,
  })
}

async function mailAdmins(work: Work, event_id: number, user_id: number, public_url: string): Promise<void> {
  const fact = await factOf(work, event_id)
  if (!fact) return
  const person = (await getUser(work, user_id)).name
  const text: SecurityMailText = fact.type === accessBroken.type ? 'break_glass' : 'not_me'
  for (const admin of await listAdmins(work, MOST_ADMINS)) {
    if (admin.email === null) continue
    await sendSecurityMail(work, {
      event_id,
      user_id: admin.id,
      address: admin.email,
      text,
      values: { person, ...valuesOf(fact, admin.locale, admin.time_zone) },
      url: `${public_url}/agent/people/${user_id}`,
    })
  }
}

function valuesOf(fact: Fact, locale: string | null, time_zone: string | null): Record<string, string> {
  const zone = time_zone ?? 'UTC'
  const time = new Intl.DateTimeFormat(locale ?? 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  return {
    device: deviceName(fact.user_agent) || '?',
    network: networkOf(fact.ip) ?? '?',
    time: `${time.format(fact.created_at)} (${zone})`,
  }
}

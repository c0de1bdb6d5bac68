// What people hear by mail about their own ways in: a browser that is new, a password or addresses that changed, a token
// that was made. Each has a link "this wasn't me". And what admins hear: that somebody used it.
import { z } from 'zod'
import { findUser, getUser, listAdmins, type UserRow } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import type { Reaction } from '../../platform/events.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { deviceName, networkOf } from '../devices/naming.ts'
import { accessBroken, deviceAdded, passwordSet, reportedAsStranger } from '../events.ts'
import { createLink } from '../links/links.ts'
import { type SecurityMailText, sendSecurityMail } from '../mails.ts'
import { findPasswordHash } from '../passwords/queries.ts'
import { tokenCreated } from '../tokens/events.ts'
import { isServiceAccount } from '../tokens/service-accounts.ts'
import { notifyPerson } from './addresses.ts'

const payload = z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() })
const MAIL_PERSON_JOB = 'access.mail_person'
const MAIL_ADMINS_JOB = 'access.mail_admins'
/** A desk with more admins has somebody else to ask. */
const MOST_ADMINS = 50

/** Facts about a person and what they hear of them. Those about addresses are of the module people. */
const TEXTS: Record<string, SecurityMailText> = {
  [deviceAdded.type]: 'new_device',
  [passwordSet.type]: 'password_changed',
  [tokenCreated.type]: 'token_created',
  'user.identity_added': 'addresses_changed',
  'user.identity_changed': 'addresses_changed',
  'user.identity_removed': 'addresses_changed',
}

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
  { on: tokenCreated.type, job: MAIL_PERSON_JOB },
  { on: 'user.identity_added', job: MAIL_PERSON_JOB },
  {
    on: 'user.identity_changed',
    job: MAIL_PERSON_JOB,
    // That an address was proven gives it no more than it had.
    applies: ({ changed }: { changed?: readonly string[] }) => changed?.some((what) => what !== 'verified') === true,
  },
  { on: 'user.identity_removed', job: MAIL_PERSON_JOB },
  { on: reportedAsStranger.type, job: MAIL_ADMINS_JOB },
  { on: reportedAsStranger.type, job: MAIL_PERSON_JOB },
  { on: accessBroken.type, job: MAIL_ADMINS_JOB },
]

export const noticeJobs = [
  job({
    name: MAIL_PERSON_JOB,
    summary: 'Tells somebody by mail of a new browser, a new token, a changed password or changed addresses of theirs',
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
  /** Null for what the system did, or whoever runs the server. */
  actor_id: number | null
  /** Since when nothing was theirs, if it was not them. */
  since: Date
  taken: { factors: number; recovery_codes: number; links: number; addresses: number; secrets: number }
  created_at: Date
  ip: string | null
  user_agent: string | null
  /** The address that counted until now and was changed or removed. */
  gone: string | null
}

async function factOf(work: Work, event_id: number): Promise<Fact | null> {
  const row = await work.db.first<{
    type: string
    actor_id: number | null
    data: {
      device_id?: number
      counted_before?: boolean
      since?: string
      factors?: number
      recovery_codes?: number
      identity_links?: number
      addresses?: number
      program_secrets?: number
    }
    sealed: Buffer | null
    created_at: Date
  }>(sql`
    select type, actor_id, data, sealed, created_at from events where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  if (!row) return null
  const place = `events/${event_id}/sealed`
  const known = row.sealed
    ? work.sealing.open<{ ip?: string | null; user_agent?: string | null; value?: unknown }>(place, row.sealed)
    : {}
  const { ip = null, user_agent = null } = known
  const { type, actor_id, data, created_at } = row
  // Before and after, or the one that was removed. What nobody had proven may be a stranger's, who must not get the link.
  const [before] = data.counted_before === true ? [known.value].flat() : []
  const {
    factors = 0,
    recovery_codes = 0,
    identity_links: links = 0,
    addresses = 0,
    program_secrets: secrets = 0,
  } = data
  return {
    type,
    actor_id,
    device_id: data.device_id ?? null,
    since: new Date(data.since ?? created_at),
    taken: { factors, recovery_codes, links, addresses, secrets },
    created_at,
    ip,
    user_agent,
    gone: typeof before === 'string' ? before : null,
  }
}

async function mailPerson(work: Work, event_id: number, user_id: number, public_url: string): Promise<void> {
  const fact = await factOf(work, event_id)
  const user = await findUser(work, user_id)
  if (fact?.type === reportedAsStranger.type && user) {
    const url = `${public_url}/forgot-password`
    await notifyPerson(work, user, { event_id, text: 'taken_back', values: fact.taken, url })
    return
  }
  const text = fact && TEXTS[fact.type]
  if (!fact || !text || !user?.active || user.suspended || !(await isNews(work, fact, user))) return
  const secret = await createLink(work, 'not_me', user_id, { device_id: fact.device_id, since: fact.since })
  const values = valuesOf(fact, user.locale, user.time_zone)
  const notice = { event_id, text, values, url: `${public_url}/not-me/${secret}` }
  await notifyPerson(work, user, notice, fact.gone === null ? [] : [fact.gone])
}

/**
 * Tokens and addresses are worth a mail where a person did something about them, not the set-up of a program; and only to
 * people who sign in here, not to a customer whose address an agent wrote down.
 */
async function isNews(work: Work, fact: Fact, user: UserRow): Promise<boolean> {
  if (fact.type === deviceAdded.type || fact.type === passwordSet.type) return true
  if (fact.actor_id === null || (await isServiceAccount(work, user.id))) return false
  return user.role !== 'end-user' || (await findPasswordHash(work, user.id)) !== null
}

async function mailAdmins(work: Work, event_id: number, user_id: number, public_url: string): Promise<void> {
  const fact = await factOf(work, event_id)
  if (!fact) return
  const person = (await getUser(work, user_id)).name
  const text: SecurityMailText = fact.type === accessBroken.type ? 'break_glass' : 'not_me'
  for (const admin of await listAdmins(work, MOST_ADMINS)) {
    // Whoever said it has a mail of their own.
    if (admin.email === null || (text === 'not_me' && admin.id === user_id)) continue
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

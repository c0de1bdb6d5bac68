// Asking for a link by mail: a new password, or to sign in without one. Whoever asks learns nothing about whom we know.
// The request does the same work and says the same for every address: it is counted, written down, and a job is added;
// whether somebody has the address is looked up by that job.
import { z } from 'zod'
import { findUser, findUserByEmail, listIdentities } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { sql } from '../../platform/db.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { Reaction } from '../../platform/events.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { allowsMethod } from '../admission/admission.ts'
import { countAttempt, sourceOf } from '../attempts.ts'
import { linkRequested } from '../events.ts'
import { sendSecurityMail } from '../mails.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf } from '../policies/schema.ts'
import { createLink, linkLastsMinutes } from './links.ts'

const HOUR_S = 3_600
/** Mails to one address; more would be a mail bomb. */
const PER_ADDRESS = { name: 'link_address', most: 4, window_s: HOUR_S }
const PER_SOURCE = { name: 'link_source', most: 30, window_s: HOUR_S }

export type MailedPurpose = 'password_reset' | 'magic_link'

/** Paths of the pages behind the links. */
const PATHS: Record<MailedPurpose, string> = { password_reset: '/reset', magic_link: '/sign-in/link' }

/** Writes down that somebody asked. Beyond the limits nothing happens, and nothing is said about it. */
export async function requestLink(
  work: Work,
  purpose: MailedPurpose,
  email: string,
  browser_hash: Buffer | null,
): Promise<void> {
  const normalised = normaliseAddress(email)
  if (normalised === null) return
  const of_address = await countAttempt(work, PER_ADDRESS, `${purpose}|${normalised}`)
  const of_source = await countAttempt(work, PER_SOURCE, sourceOf(work.origin.ip))
  if (of_address || of_source) return
  work.record(linkRequested, 0, { purpose }, { email: normalised, browser: browser_hash?.toString('base64') ?? null })
}

/**
 * Sends a person a link to choose a password, because an admin asks for it. 429 where they were sent as many as one may
 * be in an hour. The link goes to them alone: whoever asked never sees it.
 */
export async function requestLinkFor(work: Work, user: { id: number; email: string }): Promise<void> {
  const normalised = normaliseAddress(user.email)
  if (normalised === null) throw invalid('user_id', 'User: has no address that mail can reach')
  const reached = await countAttempt(work, PER_ADDRESS, `password_reset|${normalised}`)
  if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
  work.record(linkRequested, user.id, { purpose: 'password_reset' }, { email: normalised, browser: null })
}

const MAIL_LINK_JOB = 'access.mail_link'

export const mailLinkJob = job({
  name: MAIL_LINK_JOB,
  summary: 'Mails a link to sign in or to choose a password, where somebody has the address it was asked for',
  payload: z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() }),
  async run(platform, { account_id, event_id }) {
    const public_url = await platform.publicUrl(account_id)
    await systemWork(platform, account_id, MAIL_LINK_JOB, 'customer', (work) => mailLink(work, event_id, public_url))
  },
})

export const linkReactions: readonly Reaction[] = [{ on: linkRequested.type, job: MAIL_LINK_JOB }]

async function mailLink(work: Work, event_id: number, public_url: string): Promise<void> {
  const row = await work.db.first<{ data: { purpose: MailedPurpose }; sealed: Buffer; created_at: Date }>(sql`
    select data, sealed, created_at from events where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  if (!row) return
  const { purpose } = row.data
  // A job that comes late mails nothing: whoever asked has given up.
  if (work.now.getTime() - row.created_at.getTime() > linkLastsMinutes(purpose) * 60_000) return
  const asked = work.sealing.open<{ email: string; browser: string | null }>(`events/${event_id}/sealed`, row.sealed)
  const user_id = (await findUserByEmail(work, asked.email))?.id
  if (user_id === undefined || !(await mayBeMailed(work, user_id, purpose, asked.email))) return
  const browser_hash = asked.browser === null ? null : Buffer.from(asked.browser, 'base64')
  const secret = await createLink(work, purpose, user_id, { browser_hash })
  await sendSecurityMail(work, {
    event_id,
    user_id,
    address: asked.email,
    text: purpose,
    values: { address: asked.email, minutes: linkLastsMinutes(purpose) },
    url: `${public_url}${PATHS[purpose]}/${secret}`,
  })
}

/** An address that an agent merely wrote down beside a person's own proves nothing: only the first, or a proven one. */
async function mayBeMailed(work: Work, user_id: number, purpose: MailedPurpose, email: string): Promise<boolean> {
  const user = await findUser(work, user_id)
  if (!user?.active || user.suspended) return false
  const policy = await signInPolicy(work, audienceOf(user.role))
  if (!allowsMethod(policy, purpose === 'magic_link' ? 'magic_link' : 'password')) return false
  const identities = await listIdentities(work, user_id)
  return identities.some(
    ({ type, value, is_primary, verified }) =>
      type === 'email' && (is_primary || verified) && normaliseAddress(value) === email,
  )
}

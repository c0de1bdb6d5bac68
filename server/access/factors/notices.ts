// What people hear by mail about their factors: one more, one less, all taken away, new codes, a code used, guesses, and
// that they are asked to set one up. Whoever did not do it themself finds "this wasn't me" in it.
import { z } from 'zod'
import { findUser } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import type { Reaction } from '../../platform/events.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { createLink } from '../links/links.ts'
import type { FactorMailText } from '../mails.ts'
import { notifyPerson } from '../notices/addresses.ts'
import {
  factorAdded,
  factorFailed,
  factorFlagged,
  factorReminded,
  factorRemoved,
  factorsReset,
  factorUsed,
  recoveryCodesMade,
} from './events.ts'
import { shownTime } from './pages/words.ts'
import { FEW_CODES } from './recovery/codes.ts'

const JOB = 'access.mail_about_factors'

const TEXTS: Record<string, FactorMailText> = {
  [factorAdded.type]: 'factor_added',
  [factorRemoved.type]: 'factor_removed',
  [factorsReset.type]: 'factors_reset',
  [factorFlagged.type]: 'factor_flagged',
  [factorFailed.type]: 'factor_guessed',
  [factorReminded.type]: 'factor_reminder',
  [recoveryCodesMade.type]: 'recovery_codes_made',
  [factorUsed.type]: 'recovery_code_used',
}

export const factorReactions: readonly Reaction[] = Object.keys(TEXTS).map((on) => ({
  on,
  job: JOB,
  applies(data: { kind?: string; reason?: string }) {
    // One mail tells of everything that "this wasn't me" took away.
    if (on === factorRemoved.type) return data.reason !== 'not_me'
    if (on === factorUsed.type) return data.kind === 'recovery_code'
    return on !== factorFailed.type || data.reason === 'too_many'
  },
}))

export const factorNoticeJobs = [
  job({
    name: JOB,
    summary: 'Tells somebody by mail what happened to their factors',
    payload: z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() }),
    async run(platform, { account_id, event_id, subject_id }) {
      const public_url = await platform.publicUrl(account_id)
      await systemWork(platform, account_id, JOB, 'customer', (work) => mail(work, event_id, subject_id, public_url))
    },
  }),
]

async function mail(work: Work, event_id: number, user_id: number, public_url: string): Promise<void> {
  const fact = await work.db.first<{
    type: string
    data: { codes_left?: number | null; since?: string }
    created_at: Date
  }>(sql`
    select type, data, created_at from events where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  const user = await findUser(work, user_id)
  const text = fact && TEXTS[fact.type]
  if (!fact || !text || !user?.active || user.suspended) return
  const left = fact.data.codes_left ?? 0
  const zone = user.time_zone ?? 'UTC'
  await notifyPerson(work, user, {
    event_id,
    text: text === 'recovery_code_used' && left <= FEW_CODES ? 'recovery_codes_few' : text,
    values: { left, time: `${shownTime(fact.created_at, user.locale ?? 'en', zone)} (${zone})` },
    url:
      text === 'factor_reminder'
        ? `${public_url}/account/security#factors`
        : `${public_url}/not-me/${await createLink(work, 'not_me', user_id, { since: new Date(fact.data.since ?? fact.created_at) })}`,
  })
}

// What people hear by mail when somebody who is signed in elsewhere became them, or is them no more: a new way in is one
// that a thief would want. Not who was made by their first sign-in, who knows.
import { z } from 'zod'
import { createLink, notifyPerson } from '../access/index.ts'
import { findUser } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import type { Reaction } from '../platform/events.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'
import type { Work } from '../platform/work.ts'
import { personLinked, personUnlinked } from './events.ts'
import { listProviders } from './queries.ts'

const JOB = 'identity.mail_person'

export const identityReactions: readonly Reaction[] = [
  { on: personLinked.type, job: JOB, applies: ({ by }: { by: string }) => by === 'address' },
  { on: personUnlinked.type, job: JOB },
]

export const identityJobs = [
  job({
    name: JOB,
    summary: 'Tells somebody by mail that an identity provider may say that it is them, or may no longer',
    payload: z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() }),
    async run(platform, { account_id, event_id, subject_id }) {
      const public_url = await platform.publicUrl(account_id)
      await systemWork(platform, account_id, JOB, 'customer', (work) => mail(work, event_id, subject_id, public_url))
    },
  }),
]

async function mail(work: Work, event_id: number, user_id: number, public_url: string): Promise<void> {
  const fact = await work.db.first<{ type: string; data: { provider_id: number }; created_at: Date }>(sql`
    select type, data, created_at from events where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  const user = await findUser(work, user_id)
  if (!fact || !user) return
  const provider = (await listProviders(work)).find(({ id }) => id === fact.data.provider_id)
  const zone = user.time_zone ?? 'UTC'
  const time = new Intl.DateTimeFormat(user.locale ?? 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  })
  await notifyPerson(work, user, {
    event_id,
    text: fact.type === personLinked.type ? 'sign_in_linked' : 'sign_in_unlinked',
    values: { provider: provider?.name ?? '–', time: `${time.format(fact.created_at)} (${zone})` },
    url: `${public_url}/not-me/${await createLink(work, 'not_me', user_id)}`,
  })
}

// A provider of any kind that is tried and switched on, and what was recorded about those it sent.
import { expect } from 'vitest'
import { getProvider, saveLive } from '../../server/identity/queries.ts'
import { sql } from '../../server/platform/db.ts'
import type { TestAccount } from './desk.ts'

export interface LiveProvider {
  id: number
  our_values: Record<string, string>
  /** Changes it; settings and secrets count at once, as after a trial. */
  change(write: object): Promise<void>
}

export async function liveProvider(desk: TestAccount, write: { kind: string } & Record<string, unknown>) {
  const created = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
    identity_provider: { name: 'Company', audiences: ['staff', 'end_user'], domains: ['people.example'], ...write },
  })
  expect(created.status, created.text).toBe(201)
  const { id, our_values } = created.body.identity_provider
  const goLive = () =>
    desk.work(async (work) => saveLive(work, id, (await getProvider(work, id)).edited, desk.owner.id))
  const change: LiveProvider['change'] = async (identity_provider) => {
    const answer = await desk.call(desk.owner, `PUT /api/v2/identity_providers/${id}`, { identity_provider })
    expect(answer.status, answer.text).toBe(200)
    await goLive()
  }
  await goLive()
  await change({ active: true })
  const provider: LiveProvider = { id, our_values, change }
  return provider
}

/** Why people whom providers sent were not let in, the last one last. */
export async function recordedProblems(desk: TestAccount): Promise<string[]> {
  const rows = await desk.work((work) =>
    work.db.all<{ problem: string }>(
      sql`select data->>'problem' as problem from events where account_id = ${work.account_id} and type = 'user.identity_refused' order by event_id`,
    ),
  )
  return rows.map((row) => row.problem)
}

/** How many sessions a person has. */
export async function sessionsOf(desk: TestAccount, user_id: number): Promise<number> {
  return await desk.work(
    async (work) =>
      (
        await work.db.one<{ count: number }>(
          sql`select count(*) as count from sessions where account_id = ${work.account_id} and user_id = ${user_id}`,
        )
      ).count,
  )
}

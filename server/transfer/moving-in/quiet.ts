// The units of work in which the past is written: in the name of an owner, from the command line, and quiet. No
// reaction and no rule runs, no mail leaves and no browser is told.
import { listTeamIds, usersByIds } from '../../people/index.ts'
import { OperatorError } from '../../platform/errors.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import { type Actor, doWork, type Origin, quietEngine, type Work } from '../../platform/work.ts'

/** Staff looked through for an owner. */
const MOST_STAFF = 10_000
const CLI: Origin = { channel: 'cli', ip: null, user_agent: null, request_id: null }

/** An account that something is moved into, and in whose name. */
export interface Into {
  platform: Platform
  account_id: number
  actor: Actor
}

/** The account's first owner as the one who moves in. Throws OperatorError where there is none yet. */
export async function asOwner(platform: Platform, account_id: number): Promise<Into> {
  const actor = await systemWork(platform, account_id, 'transfer.import', 'staff', async (work) => {
    const team = await usersByIds(work, await listTeamIds(work, MOST_STAFF))
    const owner = team.filter((one) => one.role === 'owner' && one.active && !one.suspended).sort((a, b) => a.id - b.id)
    return owner[0] ? await platform.findActor(work, owner[0].id) : null
  })
  if (!actor) throw new OperatorError('The account has no owner yet.', 'Set it up first, then import.')
  // Whoever is at the command line of the server needs no other proof.
  return { platform, account_id, actor: actor.kind === 'user' ? { ...actor, asked_by: 'proved' } : actor }
}

export async function quietWork<Result>(
  { platform, account_id, actor }: Into,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  return await doWork(quietEngine(platform.engine), { account_id, actor, origin: CLI, audience: 'staff' }, run)
}

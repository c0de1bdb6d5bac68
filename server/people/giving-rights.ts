// Whoever gives somebody more rights proves anew who they are: an open page or a leaked token must not be able to make an
// admin, nor to take those away who could stop it. Programs go on making plain agents and taking them away, as with
// Zendesk; for more than these they need the scope `security`.
import { requireProof } from '../platform/http/step-up.ts'
import { AGENT_RIGHTS, type RightsHolder, rightsBeyond, rightsOf, rightsOfRole } from '../platform/rights.ts'
import type { Actor, Role, Work } from '../platform/work.ts'

const RANK: Record<Role, number> = { 'end-user': 0, agent: 1, admin: 2, owner: 3 }

/** How an endpoint that may give rights, or change addresses (editing.ts), says so in `step_up`. */
export const WHERE_RIGHTS_ARE_GIVEN =
  'where it gives somebody more rights, takes somebody of the team away, or gives one another address'

/** True where somebody may do more after a change than before; `before` is null for a new person. */
function raises(before: RightsHolder | null, after: RightsHolder): boolean {
  if (after.role === 'end-user') return false
  const old = before ? rightsOf(before) : rightsOfRole('end-user')
  return RANK[after.role] > RANK[before?.role ?? 'end-user'] || rightsBeyond(old, rightsOf(after)).length > 0
}

const isMoreThanAgent = (person: RightsHolder): boolean =>
  RANK[person.role] > RANK.agent || rightsBeyond(AGENT_RIGHTS, rightsOf(person)).length > 0

const isProgram = (actor: Extract<Actor, { kind: 'user' }>): boolean =>
  actor.session_id === null && actor.asked_by !== 'session'

/** 403 where the change gives rights and whoever makes it has not proved just now who they are (step-up.ts). */
export function requireProofOfGiver(work: Work, before: RightsHolder | null, after: RightsHolder): void {
  const { actor } = work
  if (actor.kind !== 'user' || !raises(before, after)) return
  if (!isProgram(actor) || isMoreThanAgent(after)) requireProof(work)
}

/** The same for suspending and deleting somebody of the team, and for letting them in again. */
export function requireProofOfTaker(work: Work, person: RightsHolder): void {
  const { actor } = work
  if (actor.kind !== 'user' || person.role === 'end-user') return
  if (!isProgram(actor) || isMoreThanAgent(person)) requireProof(work)
}

/** True where somebody who may do more than agents may do less after a change: they may be who would stop a thief. */
export function lowersAdmin(before: RightsHolder, after: RightsHolder): boolean {
  if (!isMoreThanAgent(before)) return false
  return RANK[after.role] < RANK[before.role] || rightsBeyond(rightsOf(after), rightsOf(before)).length > 0
}

/**
 * The same for what a job will do, so that whoever asks is asked back at once: by what is written alone, since who is
 * meant is looked up by the job.
 */
export function requireProofOfGivers(work: Work, writes: readonly Readonly<Record<string, unknown>>[]): void {
  const gives = (write: Readonly<Record<string, unknown>>) =>
    write.role === 'admin' ||
    write.is_owner === true ||
    (write.custom_role_id ?? null) !== null ||
    (write.role === 'agent' && work.actor.kind === 'user' && work.actor.session_id !== null)
  if (writes.some(gives)) requireProof(work)
}

// Step-up: dangerous acts ask for a fresh proof of who is there, so that an open page or a stolen cookie is not enough.
// Enforced here, for pages and API alike; the page that hears `step_up_required` asks for the proof and repeats the
// request (POST /api/v2/users/me/step_up).

import type { AskedBy } from '../actor.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../work.ts'
import type { AnyEndpoint } from './endpoint.ts'

/** How long a proof is fresh. Signing in is one. */
export const PROOF_LASTS_MS = 10 * 60_000

/** Until when the proof of a session is fresh; null when it is not, or there is no session. */
export function provedUntil(actor: Actor, now: Date): Date | null {
  if (actor.kind !== 'user' || actor.session_id === null || actor.proved_at === null) return null
  const until = new Date(actor.proved_at.getTime() + PROOF_LASTS_MS)
  return until > now ? until : null
}

/**
 * 403 where an endpoint always asks for a fresh proof and the session has none. A token cannot prove anything: it is let
 * through only where it was made for this, by naming the scope `security`. One without any scopes does not.
 */
export function requireStepUp(declared: Pick<AnyEndpoint, 'step_up'>, actor: Actor, now: Date): void {
  if (declared.step_up === true) requireProof({ actor, now })
}

/** As requireStepUp, for actions that are dangerous only sometimes; their endpoint says in `step_up` when. */
export function requireProof({ actor, now }: { actor: Actor; now: Date }): void {
  if (actor.kind !== 'user' || actor.asked_by === 'proved') return
  if (actor.session_id === null && actor.asked_by !== 'session') {
    if (actor.scopes?.includes('security')) return
    throw new Refusal('missing_scope', 'You are missing the following required scopes: security')
  }
  if (provedUntil(actor, now) === null) throw new Refusal('step_up_required')
}

/** How whoever acts asks for a job that is done in their name later: what they proved now holds for it. */
export function askedBy(actor: Actor, now: Date): AskedBy {
  if (actor.kind !== 'user') return 'program'
  if (actor.session_id !== null) return provedUntil(actor, now) === null ? 'session' : 'proved'
  return actor.scopes?.includes('security') ? 'proved' : 'program'
}

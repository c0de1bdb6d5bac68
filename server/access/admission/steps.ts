// Steps between the first factor and the session: a second factor, a new password for one that is too old. Modules that
// come later offer theirs; each has a page of its own, which ends with continueSignIn.
import type { Work } from '../../platform/work.ts'
import type { PendingSignIn } from './pending.ts'

export interface SignInStep {
  /** As it stands in `pending_sign_ins.done`. */
  readonly name: string
  /** Lower comes first: 100 is a second factor, 200 a new password. */
  readonly position: number
  /** Where the step's page is, when this sign-in needs it. */
  pathIfNeeded(work: Work, pending: PendingSignIn): Promise<string | null>
  /** Of a step that proves a second factor: where its page is, whatever is asked for; null where the person has none. */
  pathToProve?(work: Work, user_id: number): Promise<string | null>
}

const offered: SignInStep[] = []

/** Called while the product is put together. */
export function offerSignInStep(step: SignInStep): void {
  if (offered.some((other) => other.name === step.name)) throw new Error(`there are two steps called ${step.name}`)
  offered.push(step)
  offered.sort((a, b) => a.position - b.position)
}

/** The path of the first step that is still needed, or null. */
export async function nextStep(work: Work, pending: PendingSignIn): Promise<string | null> {
  for (const step of offered) {
    if (pending.done.includes(step.name)) continue
    const path = await step.pathIfNeeded(work, pending)
    if (path !== null) return path
  }
  return null
}

/** Where a second factor is proved that must be, whatever the requirement and the browser; null where nothing can prove it. */
export async function provingPath(work: Work, user_id: number): Promise<string | null> {
  for (const step of offered) {
    const path = await step.pathToProve?.(work, user_id)
    if (path) return path
  }
  return null
}

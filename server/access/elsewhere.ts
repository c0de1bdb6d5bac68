// Other places where people sign in and out, which later modules know of: the buttons of the sign-in page, and where a
// browser goes to end the session that another system holds.
import type { Work } from '../platform/work.ts'
import type { SignInAudience } from './policies/schema.ts'

/** A way to sign in elsewhere, as the sign-in page shows it. */
export interface SignInButton {
  /** What it says: the name of a provider, as its admin wrote it. */
  label: string
  /** A path of ours; `?return_to=` is added. */
  path: string
  audiences: readonly SignInAudience[]
}

type Buttons = (work: Work) => Promise<readonly SignInButton[]>
/** `session_hash` is that of the provider's own name of its session. Returns an address, or null. */
type Leaving = (
  work: Work,
  session: { provider_id: number; session_hash: Buffer },
  origin_url: string,
) => Promise<string | null>

const buttons: Buttons[] = []
const leavings: Leaving[] = []

/** Called while the product is put together. */
export function offerSignInButtons(offered: Buttons): void {
  buttons.push(offered)
}

/** Called while the product is put together: where to go after signing out here. */
export function offerLeaving(offered: Leaving): void {
  leavings.push(offered)
}

export async function signInButtons(work: Work): Promise<SignInButton[]> {
  const all: SignInButton[] = []
  for (const offered of buttons) all.push(...(await offered(work)))
  return all
}

export async function placeToLeave(...[work, session, origin_url]: Parameters<Leaving>): Promise<string | null> {
  for (const offered of leavings) {
    const place = await offered(work, session, origin_url)
    if (place !== null) return place
  }
  return null
}

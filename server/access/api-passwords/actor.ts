// Who acts with a password on the API: a person, with no more than a token for reading and writing has. Sign-in methods,
// tokens, exports of everything and acting for others stay closed.
import { findSignInUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { PasswordProof } from '../../platform/http/password-proof.ts'
import type { Credentials } from '../../platform/http/server.ts'
import { rightsOf } from '../../platform/rights.ts'
import type { Actor, Work } from '../../platform/work.ts'

type Person = NonNullable<Awaited<ReturnType<typeof findSignInUser>>>
type UserActor = Extract<Actor, { kind: 'user' }>

const SCOPES = ['read', 'write'] as const

export function passwordActor(person: Person): UserActor {
  return {
    kind: 'user',
    user_id: person.id,
    role: person.role,
    rights: rightsOf(person),
    session_id: null,
    csrf_token: null,
    token_id: null,
    scopes: SCOPES,
    proved_at: null,
  }
}

/** The person whom a password proved, as they are now. 401 where it proved nobody, 429 after too many. */
export async function fromPassword(work: Work, proof: PasswordProof, credentials: Credentials): Promise<UserActor> {
  if (proof === null) throw new Refusal('not_signed_in')
  if ('retry_after_s' in proof) throw new Refusal('too_many_requests', undefined, proof)
  const person = await findSignInUser(work, proof.user_id)
  if (!person?.active || person.suspended) throw new Refusal('not_signed_in')
  if (credentials.on_behalf_of !== undefined)
    throw new Refusal('missing_scope', 'You are missing the following required scopes: impersonate')
  return passwordActor(person)
}

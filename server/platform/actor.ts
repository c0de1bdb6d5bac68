// Who acts in a unit of work.
import type { Rights } from './rights.ts'

export type Role = 'end-user' | 'agent' | 'admin' | 'owner'
export type Audience = 'staff' | 'customer'

export type AskedBy = 'proved' | 'session' | 'program'

/** Who acts. `link` is a customer who holds a signed link to one ticket. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'system'; name: string }
  | {
      kind: 'user'
      user_id: number
      role: Role
      rights: Rights
      session_id: number | null
      csrf_token: string | null
      token_id: number | null
      /** What the credential may be used for (http/scopes.ts); null is everything its owner may do. */
      scopes: readonly string[] | null
      /** When a factor was last proved in this session; null for tokens and for what is done in somebody's name. */
      proved_at: Date | null
      /** Of a job in somebody's name: how they asked for it, `proved` where they had proved who they are (http/step-up.ts). */
      asked_by?: AskedBy
      /** The OAuth client that holds the token. */
      client_id?: number
      /** Who acts on this person's behalf. */
      impersonator_id?: number
    }
  | { kind: 'link'; user_id: number; ticket_id: number }

/** The id of the person who acts, or null. */
export function actorId(actor: Actor): number | null {
  return actor.kind === 'user' || actor.kind === 'link' ? actor.user_id : null
}

/** True for agents, admins and owners, and for the system itself. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && actor.role !== 'end-user')
}

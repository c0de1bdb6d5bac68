// Who has which role: people know it, who come after roles.
import type { Work } from '../platform/work.ts'

export interface RoleHolders {
  /** How many active people have each role. */
  count(work: Work): Promise<Map<number, number>>
  /** The number of somebody's role, or null. */
  roleOf(work: Work, user_id: number): Promise<number | null>
}

let offered: RoleHolders | undefined

/** Called once, where the modules are put together. */
export function offerRoleHolders(holders: RoleHolders): void {
  offered = holders
}

function holders(): RoleHolders {
  if (!offered) throw new Error('nobody knows who has which role')
  return offered
}

export const countHolders = (work: Work): Promise<Map<number, number>> => holders().count(work)

/** True for the role of whoever acts. */
export async function isOwnRole(work: Work, id: number): Promise<boolean> {
  return work.actor.kind === 'user' && (await holders().roleOf(work, work.actor.user_id)) === id
}

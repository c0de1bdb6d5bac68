// Who gets the next ticket. Pure: given who is there, how much they have and what they can, it says whom.

export interface Candidate {
  user_id: number
  open_tickets: number
  capacity: number
  last_assigned_at: Date | null
  skills: ReadonlySet<number>
}

export type Method = 'round_robin' | 'least_loaded'

/**
 * The agent a ticket goes to, or null when nobody can take it. By turn: whoever has waited longest since their last
 * one. By load: whoever has the smallest share of what they take; of equals, by turn. Nobody gets more than they take.
 */
export function chooseAgent(
  candidates: readonly Candidate[],
  method: Method,
  required: ReadonlySet<number>,
): Candidate | null {
  const able = candidates.filter(
    (one) => one.open_tickets < one.capacity && [...required].every((skill) => one.skills.has(skill)),
  )
  const by_turn = (a: Candidate, b: Candidate) =>
    (a.last_assigned_at?.getTime() ?? 0) - (b.last_assigned_at?.getTime() ?? 0) || a.user_id - b.user_id
  const load = (one: Candidate) => one.open_tickets / one.capacity
  const by_load = (a: Candidate, b: Candidate) => load(a) - load(b) || by_turn(a, b)
  return able.toSorted(method === 'round_robin' ? by_turn : by_load)[0] ?? null
}

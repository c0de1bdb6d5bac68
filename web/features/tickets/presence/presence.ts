/**
 * Who is at which ticket, from what their pages say of themselves. Nobody keeps a list: a page says it again now and
 * then, and what is not repeated is forgotten. Pure; the store around it is presenceStore.ts.
 */
import type { LiveMessage } from '../../../api/live.ts'

export type Doing = 'viewing' | 'replying' | 'noting'

export interface Presence {
  user_id: number
  doing: Doing
  /** Milliseconds since the epoch; older than FORGET_MS is forgotten. */
  at: number
}

/** A page that is there says so this often. */
export const REPEAT_MS = 25_000
export const FORGET_MS = 60_000
/** Shown and kept per ticket. */
const PEOPLE_PER_TICKET = 20

export type PresenceMap = ReadonlyMap<number, readonly Presence[]>

const isDoing = (change: string | undefined): change is Doing =>
  change === 'viewing' || change === 'replying' || change === 'noting'

/** The map after a message of somebody else; the same map when it says nothing new. `isArrival` asks us to say who we are. */
export function withMessage(
  map: PresenceMap,
  message: LiveMessage,
  me: number,
  now: number,
): { map: PresenceMap; isArrival: boolean } {
  if (message.kind !== 'presence' || message.by === undefined || message.by === me) return { map, isArrival: false }
  const here = (map.get(message.id) ?? []).filter((one) => now - one.at < FORGET_MS)
  const others = here.filter((one) => one.user_id !== message.by)
  const next = isDoing(message.change)
    ? [...others, { user_id: message.by, doing: message.change, at: now }].slice(-PEOPLE_PER_TICKET)
    : others
  const isArrival = isDoing(message.change) && others.length === here.length
  const changed = new Map(map)
  if (next.length > 0) changed.set(message.id, next)
  else changed.delete(message.id)
  return { map: changed, isArrival }
}

/** The map without who has not been heard of for a while. */
export function withoutOld(map: PresenceMap, now: number): PresenceMap {
  const entries = [...map].flatMap(([id, people]) => {
    const left = people.filter((one) => now - one.at < FORGET_MS)
    return left.length > 0 ? [[id, left.length === people.length ? people : left] as const] : []
  })
  return entries.length === map.size && entries.every(([id, people]) => map.get(id) === people) ? map : new Map(entries)
}

// Who may come from where. Pure rules.
import { plainAddress, readNetwork } from '../../platform/outgoing/index.ts'
import type { Actor } from '../../platform/work.ts'
import { type IpRestrictions, NO_RESTRICTIONS, type StoredRestrictions } from './schema.ts'

interface ReadRange {
  has(address: string): boolean
  expires_ms: number
}

/** Ranges are read once for each version of the restrictions, which are shared and frozen. */
const readRanges = new WeakMap<IpRestrictions, ReadRange[]>()

function rangesOf(restrictions: IpRestrictions): ReadRange[] {
  let ranges = readRanges.get(restrictions)
  if (!ranges) {
    ranges = restrictions.ranges.map(({ range, expires_at }) => ({
      has: readNetwork(range) ?? (() => false),
      expires_ms: expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(expires_at),
    }))
    readRanges.set(restrictions, ranges)
  }
  return ranges
}

/** What holds at a time: a change that nobody confirmed has fallen back, whether or not a job wrote that down yet. */
export function inForce(stored: StoredRestrictions | null, now: Date): IpRestrictions {
  if (!stored) return NO_RESTRICTIONS
  const is_over = stored.confirm_by !== null && stored.confirm_by <= now
  return is_over ? (stored.previous ?? NO_RESTRICTIONS) : stored.current
}

/** True for an address in one of the ranges that still count. Without an address (null) it is false. */
export function isListed(restrictions: IpRestrictions, ip: string | null, now: Date): boolean {
  if (ip === null) return false
  const address = plainAddress(ip)
  return rangesOf(restrictions).some((range) => range.expires_ms > now.getTime() && range.has(address))
}

/** What of an actor matters here. */
type Comer = { kind: 'user'; role: string } | { kind: Exclude<Actor['kind'], 'user'> }

/** Whether somebody may use the account from an address. The system and the command line come from no address. */
export function mayComeFrom(restrictions: IpRestrictions, actor: Comer, ip: string | null, now: Date): boolean {
  if (!restrictions.enabled || actor.kind === 'system') return true
  const is_staff = actor.kind === 'user' && actor.role !== 'end-user'
  if (!is_staff && restrictions.customers_may_bypass) return true
  return isListed(restrictions, ip, now)
}

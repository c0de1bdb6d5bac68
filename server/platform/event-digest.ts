// What an audit entry vouches for: the keyed digest of its event.
import type { Sealing } from './sealing.ts'

export interface PendingEvent {
  event_id: number
  type: string
  subject_type: string
  subject_id: number
  actor_id: number | null
  actor_kind: string
  channel: string
  request_id: string | null
  /** The credential it was done with, the OAuth client that held it, and who acted on behalf of the actor. */
  token_id: number | null
  client_id: number | null
  impersonator_id: number | null
  data: unknown
  sealed: Buffer | null
  created_at: string
}

/** What an audit entry vouches for. `data` is canonical JSON. */
export interface EventFacts extends Omit<PendingEvent, 'data' | 'sealed'> {
  data: string
  /** Whether the event carries hidden text. The text itself is authenticated by its own seal, whose key may change. */
  has_text: boolean
}

/**
 * The keyed digest an audit entry carries of its event. Without the account's key nobody can make an entry up or change
 * what one says, not even before it is sealed into the chain. The order of the parts is part of the format.
 */
export function eventDigest(sealing: Sealing, entry_id: number, event: EventFacts): Buffer {
  const parts = [
    entry_id,
    event.event_id,
    event.type,
    event.subject_type,
    event.subject_id,
    event.actor_id,
    event.actor_kind,
    event.channel,
    event.request_id,
    event.created_at,
    event.has_text,
    event.data,
    // Named, so that none can pass for another; absent where there is none, as in entries older than these.
    ...(event.token_id === null ? [] : [`token ${event.token_id}`]),
    ...(event.client_id === null ? [] : [`client ${event.client_id}`]),
    ...(event.impersonator_id === null ? [] : [`impersonator ${event.impersonator_id}`]),
  ]
  return sealing.sign('audit-entry', parts.map((part) => String(part ?? '')).join('\u0000'))
}

/** JSON with sorted keys, so that what comes back from jsonb has the same digest as what went in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

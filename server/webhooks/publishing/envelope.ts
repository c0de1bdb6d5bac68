// The form in which an event is sent: Zendesk's envelope, version 2022-11-06. Ids are strings in it.
import { createHash } from 'node:crypto'
import { EVENT_PREFIX } from '../subscriptions.ts'

export interface Told {
  /** Without the prefix, e.g. `ticket.status_changed`. */
  type: string
  /** `{ current, previous }` or what else belongs to the type. */
  event: Record<string, unknown>
}

export interface Envelope {
  type: string
  id: string
  body: string
}

/**
 * The events one fact is told as, each with its place in their sequence. The same fact always gives the same ids; where
 * it is told of several subjects, `name` tells them apart.
 */
export function envelopes(
  fact: { account_id: number; event_id: number; created_at: Date; name?: string },
  subject: string,
  detail: Record<string, unknown>,
  told: readonly Told[],
): Envelope[] {
  const name = `${fact.account_id}/${fact.name ?? fact.event_id}`
  return told.map(({ type, event }, index) => {
    const id = uuidOf(`${name}/${index}`)
    const meta = { sequence: { id: uuidOf(name), position: index + 1, total: told.length } }
    const body = {
      type: EVENT_PREFIX + type,
      id,
      time: fact.created_at.toISOString(),
      account_id: fact.account_id,
      zendesk_event_version: '2022-11-06',
      subject,
      detail,
      event: { ...event, meta },
    }
    return { type: EVENT_PREFIX + type, id, body: JSON.stringify(body) }
  })
}

/** A UUID (version 8) that follows from a name. */
function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(`custos event ${name}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80 // sixteen bytes
  bytes[8] = (bytes[8]! & 0x3f) | 0x80 // as above
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** An id as events write it. */
export function idText(id: number | null | undefined): string | null {
  return id === null || id === undefined ? null : String(id)
}

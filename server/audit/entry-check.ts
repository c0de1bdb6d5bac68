// Compares an audit entry with the event it speaks of.
import { timingSafeEqual } from 'node:crypto'
import { canonicalJson, eventDigest } from '../platform/event-digest.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { EntryWithEvent } from './queries.ts'

/** `text_erased` is no fault: the event's hidden text was removed, as the law may ask; its facts are as they were. */
export type EntryState = 'genuine' | 'text_erased' | 'event_missing' | 'changed'

export function checkEntry(sealing: Sealing, entry: EntryWithEvent): EntryState {
  if (entry.ev_event_id === null) return 'event_missing'
  const is_about_event =
    entry.action === entry.type &&
    entry.subject_type === entry.ev_subject_type &&
    entry.subject_id === entry.ev_subject_id &&
    entry.actor_id === entry.ev_actor_id &&
    entry.created_at.getTime() === entry.ev_created_at.getTime()
  if (!is_about_event) return 'changed'
  const matches = (has_text: boolean) => {
    const expected = eventDigest(sealing, entry.entry_id, {
      event_id: entry.event_id,
      type: entry.type,
      subject_type: entry.subject_type,
      subject_id: entry.subject_id,
      actor_id: entry.actor_id,
      actor_kind: entry.actor_kind,
      channel: entry.channel,
      request_id: entry.request_id,
      token_id: entry.token_id,
      client_id: entry.client_id,
      impersonator_id: entry.impersonator_id,
      created_at: entry.created_at.toISOString(),
      has_text,
      data: canonicalJson(entry.data),
    })
    return entry.digest.length === expected.length && timingSafeEqual(entry.digest, expected)
  }
  if (matches(entry.has_text)) return 'genuine'
  return !entry.has_text && matches(true) ? 'text_erased' : 'changed'
}

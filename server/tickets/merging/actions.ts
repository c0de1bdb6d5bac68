// Merging tickets into another one: who takes part moves over, files are copied, the sources are closed. What was said
// in a source stays there; what the target says of it is the comment given with the merge.
import { invalid, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { changeTicket } from '../actions.ts'
import { type AttachmentContent, insertAttachment, placeOfAttachment } from '../attachments/queries.ts'
import type { CommentKind } from '../comments/queries.ts'
import { ticketMerged } from '../events.ts'
import { changePeople, sayingOf } from '../incoming.ts'
import { mayMergeTickets } from '../policy.ts'
import { getTicket, listParticipants, putParticipant, type TicketRow } from '../queries.ts'
import type { PersonChange } from '../schema.ts'
import { listFiles, markMerged } from './queries.ts'

/** On every ticket that was closed this way, as with Zendesk. */
const MERGED_TAG = 'closed_by_merge'
/** Files copied into one comment. */
const FILES_COPIED = 200

export interface Merge {
  target_id: number
  source_ids: readonly number[]
  target_comment?: string
  source_comment?: string
  target_comment_is_public: boolean
  source_comment_is_public: boolean
}

/** Merges all sources or, when one cannot be, none. 422 for a source that is closed or the target itself. */
export async function mergeTickets(work: Work, merge: Merge): Promise<void> {
  if (!mayMergeTickets(work.actor)) throw new Refusal('forbidden')
  const { target, sources } = await lockAll(work, merge)
  // Where one of them is internal, what is said of the merge is too.
  const may_be_public = [target, ...sources].every((ticket) => ticket.is_public)
  const people = await changePeople(work, target.id, await movedPeople(work, target, sources))
  const target_is_public = merge.target_comment_is_public && may_be_public
  const rel = { to: {}, rel: 'merge' }
  const saying = merge.target_comment
    ? {
        ...(await sayingOf(work, { body: merge.target_comment, public: target_is_public }, false)),
        source: { from: { ticket_ids: sources.map((source) => source.id) }, ...rel },
      }
    : undefined
  const { comment_id } = await changeTicket(work, target.id, { people, saying })
  if (comment_id !== null) await copyFiles(work, merge.source_ids, target_is_public ? 'reply' : 'note', comment_id)
  const source_is_public = merge.source_comment_is_public && may_be_public
  for (const source of sources)
    await changeTicket(work, source.id, {
      status: 'closed',
      is_complete: true,
      additional_tags: [MERGED_TAG],
      saying: merge.source_comment
        ? {
            ...(await sayingOf(work, { body: merge.source_comment, public: source_is_public }, false)),
            source: { from: { ticket_id: target.id }, ...rel },
          }
        : undefined,
    })
  markMerged(
    work,
    sources.map((source) => source.id),
    target.id,
  )
  work.record(ticketMerged, target.id, { source_ids: sources.map((source) => source.id) })
}

/** In the order of their numbers, so that two merges wait for each other instead of blocking one another. */
async function lockAll(work: Work, merge: Merge): Promise<{ target: TicketRow; sources: TicketRow[] }> {
  const source_ids = [...new Set(merge.source_ids)]
  if (source_ids.includes(merge.target_id)) throw invalid('ids', 'A ticket cannot be merged into itself')
  const locked = new Map<number, TicketRow>()
  for (const id of [merge.target_id, ...source_ids].toSorted((a, b) => a - b))
    locked.set(id, await getTicket(work, id, true))
  const rowOf = (id: number): TicketRow => {
    const row = locked.get(id)
    if (!row) throw new Error('a ticket of the merge was not locked')
    if (row.status === 'closed') throw invalid('ids', `Ticket ${id} is closed and cannot be merged`)
    return row
  }
  return { target: rowOf(merge.target_id), sources: source_ids.map(rowOf) }
}

/** Requesters and CCs of the sources become CCs of the target, followers followers. Who waits for approval goes on waiting. */
async function movedPeople(
  work: Work,
  target: TicketRow,
  sources: readonly TicketRow[],
): Promise<{ email_ccs: PersonChange[]; followers: PersonChange[] }> {
  const rows = await listParticipants(
    work,
    sources.map((source) => source.id),
  )
  for (const row of rows.filter((one) => one.state === 'pending'))
    await putParticipant(work, { ...row, ticket_id: target.id })
  const active = rows.filter((row) => row.state === 'active')
  const put = (ids: readonly number[]): PersonChange[] =>
    [...new Set(ids)].map((user_id) => ({ user_id, action: 'put' as const }))
  const copied = [
    ...(target.is_public ? sources.map((source) => source.requester_id) : []),
    ...active.filter((row) => row.kind === 'cc').map((row) => row.user_id),
  ]
  return {
    email_ccs: put(copied.filter((user_id) => user_id !== target.requester_id)),
    followers: put(active.filter((row) => row.kind === 'follower').map((row) => row.user_id)),
  }
}

/** The same stored file belongs to both comments; it is removed with the last of them. Files of notes stay internal. */
async function copyFiles(
  work: Work,
  source_ids: readonly number[],
  kind: CommentKind,
  comment_id: number,
): Promise<void> {
  const [reply_id, note_id] = kind === 'reply' ? [comment_id, null] : [null, comment_id]
  for (const file of await listFiles(work, source_ids, kind === 'note', FILES_COPIED)) {
    const id = newId()
    const content = work.sealing.open<AttachmentContent>(placeOfAttachment(file.id), file.sealed)
    const sealed = work.sealing.seal(placeOfAttachment(id), content)
    await insertAttachment(work, { ...file, id, sealed, is_inline: false, upload_id: null, reply_id, note_id })
  }
}

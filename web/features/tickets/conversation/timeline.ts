/** The conversation in order: days, messages, and runs of changes folded into one line. Pure. */
import type { Audit, AuditEvent, Comment } from '../../../api/shapes.ts'
import type { Skip } from '../../../api/tickets.ts'
import { calendarDay } from '../../../language/dates.ts'

export interface Change {
  id: string
  at: string
  author_id: number
  event: AuditEvent
}

export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'comment'; key: string; comment: Comment }
  | { kind: 'changes'; key: string; changes: Change[] }

/** Fields whose changes say something to an agent; the rest is noise in a conversation. */
const toldFields = new Set([
  'status',
  'priority',
  'type',
  'assignee_id',
  'group_id',
  'tags',
  'subject',
  'requester_id',
  'organization_id',
])

/** The changes of the audits that are worth a line. */
export function changesOf(audits: readonly Audit[]): Change[] {
  return audits.flatMap((audit) =>
    audit.events
      .filter((event) => event.type === 'Change' && event.field_name !== undefined && toldFields.has(event.field_name))
      .map((event) => ({ id: `${audit.id}.${event.id}`, at: audit.created_at, author_id: audit.author_id, event })),
  )
}

/** Who passed the ticket over stands between the messages too, with the reason. */
export function changesOfSkips(skips: readonly Skip[]): Change[] {
  return skips.map(({ id, created_at, user_id, reason }) => ({
    id: `skip-${id}`,
    at: created_at,
    author_id: user_id,
    event: { id, type: 'Skip', field_name: 'skip', value: reason },
  }))
}

/** Messages and changes by time, with a heading for each day; neighbouring changes stand together. */
export function timelineOf(comments: readonly Comment[], changes: readonly Change[]): Entry[] {
  const items = [
    ...comments.map((comment) => ({ at: Date.parse(comment.created_at), comment, change: null })),
    ...changes.map((change) => ({ at: Date.parse(change.at), comment: null, change })),
  ].toSorted((left, right) => left.at - right.at || (left.comment ? -1 : 1))

  const entries: Entry[] = []
  let day: number | null = null
  for (const { at, comment, change } of items) {
    const thisDay = calendarDay(at)
    if (thisDay !== day) {
      day = thisDay
      entries.push({ kind: 'day', key: `day-${thisDay}`, at: new Date(at).toISOString() })
    }
    const last = entries.at(-1)
    if (comment) entries.push({ kind: 'comment', key: `comment-${comment.id}`, comment })
    else if (change && last?.kind === 'changes') last.changes.push(change)
    else if (change) entries.push({ kind: 'changes', key: `changes-${change.id}`, changes: [change] })
  }
  return entries
}

/** Tags added and removed by a change of `tags`, whose values are lists or Zendesk's space-separated text. */
export function tagChange(event: AuditEvent): { added: string[]; removed: string[] } {
  const before = tagList(event.previous_value)
  const after = tagList(event.value)
  return { added: after.filter((tag) => !before.includes(tag)), removed: before.filter((tag) => !after.includes(tag)) }
}

function tagList(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : []
}

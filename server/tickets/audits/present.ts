// A ticket's audits: its events in the API's shape. What was said comes from the comments as they are now, so that
// nothing redacted and nothing made private comes back through the history.
import { z } from 'zod'
import { usersByIds } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { actorId, isStaff, type Work } from '../../platform/work.ts'
import { presentComments, presentWithFiles } from '../comments/present.ts'
import type { Comment } from '../comments/schema.ts'
import type { Change, CommentFact, RuleReference, TicketTexts } from '../events.ts'
import { timeSchema, viaSchema } from '../schema.ts'
import type { Written } from '../written.ts'
import { listCommentsByIds } from './queries.ts'
import { type Told, tell, titlesOf, toldTypes } from './stories.ts'

export const auditSchema = z.object({
  id: z.number(),
  ticket_id: z.number(),
  created_at: timeSchema,
  author_id: z.number(),
  metadata: z.object({ system: z.record(z.string(), z.unknown()), custom: z.record(z.string(), z.unknown()) }),
  events: z.array(z.looseObject({ id: z.number(), type: z.string() })),
  via: viaSchema,
})
export type Audit = z.input<typeof auditSchema>

export interface EventRow {
  event_id: number
  type: string
  subject_id: number
  actor_id: number | null
  channel: string
  data: {
    changes?: Change[]
    comment?: CommentFact | null
    rule?: RuleReference
    macro_ids?: number[]
  }
  sealed: Buffer | null
  created_at: Date
}

export const EVENT_COLUMNS = sql.raw(
  'e.event_id, e.type, e.subject_id, e.actor_id, e.channel, e.data, e.sealed, e.created_at',
)

/** Zendesk's name for the system as author. */
const SYSTEM_AUTHOR = -1

/** Values of fields are text in audits, ids too; lists (of tags) stay lists. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}

/** What several audits need to be told. */
interface Around {
  comments: ReadonlyMap<number, Comment>
  emails: ReadonlyMap<number, string>
  rule_titles: ReadonlyMap<string, string>
}

/** An event with its texts. */
interface OpenedEvent extends Omit<EventRow, 'sealed'> {
  texts: Partial<TicketTexts> & { ip?: string | null; user_agent?: string | null }
}

function opened(work: Work, { sealed, ...row }: EventRow): OpenedEvent {
  return { ...row, texts: sealed ? work.sealing.open(`events/${row.event_id}/sealed`, sealed) : {} }
}

/** Audits in the order of their rows, for a caller who was let in to their tickets. */
export async function presentAudits(work: Work, rows: readonly EventRow[], origin_url: string): Promise<Audit[]> {
  const said = rows.flatMap((row) => row.data.comment?.id ?? [])
  const comments = listCommentsByIds(work, said).then((found) => presentComments(work, found, origin_url))
  return await presentOpened(
    work,
    rows.map((row) => opened(work, row)),
    comments,
  )
}

/** The audit of what this unit just wrote. */
export async function presentWrittenAudit(work: Work, written: Written, origin_url: string): Promise<Audit> {
  const { event_id, type, row, data, texts, comment } = written
  const { ip, user_agent, channel } = work.origin
  const event: OpenedEvent = {
    event_id,
    type,
    subject_id: row.id,
    actor_id: actorId(work.actor),
    channel,
    // As it is read back: without what is undefined, and times as texts.
    data: JSON.parse(JSON.stringify(data)),
    texts: { ip, user_agent, ...texts },
    created_at: work.now,
  }
  const rows = comment ? [comment.row] : []
  const comments = comment?.has_files
    ? presentComments(work, rows, origin_url)
    : presentWithFiles(work, rows, [], origin_url)
  const [audit] = await presentOpened(work, [event], comments)
  if (!audit) throw new Error('one event makes one audit')
  return audit
}

async function presentOpened(
  work: Work,
  rows: readonly OpenedEvent[],
  with_comments: Comment[] | Promise<Comment[]>,
): Promise<Audit[]> {
  const rules = rows.flatMap(({ data }) => [
    ...(data.rule ? [data.rule] : []),
    ...(data.macro_ids ?? []).map((id) => ({ kind: 'macro' as const, id })),
  ])
  const people = rows.flatMap((row) => (row.data.changes ?? []).filter(isOfPeople).flatMap(idsIn))
  const [comments, users, rule_titles] = await Promise.all([
    with_comments,
    people.length === 0 ? [] : usersByIds(work, [...new Set(people)]),
    titlesOf(work, rules),
  ])
  const around: Around = {
    comments: new Map(comments.map((comment) => [comment.id, comment])),
    emails: new Map(users.flatMap((user) => (user.email ? [[user.id, user.email] as const] : []))),
    rule_titles,
  }
  return rows.map((row) => presentAudit(work, row, around))
}

const PEOPLE_FIELDS: Record<string, string> = { email_cc_ids: 'EmailCcChange', follower_ids: 'FollowerChange' }
const isOfPeople = (change: Change): boolean => change.field_name in PEOPLE_FIELDS
const numbersIn = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : []
const idsIn = (change: Change): number[] => [...numbersIn(change.value), ...numbersIn(change.previous_value)]

function presentAudit(work: Work, row: OpenedEvent, around: Around): Audit {
  const { ip, user_agent, ...texts } = row.texts
  const is_first = row.type === 'ticket.created'
  let position = 0
  // An event of an audit needs an id of its own; these follow from the audit's and stay the same.
  const numbered = (told: Told) => ({ id: row.event_id + ++position, ...told })
  const comment = row.data.comment && around.comments.get(row.data.comment.id)
  const system =
    isStaff(work.actor) && work.audience === 'staff'
      ? { ...(user_agent ? { client: user_agent } : {}), ...(ip ? { ip_address: ip } : {}) }
      : {}
  return {
    id: row.event_id,
    ticket_id: row.subject_id,
    created_at: row.created_at,
    author_id: row.actor_id ?? SYSTEM_AUTHOR,
    metadata: { system, custom: texts.custom ?? {} },
    events: [
      ...(comment ? [commentEvent(comment)] : []),
      ...tellChanges(row.data.changes ?? [], texts, around, is_first).map(numbered),
      ...(row.data.macro_ids ?? []).map((macro_id) =>
        numbered({
          type: 'AgentMacroReference',
          macro_id: String(macro_id),
          macro_title: around.rule_titles.get(`macro/${macro_id}`) ?? null,
        }),
      ),
      ...tell(row.type, row.data).map(numbered),
    ],
    via: viaOf(row, around),
  }
}

function commentEvent({ attachments, audit_id, author_id, body, html_body, id, plain_body, ...rest }: Comment) {
  return {
    id,
    type: 'Comment',
    author_id,
    body,
    html_body,
    plain_body,
    public: rest.public,
    attachments,
    audit_id,
  }
}

function viaOf({ channel, data: { rule } }: OpenedEvent, around: Around): Audit['via'] {
  if (!rule) return { channel, source: { from: {}, to: {}, rel: null } }
  const title = around.rule_titles.get(`${rule.kind}/${rule.id}`) ?? null
  return { channel: 'rule', source: { from: { id: rule.id, title }, to: {}, rel: rule.kind } }
}

function tellChanges(
  changes: readonly Change[],
  { subject, previous_subject, field_texts }: Partial<TicketTexts>,
  around: Around,
  is_first: boolean,
): Told[] {
  const plain = (field_name: string, value: unknown, previous_value: unknown): Told =>
    is_first
      ? { type: 'Create', field_name, value: asText(value) }
      : { type: 'Change', field_name, value: asText(value), previous_value: asText(previous_value) }
  return [
    ...changes.map((change) =>
      isOfPeople(change) ? peopleChange(change, around) : plain(change.field_name, change.value, change.previous_value),
    ),
    ...(subject == null ? [] : [plain('subject', subject, previous_subject ?? null)]),
    ...Object.entries(field_texts ?? {}).map(([name, { value, previous_value }]) => plain(name, value, previous_value)),
  ]
}

/** Who is copied or follows is told by address, as clients know it. */
function peopleChange({ field_name, value, previous_value }: Change, { emails }: Around): Told {
  const addresses = (ids: unknown) => numbersIn(ids).map((id) => emails.get(id) ?? String(id))
  return field_name === 'follower_ids'
    ? { type: 'FollowerChange', current_followers: addresses(value), previous_followers: addresses(previous_value) }
    : { type: 'EmailCcChange', current_email_ccs: addresses(value), previous_email_ccs: addresses(previous_value) }
}

/** One audit of a ticket that the caller was let in to. */
export async function findAudit(
  work: Work,
  ticket_id: number,
  event_id: number,
  origin_url: string,
): Promise<Audit | null> {
  const row = await work.db.first<EventRow>(sql`
    select ${EVENT_COLUMNS} from events e
    where e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.subject_id = ${ticket_id} and e.event_id = ${event_id}
      and e.type = any(${toldTypes()}::text[])`)
  return row ? ((await presentAudits(work, [row], origin_url))[0] ?? null) : null
}

/** What a write that changed nothing answers as its audit. */
export function emptyAudit(work: Work, ticket_id: number, author_id: number | null): Audit {
  const row = { event_id: 0, type: '', subject_id: ticket_id, actor_id: author_id, channel: work.origin.channel }
  const nothing: Around = { comments: new Map(), emails: new Map(), rule_titles: new Map() }
  return presentAudit(work, { ...row, data: {}, texts: {}, created_at: work.now }, nothing)
}

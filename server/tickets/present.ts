// From rows to tickets of the API, and their side-loads.
import { defaultBrandId } from '../brands/index.ts'
import { defaultCustomStatusId, type FieldRow, listFieldRows } from '../fields/index.ts'
import type { Work } from '../platform/work.ts'
import { heldValues, shownFields } from './custom-fields.ts'
import {
  getTicket,
  listParticipants,
  listTags,
  type ParticipantRow,
  placeOfTicket,
  type TicketContent,
  type TicketRow,
} from './queries.ts'
import { shownRatings } from './satisfaction/present.ts'
import { TICKET_STATUSES, type Ticket, type TicketStatus } from './schema.ts'
import type { Written } from './written.ts'

/** Opens tickets and joins tags and people. Order is kept. */
export async function presentTickets(work: Work, rows: readonly TicketRow[], origin_url: string): Promise<Ticket[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const [tags, people, desk, ratingOf] = await Promise.all([
    listTags(work, ids),
    listParticipants(work, ids),
    deskParts(work),
    shownRatings(work, rows),
  ])
  return presentRows(work, rows, { tags, people, ratingOf, ...desk }, origin_url)
}

/** One ticket the actor may see, or 404; with its parts asked for at the same time. */
export async function presentTicket(work: Work, id: number, origin_url: string): Promise<Ticket> {
  const [row, tags, people, desk] = await Promise.all([
    getTicket(work, id),
    listTags(work, [id]),
    listParticipants(work, [id]),
    deskParts(work),
  ])
  const ratingOf = await shownRatings(work, [row])
  const [ticket] = presentRows(work, [row], { tags, people, ratingOf, ...desk }, origin_url)
  if (!ticket) throw new Error('one row makes one ticket')
  return ticket
}

/** The ticket as this unit's write left it. */
export async function presentWritten(work: Work, written: Written, origin_url: string): Promise<Ticket> {
  const { row, tags, people } = written
  const [participants, desk, ratingOf] = await Promise.all([
    people ?? listParticipants(work, [row.id]),
    deskParts(work),
    shownRatings(work, [row]),
  ])
  const parts = { tags: new Map([[row.id, [...tags]]]), people: participants, ratingOf, ...desk }
  const [ticket] = presentRows(work, [row], parts, origin_url)
  if (!ticket) throw new Error('one row makes one ticket')
  return ticket
}

/** What is told of tickets beside their rows. */
interface Parts {
  tags: ReadonlyMap<number, string[]>
  people: readonly ParticipantRow[]
  ratingOf: Awaited<ReturnType<typeof shownRatings>>
  fields: readonly FieldRow[]
  /** For tickets from before there were brands and custom statuses. */
  brand_id: number
  statusId(status: TicketStatus): number
}

/** The parts that are the same for every ticket of a desk. */
async function deskParts(work: Work): Promise<Pick<Parts, 'fields' | 'brand_id' | 'statusId'>> {
  const [fields, brand_id, ...ids] = await Promise.all([
    listFieldRows(work, 'ticket'),
    defaultBrandId(work),
    ...TICKET_STATUSES.map((status) => defaultCustomStatusId(work, status)),
  ])
  const status_ids = new Map(TICKET_STATUSES.map((status, place) => [status, ids[place]]))
  return { fields, brand_id, statusId: (status) => status_ids.get(status) ?? 0 }
}

function presentRows(
  work: Work,
  rows: readonly TicketRow[],
  { tags, people, ratingOf, fields, brand_id, statusId }: Parts,
  origin_url: string,
): Ticket[] {
  return rows.map((row) => {
    const content = work.sealing.open<TicketContent>(placeOfTicket(row.id), row.sealed)
    const custom_fields = shownFields(work, fields, heldValues(row, content))
    const own = people.filter((person) => person.ticket_id === row.id)
    const email_cc_ids = own
      .filter((person) => person.kind === 'cc' && person.state === 'active')
      .map((person) => person.user_id)
    const follower_ids = own
      .filter((person) => person.kind === 'follower' && person.state === 'active')
      .map((person) => person.user_id)
    return {
      url: `${origin_url}/api/v2/tickets/${row.id}.json`,
      id: row.id,
      external_id: row.external_id,
      via: { channel: row.via_channel, source: content.source },
      created_at: row.created_at,
      updated_at: row.updated_at,
      generated_timestamp: Math.floor(row.updated_at.getTime() / 1000),
      type: row.type,
      subject: content.subject,
      raw_subject: content.subject,
      description: content.description,
      priority: row.priority,
      status: row.deleted_at === null ? row.status : 'deleted',
      recipient: content.recipient,
      requester_id: row.requester_id,
      submitter_id: row.submitter_id,
      assignee_id: row.assignee_id,
      organization_id: row.organization_id,
      group_id: row.group_id,
      collaborator_ids: [...new Set([...email_cc_ids, ...follower_ids])],
      follower_ids,
      email_cc_ids,
      forum_topic_id: null,
      problem_id: row.problem_id,
      has_incidents: row.has_incidents,
      is_public: row.is_public,
      due_at: row.due_at,
      tags: tags.get(row.id) ?? [],
      custom_fields,
      fields: custom_fields,
      satisfaction_rating: ratingOf(row),
      sharing_agreement_ids: [],
      custom_status_id: row.custom_status_id ?? statusId(row.status),
      followup_ids: row.followup_ids,
      ticket_form_id: row.ticket_form_id,
      brand_id: row.brand_id ?? brand_id,
      allow_channelback: false,
      allow_attachments: true,
      from_messaging_channel: false,
      comment_count: row.comment_count,
      version: row.version,
      pending_participants: own
        .filter((person) => person.state === 'pending')
        .map((person) => ({ user_id: person.user_id, added_by: person.added_by_id })),
    }
  })
}

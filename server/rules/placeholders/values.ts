// What the placeholders of rules stand for: `{{ticket.title}}`, `{{ticket.requester.name}}`, `{{current_user.name}}` and
// so on (protocol 4.12). Plain data, made for one reader: what is for a customer has no notes, and nothing that staff
// wrote about people.
import { findBrand } from '../../brands/index.ts'
import { type FieldRow, listFieldRows, shownFieldValuesByKey } from '../../fields/index.ts'
import { deskLocale } from '../../locales/index.ts'
import { listGroupsByIds, listOrganizationsByIds, type UserRow, usersByIds } from '../../people/index.ts'
import { textToHtml } from '../../platform/html/index.ts'
import { apiTime } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import {
  type CommentContent,
  type CommentRow,
  listLatestComments,
  listParticipants,
  listTags,
  placeOfComment,
  placeOfTicket,
  ratingSection,
  satisfactionLink,
  type TicketContent,
  type TicketRow,
} from '../../tickets/index.ts'
import { escapeHtml, SafeHtml, type Values } from './template.ts'

/** Comments in a formatted conversation. */
const COMMENTS = 30
/** Characters of one comment in it. */
const COMMENT_LENGTH = 20_000

export interface Reader {
  for_customer: boolean
  /** The last comment that is told of; null for all there are. */
  up_to: number | null
  current_user_id: number | null
  /** Who reads it, where that is one person. */
  reader_id?: number
  /** `https://host`, for links. */
  origin_url: string
}

/** The values for a ticket. `texts` are the templates: what none of them names is not read. */
export async function placeholderValues(
  work: Work,
  ticket: TicketRow,
  reader: Reader,
  texts: readonly string[],
): Promise<Values> {
  const names = texts.join(' ')
  const content = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const [comments, tags, participants, fields, user_fields, groups, organizations, brand] = await Promise.all([
    names.includes('comment')
      ? listLatestComments(work, ticket.id, { up_to: reader.up_to, limit: COMMENTS, only_public: reader.for_customer })
      : [],
    listTags(work, [ticket.id]),
    listParticipants(work, [ticket.id]),
    names.includes('ticket_field') ? listFieldRows(work, 'ticket') : [],
    names.includes('custom_fields') ? listFieldRows(work, 'user') : [],
    listGroupsByIds(work, [ticket.group_id], ''),
    listOrganizationsByIds(work, [ticket.organization_id], ''),
    names.includes('brand') && ticket.brand_id !== null ? findBrand(work, ticket.brand_id) : null,
  ])
  const copied = participants.filter((one) => one.kind === 'cc' && one.state === 'active').map((one) => one.user_id)
  const people = new Map(
    (
      await usersByIds(work, [
        ticket.requester_id,
        ticket.submitter_id,
        ...(ticket.assignee_id === null ? [] : [ticket.assignee_id]),
        ...(reader.current_user_id === null ? [] : [reader.current_user_id]),
        ...comments.map((comment) => comment.author_id),
        ...copied,
      ])
    ).map((user) => [user.id, user]),
  )
  const person = (id: number | null) => personValues(id === null ? undefined : people.get(id), reader, user_fields)
  const said = commentValues(work, comments, people, reader)
  const requester = people.get(ticket.requester_id)
  // Whoever is asked is the requester, in their own language; asking is noted, so only where the text asks.
  const is_asked = reader.reader_id === ticket.requester_id && names.includes('rating_section')
  const section = is_asked
    ? await ratingSection(work, ticket.id, reader.origin_url, requester?.locale ?? (await deskLocale(work)).locale)
    : null
  const link = `${reader.origin_url}/${reader.for_customer ? 'requests' : 'agent/tickets'}/${ticket.id}`
  const organization = organizations.find((one) => one.id === ticket.organization_id)
  const group = groups.find((one) => one.id === ticket.group_id)
  return {
    ticket: {
      id: ticket.id,
      title: content.subject ?? '',
      subject: content.subject ?? '',
      description: content.description ?? '',
      verbatim_description: content.description ?? '',
      status: ticket.status,
      priority: ticket.priority ?? '',
      ticket_type: ticket.type ?? '',
      type: ticket.type ?? '',
      external_id: ticket.external_id ?? '',
      via: ticket.via_channel,
      url: link,
      link,
      tags: (tags.get(ticket.id) ?? []).join(' '),
      created_at: dayOf(ticket.created_at),
      created_at_with_timestamp: apiTime(ticket.created_at),
      updated_at: dayOf(ticket.updated_at),
      updated_at_with_timestamp: apiTime(ticket.updated_at),
      due_date: ticket.due_at === null ? '' : dayOf(ticket.due_at),
      due_date_with_timestamp: ticket.due_at === null ? '' : apiTime(ticket.due_at),
      requester: { ...person(ticket.requester_id), organization: organizationValues(organization) },
      submitter: person(ticket.submitter_id),
      assignee: person(ticket.assignee_id),
      group: { id: group?.id ?? '', name: group?.name ?? '' },
      organization: organizationValues(organization),
      brand: { id: brand?.id ?? '', name: brand?.name ?? '' },
      cc_names: copied.map((id) => people.get(id)?.name ?? '').join(', '),
      email_cc_names: copied.map((id) => people.get(id)?.name ?? '').join(', '),
      ...said,
      ...ticketFieldValues(ticket, content, fields),
    },
    current_user: person(reader.current_user_id),
    // The link stands for the requester: nobody else gets it.
    satisfaction: {
      current_rating: ticket.satisfaction ?? '',
      rating_section: section === null ? '' : new SafeHtml(section.html),
      rating_url:
        reader.reader_id === ticket.requester_id
          ? `${reader.origin_url}${satisfactionLink(work.sealing, { ticket_id: ticket.id, user_id: ticket.requester_id, now: work.now })}`
          : '',
    },
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

function personValues(user: UserRow | undefined, { for_customer }: Reader, fields: readonly FieldRow[]) {
  if (!user) return { id: '', name: '', first_name: '', last_name: '', email: '' }
  const name = for_customer && user.role !== 'end-user' ? user.alias || user.name : user.name
  const [first_name = '', ...rest] = name.split(' ')
  // An agent's own address is no customer's business; nor is what staff noted about a person.
  const hides_address = for_customer && user.role !== 'end-user'
  return {
    id: user.id,
    name,
    first_name,
    last_name: rest.join(' '),
    email: hides_address ? '' : (user.email ?? ''),
    phone: hides_address ? '' : (user.phone ?? ''),
    language: user.locale ?? '',
    locale: user.locale ?? '',
    role: user.role,
    external_id: user.external_id ?? '',
    signature: user.signature ?? '',
    ...(for_customer ? {} : { details: user.details ?? '', notes: user.notes ?? '', tags: user.tags.join(' ') }),
    custom_fields: for_customer ? {} : shownFieldValuesByKey(fields, user.field_values),
  }
}

const organizationValues = (organization: { id: number; name: string; organization_fields: unknown } | undefined) => ({
  id: organization?.id ?? '',
  name: organization?.name ?? '',
  custom_fields: organization?.organization_fields ?? {},
})

function ticketFieldValues(
  ticket: TicketRow,
  content: TicketContent,
  fields: readonly FieldRow[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const row of fields) {
    const value = ticket.field_values[row.id] ?? content.field_texts?.[row.id]
    const list = [value ?? ''].flat().map(String)
    values[`ticket_field_${row.id}`] = list.join(' ')
    if (row.options.length > 0)
      values[`ticket_field_option_title_${row.id}`] = list
        .map((one) => row.options.find((option) => option.value === one)?.name ?? '')
        .join(', ')
  }
  return values
}

function commentValues(
  work: Work,
  comments: readonly CommentRow[],
  people: ReadonlyMap<number, UserRow>,
  reader: Reader,
): Record<string, unknown> {
  const opened = comments.map((row) => {
    const author = people.get(row.author_id)
    const name = personValues(author, reader, []).name
    const { body } = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
    const value = body.slice(0, COMMENT_LENGTH)
    return {
      id: row.id,
      is_public: row.kind === 'reply',
      author: { id: row.author_id, name },
      created_at: dayOf(row.created_at),
      created_at_with_time: apiTime(row.created_at),
      value,
      formatted: formatted(name, row.created_at, value, row.kind === 'note'),
    }
  })
  const said = opened.filter((comment) => comment.is_public)
  const all = (list: typeof opened) => new SafeHtml(list.map(({ formatted: { html } }) => html).join('\n'))
  return {
    comments: opened.map(({ formatted: _formatted, ...comment }) => comment),
    public_comments: said.map(({ formatted: _formatted, ...comment }) => comment),
    comments_formatted: all(opened),
    public_comments_formatted: all(said),
    latest_comment: opened[0]?.value ?? '',
    latest_comment_formatted: opened[0]?.formatted ?? '',
    latest_public_comment: said[0]?.value ?? '',
    latest_public_comment_formatted: said[0]?.formatted ?? '',
  }
}

function formatted(name: string, at: Date, text: string, is_note: boolean): SafeHtml {
  const head = `<p><strong>${escapeHtml(name)}</strong>, ${apiTime(at)}${is_note ? ' 🔒' : ''}</p>`
  return new SafeHtml(`${head}<div>${textToHtml(text)}</div>`)
}

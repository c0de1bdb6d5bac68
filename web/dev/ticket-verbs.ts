/** What the fake API does to tickets: list, change, write. Development only; everything is in memory. */
import type { Comment, Ticket, User } from '../api/shapes.ts'
import * as desk from './data.ts'

export interface Call {
  method: string
  path: string
  query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: requests of our own app, in a fake that is never shipped
  body: Record<string, any>
  publish: (id: number, change: string) => void
}

export class Failure extends Error {
  readonly status: number
  readonly reply: object
  constructor(status: number, reply: object) {
    super(`HTTP ${status}`)
    this.status = status
    this.reply = reply
  }
}

export const me = desk.users[0] as User // made in data.ts
export const notFound = () =>
  new Failure(404, { error: 'RecordNotFound', description: 'Not found', code: 'not_found', request_id: 'dev-404' })

export function getTicket(id: number): Ticket {
  const ticket = desk.tickets.find((entry) => entry.id === id)
  if (!ticket) throw notFound()
  return ticket
}
export const ticketsOf: Record<string, (ticket: Ticket) => boolean> = {
  unsolved: (ticket) => !['solved', 'closed'].includes(ticket.status),
  mine: (ticket) => ticket.assignee_id === me.id && !['solved', 'closed'].includes(ticket.status),
  unassigned: (ticket) => ticket.assignee_id === null && !['solved', 'closed'].includes(ticket.status),
  pending: (ticket) => ticket.status === 'pending',
  solved: (ticket) => ['solved', 'closed'].includes(ticket.status),
  all: () => true,
}

export function peopleOf(list: readonly Ticket[]): User[] {
  const ids = new Set(
    list.flatMap((ticket) => [
      ticket.requester_id,
      ticket.assignee_id,
      ...(ticket.email_cc_ids ?? []),
      ...(ticket.pending_participants ?? []).map((entry) => entry.user_id),
    ]),
  )
  return desk.users.filter((user) => ids.has(user.id))
}

export function page(query: URLSearchParams) {
  const size = Number(query.get('page[size]') ?? 50)
  const start = Number(query.get('page[after]') ?? 0)
  const sort = query.get('sort') ?? '-updated_at'
  const key = sort.includes('id') ? (ticket: Ticket) => ticket.id : (ticket: Ticket) => Date.parse(ticket.updated_at)
  const sign = sort.startsWith('-') ? -1 : 1
  const all = desk.tickets
    .filter(ticketsOf[query.get('view') ?? 'all'] ?? (() => true))
    .toSorted((left, right) => sign * (key(left) - key(right)))
  const tickets = all.slice(start, start + size)
  const hasMore = start + size < all.length
  return {
    tickets,
    users: peopleOf(tickets),
    groups: desk.groups,
    meta: { has_more: hasMore, after_cursor: hasMore ? String(start + size) : null, before_cursor: null },
    links: {},
  }
}

export function changed(ticket: Ticket, fields: Partial<Ticket>, publish: Call['publish']): void {
  const events = Object.entries(fields)
    .filter(([key, value]) => key in ticket && JSON.stringify(ticket[key as keyof Ticket]) !== JSON.stringify(value))
    .map(([field_name, value], index) => ({
      id: index + 1,
      type: 'Change',
      field_name,
      value,
      previous_value: ticket[field_name as keyof Ticket],
    }))
  Object.assign(ticket, fields, { updated_at: new Date().toISOString(), version: (ticket.version ?? 0) + 1 })
  if (events.length > 0)
    desk.audits
      .get(ticket.id)
      ?.push({ id: desk.nextId(), ticket_id: ticket.id, created_at: ticket.updated_at, author_id: me.id, events })
  publish(ticket.id, 'updated')
}

/** Who gets copies after the changes of a reply: `put` adds an address, `delete` takes one away. */
function copied(ticket: Ticket, changes: { user_email: string; action: string }[]): string[] {
  const present = desk.users
    .filter((user) => ticket.email_cc_ids?.includes(user.id))
    .flatMap((user) => user.email ?? [])
  const gone = changes.filter((change) => change.action === 'delete').map((change) => change.user_email)
  const added = changes.filter((change) => change.action === 'put').map((change) => change.user_email)
  return [...present.filter((address) => !gone.includes(address)), ...added]
}

export function write(
  ticket: Ticket,
  part: Call['body'],
  isPublic: boolean,
  publish: Call['publish'],
): { ticket: Ticket; comment: Comment; audit: object } {
  if (isPublic && part.version !== undefined && part.version !== ticket.version)
    throw new Failure(409, {
      error: 'UpdateConflict',
      description: 'The ticket has changed.',
      code: 'update_conflict',
      request_id: 'dev-409',
    })
  const undo = new Date(Date.now() + desk.settings.mail.undo_send_s * 1000).toISOString()
  const text = String(part.html_body ?? part.body ?? '')
    .replace(/<\/p>/g, '\n\n')
    .replace(/<[^>]+>/g, '')
    .trim()
  const requester = desk.users.find((user) => user.id === ticket.requester_id)
  const comment: Comment = {
    id: desk.nextId(),
    type: 'Comment',
    author_id: me.id,
    body: text,
    plain_body: text,
    html_body: String(part.html_body ?? ''),
    public: isPublic,
    attachments: ((part.uploads ?? []) as string[]).map((token) => ({
      id: desk.nextId(),
      file_name: token,
      content_type: 'application/pdf',
      size: 20_480,
      content_url: '#',
      inline: false,
    })),
    created_at: new Date().toISOString(),
    via: { channel: 'web' },
    ...(isPublic
      ? {
          undo_until: undo,
          delivery: [requester?.email ?? '', ...copied(ticket, part.email_ccs ?? [])].map((recipient) => ({
            recipient,
            state: 'held' as const,
            send_after: undo,
          })),
        }
      : {}),
  }
  desk.comments.get(ticket.id)?.push(comment)
  changed(
    ticket,
    {
      ...(part.status ? { status: part.status } : {}),
      snippet: isPublic ? text.slice(0, 160) : (ticket.snippet ?? ''),
    },
    publish,
  )
  if (isPublic) {
    setTimeout(
      () => {
        for (const delivery of comment.delivery ?? [])
          if (delivery.state === 'held') Object.assign(delivery, { state: 'sent', sent_at: new Date().toISOString() })
        publish(ticket.id, 'delivered')
      },
      desk.settings.mail.undo_send_s * 1000 + 500,
    )
  }
  desk.drafts.delete(`${ticket.id}/${isPublic ? 'reply' : 'note'}`)
  return { ticket, comment, audit: {} }
}

export type Handler = (call: Call, ids: number[], match: RegExpExecArray) => unknown

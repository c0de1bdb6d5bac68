/**
 * The fake API's answers, in the shapes of the real one. Development only: no sign-in, no rights, everything in memory,
 * gone at the next start. `problem` in a query makes any GET fail, to see how failures look.
 */
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

const me = desk.users[0] as User // made in data.ts
const notFound = () =>
  new Failure(404, { error: 'RecordNotFound', description: 'Not found', code: 'not_found', request_id: 'dev-404' })

function getTicket(id: number): Ticket {
  const ticket = desk.tickets.find((entry) => entry.id === id)
  if (!ticket) throw notFound()
  return ticket
}
const ticketsOf: Record<string, (ticket: Ticket) => boolean> = {
  unsolved: (ticket) => !['solved', 'closed'].includes(ticket.status),
  mine: (ticket) => ticket.assignee_id === me.id && !['solved', 'closed'].includes(ticket.status),
  unassigned: (ticket) => ticket.assignee_id === null && !['solved', 'closed'].includes(ticket.status),
  pending: (ticket) => ticket.status === 'pending',
  solved: (ticket) => ['solved', 'closed'].includes(ticket.status),
  all: () => true,
}

function peopleOf(list: readonly Ticket[]): User[] {
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

function page(query: URLSearchParams) {
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

function changed(ticket: Ticket, fields: Partial<Ticket>, publish: Call['publish']): void {
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

function write(
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
          delivery: [requester?.email ?? '', ...((part.email_ccs ?? []) as string[])].map((recipient) => ({
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

type Handler = (call: Call, ids: number[], match: RegExpExecArray) => unknown

export const routes: readonly [string, RegExp, Handler][] = [
  // Here the comments carry their deliveries themselves.
  ['GET', /^\/tickets\/(\d+)\/deliveries$/, () => ({ deliveries: [] })],
  ['GET', /^\/users\/me$/, () => ({ user: { ...me, authenticity_token: 'dev-token' } })],
  [
    'GET',
    /^\/views\/counts$/,
    () => ({
      counts: {
        ...Object.fromEntries(
          Object.entries(ticketsOf).map(([name, test]) => [name, desk.tickets.filter(test).length]),
        ),
        suspended: desk.suspended.length,
      },
    }),
  ],
  ['GET', /^\/tickets$/, ({ query }) => page(query)],
  [
    'POST',
    /^\/tickets$/,
    ({ body, publish }) => {
      const { subject, requester, comment } = body.ticket
      let user = desk.users.find((entry) => entry.email === requester.email)
      if (!user) {
        user = { id: desk.nextId(), name: requester.name, email: requester.email, role: 'end-user', locale: 'en' }
        desk.users.push(user)
      }
      const id = Math.max(...desk.tickets.map((entry) => entry.id)) + 1
      const now = new Date().toISOString()
      const ticket: Ticket = {
        id,
        subject,
        description: '',
        snippet: '',
        status: 'open',
        priority: null,
        type: null,
        requester_id: user.id,
        assignee_id: me.id,
        group_id: 31,
        organization_id: null,
        email_cc_ids: [],
        tags: [],
        created_at: now,
        updated_at: now,
        version: 1,
      }
      desk.tickets.push(ticket)
      desk.comments.set(id, [])
      desk.audits.set(id, [])
      write(ticket, comment, comment.public !== false, publish)
      return { ticket }
    },
  ],
  [
    'GET',
    /^\/tickets\/(\d+)$/,
    (_call, [id = 0]) => {
      const ticket = getTicket(id)
      return {
        ticket,
        users: peopleOf([ticket]),
        groups: desk.groups,
        organizations: desk.organizations.filter((entry) => entry.id === ticket.organization_id),
      }
    },
  ],
  [
    'PUT',
    /^\/tickets\/(\d+)$/,
    ({ body, publish }, [id = 0]) => {
      const ticket = getTicket(id)
      changed(ticket, body.ticket, publish)
      return { ticket, audit: {} }
    },
  ],
  [
    'DELETE',
    /^\/tickets\/(\d+)$/,
    ({ publish }, [id = 0]) => {
      desk.tickets.splice(desk.tickets.indexOf(getTicket(id)), 1)
      publish(id, 'deleted')
    },
  ],
  [
    'GET',
    /^\/tickets\/(\d+)\/comments$/,
    (_call, [id = 0]) => {
      const list = desk.comments.get(id) ?? []
      const ids = new Set(list.map((comment) => comment.author_id))
      return {
        comments: list,
        users: desk.users.filter((user) => ids.has(user.id)),
        meta: { has_more: false, after_cursor: null },
        links: {},
      }
    },
  ],
  ['GET', /^\/tickets\/(\d+)\/audits$/, (_call, [id = 0]) => ({ audits: desk.audits.get(id) ?? [] })],
  [
    'POST',
    /^\/tickets\/(\d+)\/replies$/,
    ({ body, publish }, [id = 0]) => write(getTicket(id), body.reply, true, publish),
  ],
  [
    'POST',
    /^\/tickets\/(\d+)\/notes$/,
    ({ body, publish }, [id = 0]) => write(getTicket(id), body.note, false, publish),
  ],
  [
    'POST',
    /^\/tickets\/(\d+)\/replies\/(\d+)\/undo$/,
    ({ publish }, [id = 0, commentId = 0]) => {
      const list = desk.comments.get(id) ?? []
      const index = list.findIndex((comment) => comment.id === commentId)
      const [comment] = list.splice(index, 1)
      const draft = {
        html_body: comment?.html_body ?? '',
        email_ccs: (comment?.delivery ?? []).slice(1).map((entry) => entry.recipient),
        updated_at: new Date().toISOString(),
      }
      desk.drafts.set(`${id}/reply`, draft)
      changed(getTicket(id), { status: 'open' }, publish)
      return { draft, ticket: getTicket(id) }
    },
  ],
  [
    'GET',
    /^\/tickets\/(\d+)\/drafts\/(\w+)$/,
    (_call, [id = 0], match) => ({ draft: desk.drafts.get(`${id}/${match[2]}`) ?? null }),
  ],
  [
    'PUT',
    /^\/tickets\/(\d+)\/drafts\/(\w+)$/,
    ({ body }, [id = 0], match) => {
      const draft = { ...body.draft, updated_at: new Date().toISOString() }
      desk.drafts.set(`${id}/${match[2]}`, draft)
      return { draft }
    },
  ],
  [
    'DELETE',
    /^\/tickets\/(\d+)\/drafts\/(\w+)$/,
    (_call, [id = 0], match) => void desk.drafts.delete(`${id}/${match[2]}`),
  ],
  [
    'POST',
    /^\/tickets\/(\d+)\/participants\/(\d+)\/(approve|decline)$/,
    ({ publish }, [id = 0, userId = 0], match) => {
      const ticket = getTicket(id)
      changed(
        ticket,
        {
          pending_participants: [],
          email_cc_ids: match[3] === 'approve' ? [...(ticket.email_cc_ids ?? []), userId] : (ticket.email_cc_ids ?? []),
        },
        publish,
      )
      return { ticket }
    },
  ],
  [
    'GET',
    /^\/search$/,
    ({ query }) => {
      const words = (query.get('query') ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word && !word.includes(':') && !/[<>]/.test(word))
      const found = desk.tickets.filter((ticket) =>
        words.every((word) => `${ticket.subject} ${ticket.description} ${ticket.snippet}`.toLowerCase().includes(word)),
      )
      const size = Number(query.get('per_page') ?? 25)
      const start = (Number(query.get('page') ?? 1) - 1) * size
      return {
        results: found.slice(start, start + size).map((ticket) => ({ ...ticket, result_type: 'ticket' })),
        count: found.length,
        next_page: start + size < found.length ? 'next' : null,
      }
    },
  ],
  ['GET', /^\/users$/, () => ({ users: desk.users.filter((user) => user.role !== 'end-user') })],
  [
    'GET',
    /^\/users\/(\d+)$/,
    (_call, [id = 0]) => {
      const user = desk.users.find((entry) => entry.id === id)
      if (!user) throw notFound()
      return { user }
    },
  ],
  [
    'GET',
    /^\/users\/(\d+)\/tickets\/requested$/,
    ({ query }, [id = 0]) => ({
      tickets: desk.tickets
        .filter((ticket) => ticket.requester_id === id)
        .slice(0, Number(query.get('page[size]') ?? 25)),
    }),
  ],
  ['GET', /^\/groups$/, () => ({ groups: desk.groups })],
  ['GET', /^\/suspended_tickets$/, () => ({ suspended_tickets: desk.suspended })],
  [
    'PUT',
    /^\/suspended_tickets\/(\d+)\/recover$/,
    (_call, [id]) =>
      void desk.suspended.splice(
        desk.suspended.findIndex((entry) => entry.id === id),
        1,
      ),
  ],
  [
    'DELETE',
    /^\/suspended_tickets\/(\d+)$/,
    (_call, [id]) =>
      void desk.suspended.splice(
        desk.suspended.findIndex((entry) => entry.id === id),
        1,
      ),
  ],
  ['GET', /^\/account\/settings$/, () => ({ settings: desk.settings })],
  [
    'PUT',
    /^\/account\/settings$/,
    ({ body }) => {
      Object.assign(desk.settings.desk, body.settings.desk)
      Object.assign(desk.settings.mail, body.settings.mail)
      return { settings: desk.settings }
    },
  ],
  ['GET', /^\/recipient_addresses$/, () => ({ recipient_addresses: desk.addresses })],
  [
    'POST',
    /^\/recipient_addresses$/,
    ({ body }) => {
      if (!/@/.test(body.recipient_address.email))
        throw new Failure(422, {
          error: 'RecordInvalid',
          description: 'Record validation errors',
          details: { email: [{ description: 'Email: is not properly formatted', error: 'InvalidFormat' }] },
          code: 'record_invalid',
          request_id: 'dev-422',
        })
      desk.addresses.push({ id: desk.nextId(), ...body.recipient_address })
      return { recipient_address: desk.addresses.at(-1) }
    },
  ],
  [
    'DELETE',
    /^\/recipient_addresses\/(\d+)$/,
    (_call, [id]) =>
      void desk.addresses.splice(
        desk.addresses.findIndex((entry) => entry.id === id),
        1,
      ),
  ],
  ['GET', /^\/mail_domains$/, () => ({ mail_domains: desk.domains })],
  [
    'POST',
    /^\/mail_domains$/,
    ({ body }) => {
      desk.domains.push({
        id: desk.nextId(),
        name: body.mail_domain.name,
        checked_at: null,
        records: (desk.domains[0]?.records ?? []).map((record) => ({
          ...record,
          host: record.host.replace('custos.example', body.mail_domain.name),
          state: 'waiting',
          reason: null,
        })),
      })
      return { mail_domain: desk.domains.at(-1) }
    },
  ],
  [
    'GET',
    /^\/mail_domains\/(\d+)\/check$/,
    (_call, [id]) => {
      const domain = desk.domains.find((entry) => entry.id === id)
      if (!domain) throw notFound()
      domain.checked_at = new Date().toISOString()
      return { mail_domain: domain }
    },
  ],
  ['POST', /^\/mail\/test$/, () => ({ message: 'queued' })],
  ['POST', /^\/sample_data$/, () => ({ job_status: { id: 'dev' } })],
]

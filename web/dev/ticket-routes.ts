// The fake API's endpoints of tickets.
import type { Ticket } from '../api/shapes.ts'
import * as desk from './data.ts'
import { changed, getTicket, type Handler, me, page, peopleOf, ticketsOf, write } from './ticket-verbs.ts'

export const ticketRoutes: readonly [string, RegExp, Handler][] = [
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
]

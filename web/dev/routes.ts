/**
 * The fake API's answers, in the shapes of the real one. Development only: no sign-in, no rights, everything in memory,
 * gone at the next start.
 */
import * as desk from './data.ts'
import { ticketRoutes } from './ticket-routes.ts'
import { Failure, type Handler, notFound } from './ticket-verbs.ts'

export const routes: readonly [string, RegExp, Handler][] = [
  ...ticketRoutes,
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
  ['GET', /^\/sample_data$/, () => ({ sample_data: null })],
  [
    'POST',
    /^\/sample_data$/,
    ({ body }) => ({ sample_data: { tickets: body.tickets, made: body.tickets, state: 'done' } }),
  ],
]

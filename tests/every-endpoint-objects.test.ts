// All endpoints × objects on both sides of every border: a ticket of one's own group, of another group, a deleted one,
// another account's; requests, people and organisations that are one's own and that are not. What is expected follows
// from the noun an endpoint is about (server/platform/http/sees.ts); a new endpoint without one fails here.
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import { type AnyEndpoint, splitRoute } from '../server/platform/http/endpoint.ts'
import { type Noun, seenNoun } from '../server/platform/http/sees.ts'
import { AGENT_RIGHTS, has, LIGHT_AGENT_RIGHTS, type Rights } from '../server/platform/rights.ts'
import { type Crowd, newCrowd } from './support/callers.ts'
import type { Answer, Person } from './support/desk.ts'
import { fillRoute } from './support/fixture.ts'

const of = (noun: Noun): AnyEndpoint[] => ALL_ENDPOINTS.filter((endpoint) => seenNoun(endpoint) === noun)
const isIn = (endpoint: AnyEndpoint, rights: Rights) =>
  endpoint.allow.includes('agent') && (endpoint.right === undefined || has(rights, endpoint.right))
const parametersOf = (route: string) => [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
const isRead = (endpoint: AnyEndpoint) => splitRoute(endpoint.route).method === 'GET'

describe('every endpoint', () => {
  let crowd: Crowd
  let other: Crowd

  beforeAll(async () => {
    crowd = await newCrowd()
    other = await newCrowd()
  })

  function ask(endpoint: AnyEndpoint, person: Person, ids: Record<string, string>): Promise<Answer> {
    const body = /^(POST|PUT|PATCH)/.test(endpoint.route) ? {} : undefined
    return crowd.fixture.call(person, fillRoute(endpoint.route, ids), body)
  }

  /** The fixture's ids, but of this ticket. */
  const withTicket = (id: string) => ({ ...crowd.fixture.ids, ticket_id: id, ticket_metric_id: id, request_id: id })

  it('says whose record it is about, where its path names one', () => {
    for (const endpoint of ALL_ENDPOINTS) expect(seenNoun(endpoint), endpoint.route).not.toBeUndefined()
    expect(of('ticket').length).toBeGreaterThan(50)
  })

  it('about a ticket is 404 for an agent of another group, for a deleted one, and for another account’s', async () => {
    const { fixture, people, tickets } = crowd
    const callers: [string, Person, Rights][] = [
      ['an agent of another group', people.bound, AGENT_RIGHTS],
      ['a light agent', people.light, LIGHT_AGENT_RIGHTS],
      ['an agent', fixture.agent, AGENT_RIGHTS],
    ]
    for (const endpoint of of('ticket').filter((one) => one.route.includes('{ticket_id}') && !one.customer_surface)) {
      for (const [name, person, rights] of callers) {
        if (!isIn(endpoint, rights)) continue
        const hidden = [
          ...(person === people.bound ? [tickets.other_group.id, fixture.ids.ticket_id ?? ''] : []),
          tickets.deleted.id,
          other.tickets.own_group.id,
          other.fixture.ids.ticket_id ?? '',
        ]
        for (const id of hidden) {
          const answer = await ask(endpoint, person, withTicket(id))
          const said = `${endpoint.route} as ${name} of ${id}: ${answer.status} ${answer.text.slice(0, 200)}`
          // A body that is refused as such, or a record beside it that is not there, says nothing of the ticket.
          expect([404, 400, 415, 422, 403], said).toContain(answer.status)
          if (isRead(endpoint)) expect(answer.status, said).toBe(404)
          // What is refused is refused alike for a number that nobody ever gave.
          const nobodys = await ask(endpoint, person, withTicket('987654321'))
          expect([said, answer.status]).toEqual([said, nobodys.status])
        }
      }
    }
  })

  it('about a ticket opens for an agent of its group, and for nobody’s sake twice', async () => {
    const { people, tickets } = crowd
    for (const endpoint of of('ticket').filter(isRead)) {
      if (parametersOf(endpoint.route).join() !== 'ticket_id' || endpoint.customer_surface) continue
      for (const person of [people.bound, crowd.fixture.agent, crowd.fixture.admin, crowd.fixture.owner]) {
        const answer = await ask(endpoint, person, withTicket(tickets.own_group.id))
        expect(answer.status, `${endpoint.route} ${answer.text.slice(0, 200)}`).toBe(200)
      }
    }
  })

  it('that reads tells an agent of another group, a customer and a deleted ticket’s reader none of its words', async () => {
    const { fixture, people, tickets } = crowd
    const hidden: [string, Person, string[]][] = [
      ['an agent of another group', people.bound, [tickets.other_group.word, tickets.deleted.word]],
      ['an agent', fixture.agent, [tickets.deleted.word]],
      ['an admin', fixture.admin, [tickets.deleted.word]],
      ['its requester', fixture.customer, [tickets.other_group.word, tickets.deleted.word]],
      ['a copied customer', fixture.copied, [tickets.other_group.word, tickets.own_group.word, tickets.deleted.word]],
      ['a stranger', people.stranger, [fixture.secret_word, tickets.other_group.word, tickets.deleted.word]],
    ]
    for (const endpoint of ALL_ENDPOINTS.filter((one) => isRead(one) && seenNoun(one) !== 'secret')) {
      // Deleted tickets are listed by their subjects for who may restore them; admins export them as deleted.
      const tells_deleted = /deleted_tickets|incremental|audit_logs/.test(endpoint.route)
      for (const [name, person, words] of hidden) {
        for (const ids of [fixture.ids, withTicket(tickets.other_group.id)]) {
          const answer = await ask(endpoint, person, ids)
          for (const word of words) {
            if (tells_deleted && word === tickets.deleted.word && person !== people.bound) continue
            // Somebody is told what they asked for, be it in the address of the next page.
            expect(answer.text.includes(word), `${endpoint.route} tells ${name} of ${word}`).toBe(false)
          }
          if (parametersOf(endpoint.route).length === 0) break
        }
      }
    }
  }, 120_000)

  it('about a request opens for who takes part in it, and is 404 for a colleague, a stranger and once it is deleted', async () => {
    const { fixture, people, tickets } = crowd
    for (const endpoint of of('request').filter(isRead)) {
      const at = (person: Person, id: string) =>
        ask(endpoint, person, { ...withTicket(id), comment_id: fixture.ids.ticket_comment_id ?? '' })
      for (const person of [fixture.customer, fixture.copied])
        expect((await at(person, fixture.ids.ticket_id ?? '')).status, endpoint.route).toBe(200)
      for (const person of [people.member, people.stranger, people.bound])
        expect((await at(person, fixture.ids.ticket_id ?? '')).status, endpoint.route).toBe(404)
      for (const id of [tickets.deleted.id, tickets.other_group.id, other.fixture.ids.ticket_id ?? ''])
        expect((await at(fixture.customer, id)).status, endpoint.route).toBe(404)
    }
  })

  it('about a person is for customers about themselves only', async () => {
    const { fixture, people } = crowd
    for (const endpoint of of('person').filter((one) => one.allow.includes('end-user'))) {
      for (const id of [people.stranger.id, fixture.agent.id, other.fixture.customer.id]) {
        const answer = await ask(endpoint, fixture.customer, { ...fixture.ids, user_id: String(id) })
        const said = `${endpoint.route} of ${id}: ${answer.status} ${answer.text.slice(0, 200)}`
        expect([403, 404, 400, 422], said).toContain(answer.status)
        if (isRead(endpoint) && answer.status === 200) expect(answer.text, said).not.toContain(fixture.secret_word)
      }
    }
  })

  it('about an organisation is for its members and the team', async () => {
    const { fixture, people } = crowd
    for (const endpoint of of('organization').filter((one) => isRead(one) && one.allow.includes('end-user'))) {
      const status = async (person: Person, ids = fixture.ids) => (await ask(endpoint, person, ids)).status
      expect(await status(people.member), endpoint.route).toBe(200)
      expect(await status(people.stranger), endpoint.route).toBe(404)
      expect(await status(fixture.agent, other.fixture.ids), endpoint.route).toBe(404)
    }
  })

  it('about what is somebody’s own is not for others', async () => {
    const { fixture, people } = crowd
    // Pages lead whoever has nothing there away from it.
    for (const endpoint of of('own').filter((one) => one.route.includes(' /api/'))) {
      // The team sees the subscriptions of customers; other customers do not.
      const person = endpoint.allow.includes('end-user') ? people.stranger : people.bound
      const answer = await ask(endpoint, person, fixture.ids)
      expect([401, 403, 404, 400, 422], `${endpoint.route} ${answer.text.slice(0, 200)}`).toContain(answer.status)
    }
  })
})

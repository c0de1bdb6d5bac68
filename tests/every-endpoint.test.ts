// All endpoints × all callers: who is not let in gets 401 or 403, who is gets anything but these and never a fault;
// another account's admin reaches nothing, whichever id is guessed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import { splitRoute } from '../server/platform/http/endpoint.ts'
import type { Person } from './support/desk.ts'
import { type Fixture, fillRoute, newFixture } from './support/fixture.ts'

const GOLDEN = join(import.meta.dirname, 'golden/public-endpoints.txt')

/** Changes that would end the fixture for the calls after them run last. */
const byHarm = [...ALL_ENDPOINTS].sort((a, b) => Number(isDestructive(a.route)) - Number(isDestructive(b.route)))

function isDestructive(route: string): boolean {
  return route.startsWith('DELETE') || /logout|sign-out|merge|recover/.test(route)
}

function contentType(route: string): Record<string, string> {
  return /inbound_mail/.test(route) ? { 'content-type': 'message/rfc822' } : {}
}

const withBody = (route: string) => (/^(POST|PUT|PATCH)/.test(route) ? {} : undefined)

describe('every endpoint', () => {
  let own: Fixture
  let other: Fixture

  beforeAll(async () => {
    own = await newFixture()
    other = await newFixture()
  })

  it('is seen', () => {
    expect(ALL_ENDPOINTS.length).toBeGreaterThan(60)
  })

  it('has a route of its own', () => {
    const routes = ALL_ENDPOINTS.map((endpoint) => endpoint.route)
    expect(routes.filter((route, position) => routes.indexOf(route) !== position)).toEqual([])
  })

  it('says what it is for and who may call it', () => {
    for (const endpoint of ALL_ENDPOINTS) {
      expect(endpoint.summary.length, endpoint.route).toBeGreaterThan(5)
      expect(endpoint.allow.length, endpoint.route).toBeGreaterThan(0)
    }
  })

  it('is public only if the golden list says so', () => {
    const open = ALL_ENDPOINTS.filter((endpoint) => endpoint.allow.includes('anonymous')).map(
      (endpoint) => endpoint.route,
    )
    expect(`${open.toSorted().join('\n')}\n`).toBe(readFileSync(GOLDEN, 'utf8'))
  })

  const callers: { name: 'anonymous' | 'end-user' | 'agent' | 'admin' | 'owner'; person(): Person | null }[] = [
    { name: 'anonymous', person: () => null },
    { name: 'end-user', person: () => own.customer },
    { name: 'agent', person: () => own.agent },
    { name: 'admin', person: () => own.admin },
    { name: 'owner', person: () => own.owner },
  ]

  for (const caller of callers) {
    it(`lets ${caller.name} in where it says so and nowhere else`, async () => {
      for (const endpoint of byHarm) {
        // A refused caller is tried with real ids, so that a missing check cannot hide behind "not found".
        const allowed = endpoint.allow.includes(caller.name)
        // It ends the token that the calls after it need; server/oauth/flows.test.ts has it.
        if (allowed && endpoint.route === 'DELETE /api/v2/oauth/tokens/current') continue
        const ids = allowed && isDestructive(endpoint.route) ? {} : own.ids
        const answer = await own.call(
          caller.person(),
          fillRoute(endpoint.route, ids),
          withBody(endpoint.route),
          contentType(endpoint.route),
        )
        expect(answer.status, `${endpoint.route} as ${caller.name}: ${answer.text.slice(0, 300)}`).toBeLessThan(500)
        // It has credentials of its own, of which no caller here has any.
        if (endpoint.own_credentials) continue
        if (allowed)
          expect([401], `${endpoint.route} as ${caller.name}: ${answer.text.slice(0, 200)}`).not.toContain(
            answer.status,
          )
        else
          expect([401, 403], `${endpoint.route} as ${caller.name}: ${answer.text.slice(0, 200)}`).toContain(
            answer.status,
          )
      }
    })
  }

  it("refuses another account's admin here, with or without this account's ids", async () => {
    for (const endpoint of ALL_ENDPOINTS.filter((one) => !one.allow.includes('anonymous'))) {
      const answer = await own.call(
        other.admin,
        fillRoute(endpoint.route, own.ids),
        withBody(endpoint.route),
        contentType(endpoint.route),
      )
      expect(answer.status, endpoint.route).toBe(401)
    }
  })

  it('shows nothing of one account to the admin of another, whose ids they guess', async () => {
    for (const endpoint of byHarm) {
      if (endpoint.route === 'DELETE /api/v2/oauth/tokens/current') continue
      const { method } = splitRoute(endpoint.route)
      const answer = await other.call(
        other.admin,
        fillRoute(endpoint.route, own.ids),
        withBody(endpoint.route),
        contentType(endpoint.route),
      )
      expect(answer.text, endpoint.route).not.toContain(own.secret_word)
      expect(answer.text, endpoint.route).not.toContain(own.note_word)
      const names_a_record = /\{(ticket|request|comment|audit|attachment|user|organization|group|identity)/.test(
        endpoint.route,
      )
      // Pages of signing in lead back to where one signs in.
      if (!endpoint.route.includes(' /api/')) continue
      const is_list_below = /\/\{user_id\}\/|\/\{organization_id\}\/|\/\{group_id\}\//.test(endpoint.route)
      if (names_a_record && !is_list_below && method === 'GET') expect(answer.status, endpoint.route).toBe(404)
    }
    const still = await own.call(own.agent, `GET /api/v2/tickets/${own.ids.ticket_id}`)
    expect(still.status).toBe(200)
    expect(still.body.ticket.subject).toContain(own.secret_word)
  })

  it('answers failures with a code and the request id that the log has', async () => {
    const answer = await own.call(own.agent, 'GET /api/v2/tickets/999999')
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({
      error: 'RecordNotFound',
      description: 'Not found',
      code: 'not_found',
      request_id: answer.headers['x-request-id'],
    })
    const unknown = await own.call(own.agent, 'GET /api/v2/nothing_like_it')
    expect(unknown.body).toMatchObject({ error: 'InvalidEndpoint' })
  })
})

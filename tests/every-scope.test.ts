// Which scope every endpoint needs of a token, and that the table is kept: with one scope one reaches what it lists and
// nothing else.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../server/access/index.ts'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import type { AnyEndpoint } from '../server/platform/http/endpoint.ts'
import { readScopes, SCOPES, type Scope, scopesFor } from '../server/platform/http/scopes.ts'
import type { Person } from './support/desk.ts'
import { type Fixture, fillRoute, newFixture } from './support/fixture.ts'

const GOLDEN = join(import.meta.dirname, 'golden/scopes.txt')
const line = (endpoint: AnyEndpoint) =>
  `${endpoint.route} → ${endpoint.door ? 'none: a door of its own' : [scopesFor(endpoint)].flat().join(' | ')}`

/** Reading that leaves a trace of itself, and giving up the token one holds: no other change is open to a reader. */
const TRACES = new Set([
  'GET /api/v2/audit_logs/export',
  'GET /api/v2/suspended_tickets/{id}/source',
  'GET /api/v2/tickets/{ticket_id}/comments/{comment_id}/source',
])

describe('the scope of every endpoint', () => {
  it('is in the golden table, which is changed by hand: `vitest run tests/every-scope.test.ts -u`, then read it', async () => {
    const table = ALL_ENDPOINTS.map(line).toSorted()
    // Lines that two changes added may stand in another order, or twice, until the table is written again.
    const kept = new Set(readFileSync(GOLDEN, 'utf8').trim().split('\n'))
    if ([...kept].toSorted().join('\n') === table.join('\n')) return
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('golden/scopes.txt')
  })

  it('is never one for reading where anything is changed', () => {
    for (const endpoint of ALL_ENDPOINTS) {
      const needed = scopesFor(endpoint)
      const may_change = !(endpoint.read_only ?? endpoint.route.startsWith('GET'))
      if (!may_change || needed === 'any' || TRACES.has(endpoint.route)) continue
      for (const scope of needed) expect(scope, endpoint.route).not.toMatch(/(^|:)read$/)
    }
  })

  it('is a scope that can be asked for', () => {
    for (const endpoint of ALL_ENDPOINTS) {
      const needed = scopesFor(endpoint)
      if (needed !== 'any') for (const scope of needed) expect(SCOPES, endpoint.route).toContain(scope)
    }
  })
})

describe('asking for scopes', () => {
  it.each([
    [['read', 'tickets:read'], 'overlapping scopes: read contains tickets:read'],
    [['write', 'users'], 'overlapping scopes: write contains users:write'],
    [['reed'], 'unknown scope: reed'],
    [['constructor'], 'unknown scope: constructor'],
    [['auditlogs:write'], 'unknown scope: auditlogs:write'],
    [['read write'], 'unknown scope: read write'],
    [[], 'at least one scope is needed'],
  ])('refuses %j', (given, problem) => {
    expect(readScopes(given)).toEqual({ problem })
  })

  it('takes a resource alone as reading and writing it', () => {
    expect(readScopes(['tickets'])).toEqual({ scopes: ['tickets:read', 'tickets:write'] })
    expect(readScopes(['organizations:write', 'read'])).toEqual({ scopes: ['read', 'organizations:write'] })
  })
})

describe('a token with one scope', () => {
  let own: Fixture
  beforeAll(async () => {
    own = await newFixture()
  })

  async function tokenOf(scopes: Scope[]): Promise<Person> {
    const { full_token } = await own.work((work) => createToken(work, own.owner.id, 'scoped', { scopes }))
    return { ...own.owner, authorization: `Bearer ${full_token}` }
  }

  it.each(['read', 'tickets:read', 'auditlogs:read', 'security', 'exports'] as const)(
    '%s reaches what the table says and nothing else',
    async (scope) => {
      const person = await tokenOf([scope])
      for (const endpoint of ALL_ENDPOINTS) {
        const needed = scopesFor(endpoint)
        // What the scope opens is tried elsewhere; here it must only not be refused for the scope's sake.
        const opens = needed === 'any' || needed.includes(scope)
        if (opens && !endpoint.route.startsWith('GET')) continue
        const answer = await own.call(
          person,
          fillRoute(endpoint.route, own.ids),
          /^(POST|PUT|PATCH)/.test(endpoint.route) ? {} : undefined,
          /inbound_mail/.test(endpoint.route) ? { 'content-type': 'message/rfc822' } : {},
        )
        if (endpoint.door) expect(answer.status, endpoint.route).toBe(401)
        else if (opens) expect(answer.body?.code, endpoint.route).not.toBe('missing_scope')
        else if (endpoint.allow.includes('owner')) expect(answer.body?.code, endpoint.route).toBe('missing_scope')
        else expect(answer.status, endpoint.route).toBe(403)
      }
    },
  )

  it('says which one is missing, in words that clients know', async () => {
    const answer = await own.call(await tokenOf(['read']), 'POST /api/v2/tickets', {
      ticket: { comment: { body: 'x' } },
    })
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({
      error: 'Forbidden',
      description: 'You are missing the following required scopes: write',
    })
    const listed = await own.call(await tokenOf(['read']), 'POST /api/v2/webhooks', { webhook: {} })
    expect(listed.body.description).toBe('You are missing the following required scopes: write')
  })

  it('that may only write cannot read, and one for tickets writes tickets and no users', async () => {
    const writer = await tokenOf(['write'])
    expect((await own.call(writer, 'GET /api/v2/tickets')).status).toBe(403)
    const person = await tokenOf(['tickets:write'])
    const body = { ticket: { subject: 'S', comment: { body: 'x' } } }
    expect((await own.call(person, 'POST /api/v2/tickets', body)).status).toBe(201)
    expect((await own.call(person, 'POST /api/v2/users', { user: { name: 'N' } })).status).toBe(403)
  })

  it('with write cannot make itself another token or change who may come in', async () => {
    const writer = await tokenOf(['read', 'write'])
    const more = await own.call(writer, 'POST /api/v2/api_tokens', { api_token: { description: 'more' } })
    expect(more.body.description).toBe('You are missing the following required scopes: security')
    const invited = await own.call(writer, `POST /api/v2/users/${own.agent.id}/invitations`)
    expect(invited.body.code).toBe('missing_scope')
  })
})

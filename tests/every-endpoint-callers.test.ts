// All endpoints × those callers whose reach is less than their role's name says: light agents, agents of another group,
// copied customers, colleagues of one, the suspended, and tokens with scopes. What is expected follows from the
// endpoint's own description: `allow`, `right`, `scope`.
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import type { AnyEndpoint } from '../server/platform/http/endpoint.ts'
import { scopesFor } from '../server/platform/http/scopes.ts'
import { AGENT_RIGHTS, has, LIGHT_AGENT_RIGHTS, type Rights } from '../server/platform/rights.ts'
import { type Crowd, newCrowd } from './support/callers.ts'
import type { Person } from './support/desk.ts'
import { fillRoute } from './support/fixture.ts'

interface Caller {
  name: string
  person(crowd: Crowd): Person
  /** What the endpoint says about them. */
  expects(endpoint: AnyEndpoint): 'in' | 'refused'
}

const asAgent = (endpoint: AnyEndpoint, rights: Rights) =>
  endpoint.allow.includes('agent') && (endpoint.right === undefined || has(rights, endpoint.right)) ? 'in' : 'refused'

const asCustomer = (endpoint: AnyEndpoint) => (endpoint.allow.includes('end-user') ? 'in' : 'refused')

function withScopes(endpoint: AnyEndpoint, scopes: readonly string[]): 'in' | 'refused' {
  const needed = scopesFor(endpoint)
  const covered = needed === 'any' || needed.some((scope) => scopes.includes(scope))
  return covered ? asAgent(endpoint, AGENT_RIGHTS) : 'refused'
}

const CALLERS: readonly Caller[] = [
  { name: 'a light agent', person: ({ people }) => people.light, expects: (one) => asAgent(one, LIGHT_AGENT_RIGHTS) },
  {
    name: 'an agent of another group',
    person: ({ people }) => people.bound,
    expects: (one) => asAgent(one, AGENT_RIGHTS),
  },
  { name: 'a copied customer', person: ({ fixture }) => fixture.copied, expects: asCustomer },
  { name: 'a member of the organisation', person: ({ people }) => people.member, expects: asCustomer },
  { name: 'a suspended agent', person: ({ people }) => people.suspended, expects: () => 'refused' },
  { name: 'a token that reads', person: ({ tokens }) => tokens.read, expects: (one) => withScopes(one, ['read']) },
  { name: 'a token that writes', person: ({ tokens }) => tokens.write, expects: (one) => withScopes(one, ['write']) },
  {
    name: 'a token for one noun',
    person: ({ tokens }) => tokens.narrow,
    expects: (one) => withScopes(one, ['users:read']),
  },
  { name: 'a token for nothing', person: ({ tokens }) => tokens.nothing, expects: (one) => withScopes(one, []) },
]

const isDestructive = (route: string): boolean =>
  route.startsWith('DELETE') || /logout|sign-out|merge|recover/.test(route)

describe('every endpoint, for', () => {
  let crowd: Crowd

  beforeAll(async () => {
    crowd = await newCrowd()
  })

  for (const { name, person, expects } of CALLERS) {
    it(`${name}, opens where its description says so and nowhere else`, async () => {
      const { fixture } = crowd
      const caller = person(crowd)
      for (const endpoint of ALL_ENDPOINTS) {
        const expected = expects(endpoint)
        // One ends the token that the calls after it need; the others have credentials of their own.
        if (endpoint.route === 'DELETE /api/v2/oauth/tokens/current' || endpoint.own_credentials) continue
        // What would be changed is not there; who is refused is tried with what is.
        const ids = expected === 'in' && isDestructive(endpoint.route) ? {} : fixture.ids
        const answer = await fixture.call(
          caller,
          fillRoute(endpoint.route, ids),
          /^(POST|PUT|PATCH)/.test(endpoint.route) ? {} : undefined,
          /inbound_mail/.test(endpoint.route) ? { 'content-type': 'message/rfc822' } : {},
        )
        const said = `${endpoint.route} as ${name}: ${answer.status} ${answer.text.slice(0, 200)}`
        expect(answer.status, said).toBeLessThan(500)
        if (expected === 'refused') expect([401, 403], said).toContain(answer.status)
        else expect(answer.status, said).not.toBe(401)
      }
    })
  }
})

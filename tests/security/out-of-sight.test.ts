// Lines 43, 52, 55, 56 and 57 of the threat model: what customers never see, what a request may point at, what strangers may
// ask for, what needs a fresh proof, and that no door leads past the record.
import { beforeAll, describe, expect, test } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { sql } from '../../server/platform/db.ts'
import { splitRoute } from '../../server/platform/http/endpoint.ts'
import { type Answer, newAccount, type Person, type TestAccount } from '../support/desk.ts'
import { ageProof, sessionOf } from '../support/factors.ts'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'
import { newPost, open } from '../support/letters.ts'

describe('attack 55 (CVE-2025-32360): what agents write for themselves', () => {
  let desk: Fixture
  const words = { draft: 'draftquokka', macro: 'macroquokka', side: 'sidequokka', note: 'notequokka' }
  let ids: Record<string, string>

  beforeAll(async () => {
    desk = await newFixture()
    const { agent, call } = desk
    const ticket = `/api/v2/tickets/${desk.ids.ticket_id}`
    const made = [
      await call(agent, `PUT ${ticket}/drafts/reply`, { draft: { html_body: `<p>${words.draft}</p>` } }),
      await call(agent, `PUT ${ticket}/drafts/note`, { draft: { html_body: `<p>${words.draft}</p>` } }),
      await call(agent, `POST ${ticket}/notes`, { note: { body: words.note } }),
      await call(desk.admin, 'POST /api/v2/macros', {
        macro: { title: words.macro, actions: [{ field: 'comment_value', value: `${words.macro} text` }] },
      }),
      await call(agent, `POST ${ticket}/side_conversations`, {
        message: { subject: words.side, body: words.side, to: [{ email: 'supplier@people.example' }] },
      }),
    ]
    for (const { status, text } of made) expect([200, 201], text).toContain(status)
    ids = {
      ...desk.ids,
      macro_id: String(made[3]?.body.macro.id),
      side_conversation_id: made[4]?.body.side_conversation.id,
      mode: 'reply',
    }
  })

  test('is there for agents', async () => {
    const seen: string[] = []
    for (const route of [
      'GET /api/v2/tickets/{ticket_id}/drafts/{mode}',
      'GET /api/v2/macros/{macro_id}',
      'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}',
      'GET /api/v2/tickets/{ticket_id}/comments',
    ])
      seen.push((await desk.call(desk.agent, fillRoute(route, ids))).text)
    for (const word of Object.values(words)) expect(seen.join()).toContain(word)
  })

  test.each(['its requester', 'a copied customer', 'another customer', 'nobody'])(
    'is in no answer to %s: no draft, macro, side conversation or note, on any endpoint',
    async (who) => {
      const people: Record<string, Person | null> = {
        'its requester': desk.customer,
        'a copied customer': desk.copied,
        'another customer': await desk.addPerson('end-user'),
        nobody: null,
      }
      const person = people[who] ?? null
      for (const { route } of ALL_ENDPOINTS) {
        if (/^DELETE|sign-out|logout|oauth\/tokens\/current/.test(route)) continue
        const body = route.startsWith('GET') ? undefined : {}
        const { text } = await desk.call(person, fillRoute(route, ids), body)
        for (const word of Object.values(words)) expect([route, text.includes(word)]).toEqual([route, false])
      }
      for (const query of Object.values(words))
        for (const path of ['search', 'requests/search', 'search/export', 'search/count']) {
          const { text } = await desk.call(person, `GET /api/v2/${path}?query=${query}`)
          expect([path, /"count":[1-9]|"subject"/.test(text)]).toEqual([path, false])
        }
    },
  )

  test('is not applied, read or finished by a customer', async () => {
    const { customer, call } = desk
    const ticket = `/api/v2/tickets/${ids.ticket_id}`
    for (const [route, body] of [
      [`GET ${ticket}/macros/${ids.macro_id}/apply`, undefined],
      [`GET /api/v2/macros/${ids.macro_id}/apply`, undefined],
      [`PUT ${ticket}/drafts/reply`, { draft: { html_body: 'mine' } }],
      [`POST ${ticket}/side_conversations/${ids.side_conversation_id}/reply`, { message: { body: 'mine' } }],
      [
        `PUT /api/v2/requests/${ids.ticket_id}`,
        { request: { comment: { body: 'x' }, macro_ids: [Number(ids.macro_id)] } },
      ],
    ] as const) {
      const { status, text } = await call(customer, route, body)
      expect([route, Object.values(words).some((word) => text.includes(word))]).toEqual([route, false])
      if (!route.startsWith('PUT /api/v2/requests')) expect([route, [403, 404].includes(status)]).toEqual([route, true])
    }
    expect((await call(desk.agent, fillRoute('GET /api/v2/tickets/{ticket_id}/drafts/{mode}', ids))).text).toContain(
      words.draft,
    )
  })
})

test('attack 55: no mail to a customer carries what agents wrote for themselves', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'carla@people.example' })
  const path = `/api/v2/tickets/${ticket_id}`
  await post.call(post.agent, `PUT ${path}/drafts/reply`, { draft: { html_body: '<p>draftquokka</p>' } })
  await post.call(post.agent, `POST ${path}/notes`, { note: { body: 'notequokka' } })
  await post.call(post.agent, `POST ${path}/side_conversations`, {
    message: { subject: 'sidequokka', body: 'sidequokka', to: [{ email: 'supplier@people.example' }] },
  })
  await post.call(post.agent, `POST ${path}/replies`, { reply: { body: 'The answer' } })
  await post.runJobs()
  const mails = await post.sent()
  const toCarla = mails.filter(({ to }) => to.includes('carla@people.example'))
  expect([toCarla.length, mails.length]).toEqual([1, 2])
  for (const { raw, mail } of toCarla) {
    expect(mail.text).toContain('The answer')
    expect(/quokka/.test(`${raw}${mail.text}${mail.html}${mail.subject}`)).toBe(false)
  }
})

describe('attack 52 (CVE-2026-34722): a new ticket that points at another one', () => {
  async function withHidden() {
    const desk = await newAccount()
    const other = await desk.addPerson('end-user')
    const { body } = await desk.call(other, 'POST /api/v2/requests', {
      request: { subject: 'Hidden quokka', comment: { body: 'Hidden quokka' } },
    })
    const hidden: number = body.request.id
    await desk.call(desk.admin, `PUT /api/v2/tickets/${hidden}`, { ticket: { type: 'problem' } })
    return { desk, other, hidden }
  }

  /** Every way of Zendesk's and others' to name a ticket in a new one. */
  const pointers = (id: number) => [
    { via_followup_source_id: id },
    { via: { channel: 'web', source: { from: { ticket_id: id }, rel: 'follow_up' } } },
    { via_id: 4, via_reference_id: id },
    { problem_id: id, type: 'incident' },
    { linked_tickets: [{ ticket_id: id }], links: [{ id, type: 'parent' }] },
    { parent_id: id, ticket_id: id, id },
    { metadata: { ticket_id: id }, macro_ids: [id], sharing_agreement_ids: [id] },
  ]

  test('a customer’s request names no ticket of somebody else, closed or not, and learns nothing of it', async () => {
    const { desk, hidden } = await withHidden()
    for (const state of ['open', 'closed']) {
      await desk.call(desk.admin, `PUT /api/v2/tickets/${hidden}`, {
        ticket: { status: state, assignee_id: desk.agent.id },
      })
      for (const pointer of pointers(hidden)) {
        const answer = await desk.call(desk.customer, 'POST /api/v2/requests', {
          request: { subject: 'Mine', comment: { body: 'Mine' }, ...pointer },
        })
        expect([state, pointer, answer.text.includes('quokka')]).toEqual([state, pointer, false])
        if (answer.status >= 400) {
          const unknown = JSON.parse(JSON.stringify(pointer).replaceAll(String(hidden), '999999'))
          const stranger = await desk.call(desk.customer, 'POST /api/v2/requests', {
            request: { subject: 'Mine', comment: { body: 'Mine' }, ...unknown },
          })
          const plain = (text: string) => text.replace(/"request_id":"[^"]*"/, '')
          expect([pointer, stranger.status, plain(stranger.text)]).toEqual([pointer, answer.status, plain(answer.text)])
          continue
        }
        const { ticket } = (await desk.call(desk.admin, `GET /api/v2/tickets/${answer.body.request.id}`)).body
        expect(ticket).toMatchObject({ problem_id: null })
        expect(JSON.stringify(ticket.via)).not.toContain(String(hidden))
      }
    }
    const { ticket } = (await desk.call(desk.admin, `GET /api/v2/tickets/${hidden}`)).body
    expect([ticket.followup_ids, ticket.has_incidents]).toEqual([[], false])
  })

  test('an agent who does not see a ticket cannot make theirs its follow-up or its incident', async () => {
    const { desk, hidden } = await withHidden()
    const role = await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
      custom_role: { name: 'Own only', configuration: { ticket_access: 'assigned-only' } },
    })
    await desk.call(desk.admin, `PUT /api/v2/users/${desk.agent.id}`, {
      user: { custom_role_id: role.body.custom_role.id },
    })
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${hidden}`)).status).toBe(404)
    for (const state of ['open', 'closed']) {
      await desk.call(desk.admin, `PUT /api/v2/tickets/${hidden}`, {
        ticket: { status: state, assignee_id: desk.admin.id },
      })
      for (const pointer of pointers(hidden)) {
        const answer = await desk.call(desk.agent, 'POST /api/v2/tickets', {
          ticket: { subject: 'Mine', comment: { body: 'Mine' }, ...pointer },
        })
        expect([state, pointer, answer.text.includes('quokka')]).toEqual([state, pointer, false])
        if (answer.status < 400) {
          const { problem_id } = answer.body.ticket
          expect([state, pointer, problem_id]).toEqual([state, pointer, null])
        }
      }
    }
    const { ticket } = (await desk.call(desk.admin, `GET /api/v2/tickets/${hidden}`)).body
    expect([ticket.followup_ids, ticket.has_incidents]).toEqual([[], false])
  })
})

describe('attack 56 (CVE-2026-35584): strangers ask for records by number', () => {
  const PUBLIC = ALL_ENDPOINTS.filter((one) => one.allow.includes('anonymous'))
  /** What cannot be guessed; what stands below one belongs to it; what is nobody's record; what a sign-in under way has. */
  const SECRETS = /\{(?:token|conversation_token|satisfaction_token|verification_token)\}/
  const NOBODYS = new Set(['identity_provider_id', 'locale_id'])

  test('a public path names a record only by a secret, or below one', () => {
    for (const { route } of PUBLIC) {
      const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
      const is_fine =
        SECRETS.test(route) ||
        /^(?:GET|POST) \/sign-in\/set-up\//.test(route) ||
        names.every((name) => NOBODYS.has(name))
      expect([route, is_fine]).toEqual([route, true])
    }
  })

  test('without the secret there is nothing, whichever number is tried, and nothing is noted down as read', async () => {
    const desk = await newFixture()
    const guesses = {
      token: 'A'.repeat(43),
      conversation_token: 'A'.repeat(43),
      satisfaction_token: 'A'.repeat(43),
      verification_token: 'A'.repeat(43),
    }
    const rows = async () =>
      await desk.work((work) =>
        work.db.one<Record<string, number>>(sql`
          select (select count(*) from ticket_visits where account_id = ${work.account_id}) as visits,
            (select count(*) from events where account_id = ${work.account_id} and type not like 'user.sign_in%' and type not like 'user.identity_refused') as events,
            (select count(*) from satisfaction_ratings where account_id = ${work.account_id}) as ratings,
            (select count(*) from tickets where account_id = ${work.account_id}) as tickets`),
      )
    const before = await rows()
    for (const { route } of PUBLIC.filter((one) => one.route.startsWith('GET'))) {
      const wrong = fillRoute(route, { ...desk.ids, ...guesses })
      const { status, text } = await desk.call(null, wrong)
      expect([route, status < 500, text.includes(desk.secret_word), text.includes(desk.note_word)]).toEqual([
        route,
        true,
        false,
        false,
      ])
      if (SECRETS.test(route)) expect([route, [404, 410].includes(status)]).toEqual([route, true])
      // With the number of a ticket where a secret is expected.
      const numbered = fillRoute(route, {
        ...desk.ids,
        ...Object.fromEntries(Object.keys(guesses).map((name) => [name, desk.ids.ticket_id ?? ''])),
      })
      if (SECRETS.test(route)) expect([404, 410], route).toContain((await desk.call(null, numbered)).status)
    }
    expect(await rows()).toEqual(before)
  })
})

describe('attack 43 (CVE-2025-32359): a fresh proof that only the page asks for', () => {
  test('every endpoint that asks for one asks over the API, and changes nothing without', async () => {
    const desk = await newFixture()
    const session = await sessionOf(desk, desk.owner)
    await ageProof(desk, desk.owner, 11)
    const asking = ALL_ENDPOINTS.filter((one) => one.step_up === true)
    expect(asking.length).toBeGreaterThan(30)
    for (const { route } of asking) {
      const { method, path } = splitRoute(fillRoute(route, desk.ids))
      const answer = await session.api(`${method} ${path}`, method === 'GET' ? undefined : {})
      expect([route, answer.status, answer.body?.code ?? 'step_up_required']).toEqual([route, 403, 'step_up_required'])
    }
  })

  test('whatever gives a way in, or widens one, asks for it', () => {
    const asks = (route: string) => ALL_ENDPOINTS.find((one) => one.route === route)?.step_up
    for (const route of [
      'POST /api/v2/api_tokens',
      'POST /api/v2/api_tokens/{token_id}/rotate',
      'POST /api/v2/oauth/clients',
      'POST /api/v2/oauth/tokens',
      'PUT /api/v2/oauth/clients/{oauth_client_id}/generate_secret',
      'POST /api/v2/scim/tokens',
      'POST /api/v2/identity_providers',
      'PUT /api/v2/identity_providers/{identity_provider_id}',
      'PUT /api/v2/sign_in_policies/{audience}',
      'PUT /api/v2/factor_requirements/{factor_role}',
      'DELETE /api/v2/users/{user_id}/factors',
      'DELETE /api/v2/users/me/factors/{factor_id}',
      'POST /api/v2/users/me/factors',
      'POST /api/v2/users/me/passkeys',
      'POST /api/v2/users/me/recovery_codes',
      'POST /api/v2/users/{user_id}/invitations',
      'POST /api/v2/users/{user_id}/password',
    ])
      expect([route, asks(route)]).toEqual([route, true])
  })

  test('an address of somebody of the team is changed by no page that was left open', async () => {
    const desk = await newAccount()
    const session = await sessionOf(desk, desk.admin)
    const path = `/api/v2/users/${desk.agent.id}`
    const { id } = (await session.api(`GET ${path}/identities`)).body.identities[0]
    await ageProof(desk, desk.admin, 11)
    const attempts = [
      [`POST ${path}/identities`, { identity: { type: 'email', value: 'eve@evil.example', verified: true } }],
      [`PUT ${path}/identities/${id}`, { identity: { value: 'eve@evil.example' } }],
      [`PUT ${path}`, { user: { email: 'eve@evil.example' } }],
      [`PUT /api/v2/users/${desk.admin.id}`, { user: { email: 'eve@evil.example' } }],
    ] as const
    for (const [route, body] of attempts) {
      const answer = await session.api(route, body)
      expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'step_up_required'])
    }
    const customer = `/api/v2/users/${desk.customer.id}/identities`
    const daily = await session.api(`POST ${customer}`, { identity: { type: 'email', value: 'c2@people.example' } })
    expect(daily.status, 'customers’ addresses are daily work').toBe(201)
  })
})

describe('attack 57 (CVE-2020-29160): a write that the record does not know', () => {
  const count = (desk: TestAccount, id: number) =>
    desk.work((work) =>
      work.db.one<{ events: number; audits: number }>(sql`
        select (select count(*) from events where account_id = ${work.account_id} and subject_type = 'ticket' and subject_id = ${id}) as events,
          (select count(*) from events e join audit_entries a on a.account_id = e.account_id and a.event_id = e.event_id
            where e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.subject_id = ${id}) as audits`),
    )

  const DOORS: [string, (desk: TestAccount & { ticket_id: number }) => Promise<Answer>][] = [
    [
      'the ticket',
      (d) =>
        d.call(d.agent, `PUT /api/v2/tickets/${d.ticket_id}`, {
          ticket: { priority: 'high', assignee_id: d.agent.id },
        }),
    ],
    [
      'many at once',
      (d) => d.call(d.agent, `PUT /api/v2/tickets/update_many?ids=${d.ticket_id}`, { ticket: { priority: 'low' } }),
    ],
    ['a comment', (d) => d.call(d.agent, `PUT /api/v2/tickets/${d.ticket_id}`, { ticket: { comment: { body: 'x' } } })],
    ['a note', (d) => d.call(d.agent, `POST /api/v2/tickets/${d.ticket_id}/notes`, { note: { body: 'x' } })],
    ['a reply', (d) => d.call(d.agent, `POST /api/v2/tickets/${d.ticket_id}/replies`, { reply: { body: 'x' } })],
    ['tags', (d) => d.call(d.agent, `POST /api/v2/tickets/${d.ticket_id}/tags`, { tags: ['a'] })],
    [
      'the customer',
      (d) => d.call(d.customer, `PUT /api/v2/requests/${d.ticket_id}`, { request: { comment: { body: 'x' } } }),
    ],
    [
      'the customer, solving',
      (d) => d.call(d.customer, `PUT /api/v2/requests/${d.ticket_id}`, { request: { solved: true } }),
    ],
    [
      'somebody on behalf of the customer',
      (d) =>
        d.call(
          d.admin,
          `PUT /api/v2/requests/${d.ticket_id}`,
          { request: { comment: { body: 'x' } } },
          { 'x-on-behalf-of': d.customer.email },
        ),
    ],
    [
      'an imported change',
      (d) =>
        d.call(d.admin, `PUT /api/v2/tickets/${d.ticket_id}`, {
          ticket: { custom_status_id: null, status: 'pending', safe_update: false },
        }),
    ],
    ['deleting', (d) => d.call(d.admin, `DELETE /api/v2/tickets/${d.ticket_id}`)],
    ['bringing back', (d) => d.call(d.admin, `PUT /api/v2/deleted_tickets/${d.ticket_id}/restore`)],
  ]

  test('each door by which a ticket is written leaves an event and an entry of the audit, as many as each other', async () => {
    const desk = await newAccount()
    const { body } = await desk.call(desk.customer, 'POST /api/v2/requests', {
      request: { subject: 'A', comment: { body: 'A' } },
    })
    const here = { ...desk, ticket_id: body.request.id as number }
    for (const [door, write] of DOORS) {
      const before = await count(desk, here.ticket_id)
      const { status, text } = await write(here)
      expect(status, `${door}: ${text}`).toBeLessThan(300)
      await desk.runJobs()
      const after = await count(desk, here.ticket_id)
      expect([door, after.events > before.events]).toEqual([door, true])
      expect([door, after.audits]).toEqual([door, after.events])
    }
  })

  test('an entry is taken back or changed by nothing that the product could be made to say: the table is append-only', async () => {
    const desk = await newAccount()
    for (const statement of [
      sql`update audit_entries set event_id = 0 where account_id = ${desk.account_id}`,
      sql`delete from audit_entries where account_id = ${desk.account_id}`,
      sql`delete from events where account_id = ${desk.account_id}`,
    ])
      await expect(desk.work((work) => work.db.run(statement))).rejects.toThrow(/permission denied/)
  })
})

// What an agent who may see only some tickets meets on every way to a ticket: the others are not there.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'

const WORD = 'quokka'

interface Desk extends TestAccount {
  /** Agents by how they are restricted; all are in the group `theirs`. */
  restricted: Record<'groups' | 'organization' | 'assigned', Person>
  tickets: Record<
    'in_group' | 'in_other_group' | 'in_organization' | 'assigned' | 'followed' | 'asked' | 'ungrouped',
    number
  >
}

async function newDesk(): Promise<Desk> {
  const account = await newAccount()
  const { call, admin, agent, customer } = account
  const group = async (name: string) =>
    (await call(admin, 'POST /api/v2/groups', { group: { name } })).body.group.id as number // as the API says
  const theirs = await group('Theirs')
  const others = await group('Others')
  const organization = (await call(admin, 'POST /api/v2/organizations', { organization: { name: 'Acme' } })).body
    .organization.id
  const colleague = await account.addPerson('end-user')
  const restricted = {} as Desk['restricted'] // filled below
  for (const restriction of ['groups', 'organization', 'assigned'] as const) {
    const person = await account.addPerson('agent')
    const answer = await call(admin, `PUT /api/v2/users/${person.id}`, { user: { ticket_restriction: restriction } })
    expect(answer.body.user).toMatchObject({ ticket_restriction: restriction, restricted_agent: true })
    // Nobody of them stays in the first group, where the others' tickets are.
    const { body } = await call(admin, `GET /api/v2/users/${person.id}/group_memberships`)
    await call(admin, 'POST /api/v2/group_memberships', { group_membership: { user_id: person.id, group_id: theirs } })
    for (const membership of body.group_memberships)
      await call(admin, `DELETE /api/v2/group_memberships/${membership.id}`)
    restricted[restriction] = person
  }
  for (const user_id of [restricted.organization.id, colleague.id])
    await call(admin, 'POST /api/v2/organization_memberships', {
      organization_membership: { user_id, organization_id: organization },
    })
  const ticket = async (more: object) => {
    const { body } = await call(admin, 'POST /api/v2/tickets', {
      ticket: {
        subject: `${WORD} here`,
        comment: { body: `A ${WORD}` },
        requester_id: customer.id,
        tags: [WORD],
        ...more,
      },
    })
    return body.ticket.id as number // as the API says
  }
  const tickets = {
    in_group: await ticket({ group_id: theirs }),
    in_other_group: await ticket({ group_id: others }),
    in_organization: await ticket({ group_id: others, requester_id: colleague.id }),
    assigned: await ticket({ group_id: theirs, assignee_id: restricted.assigned.id }),
    followed: await ticket({ group_id: others, followers: [{ user_id: restricted.assigned.id }] }),
    asked: await ticket({ group_id: others, requester_id: restricted.assigned.id }),
    ungrouped: await ticket({}),
  }
  await call(agent, `PUT /api/v2/tickets/${tickets.ungrouped}`, { ticket: { group_id: null } })
  return { ...account, restricted, tickets }
}

describe('an agent who may see some tickets', () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await newDesk()
  })

  it.each([
    ['groups', ['assigned', 'in_group']],
    ['organization', ['in_organization']],
    ['assigned', ['asked', 'assigned', 'followed']],
  ] as const)('restricted to %s lists, reads and finds these and no others', async (restriction, names) => {
    const { call, tickets } = desk
    const person = desk.restricted[restriction]
    const seen = names.map((name) => tickets[name]).toSorted((a, b) => a - b)
    const listed = (await call(person, 'GET /api/v2/tickets?per_page=100')).body
    expect(listed.tickets.map((one: { id: number }) => one.id).toSorted((a: number, b: number) => a - b)).toEqual(seen)
    expect(listed.count).toBe(seen.length)
    for (const id of Object.values(tickets)) {
      const status = seen.includes(id) ? 200 : 404
      for (const path of [
        '',
        '/comments',
        '/audits',
        '/metrics',
        '/related',
        '/side_conversations',
        '/time_entries',
        '/tags',
      ])
        expect([id, path, (await call(person, `GET /api/v2/tickets/${id}${path}`)).status]).toEqual([id, path, status])
    }
    const hidden = Object.values(tickets).filter((id) => !seen.includes(id))
    const found = await call(person, `GET /api/v2/search?query=type:ticket ${WORD}`)
    expect(found.body.results.map((one: { id: number }) => one.id).toSorted((a: number, b: number) => a - b)).toEqual(
      seen,
    )
    const many = await call(person, `GET /api/v2/tickets/show_many?ids=${Object.values(tickets).join(',')}`)
    expect(many.body.tickets).toHaveLength(seen.length)
    const counted = await call(person, 'GET /api/v2/tickets/count')
    expect(counted.body.count.value).toBe(seen.length)
    const tags = await call(person, 'GET /api/v2/tags')
    expect(tags.body.tags.find((tag: { name: string }) => tag.name === WORD).count).toBe(seen.length)
    const metrics = await call(person, 'GET /api/v2/ticket_metrics')
    expect(metrics.body.ticket_metrics).toHaveLength(seen.length)
    const audits = await call(person, 'GET /api/v2/ticket_audits')
    expect(new Set(audits.body.audits.map((audit: { ticket_id: number }) => audit.ticket_id))).toEqual(new Set(seen))
    for (const id of hidden) {
      for (const [method, path, body] of [
        ['PUT', '', { ticket: { priority: 'urgent' } }],
        ['POST', '/replies', { reply: { body: 'Hello' } }],
        ['POST', '/notes', { note: { body: 'Hello' } }],
        ['PUT', '/drafts/note', { draft: { html_body: 'x' } }],
        ['POST', '/visits', {}],
        ['PUT', '/tags', { tags: ['mine'] }],
        ['POST', '/merge', { ids: [seen[0]] }],
        ['DELETE', '', undefined],
        ['PUT', '/mark_as_spam', undefined],
      ] as const) {
        const { status } = await call(person, `${method} /api/v2/tickets/${id}${path}`, body)
        expect([method, path, status]).toEqual([method, path, 404])
      }
      const bookmark = await call(person, 'POST /api/v2/bookmarks', { bookmark: { ticket_id: id } })
      expect([404, 422]).toContain(bookmark.status)
    }
    // Merging one's own ticket with a hidden one would show it.
    await call(person, `POST /api/v2/tickets/${seen[0]}/merge`, { ids: [hidden[0]] })
    await desk.runJobs()
    expect((await call(desk.admin, `GET /api/v2/tickets/${hidden[0]}`)).body.ticket.status).not.toBe('closed')
  })

  it('sees no more by a view, its count, its rows or its preview', async () => {
    const { call, restricted, tickets } = desk
    const view = await call(desk.admin, 'POST /api/v2/views', {
      view: { title: 'Tagged', all: [{ field: 'status', operator: 'less_than', value: 'solved' }] },
    })
    const { id } = view.body.view
    const rows = await call(restricted.groups, `GET /api/v2/views/${id}/tickets`)
    expect(rows.body.tickets.map((one: { id: number }) => one.id).toSorted()).toEqual(
      [tickets.in_group, tickets.assigned].toSorted(),
    )
    expect((await call(restricted.groups, `GET /api/v2/views/${id}/count`)).body.view_count.value).toBe(2)
    expect((await call(desk.agent, `GET /api/v2/views/${id}/count`)).body.view_count.value).toBe(7)
    const csv = await call(restricted.groups, `GET /api/v2/views/${id}/rows.csv`)
    expect(csv.text.trim().split('\n')).toHaveLength(3)
  })

  it('does in many what they may do in one', async () => {
    const { call, restricted, tickets } = desk
    const asked = await call(restricted.groups, 'PUT /api/v2/tickets/update_many', {
      tickets: [
        { id: tickets.in_group, priority: 'high' },
        { id: tickets.in_other_group, priority: 'high' },
      ],
    })
    expect(asked.status).toBe(200)
    await desk.runJobs()
    const priority = async (id: number) => (await call(desk.admin, `GET /api/v2/tickets/${id}`)).body.ticket.priority
    expect(await priority(tickets.in_group)).toBe('high')
    expect(await priority(tickets.in_other_group)).not.toBe('high')
  })

  it('loses sight of a ticket at once when it moves to another group', async () => {
    const { call, restricted, tickets } = desk
    const id = tickets.ungrouped
    expect((await call(restricted.groups, `GET /api/v2/tickets/${id}`)).status).toBe(404)
    const theirs = (await call(desk.admin, `GET /api/v2/tickets/${tickets.in_group}`)).body.ticket.group_id
    await call(desk.admin, `PUT /api/v2/tickets/${id}`, { ticket: { group_id: theirs } })
    expect((await call(restricted.groups, `GET /api/v2/tickets/${id}`)).status).toBe(200)
    await call(desk.admin, `PUT /api/v2/tickets/${id}`, { ticket: { group_id: null } })
    expect((await call(restricted.groups, `GET /api/v2/tickets/${id}`)).status).toBe(404)
  })

  it('finds customers by number only, where lists of them are not for their role', async () => {
    const { call, admin, customer } = desk
    const { body } = await call(admin, 'POST /api/v2/custom_roles', {
      custom_role: { name: 'No lists', configuration: { ticket_access: 'all', manage_team_members: 'readonly' } },
    })
    const person = await desk.addPerson('agent')
    await call(admin, `PUT /api/v2/users/${person.id}`, { user: { custom_role_id: body.custom_role.id } })
    const roles = async (route: string) =>
      new Set((await call(person, route)).body.users.map((user: { role: string }) => user.role))
    expect(await roles('GET /api/v2/users')).toEqual(new Set(['agent', 'admin']))
    expect(await roles(`GET /api/v2/users/search?query=${customer.email}`)).toEqual(new Set())
    expect(await roles('GET /api/v2/users/search?query=A end-user')).not.toContain('end-user')
    expect(await roles('GET /api/v2/users/autocomplete?name=A end')).not.toContain('end-user')
    const found = await call(person, 'GET /api/v2/search?query=type:user role:end-user')
    expect(found.body.results.filter((one: { role: string }) => one.role === 'end-user')).toEqual([])
    expect((await call(person, `GET /api/v2/users/${customer.id}`)).status).toBe(200)
  })
})

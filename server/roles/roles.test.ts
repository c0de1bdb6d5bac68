// Roles over the API: made, given, kept to, previewed and deleted.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'
import { AGENT_RIGHTS, type Configuration, LEVELS, LIGHT_AGENT_RIGHTS, SWITCHES } from '../platform/rights.ts'

let desk: TestAccount
let made = 0

beforeAll(async () => {
  desk = await newAccount()
})

/** An agent with the standard rights but for these. */
async function agentWith(configuration: Partial<Configuration>): Promise<Person & { role_id: number }> {
  made += 1
  const role = await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
    custom_role: { name: `Role ${made}`, configuration: { ...AGENT_RIGHTS, ...configuration } },
  })
  const person = await desk.addPerson('agent')
  const role_id = role.body.custom_role.id
  const given = await desk.call(desk.admin, `PUT /api/v2/users/${person.id}`, { user: { custom_role_id: role_id } })
  expect(given.body.user).toMatchObject({ role: 'agent', custom_role_id: role_id, role_type: 0 })
  return { ...person, role_id }
}

async function newTicket(more: object = {}): Promise<number> {
  const { body } = await desk.call(desk.admin, 'POST /api/v2/tickets', {
    ticket: { subject: 'S', comment: { body: 'B' }, requester_id: desk.customer.id, ...more },
  })
  return body.ticket.id
}

describe('a role', () => {
  it('is created, listed, changed and deleted as in Zendesk', async () => {
    const { call, admin, agent } = desk
    const created = await call(admin, 'POST /api/v2/custom_roles', {
      custom_role: {
        name: 'Advisor',
        role_type: 0,
        description: 'Sets up rules',
        configuration: { manage_business_rules: true },
      },
    })
    expect(created.status).toBe(201)
    const { custom_role } = created.body
    expect(created.headers.location).toBe(custom_role.url)
    expect(custom_role).toMatchObject({ name: 'Advisor', role_type: 0, team_member_count: 0, is_standard: false })
    expect(Object.keys(custom_role.configuration).toSorted()).toEqual([...Object.keys(LEVELS), ...SWITCHES].toSorted())
    expect(custom_role.configuration).toMatchObject({ manage_triggers: true, manage_slas: true, ticket_editing: false })
    expect(
      (await call(agent, 'GET /api/v2/custom_roles')).body.custom_roles.map((one: { name: string }) => one.name),
    ).toEqual(expect.arrayContaining(['Light agent', 'Contributor', 'Advisor']))
    const changed = await call(admin, `PUT /api/v2/custom_roles/${custom_role.id}`, {
      custom_role: { configuration: { manage_triggers: false } },
    })
    expect(changed.body.custom_role.configuration).toMatchObject({ manage_triggers: false, manage_slas: true })
    expect((await call(admin, `DELETE /api/v2/custom_roles/${custom_role.id}`)).status).toBe(204)
    expect((await call(admin, `GET /api/v2/custom_roles/${custom_role.id}`)).status).toBe(404)
  })

  it('declines what it cannot be', async () => {
    const { call, admin } = desk
    const create = (custom_role: unknown) => call(admin, 'POST /api/v2/custom_roles', { custom_role })
    for (const bad of [
      {},
      null,
      { name: '' },
      { name: '\u0000' },
      { name: 'x'.repeat(300) },
      { name: 'Light agent' },
      { name: 'A', role_type: 4 },
      { name: 'A', configuration: { ticket_access: 'everything' } },
      { name: 'A', configuration: { ticket_access: 'requested' } },
      { name: 'A', configuration: { ticket_editing: 'yes' } },
    ])
      expect([bad, (await create(bad)).status]).toEqual([bad, 422])
    expect((await create({ name: '\ud800 half' })).status).toBe(201)
    for (const id of [1, 3]) {
      expect((await call(admin, `PUT /api/v2/custom_roles/${id}`, { custom_role: { name: 'Mine' } })).status).toBe(422)
      expect((await call(admin, `DELETE /api/v2/custom_roles/${id}`)).status).toBe(422)
    }
    expect((await call(admin, `PUT /api/v2/users/${desk.agent.id}`, { user: { custom_role_id: 999 } })).status).toBe(
      422,
    )
    expect((await call(admin, `PUT /api/v2/users/${desk.admin.id}`, { user: { custom_role_id: 1 } })).status).toBe(422)
  })

  it('is not deleted while somebody has it, who are counted', async () => {
    const { role_id, id } = await agentWith({})
    const refused = await desk.call(desk.admin, `DELETE /api/v2/custom_roles/${role_id}`)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('1 person has this role')
    const people = await desk.call(desk.admin, `GET /api/v2/users?permission_set=${role_id}`)
    expect(people.body.users.map((user: { id: number }) => user.id)).toEqual([id])
    await desk.call(desk.admin, `DELETE /api/v2/users/${id}`)
    expect((await desk.call(desk.admin, `DELETE /api/v2/custom_roles/${role_id}`)).status).toBe(204)
  })

  it('goes with the promotion and comes back with nothing', async () => {
    const { id } = await agentWith({ ticket_deletion: false })
    const promoted = await desk.call(desk.admin, `PUT /api/v2/users/${id}`, { user: { role: 'admin' } })
    expect(promoted.body.user).toMatchObject({ role: 'admin', role_type: 4, custom_role_id: null })
  })
})

describe('who keeps roles without being an admin', () => {
  it('gives no right that they have not, and leaves their own role alone', async () => {
    const keeper = await agentWith({
      manage_roles: 'all-except-self',
      manage_team_members: 'all-with-self-restriction',
    })
    const { call } = desk
    const create = (configuration: object) =>
      call(keeper, 'POST /api/v2/custom_roles', { custom_role: { name: `Made ${++made}`, configuration } })
    expect((await create({ manage_triggers: true })).status).toBe(403)
    const weaker = await create({ ticket_access: 'within-groups', ticket_editing: true })
    expect(weaker.status).toBe(201)
    const raised = await call(keeper, `PUT /api/v2/custom_roles/${keeper.role_id}`, {
      custom_role: { configuration: { ticket_deletion: true } },
    })
    expect(raised.status).toBe(403)
    const stronger = await agentWith({ manage_triggers: true })
    expect(
      (
        await call(keeper, `PUT /api/v2/custom_roles/${stronger.role_id}`, {
          custom_role: { configuration: { manage_triggers: false } },
        })
      ).status,
    ).toBe(403)
    expect(
      (await call(keeper, `PUT /api/v2/users/${keeper.id}`, { user: { custom_role_id: stronger.role_id } })).status,
    ).toBe(403)
    expect(
      (await call(keeper, `PUT /api/v2/users/${desk.agent.id}`, { user: { custom_role_id: stronger.role_id } })).status,
    ).toBe(403)
    expect((await call(keeper, `PUT /api/v2/users/${desk.agent.id}`, { user: { role: 'admin' } })).status).toBe(403)
    const given = await call(keeper, `PUT /api/v2/users/${desk.agent.id}`, {
      user: { custom_role_id: weaker.body.custom_role.id },
    })
    expect(given.status).toBe(200)
    const back = await call(keeper, `PUT /api/v2/users/${desk.agent.id}`, { user: { custom_role_id: null } })
    expect(back.status).toBe(200)
  })
})

describe('a light agent', () => {
  it('reads and writes notes, and nothing more', async () => {
    const { call, admin } = desk
    const light = await desk.addPerson('agent')
    await call(admin, `PUT /api/v2/users/${light.id}`, { user: { custom_role_id: 1 } })
    const shown = await call(admin, `GET /api/v2/users/${light.id}`)
    expect(shown.body.user).toMatchObject({ role_type: 1, only_private_comments: true, restricted_agent: true })
    const id = await newTicket()
    expect((await call(light, `GET /api/v2/tickets/${id}`)).status).toBe(200)
    expect((await call(light, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'Seen' } })).status).toBe(201)
    const commented = await call(light, `PUT /api/v2/tickets/${id}`, {
      ticket: { comment: { body: 'A note by default' } },
    })
    expect(commented.status).toBe(200)
    const comments = (await call(admin, `GET /api/v2/tickets/${id}/comments`)).body.comments
    expect(comments.filter((one: { public: boolean }) => one.public)).toHaveLength(1)
    const refused: [string, unknown][] = [
      [`POST /api/v2/tickets/${id}/replies`, { reply: { body: 'Hello' } }],
      [`PUT /api/v2/tickets/${id}`, { ticket: { comment: { body: 'Hello', public: true } } }],
      [`PUT /api/v2/tickets/${id}`, { ticket: { comment: { body: 'x', author_id: desk.customer.id } } }],
      [`PUT /api/v2/tickets/${id}`, { ticket: { status: 'solved' } }],
      [`PUT /api/v2/tickets/${id}`, { ticket: { tags: ['mine'] } }],
      [`PUT /api/v2/tickets/${id}`, { ticket: { email_ccs: [{ user_email: 'new@people.example' }] } }],
      [`PUT /api/v2/tickets/${id}/tags`, { tags: ['mine'] }],
      [`DELETE /api/v2/tickets/${id}`, undefined],
      [`PUT /api/v2/tickets/${id}/redact`, { text: 'B' }],
      [`POST /api/v2/tickets/${id}/side_conversations`, { message: { body: 'x', to: [{ email: 'a@b.example' }] } }],
      ['POST /api/v2/tickets', { ticket: { subject: 'S', comment: { body: 'B' }, priority: 'high' } }],
      ['POST /api/v2/users', { user: { name: 'N', email: 'n@people.example' } }],
      [`PUT /api/v2/users/${desk.customer.id}`, { user: { name: 'Other' } }],
      ['POST /api/v2/views', { view: { title: 'V', all: [], restriction: { type: 'User' } } }],
      [
        'POST /api/v2/macros',
        {
          macro: {
            title: 'M',
            actions: [{ field: 'status', value: 'open' }],
            restriction: { type: 'User', id: light.id },
          },
        },
      ],
      ['GET /api/v2/suspended_tickets', undefined],
      ['GET /api/v2/deleted_tickets', undefined],
    ]
    for (const [route, body] of refused) expect([route, (await call(light, route, body)).status]).toEqual([route, 403])
    const assigned = await call(admin, `PUT /api/v2/tickets/${id}`, { ticket: { assignee_id: light.id } })
    expect(assigned.status).toBe(422)
    expect(LIGHT_AGENT_RIGHTS.ticket_comment_access).toBe('none')
  })
})

describe('each right is asked for', () => {
  it.each<[Partial<Configuration>, () => Promise<[string, unknown?]>]>([
    [
      { ticket_editing: false },
      async () => [`PUT /api/v2/tickets/${await newTicket()}`, { ticket: { priority: 'low' } }],
    ],
    [{ ticket_deletion: false }, async () => [`DELETE /api/v2/tickets/${await newTicket()}`]],
    [
      { ticket_merge: false },
      async () => [`POST /api/v2/tickets/${await newTicket()}/merge`, { ids: [await newTicket()] }],
    ],
    [{ ticket_redaction: false }, async () => [`PUT /api/v2/tickets/${await newTicket()}/redact`, { text: 'B' }]],
    [
      { ticket_tag_editing: false },
      async () => [`PUT /api/v2/tickets/${await newTicket()}`, { ticket: { tags: ['x'] } }],
    ],
    [
      { ticket_comment_access: 'none' },
      async () => [`POST /api/v2/tickets/${await newTicket()}/replies`, { reply: { body: 'x' } }],
    ],
    [{ view_deleted_tickets: false }, async () => ['GET /api/v2/deleted_tickets']],
    [{ manage_suspended_tickets: false }, async () => ['GET /api/v2/suspended_tickets']],
    [
      { side_conversation_create: false },
      async () => [
        `POST /api/v2/tickets/${await newTicket()}/side_conversations`,
        { message: { body: 'x', to: [{ email: 'a@b.example' }] } },
      ],
    ],
    [
      { end_user_profile_access: 'readonly' },
      async () => [`PUT /api/v2/users/${desk.customer.id}`, { user: { name: 'N' } }],
    ],
    [
      { end_user_profile_access: 'edit' },
      async () => [`DELETE /api/v2/users/${(await desk.addPerson('end-user')).id}`],
    ],
    [
      { end_user_profile_access: 'edit-within-org' },
      async () => [`PUT /api/v2/users/${desk.customer.id}`, { user: { name: 'Another name' } }],
    ],
    [
      { organization_editing: false },
      async () => ['POST /api/v2/organizations', { organization: { name: `O ${++made}` } }],
    ],
    [
      { macro_access: 'readonly' },
      async () => ['POST /api/v2/macros', { macro: { title: 'M', actions: [], restriction: { type: 'User' } } }],
    ],
    [
      { view_access: 'readonly' },
      async () => ['POST /api/v2/views', { view: { title: 'V', all: [], restriction: { type: 'User' } } }],
    ],
    [
      { view_access: 'playonly' },
      async () => [
        'POST /api/v2/views/preview',
        { view: { all: [{ field: 'status', operator: 'is', value: 'open' }] } },
      ],
    ],
  ])('%j refuses', async (configuration, request) => {
    const without = await agentWith(configuration)
    const [route, body] = await request()
    expect((await desk.call(without, route, body)).status).toBe(403)
    expect((await desk.call(desk.admin, route, body)).status).not.toBe(403)
  })

  it.each<[Partial<Configuration>, string, unknown]>([
    [{ manage_triggers: true }, 'POST /api/v2/trigger_categories', { trigger_category: { name: 'C' } }],
    [{ manage_automations: true }, 'POST /api/v2/automations', {}],
    [{ manage_slas: true }, 'GET /api/v2/slas/policies', undefined],
    [
      { manage_business_rules: true },
      'POST /api/v2/business_hours/schedules',
      { schedule: { name: 'H', time_zone: 'Europe/Berlin' } },
    ],
    [{ manage_ticket_fields: true }, 'POST /api/v2/ticket_fields', { ticket_field: { type: 'text', title: 'F' } }],
    [{ manage_ticket_forms: true }, 'POST /api/v2/ticket_forms', { ticket_form: { name: 'F' } }],
    [{ manage_user_fields: true }, 'POST /api/v2/user_fields', { user_field: { type: 'text', title: 'F', key: 'f' } }],
    [
      { manage_organization_fields: true },
      'POST /api/v2/organization_fields',
      { organization_field: { type: 'text', title: 'F', key: 'f' } },
    ],
    [{ manage_dynamic_content: true }, 'POST /api/v2/dynamic_content/items', {}],
    [{ manage_groups: true }, 'POST /api/v2/groups', { group: { name: 'G' } }],
    [{ manage_skills: true }, 'POST /api/v2/routing/attributes', { attribute: { name: 'A' } }],
    [{ manage_extensions_and_channels: true }, 'GET /api/v2/webhooks', undefined],
    [{ manage_contextual_workspaces: true }, 'POST /api/v2/workspaces', {}],
    [
      { macro_access: 'full' },
      'POST /api/v2/macros',
      { macro: { title: 'M', actions: [{ field: 'status', value: 'open' }] } },
    ],
    [
      { view_access: 'full' },
      'POST /api/v2/views',
      { view: { title: 'V', all: [{ field: 'status', operator: 'is', value: 'open' }] } },
    ],
  ])('%j lets in, and without it one is refused', async (configuration, route, body) => {
    const keeper = await agentWith(configuration)
    expect((await desk.call(desk.agent, route, body)).status).toBe(403)
    expect((await desk.call(keeper, route, body)).status).not.toBe(403)
  })

  it('of groups: tickets go to one’s own groups only', async () => {
    const other = (await desk.call(desk.admin, 'POST /api/v2/groups', { group: { name: 'Elsewhere' } })).body.group.id
    const bound = await agentWith({ assign_tickets_to_any_group: false })
    const id = await newTicket()
    expect((await desk.call(bound, `PUT /api/v2/tickets/${id}`, { ticket: { group_id: other } })).status).toBe(403)
    expect(
      (await desk.call(bound, 'POST /api/v2/tickets', { ticket: { comment: { body: 'x' }, group_id: other } })).status,
    ).toBe(403)
    expect((await desk.call(bound, `PUT /api/v2/tickets/${id}`, { ticket: { assignee_id: bound.id } })).status).toBe(
      200,
    )
  })
})

describe('what would be and why', () => {
  it('a preview tells who gains and loses what', async () => {
    const person = await agentWith({})
    await newTicket()
    const { body } = await desk.call(desk.admin, 'POST /api/v2/custom_roles/preview', {
      custom_role_id: person.role_id,
      configuration: { ticket_access: 'assigned-only', manage_triggers: true, chat_access: false },
    })
    expect(body.preview.people_count).toBe(1)
    expect(body.preview.changes).toEqual([
      { name: 'ticket_access', before: 'all', after: 'assigned-only', change: 'lost', has_effect: true },
      { name: 'chat_access', before: true, after: false, change: 'lost', has_effect: false },
      { name: 'manage_triggers', before: false, after: true, change: 'gained', has_effect: true },
    ])
    expect(body.preview.tickets[0]).toMatchObject({ user_id: person.id, after: 0 })
    expect(body.preview.tickets[0].before).toBeGreaterThan(0)
    expect((await desk.call(person, 'POST /api/v2/custom_roles/preview', { configuration: {} })).status).toBe(403)
  })

  it('effective rights name the source of each right', async () => {
    const { call, admin, agent } = desk
    const rightsOf = async (as: Person, of: Person) =>
      (await call(as, `GET /api/v2/users/${of.id}/effective_rights`)).body.effective_rights
    const person = await agentWith({ ticket_access: 'within-groups' })
    const found = (await rightsOf(admin, person)).rights.find((one: { name: string }) => one.name === 'ticket_access')
    expect(found).toEqual({
      name: 'ticket_access',
      product: 'support',
      value: 'within-groups',
      has_effect: true,
      source: 'custom_role',
    })
    expect((await rightsOf(agent, agent)).rights[0]).toMatchObject({ value: 'all', source: 'standard' })
    expect((await call(agent, `GET /api/v2/users/${person.id}/effective_rights`)).status).toBe(403)
    expect((await rightsOf(admin, desk.owner)).rights[0]).toMatchObject({ source: 'owner' })
    await call(admin, `PUT /api/v2/users/${person.id}`, { user: { suspended: true } })
    expect((await rightsOf(admin, person)).rights[0]).toMatchObject({ value: 'assigned-only', source: 'suspended' })
  })

  it('the viewers of a ticket are those who can open it', async () => {
    const { call, admin } = desk
    const id = await newTicket()
    const grouped = await agentWith({ ticket_access: 'within-groups' })
    const assigned = await agentWith({ ticket_access: 'assigned-only' })
    const open = await agentWith({ ticket_access: 'within-groups-and-public-groups' })
    const organized = await agentWith({ ticket_access: 'within-organization' })
    for (const ticket of [{}, { assignee_id: assigned.id }, { followers: [{ user_id: organized.id }] }]) {
      await call(admin, `PUT /api/v2/tickets/${id}`, { ticket })
      const { body } = await call(admin, `GET /api/v2/tickets/${id}/viewers?per_page=100`)
      const viewers = new Set(body.viewers.map((one: { user_id: number }) => one.user_id))
      for (const person of [grouped, assigned, open, organized, desk.agent, desk.admin, desk.owner]) {
        const { status } = await call(person, `GET /api/v2/tickets/${id}`)
        expect([person.email, viewers.has(person.id)]).toEqual([person.email, status === 200])
      }
      expect(viewers.has(desk.customer.id)).toBe(true)
    }
  })

  it('role changes are recorded with what they were before', async () => {
    const person = await agentWith({})
    await desk.call(desk.admin, `PUT /api/v2/custom_roles/${person.role_id}`, {
      custom_role: { configuration: { ticket_merge: false } },
    })
    const { data } = await desk.work((work) =>
      work.db.one<{ data: unknown }>(
        sql`select data from events where account_id = ${work.account_id} and type = 'custom_role.updated' and subject_id = ${person.role_id}`,
      ),
    )
    expect(data).toMatchObject({ before: { ticket_merge: true }, after: { ticket_merge: false } })
  })
})

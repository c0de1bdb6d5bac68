import { beforeEach, describe, expect, it } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'
import { type Candidate, chooseAgent } from './choosing.ts'

const candidate = (user_id: number, more: Partial<Candidate> = {}): Candidate => ({
  user_id,
  open_tickets: 0,
  capacity: 10,
  last_assigned_at: null,
  skills: new Set(),
  ...more,
})

describe('choosing an agent', () => {
  it('goes by turn to whoever has waited longest, or by load to whoever has least of what they take', () => {
    const few = candidate(1, { open_tickets: 1, capacity: 2, last_assigned_at: new Date(1_000) })
    const many = candidate(2, { open_tickets: 3, capacity: 30, last_assigned_at: new Date(2_000) })
    expect(chooseAgent([few, many], 'round_robin', new Set())).toBe(few)
    expect(chooseAgent([few, many], 'least_loaded', new Set())).toBe(many)
  })

  it('gives nobody more than they take, and a ticket only to who has all its skills', () => {
    const full = candidate(1, { open_tickets: 10, skills: new Set([7, 8]) })
    const half = candidate(2, { skills: new Set([7]) })
    expect(chooseAgent([full, half], 'round_robin', new Set([7]))).toBe(half)
    expect(chooseAgent([full, half], 'round_robin', new Set([7, 8]))).toBeNull()
  })
})

describe('routing', () => {
  let desk: TestAccount
  let second: Person
  let group_id: number
  beforeEach(async () => {
    desk = await newAccount()
    second = await desk.addPerson('agent')
    group_id = (await desk.call(desk.admin, 'GET /api/v2/groups')).body.groups[0].id
  })

  const setGroup = async (group: object) =>
    await desk.call(desk.admin, `PUT /api/v2/routing/groups/${group_id}`, { group })
  const setAgent = async (person: Person, agent_availability: object, by = person) =>
    await desk.call(by, `PUT /api/v2/agent_availabilities/${person.id}`, { agent_availability })
  const create = async (more: object = {}): Promise<number> => {
    const { body } = await desk.call(desk.admin, 'POST /api/v2/tickets', {
      ticket: { subject: 'x', comment: { body: 'x' }, group_id, ...more },
    })
    return body.ticket.id
  }
  const assigneeOf = async (id: number): Promise<number | null> =>
    (await desk.call(desk.admin, `GET /api/v2/tickets/${id}`)).body.ticket.assignee_id

  it('leaves tickets alone where a group assigns by hand', async () => {
    await setAgent(desk.agent, { status: 'online' })
    const id = await create()
    await desk.runJobs()
    expect(await assigneeOf(id)).toBeNull()
  })

  it('gives new tickets to the agents who are online, in turn, and says that routing did it', async () => {
    await setGroup({ method: 'round_robin' })
    await setAgent(desk.agent, { status: 'online' })
    await setAgent(second, { status: 'online' })
    const ids = [await create(), await create(), await create(), await create()]
    await desk.runJobs()
    const owners = await Promise.all(ids.map(assigneeOf))
    expect(owners.filter((owner) => owner === desk.agent.id)).toHaveLength(2)
    expect(owners.filter((owner) => owner === second.id)).toHaveLength(2)
    const history = await desk.work(
      async ({ db, account_id }) =>
        await db.all<{ data: { rule?: object } }>(
          sql`select data from events where account_id = ${account_id} and subject_id = ${ids[0]} and type = 'ticket.updated'`,
        ),
    )
    expect(history[0]?.data.rule).toEqual({ kind: 'routing', id: group_id })
  })

  it('lets tickets wait when all have what they take, urgent ones first, and goes on when one is solved', async () => {
    await setGroup({ method: 'least_loaded', capacity: 1 })
    await setAgent(desk.agent, { status: 'online' })
    const first = await create()
    await desk.runJobs()
    const [usual, urgent] = [await create(), await create({ priority: 'urgent' })]
    await desk.runJobs()
    expect([await assigneeOf(usual), await assigneeOf(urgent)]).toEqual([null, null])
    await desk.call(desk.agent, `PUT /api/v2/tickets/${first}`, { ticket: { status: 'solved' } })
    await desk.runJobs()
    expect([await assigneeOf(usual), await assigneeOf(urgent)]).toEqual([null, desk.agent.id])
  })

  it('gives what waited to an agent who comes', async () => {
    await setGroup({ method: 'round_robin' })
    const id = await create()
    await desk.runJobs()
    expect(await assigneeOf(id)).toBeNull()
    await setAgent(second, { status: 'online' })
    await desk.runJobs()
    expect(await assigneeOf(id)).toBe(second.id)
  })

  it('asks for the skills of a ticket, and stops asking after the time that the group says', async () => {
    await setGroup({ method: 'round_robin' })
    const { body } = await desk.call(desk.admin, 'POST /api/v2/routing/attributes', { attribute: { name: 'Language' } })
    const values = `/api/v2/routing/attributes/${body.attribute.id}/values`
    const dutch = await desk.call(desk.admin, `POST ${values}`, { attribute_value: { name: 'Dutch' } })
    const attribute_value_ids = [dutch.body.attribute_value.id]
    const id = await create()
    await desk.call(desk.agent, `POST /api/v2/routing/tickets/${id}/instance_values`, { attribute_value_ids })
    await setAgent(desk.agent, { status: 'online' })
    await desk.runJobs()
    expect(await assigneeOf(id)).toBeNull()
    await desk.call(desk.admin, `POST /api/v2/routing/agents/${second.id}/instance_values`, { attribute_value_ids })
    await setAgent(second, { status: 'online' })
    await desk.runJobs()
    expect(await assigneeOf(id)).toBe(second.id)
    const other = await create()
    await desk.call(desk.agent, `POST /api/v2/routing/tickets/${other}/instance_values`, { attribute_value_ids })
    await setAgent(second, { status: 'away' })
    await desk.runJobs()
    expect(await assigneeOf(other)).toBeNull()
    await setGroup({ skills_wait_minutes: 0 })
    await desk.runJobs()
    expect(await assigneeOf(other)).toBe(desk.agent.id)
  })

  it('lets agents speak for themselves only, and leaves numbers and methods to admins', async () => {
    expect((await setAgent(second, { status: 'online' }, desk.agent)).status).toBe(403)
    expect((await setAgent(desk.agent, { capacity: 900 })).status).toBe(403)
    expect((await setAgent(second, { status: 'away', capacity: 5 }, desk.admin)).status).toBe(200)
    expect((await setAgent(desk.customer, { status: 'online' }, desk.admin)).status).toBe(422)
    expect(
      (await desk.call(desk.agent, `PUT /api/v2/routing/groups/${group_id}`, { group: { method: 'manual' } })).status,
    ).toBe(403)
    expect((await desk.call(desk.admin, 'PUT /api/v2/routing/groups/999', { group: { capacity: 3 } })).status).toBe(404)
  })

  it('refuses a skill twice, an unknown one, and values of another skill', async () => {
    const make = async (name: string) =>
      await desk.call(desk.admin, 'POST /api/v2/routing/attributes', { attribute: { name } })
    const { body } = await make('Product')
    expect((await make('product')).status).toBe(422)
    const other = await make('Region')
    const value = await desk.call(desk.admin, `POST /api/v2/routing/attributes/${body.attribute.id}/values`, {
      attribute_value: { name: 'Bikes' },
    })
    const crossed = `/api/v2/routing/attributes/${other.body.attribute.id}/values/${value.body.attribute_value.id}`
    expect((await desk.call(desk.admin, `DELETE ${crossed}`)).status).toBe(404)
    const unknown = await desk.call(desk.admin, `POST /api/v2/routing/agents/${second.id}/instance_values`, {
      attribute_value_ids: ['123'],
    })
    expect(unknown.status).toBe(422)
  })
})

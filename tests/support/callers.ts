// Everybody who may come to a desk, and objects on both sides of every border, for the sweeps over all endpoints.
import { createToken } from '../../server/access/index.ts'
import type { Person } from './desk.ts'
import { type Fixture, newFixture } from './fixture.ts'

/** A ticket with a word in each of its parts that nobody who does not see it may read. */
interface Marked {
  id: string
  word: string
}

export interface Crowd {
  fixture: Fixture
  people: {
    light: Person
    /** Sees the tickets of their own group only. */
    bound: Person
    /** In the organisation of the fixture's customer, which shares nothing. */
    member: Person
    stranger: Person
    suspended: Person
  }
  tokens: { read: Person; write: Person; narrow: Person; nothing: Person }
  tickets: { own_group: Marked; other_group: Marked; deleted: Marked }
}

let made = 0

export async function newCrowd(): Promise<Crowd> {
  const fixture = await newFixture()
  const { call, admin, agent, ids } = fixture
  const group = await call(admin, 'POST /api/v2/groups', { group: { name: 'Their own' } })
  const group_id = group.body.group.id
  const bound = await fixture.addPerson('agent')
  await call(admin, `PUT /api/v2/users/${bound.id}`, { user: { ticket_restriction: 'groups' } })
  const { body } = await call(admin, `GET /api/v2/users/${bound.id}/group_memberships`)
  await call(admin, 'POST /api/v2/group_memberships', { group_membership: { user_id: bound.id, group_id } })
  for (const { id } of body.group_memberships) await call(admin, `DELETE /api/v2/group_memberships/${id}`)
  const light = await fixture.addPerson('agent')
  await call(admin, `PUT /api/v2/users/${light.id}`, { user: { custom_role_id: 1 } })
  const member = await fixture.addPerson('end-user')
  await call(admin, 'POST /api/v2/organization_memberships', {
    organization_membership: { user_id: member.id, organization_id: Number(ids.organization_id) },
  })
  const suspended = await fixture.addPerson('agent')
  await call(admin, `PUT /api/v2/users/${suspended.id}`, { user: { suspended: true } })
  const token = async (scopes: string[]): Promise<Person> => {
    const { full_token } = await fixture.work((work) => createToken(work, agent.id, scopes.join(' '), { scopes }))
    return {
      ...agent,
      authorization: `Basic ${Buffer.from(`${agent.email}/token:${full_token}`).toString('base64')}`,
    }
  }
  made += 1
  const ticket = async (name: string, own_group_id: number | undefined): Promise<Marked> => {
    const word = `${name}${process.pid}x${made}`
    const created = await call(admin, 'POST /api/v2/tickets', {
      ticket: {
        subject: `Subject ${word}`,
        comment: { body: `Body ${word}`, public: false },
        tags: [word],
        requester_id: fixture.customer.id,
        group_id: own_group_id ?? Number(ids.group_id),
      },
    })
    const id = String(created.body.ticket.id)
    await call(admin, `POST /api/v2/tickets/${id}/side_conversations`, {
      message: { subject: `Side ${word}`, body: `Aside ${word}`, to: [{ email: 'supplier@people.example' }] },
    })
    return { id, word }
  }
  const tickets = {
    own_group: await ticket('sorrel', group_id),
    other_group: await ticket('madder', undefined),
    deleted: await ticket('verdigris', undefined),
  }
  await call(admin, `DELETE /api/v2/tickets/${tickets.deleted.id}`)
  return {
    fixture,
    people: { light, bound, member, stranger: await fixture.addPerson('end-user'), suspended },
    tokens: {
      read: await token(['read']),
      write: await token(['write']),
      narrow: await token(['users:read']),
      nothing: await token([]),
    },
    tickets,
  }
}

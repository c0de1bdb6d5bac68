// What hangs around a ticket: problems and incidents, who takes part, what an agent looked at, and how lists sort.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'

async function newTicket(desk: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'A subject', comment: { body: 'Some words' }, requester_id: desk.customer.id, ...ticket },
  })
  return body.ticket.id
}

const idsOf = (list: { id: number }[]) => list.map((one) => one.id)

test('problems are listed, found by a part of their subject, and list their incidents', async () => {
  const desk = await newAccount()
  const [fire, water] = [
    await newTicket(desk, { type: 'problem', subject: 'The Printer burns' }),
    await newTicket(desk, { type: 'problem', subject: 'Water everywhere' }),
  ]
  const incident = await newTicket(desk, { problem_id: fire, subject: 'My printer burns' })
  const get = (path: string) => desk.call(desk.agent, `GET /api/v2/${path}`)
  expect(idsOf((await get('problems')).body.tickets).toSorted()).toEqual([fire, water].toSorted())
  expect(idsOf((await get(`tickets/${fire}/incidents`)).body.tickets)).toEqual([incident])
  const found = await desk.call(desk.agent, 'POST /api/v2/problems/autocomplete', { text: 'printer' })
  expect([found.status, idsOf(found.body.tickets)]).toEqual([200, [fire]])
  const asked = await desk.call(desk.agent, 'POST /api/v2/problems/autocomplete?text=WATER', {})
  expect(idsOf(asked.body.tickets)).toEqual([water])
  const related = await get(`tickets/${fire}/related`)
  expect([related.body.incidents, related.body.ticket_related.incidents]).toEqual([1, 1])
})

test('CCs and followers are listed as people', async () => {
  const desk = await newAccount()
  const copied = await desk.addPerson('end-user')
  const id = await newTicket(desk, { email_ccs: [{ user_id: copied.id }], followers: [{ user_id: desk.admin.id }] })
  for (const [path, ids] of [
    ['collaborators', [copied.id, desk.admin.id]],
    ['email_ccs', [copied.id]],
    ['followers', [desk.admin.id]],
  ] as const) {
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${id}/${path}`)
    expect([path, idsOf(body.users).toSorted()]).toEqual([path, ids.toSorted()])
  }
})

test('the tickets an agent looked at come back, the latest first, and not more than twenty', async () => {
  const desk = await newAccount()
  const ids: number[] = []
  for (let made = 0; made < 22; made++) ids.push(await newTicket(desk))
  for (const id of [...ids, ids[21]!]) // made above
    expect((await desk.call(desk.agent, `POST /api/v2/tickets/${id}/visits`)).status).toBe(204)
  const { body } = await desk.call(desk.agent, 'GET /api/v2/tickets/recent')
  expect(idsOf(body.tickets)).toEqual(ids.slice(2).toReversed())
  expect((await desk.call(desk.admin, 'GET /api/v2/tickets/recent')).body.tickets).toEqual([])
})

test('lists take the sorts that clients ask for', async () => {
  const desk = await newAccount()
  await newTicket(desk)
  for (const sort of ['assignee', 'assignee.name', 'created_at', 'group', 'id', 'locale', 'requester', 'status']) {
    const offset = await desk.call(desk.agent, `GET /api/v2/tickets?sort_by=${sort}&sort_order=desc`)
    const cursor = await desk.call(desk.agent, `GET /api/v2/tickets?sort=-${sort}&page[size]=1`)
    expect([sort, offset.status, cursor.status, offset.body.tickets.length]).toEqual([sort, 200, 200, 1])
  }
})

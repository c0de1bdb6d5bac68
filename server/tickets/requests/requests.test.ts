// Requests: what customers list, search and fill in, and that each sees only what they take part in.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'

const ask = async (desk: TestAccount, request: object, as = desk.customer) =>
  await desk.call(as, 'POST /api/v2/requests', { request: { subject: 'Help', comment: { body: 'words' }, ...request } })
const idsOf = (list: { id: number }[]) => list.map((one) => one.id)

test('a customer lists, searches and narrows their own requests, and those they are copied on', async () => {
  const desk = await newAccount()
  const other = await desk.addPerson('end-user')
  const { id } = (await ask(desk, { subject: 'A celadon vase' })).body.request
  const copied = (await ask(desk, { subject: 'A celadon cup' }, other)).body.request.id
  const hidden = (await ask(desk, { subject: 'A celadon bowl' }, other)).body.request.id
  await desk.call(desk.agent, `PUT /api/v2/tickets/${copied}`, {
    ticket: { email_ccs: [{ user_id: desk.customer.id }] },
  })
  const list = async (path: string, as = desk.customer) => {
    const { status, body } = await desk.call(as, `GET /api/v2/${path}`)
    expect([path, status]).toEqual([path, 200])
    return idsOf(body.requests)
  }
  expect(await list('requests')).toEqual([id, copied])
  expect(await list('requests/ccd')).toEqual([copied])
  expect(await list('requests/search?query=celadon')).toEqual([id, copied])
  expect(await list('requests/search?query=celadon&cc_id=true')).toEqual([copied])
  expect(await list('requests/search?query=vase&status=hold,pending')).toEqual([])
  expect(await list('requests?status=new')).toEqual([id, copied])
  expect(await list(`users/${desk.customer.id}/requests`)).toEqual([id])
  expect(await list(`users/${other.id}/requests`, desk.agent)).toEqual([copied, hidden])
  expect((await desk.call(desk.customer, `GET /api/v2/users/${other.id}/requests`)).status).toBe(404)
  expect((await desk.call(desk.customer, 'GET /api/v2/requests?status=asleep')).status).toBe(400)
})

test('an internal note is found by no customer’s search', async () => {
  const desk = await newAccount()
  const { id } = (await ask(desk, {})).body.request
  await desk.call(desk.agent, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'vermilion' } })
  expect((await desk.call(desk.customer, 'GET /api/v2/requests/search?query=vermilion')).body.requests).toEqual([])
})

test('customers fill in the fields that are theirs, and no other', async () => {
  const desk = await newAccount()
  const newField = async (is_theirs: boolean) =>
    (
      await desk.call(desk.admin, 'POST /api/v2/ticket_fields', {
        ticket_field: { type: 'text', title: 'F', visible_in_portal: is_theirs, editable_in_portal: is_theirs },
      })
    ).body.ticket_field.id
  const [own, ours] = [await newField(true), await newField(false)]
  const { status, body } = await ask(desk, { custom_fields: [{ id: own, value: 'mine' }] })
  expect([status, body.request.custom_fields]).toEqual([201, [{ id: own, value: 'mine' }]])
  for (const id of [ours, 999]) expect((await ask(desk, { custom_fields: [{ id, value: 'x' }] })).status).toBe(422)
})

test('a customer follows up their closed request, and nobody else’s', async () => {
  const desk = await newAccount()
  const { id } = (await ask(desk, {})).body.request
  await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
  const followed = await ask(desk, { via_followup_source_id: id })
  expect([followed.status, followed.body.request.followup_source_id]).toEqual([201, id])
  const other = await desk.addPerson('end-user')
  expect((await ask(desk, { via_followup_source_id: id }, other)).status).toBe(422)
})

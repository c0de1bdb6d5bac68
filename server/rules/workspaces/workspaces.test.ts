// Workspaces: kept, ordered and deleted; names of what is not there are refused.
import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'

const W = '/api/v2/workspaces'

test('a workspace is made, changed, ordered and deleted by admins, and read by agents', async () => {
  const { call, admin, agent, customer } = await newAccount()
  const macro = (
    await call(admin, 'POST /api/v2/macros', {
      macro: { title: 'Hello', actions: [{ field: 'comment_value', value: 'Hi' }] },
    })
  ).body.macro.id
  const add = async (title: string, more: object = {}) =>
    await call(admin, `POST ${W}`, { workspace: { title, ...more } })
  const conditions = { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] }
  const first = await add('Returns', { description: 'Parcels', macros: [macro], conditions })
  expect(first.status).toBe(201)
  const { id, url } = first.body.workspace
  expect(first.headers.location).toBe(url)
  expect(first.body.workspace).toMatchObject({
    title: 'Returns',
    conditions,
    macros: [macro],
    macro_ids: [macro],
    selected_macros: [{ id: macro }],
    activated: true,
    position: 1,
    apps: [],
    ticket_form_id: null,
  })
  const second = (await add('Other')).body.workspace.id
  const ids = async () => (await call(agent, `GET ${W}`)).body.workspaces.map((one: { id: number }) => one.id)
  expect(await ids()).toEqual([id, second])
  expect((await call(admin, `PUT ${W}/reorder`, { ids: [second, id] })).status).toBe(200)
  expect(await ids()).toEqual([second, id])
  const changed = await call(admin, `PUT ${W}/${id}`, { workspace: { title: 'Parcels', activated: false } })
  expect(changed.body.workspace).toMatchObject({ title: 'Parcels', activated: false, macros: [macro], conditions })
  // A macro that has gone is not named any more.
  await call(admin, `DELETE /api/v2/macros/${macro}`)
  expect((await call(agent, `GET ${W}/${id}`)).body.workspace).toMatchObject({ macros: [], selected_macros: [] })
  expect((await call(agent, `PUT ${W}/${id}`, { workspace: { title: 'x' } })).status).toBe(403)
  expect((await call(customer, `GET ${W}`)).status).toBe(403)
  expect((await call(admin, `DELETE ${W}/destroy_many`)).status).toBe(400)
  expect((await call(admin, `DELETE ${W}/destroy_many?ids=${second},999`)).status).toBe(404)
  // Some clients send the ids in the body.
  expect((await call(admin, `DELETE ${W}/destroy_many`, { ids: [second] })).status).toBe(200)
  expect((await call(admin, `DELETE ${W}/${id}`)).status).toBe(204)
  expect(await ids()).toEqual([])
})

test.each([
  [{ title: '' }, 'title'],
  [{ title: 'x', ticket_form_id: 999 }, 'ticket_form_id'],
  [{ title: 'x', macros: [999] }, 'macros'],
  [{ title: 'x', conditions: { all: [{ field: 'nonsense', operator: 'is', value: '1' }] } }, 'conditions'],
  [{ title: 'x', conditions: { all: [{ field: 'custom_fields_999', operator: 'is', value: '1' }] } }, 'conditions'],
])('a workspace that names what cannot be is refused: %j', async (workspace, field) => {
  const { call, admin } = await newAccount()
  const answer = await call(admin, `POST ${W}`, { workspace })
  expect([answer.status, Object.keys(answer.body.details)]).toEqual([422, [field]])
})

test.each([
  null,
  7,
  'x',
  [],
  { title: 7 },
  { title: 'x', macros: 'a' },
  { title: 'x', position: -1 },
  { title: '\ud800\u0000' },
])('a workspace of %j never fails us', async (workspace) => {
  const { call, admin } = await newAccount()
  expect((await call(admin, `POST ${W}`, { workspace })).status).toBeLessThan(500)
})

test('a ticket is worked on in the first active workspace whose conditions it meets', async () => {
  const { call, admin, agent, customer } = await newAccount()
  const add = async (title: string, tag: string) =>
    await call(admin, `POST ${W}`, {
      workspace: { title, conditions: { all: [{ field: 'current_tags', operator: 'includes', value: tag }], any: [] } },
    })
  const first = (await add('Parcels', 'parcel')).body.workspace.id
  await add('Blue parcels', 'blue')
  const made = await call(agent, 'POST /api/v2/tickets', {
    ticket: { comment: { body: 'x' }, tags: ['blue', 'parcel'] },
  })
  const path = `/api/v2/tickets/${made.body.ticket.id}`
  const title = async () => (await call(agent, `GET ${path}/workspace`)).body.workspace?.title ?? null
  expect(await title()).toBe('Parcels')
  await call(admin, `PUT ${W}/${first}`, { workspace: { activated: false } })
  expect(await title()).toBe('Blue parcels')
  await call(agent, `PUT ${path}`, { ticket: { tags: [] } })
  expect(await title()).toBe(null)
  expect((await call(customer, `GET ${path}/workspace`)).status).toBe(403)
  expect((await call(agent, 'GET /api/v2/tickets/999999/workspace')).status).toBe(404)
})

// Splitting a comment off, time spent, and what a ticket is linked with.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'

async function newTicket(desk: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'Two things', comment: { body: 'First' }, requester_id: desk.customer.id, ...ticket },
  })
  return body.ticket.id
}

const said = async (desk: TestAccount, id: number) =>
  (await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)).body.comments

test('a comment becomes a ticket of its author: same words, same files, and both name each other internally', async () => {
  const desk = await newAccount()
  const { body: created } = await desk.call(desk.customer, 'POST /api/v2/requests', {
    request: { subject: 'Two things', comment: { body: 'First' } },
  })
  const id = created.request.id
  const upload = await desk.call(desk.customer, 'POST /api/v2/uploads?filename=b.txt', 'content', {
    'content-type': 'text/plain',
  })
  await desk.call(desk.customer, `PUT /api/v2/requests/${id}`, {
    request: { comment: { html_body: '<p>And <b>second</b></p>', uploads: [upload.body.upload.token] } },
  })
  const second = (await said(desk, id)).at(-1)
  const split = await desk.call(desk.agent, `POST /api/v2/tickets/${id}/comments/${second.id}/split`, {
    subject: 'Second thing',
  })
  expect(split.status, split.text).toBe(201)
  expect(split.body.ticket).toMatchObject({ subject: 'Second thing', requester_id: desk.customer.id, is_public: true })
  expect(split.headers.location).toBe(split.body.ticket.url)
  const [words, link] = await said(desk, split.body.ticket.id)
  expect(words).toMatchObject({ author_id: desk.customer.id, public: true, html_body: second.html_body })
  expect(words.attachments).toMatchObject([{ file_name: 'b.txt' }])
  expect(words.via.source).toMatchObject({ from: { ticket_id: id, comment_id: second.id }, rel: 'split' })
  expect(link).toMatchObject({ public: false, body: `#${id}` })
  const before = await said(desk, id)
  expect(before.at(-1)).toMatchObject({ public: false, body: `→ #${split.body.ticket.id}` })
  expect(before.at(-2)).toMatchObject({ id: second.id, body: second.body, attachments: [{ file_name: 'b.txt' }] })
  const seen = await desk.call(desk.customer, `GET /api/v2/requests/${split.body.ticket.id}/comments`)
  expect(seen.body.comments).toHaveLength(1)
})

test('a note stays internal when it is split off, nothing is mailed, and customers cannot split', async () => {
  const desk = await newAccount()
  const id = await newTicket(desk)
  const note = await desk.call(desk.agent, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'Between us' } })
  const route = `POST /api/v2/tickets/${id}/comments/${note.body.comment.id}/split`
  expect((await desk.call(desk.customer, route, {})).status).toBe(403)
  const split = await desk.call(desk.agent, route, {})
  expect(split.body.ticket).toMatchObject({ requester_id: desk.agent.id, is_public: false, description: null })
  await desk.runJobs()
  expect(
    (await desk.call(desk.agent, `GET /api/v2/tickets/${split.body.ticket.id}/deliveries`)).body.deliveries,
  ).toEqual([])
  expect((await desk.call(desk.agent, `POST /api/v2/tickets/${id}/comments/99/split`, {})).status).toBe(404)
  expect((await desk.call(desk.agent, route, { subject: 7 })).status).toBe(422)
})

test('time is kept only where the desk turned it on, once per write, with totals per person', async () => {
  const desk = await newAccount()
  const id = await newTicket(desk)
  const entries = async () => (await desk.call(desk.agent, `GET /api/v2/tickets/${id}/time_entries`)).body
  const note = (time_spent_s: unknown, as = desk.agent) =>
    desk.call(as, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'n', time_spent_s } })
  expect((await note(60)).status).toBe(201)
  expect(await entries()).toMatchObject({ enabled: false, time_entries: [], total_s: 0 })
  const settings = (enabled: unknown) => ({ settings: { time_tracking: { enabled } } })
  expect((await desk.call(desk.agent, 'PUT /api/v2/account/settings', settings(true))).status).toBe(403)
  const on = await desk.call(desk.admin, 'PUT /api/v2/account/settings', settings(true))
  expect(on.body.settings.time_tracking).toEqual({ enabled: true })
  await note(60)
  await note(30, desk.admin)
  await desk.call(desk.agent, `POST /api/v2/tickets/${id}/replies`, { reply: { body: 'r', time_spent_s: 5 } })
  await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { time_spent_s: 7 } })
  const kept = await entries()
  expect(kept).toMatchObject({
    enabled: true,
    count: 4,
    total_s: 102,
    totals: [
      { user_id: desk.agent.id, seconds: 72 },
      { user_id: desk.admin.id, seconds: 30 },
    ],
  })
  for (const bad of [-1, 1.5, '60', 86_401]) expect([bad, (await note(bad)).status]).toEqual([bad, 422])
  expect((await note(null)).status).toBe(201)
  expect((await desk.call(desk.customer, `GET /api/v2/tickets/${id}/time_entries`)).status).toBe(403)
})

test('a ticket names what it was merged into, what was merged into it, and what follows it up', async () => {
  const desk = await newAccount()
  const [target, source] = [await newTicket(desk), await newTicket(desk)]
  await desk.call(desk.agent, `POST /api/v2/tickets/${target}/merge`, { ids: [source] })
  await desk.runJobs()
  const follow_up = await newTicket(desk, { via_followup_source_id: source })
  const related = async (id: number) => (await desk.call(desk.agent, `GET /api/v2/tickets/${id}/related`)).body
  expect(await related(source)).toMatchObject({ merged_into_id: target, merged_ids: [], followup_ids: [follow_up] })
  expect(await related(target)).toMatchObject({ merged_into_id: null, merged_ids: [source] })
  expect(await related(follow_up)).toMatchObject({ followup_source_ids: [source] })
})

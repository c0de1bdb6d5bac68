// Merging: the target says so, the sources are closed, people and files come along, and internal things stay internal.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'

async function newTicket(desk: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'A subject', comment: { body: 'Some words' }, requester_id: desk.customer.id, ...ticket },
  })
  return body.ticket.id
}

async function merge(desk: TestAccount, target: number, body: object) {
  const started = await desk.call(desk.agent, `POST /api/v2/tickets/${target}/merge`, body)
  expect(started.status).toBe(200)
  await desk.runJobs()
  const id = started.body.job_status.id
  return (await desk.call(desk.agent, `GET /api/v2/job_statuses/${id}`)).body.job_status.results[0]
}

const show = async (desk: TestAccount, id: number) =>
  (await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).body.ticket
const said = async (desk: TestAccount, id: number) =>
  (await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)).body.comments

test('the sources are closed, and both sides say so where they are asked to', async () => {
  const desk = await newAccount()
  const [target, one, two] = [await newTicket(desk), await newTicket(desk), await newTicket(desk)]
  const result = await merge(desk, target, {
    ids: [one, two],
    target_comment: 'Two more of these',
    source_comment: 'Goes on elsewhere',
    source_comment_is_public: true,
  })
  expect(result).toMatchObject({ id: target, success: true })
  const last = (await said(desk, target)).at(-1)
  expect(last).toMatchObject({ body: 'Two more of these', public: false, author_id: desk.agent.id })
  expect(last.via.source).toMatchObject({ from: { ticket_ids: [one, two] }, rel: 'merge' })
  for (const id of [one, two]) {
    expect(await show(desk, id)).toMatchObject({ status: 'closed', tags: ['closed_by_merge'] })
    expect((await said(desk, id)).at(-1)).toMatchObject({ body: 'Goes on elsewhere', public: true })
  }
})

test('requesters, CCs and followers of the sources take part in the target', async () => {
  const desk = await newAccount()
  const [other, copied] = [await desk.addPerson('end-user'), await desk.addPerson('end-user')]
  const target = await newTicket(desk)
  const source = await newTicket(desk, {
    requester_id: other.id,
    email_ccs: [{ user_id: copied.id }, { user_id: desk.customer.id }],
    followers: [{ user_id: desk.admin.id }],
  })
  await merge(desk, target, { ids: [source] })
  const ticket = await show(desk, target)
  expect(ticket.email_cc_ids.toSorted()).toEqual([other.id, copied.id].toSorted())
  expect(ticket.follower_ids).toEqual([desk.admin.id])
})

test('files come along; those of notes only into a note', async () => {
  const desk = await newAccount()
  const upload = async (name: string) =>
    (await desk.call(desk.agent, `POST /api/v2/uploads?filename=${name}`, 'content', { 'content-type': 'text/plain' }))
      .body.upload.token
  const newSource = async () => {
    const source = await newTicket(desk, { comment: { body: 'x', uploads: [await upload('public.txt')] } })
    await desk.call(desk.agent, `POST /api/v2/tickets/${source}/notes`, {
      note: { body: 'y', uploads: [await upload('internal.txt')] },
    })
    return source
  }
  for (const is_public of [true, false]) {
    const target = await newTicket(desk)
    await merge(desk, target, {
      ids: [await newSource()],
      target_comment: 'merged',
      target_comment_is_public: is_public,
    })
    const last = (await said(desk, target)).at(-1)
    const names = last.attachments.map((file: { file_name: string }) => file.file_name)
    expect([last.public, names]).toEqual([is_public, is_public ? ['public.txt'] : ['public.txt', 'internal.txt']])
  }
})

test('nothing is said publicly where one of the tickets is internal', async () => {
  const desk = await newAccount()
  const target = await newTicket(desk)
  const source = await newTicket(desk, { comment: { body: 'internal', public: false } })
  await merge(desk, target, { ids: [source], target_comment: 'quiet', target_comment_is_public: true })
  expect((await said(desk, target)).at(-1)).toMatchObject({ body: 'quiet', public: false })
})

test('a closed or unknown source, or the target itself, leaves all as they were', async () => {
  const desk = await newAccount()
  const [target, good, closed] = [await newTicket(desk), await newTicket(desk), await newTicket(desk)]
  await desk.call(desk.agent, `PUT /api/v2/tickets/${closed}`, { ticket: { status: 'closed' } })
  for (const [ids, error] of [
    [[good, closed], 'RecordInvalid'],
    [[good, 99_999], 'RecordNotFound'],
    [[good, target], 'RecordInvalid'],
  ])
    expect(await merge(desk, target, { ids })).toMatchObject({ error })
  expect((await show(desk, good)).status).toBe('new')
  for (const body of [{}, { ids: [] }, { ids: ['x'] }])
    expect((await desk.call(desk.agent, `POST /api/v2/tickets/${target}/merge`, body)).status).toBe(422)
})

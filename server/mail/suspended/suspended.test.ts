import { expect, test } from 'vitest'
import { newPost } from '../../../tests/support/letters.ts'

const SPAM = ['Auto-Submitted: auto-replied']

test('several suspended mails are recovered or thrown away at once, each by itself', async () => {
  const post = await newPost()
  for (let letter = 0; letter < 4; letter++) await post.receive({ subject: `Letter ${letter}`, headers: SPAM })
  const kept = await post.suspended()
  expect(kept).toHaveLength(4)
  const ids = kept.map((one: { id: number }) => one.id)
  const recovered = await post.call(
    post.agent,
    `PUT /api/v2/suspended_tickets/recover_many?ids=${ids[0]},${ids[1]},999`,
  )
  expect(recovered.status).toBe(200)
  expect(recovered.body.tickets).toHaveLength(2)
  expect(recovered.body.failed).toMatchObject([{ id: 999 }])
  expect(await post.suspended()).toHaveLength(2)
  const thrown = await post.call(
    post.agent,
    `DELETE /api/v2/suspended_tickets/destroy_many?ids=${ids[2]},${ids[3]},999`,
  )
  expect(thrown.status).toBe(204)
  expect(await post.suspended()).toHaveLength(0)
  const many = Array.from({ length: 101 }, (_, index) => index + 1).join(',')
  for (const call of [
    `DELETE /api/v2/suspended_tickets/destroy_many?ids=${many}`,
    `PUT /api/v2/suspended_tickets/recover_many?ids=${many}`,
    'PUT /api/v2/suspended_tickets/recover_many',
  ])
    expect((await post.call(post.agent, call)).status, call).toBe(400)
  expect((await post.call(post.customer, 'PUT /api/v2/suspended_tickets/recover_many?ids=1')).status).toBe(403)
})

const WITH_FILE = [
  'From: Rosa <rosa@letters.example>',
  'To: {to}',
  'Subject: A file',
  'Message-ID: <file-1@letters.example>',
  'Auto-Submitted: auto-replied',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=edge',
  '',
  '--edge',
  'Content-Type: text/plain',
  '',
  'See the file',
  '--edge',
  'Content-Type: text/plain; name=list.txt',
  'Content-Disposition: attachment; filename=list.txt',
  '',
  'one, two',
  '--edge--',
  '',
].join('\r\n')

test('the files of a suspended mail are copied into an upload of whoever asks', async () => {
  const post = await newPost()
  await post.receiveRaw(WITH_FILE.replace('{to}', post.support))
  const [kept] = await post.suspended()
  const path = `POST /api/v2/suspended_tickets/${kept.id}/attachments`
  const { status, body } = await post.call(post.agent, path)
  expect(status).toBe(200)
  expect(body.upload.attachments).toMatchObject([{ file_name: 'list.txt' }])
  const said = { comment: { body: 'x', uploads: [body.upload.token] } }
  expect((await post.call(post.admin, 'POST /api/v2/tickets', { ticket: said })).status).toBe(422)
  const made = await post.call(post.agent, 'POST /api/v2/tickets', { ticket: said })
  const [comment] = await post.conversation(made.body.ticket.id)
  expect(comment.attachments).toMatchObject([{ file_name: 'list.txt' }])
  expect(await post.suspended()).toHaveLength(1)
  expect((await post.call(post.customer, path)).status).toBe(403)
  expect((await post.call(post.agent, 'POST /api/v2/suspended_tickets/999/attachments')).status).toBe(404)
})

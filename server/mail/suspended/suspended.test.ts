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

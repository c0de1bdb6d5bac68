// Tags of tickets by themselves, and of the desk.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'

async function newTicket(desk: TestAccount, tags: string[]) {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'A subject', comment: { body: 'Some words' }, tags },
  })
  return body.ticket
}

test('tags are set, added and taken away, also on a closed ticket', async () => {
  const desk = await newAccount()
  const { id } = await newTicket(desk, ['one'])
  await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
  const path = `/api/v2/tickets/${id}/tags`
  const steps: [string, object | undefined, number, string[]][] = [
    [`GET ${path}`, undefined, 200, ['one']],
    [`POST ${path}`, { tags: ['Two', 'three words'] }, 201, ['three_words', 'two']],
    [`PUT ${path}`, { tags: 'four' }, 200, ['four', 'three_words', 'two']],
    [`DELETE ${path}`, { tags: ['two', 'unknown'] }, 200, ['four', 'three_words']],
  ]
  for (const [route, body, status, tags] of steps) {
    const answer = await desk.call(desk.agent, route, body)
    expect([route, answer.status, answer.body.tags]).toEqual([route, status, tags])
  }
})

test('a safe update of tags is declined when the ticket changed since', async () => {
  const desk = await newAccount()
  const { id, updated_at } = await newTicket(desk, [])
  const put = (body: object) => desk.call(desk.agent, `PUT /api/v2/tickets/${id}/tags`, body)
  const stale = await put({ tags: ['a'], safe_update: 'true', updated_stamp: '2020-01-01T00:00:00Z' })
  expect([stale.status, stale.body.error]).toEqual([409, 'UpdateConflict'])
  expect((await put({ tags: ['a'], safe_update: true, updated_stamp: updated_at })).status).toBe(200)
  expect((await put({ tags: ['a'], safe_update: true })).status).toBe(422)
  expect((await put({ tags: { a: 1 } })).status).toBe(422)
})

test('all tags are listed by popularity in both styles, without those of deleted tickets', async () => {
  const desk = await newAccount()
  await newTicket(desk, ['alpha', 'beta'])
  await newTicket(desk, ['beta', 'gamma'])
  const { id } = await newTicket(desk, ['delta'])
  await desk.call(desk.agent, `DELETE /api/v2/tickets/${id}`)
  const offset = await desk.call(desk.agent, 'GET /api/v2/tags?sort=name')
  expect(offset.body).toMatchObject({
    count: 3,
    tags: [
      { name: 'alpha', count: 1 },
      { name: 'beta', count: 2 },
      { name: 'gamma', count: 1 },
    ],
  })
  const seen: string[] = []
  let next: string | null = '/api/v2/tags?page[size]=1'
  while (next) {
    const { body } = await desk.call(desk.agent, `GET ${next}`)
    seen.push(...body.tags.map((tag: { name: string }) => tag.name))
    next = body.meta.has_more ? body.links.next.replace(/^https?:\/\/[^/]+/, '') : null
  }
  expect([seen[0], seen.toSorted()]).toEqual(['beta', ['alpha', 'beta', 'gamma']])
  expect((await desk.call(desk.agent, 'GET /api/v2/tags/count')).body.count.value).toBe(3)
})

test('tags are offered by their beginning', async () => {
  const desk = await newAccount()
  await newTicket(desk, ['refund', 'refund_late', 'rebate'])
  const offered = async (name: string) =>
    (await desk.call(desk.agent, `GET /api/v2/autocomplete/tags?name=${encodeURIComponent(name)}`)).body.tags
  expect(await offered('REF')).toEqual(['refund', 'refund_late'])
  expect(await offered('%')).toEqual([])
})

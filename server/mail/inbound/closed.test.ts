// Answers by mail to tickets that take no more comments.
import { expect, test } from 'vitest'
import { newDomain, newPost, type Post } from '../../../tests/support/letters.ts'

const from = 'anna@people.example'

async function closedTicket(post: Post): Promise<number> {
  const { ticket_id } = await post.receive({ from, subject: 'A vermilion lamp' })
  const ticket = { status: 'closed', tags: ['lamps'], assignee_id: post.agent.id }
  const { status, text } = await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket })
  expect(status, text).toBe(200)
  return ticket_id ?? 0
}

test('an answer to a closed ticket follows it up, with its tags, and as the customer’s own request', async () => {
  const post = await newPost()
  const closed = await closedTicket(post)
  const { ticket_id } = await post.receive({
    from,
    subject: 'Re: A vermilion lamp',
    text: 'It broke again',
    to: await post.addressOf(closed),
  })
  expect(ticket_id).not.toBe(closed)
  const ticket = await post.ticket(ticket_id ?? 0)
  expect(ticket).toMatchObject({
    status: 'new',
    tags: ['lamps'],
    subject: 'Re: A vermilion lamp',
    via: { channel: 'closed_ticket', source: { from: { ticket_id: closed }, rel: 'follow_up' } },
  })
  expect((await post.ticket(closed)).followup_ids).toEqual([ticket_id])
  expect((await post.conversation(closed)).at(-1).body).not.toContain('It broke again')
})

test('a stranger who learnt the address of a closed ticket gets none of it', async () => {
  const post = await newPost()
  const closed = await closedTicket(post)
  // Known to the desk, which makes no part in somebody else's ticket.
  await post.receive({ from: 'mallory@evil.example', subject: 'First' })
  const letter = { from: 'mallory@evil.example', subject: 'Hi', to: await post.addressOf(closed) }
  const { ticket_id } = await post.receive(letter)
  expect(await post.ticket(ticket_id ?? 0)).toMatchObject({ tags: [], via: { channel: 'email' } })
  expect((await post.ticket(closed)).followup_ids).toEqual([])
})

test('an answer to a merged ticket joins the one it was merged into, for who takes part there', async () => {
  const post = await newPost()
  const { ticket_id: source } = await post.receive({ from, subject: 'First' })
  const { ticket_id: between } = await post.receive({ from, subject: 'Second' })
  const { ticket_id: target } = await post.receive({ from: 'bert@people.example', subject: 'Third' })
  const merge = (id: number | null, into: number | null) =>
    post.call(post.agent, `POST /api/v2/tickets/${into}/merge`, { ids: [id], target_comment: 'merged' })
  await merge(source, between)
  await merge(between, target)
  await post.runJobs()
  const to = await post.addressOf(source ?? 0)
  const answer = await post.receive({ from, text: 'Still waiting', to })
  expect(answer.ticket_id).toBe(target)
  expect((await post.conversation(target ?? 0)).at(-1).body).toContain('Still waiting')

  // Whom staff took out of it has no part in it any more: their answer is a request of their own.
  const anna = (await post.ticket(source ?? 0)).requester_id
  await post.call(post.agent, `PUT /api/v2/tickets/${target}`, {
    ticket: { email_ccs: [{ user_id: String(anna), action: 'delete' }] },
  })
  const later = await post.receive({ from, text: 'And now?', to })
  expect(later.ticket_id).not.toBe(target)
  expect((await post.ticket(later.ticket_id ?? 0)).via.channel).toBe('closed_ticket')
})

test('an answer that its own domain disowns follows nothing up', async () => {
  const post = await newPost()
  const address = `carl@${newDomain('reject')}`
  const { ticket_id } = await post.receive({ from: address, subject: 'Mine' })
  await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, {
    ticket: { status: 'closed', tags: ['secret_tag'], assignee_id: post.agent.id },
  })
  const forged = await post.receive({ from: address, to: await post.addressOf(ticket_id ?? 0) })
  expect((await post.ticket(forged.ticket_id ?? 0)).tags).toEqual([])
})

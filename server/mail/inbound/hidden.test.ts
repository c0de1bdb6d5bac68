// Answers by mail of agents who do not see the ticket any more.
import { expect, test } from 'vitest'
import { HONEST_IP, newDomain, newPost } from '../../../tests/support/letters.ts'

test('attack 49: an agent who lost sight of a ticket says nothing in it by mail', async () => {
  const post = await newPost()
  const { ticket_id } = await post.receive({ from: 'anna@people.example', subject: 'A vermilion lamp' })
  const to = await post.addressOf(ticket_id ?? 0)
  const agent = await post.addPerson('agent', `agent@${newDomain('reject')}`)
  const letter = { from: agent.email, to, ip: HONEST_IP, mail_from: agent.email }
  const before = await post.receive({ ...letter, text: 'While it was mine' })
  expect(before.ticket_id).toBe(ticket_id)
  await post.call(post.admin, `PUT /api/v2/users/${agent.id}`, { user: { ticket_restriction: 'assigned' } })
  const after = await post.receive({ ...letter, text: 'Now that it is not' })
  expect(after.ticket_id).not.toBe(ticket_id)
  const said = (await post.call(post.admin, `GET /api/v2/tickets/${ticket_id}/comments`)).text
  expect(said).toContain('While it was mine')
  expect(said).not.toContain('Now that it is not')
})

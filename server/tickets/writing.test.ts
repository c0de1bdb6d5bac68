// What a write of a ticket may say beyond its words: problems and incidents, follow-ups, collaborators, metadata.
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { changeTicket } from './actions.ts'

async function newTicket(desk: TestAccount, ticket: object = {}) {
  const { status, body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'A subject', comment: { body: 'Some words' }, requester_id: desk.customer.id, ...ticket },
  })
  expect([status, body.details]).toEqual([201, undefined])
  return body.ticket
}

describe('problems and incidents', () => {
  test('an incident names its problem, and the problem says that it has incidents', async () => {
    const desk = await newAccount()
    const problem = await newTicket(desk, { type: 'problem' })
    const incident = await newTicket(desk, { type: 'incident', problem_id: problem.id })
    expect(incident).toMatchObject({ type: 'incident', problem_id: problem.id, has_incidents: false })
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${problem.id}?include=incident_counts`)
    expect(body.ticket).toMatchObject({ has_incidents: true, incident_count: 1 })
  })

  test('a ticket that is no problem, is unknown or the ticket itself has no incidents', async () => {
    const desk = await newAccount()
    const question = await newTicket(desk, { type: 'question' })
    const other = await newTicket(desk)
    for (const problem_id of [question.id, 99_999, other.id]) {
      const answer = await desk.call(desk.agent, `PUT /api/v2/tickets/${other.id}`, { ticket: { problem_id } })
      expect([answer.status, Object.keys(answer.body.details)]).toEqual([422, ['problem_id']])
    }
  })

  test('a ticket that stops being an incident leaves its problem', async () => {
    const desk = await newAccount()
    const problem = await newTicket(desk, { type: 'problem' })
    const incident = await newTicket(desk, { type: 'incident', problem_id: problem.id })
    const { body } = await desk.call(desk.agent, `PUT /api/v2/tickets/${incident.id}`, { ticket: { type: 'task' } })
    expect(body.ticket.problem_id).toBeNull()
  })

  test('solving a problem solves its incidents with the same public words', async () => {
    const desk = await newAccount()
    const problem = await newTicket(desk, { type: 'problem' })
    const incident = await newTicket(desk, { type: 'incident', problem_id: problem.id })
    await desk.call(desk.agent, `PUT /api/v2/tickets/${problem.id}`, {
      ticket: { status: 'solved', comment: { body: 'The server runs again' } },
    })
    await desk.runJobs()
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${incident.id}`)
    expect(body.ticket).toMatchObject({ status: 'solved', assignee_id: desk.agent.id })
    const said = await desk.call(desk.customer, `GET /api/v2/requests/${incident.id}/comments`)
    expect(said.body.comments.at(-1)).toMatchObject({ body: 'The server runs again', author_id: desk.agent.id })
  })

  test('a note on the solved problem stays there', async () => {
    const desk = await newAccount()
    const problem = await newTicket(desk, { type: 'problem' })
    const incident = await newTicket(desk, { type: 'incident', problem_id: problem.id })
    await desk.call(desk.agent, `PUT /api/v2/tickets/${problem.id}`, {
      ticket: { status: 'solved', comment: { body: 'Only for us', public: false } },
    })
    await desk.runJobs()
    const said = await desk.call(desk.agent, `GET /api/v2/tickets/${incident.id}/comments`)
    expect(said.text).not.toContain('Only for us')
  })
})

describe('a follow-up', () => {
  test('starts with the subject, requester and tags of the closed ticket, which names it', async () => {
    const desk = await newAccount()
    const closed = await newTicket(desk, { tags: ['vip'] })
    await desk.call(desk.agent, `PUT /api/v2/tickets/${closed.id}`, { ticket: { status: 'closed' } })
    const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
      ticket: { via_followup_source_id: closed.id, comment: { body: 'Once more' } },
    })
    expect(body.ticket).toMatchObject({
      subject: 'A subject',
      requester_id: desk.customer.id,
      tags: ['vip'],
      via: { channel: 'closed_ticket', source: { from: { ticket_id: closed.id }, rel: 'follow_up' } },
    })
    const before = await desk.call(desk.agent, `GET /api/v2/tickets/${closed.id}`)
    expect(before.body.ticket.followup_ids).toEqual([body.ticket.id])
  })

  test('of a ticket that is not closed is an ordinary ticket; of an unknown one it is declined', async () => {
    const desk = await newAccount()
    const open = await newTicket(desk)
    const ordinary = await newTicket(desk, { via_followup_source_id: open.id })
    expect(ordinary.via.channel).toBe('api')
    const answer = await desk.call(desk.agent, 'POST /api/v2/tickets', {
      ticket: { via_followup_source_id: 99_999, comment: { body: 'x' } },
    })
    expect(answer.status).toBe(422)
  })
})

describe('a closed ticket', () => {
  test('takes tags and nothing else', async () => {
    const desk = await newAccount()
    const { id } = await newTicket(desk, { status: 'open' })
    await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
    const tagged = await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { additional_tags: ['late'] } })
    expect([tagged.status, tagged.body.ticket.tags]).toEqual([200, ['late']])
    for (const ticket of [{ priority: 'low' }, { tags: ['x'], comment: { body: 'y' } }, { status: 'open' }]) {
      const { status, body } = await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket })
      expect([status, body.details.status[0].description]).toEqual([422, 'Status: closed prevents ticket update'])
    }
  })
})

test('collaborators are replaced whole; additional ones are added', async () => {
  const desk = await newAccount()
  const [one, two] = [await desk.addPerson('end-user'), await desk.addPerson('end-user')]
  const { id } = await newTicket(desk, { collaborator_ids: [one.id] })
  const put = (ticket: object) => desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket })
  expect((await put({ additional_collaborators: [two.email] })).body.ticket.email_cc_ids).toEqual([one.id, two.id])
  expect((await put({ collaborator_ids: [two.id] })).body.ticket.email_cc_ids).toEqual([two.id])
  expect((await put({ collaborators: [] })).body.ticket.email_cc_ids).toEqual([])
})

test('a requester may be made by name alone', async () => {
  const desk = await newAccount()
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { comment: { body: 'On the phone' }, requester: { name: 'Somebody who called' } },
  })
  expect(body.ticket.requester_id).not.toBe(desk.agent.id)
})

test('what a client notes as metadata is in the audit, and in no table in clear', async () => {
  const desk = await newAccount()
  const { id } = await newTicket(desk)
  const { body } = await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, {
    ticket: { priority: 'low', metadata: { custom: { order: 'ochre-4711' } } },
  })
  const audit = await desk.call(desk.agent, `GET /api/v2/tickets/${id}/audits/${body.audit.id}`)
  expect(audit.body.audit.metadata.custom).toEqual({ order: 'ochre-4711' })
  const big = { custom: { text: 'x'.repeat(20_000) } }
  const declined = await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { metadata: big } })
  expect(declined.status).toBe(422)
})

test('a change that a rule makes names the rule', async () => {
  const desk = await newAccount()
  const { id } = await newTicket(desk)
  const { event_id } = await desk.work((work) =>
    changeTicket(work.as({ kind: 'system', name: 'trigger/123' }), id, {
      priority: 'high',
      rule: { kind: 'trigger', id: 123 },
    }),
  )
  expect(event_id).not.toBeNull()
})

test('values that are none are declined', async () => {
  const desk = await newAccount()
  for (const wrong of [
    { brand_id: 'x' },
    { problem_id: -1 },
    { custom_fields: 3 },
    { custom_fields: [{ id: 'nine' }] },
    { macro_ids: ['a'] },
    { metadata: { custom: 'text' } },
  ]) {
    const { status } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
      ticket: { comment: { body: 'x' }, ...wrong },
    })
    expect([wrong, status]).toEqual([wrong, 422])
  }
})

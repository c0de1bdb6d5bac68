// A conversation beside a ticket: its mail finds back to it and to nothing else, only those who take part speak in it,
// and the people of the ticket learn of it by no road.
import { expect, test } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { sql } from '../../server/platform/db.ts'
import { fillRoute } from '../support/fixture.ts'
import { HONEST_IP, newDomain, newPost, open, type Post } from '../support/letters.ts'

const SECRET = 'the code of the safe is ochre'
const ASIDE = 'zinnobergruen'

/** A ticket of a customer, and a conversation beside it with a supplier. */
async function beside() {
  const post = await newPost()
  const customer = `carla@${newDomain()}`
  const supplier = `sam@${newDomain('reject')}`
  const ticket_id = await open(post, { from: customer, ip: HONEST_IP, subject: `Safe ${SECRET}`, text: SECRET })
  const begun = await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/side_conversations`, {
    message: { subject: 'Part 17', body: `Is the ${ASIDE} in stock?`, to: [{ email: supplier, name: 'Sam' }] },
  })
  expect(begun.status, begun.text).toBe(201)
  await post.runJobs()
  const [mail] = (await post.sent()).filter((one) => one.to.includes(supplier))
  const address = mail?.mail.replyTo?.value[0]?.address ?? ''
  const id: string = begun.body.side_conversation.id
  return { post, customer, supplier, ticket_id, id, address, mail, begun }
}

const eventsOf = async (post: Post, ticket_id: number, id: string) =>
  (await post.call(post.agent, `GET /api/v2/tickets/${ticket_id}/side_conversations/${id}/events`)).body.events

test('the mail holds what was written and nothing of the ticket', async () => {
  const { mail, supplier, ticket_id } = await beside()
  expect(mail?.to).toEqual([supplier])
  expect(mail?.raw).toContain(ASIDE)
  expect(mail?.mail.subject).toBe('Part 17')
  for (const word of [SECRET, 'carla', `#${ticket_id}`, '/requests/']) expect(mail?.raw).not.toContain(word)
})

test('an answer lands in the conversation, threaded, with its file, and the ticket stays as it was', async () => {
  const { post, supplier, ticket_id, id, address, mail } = await beside()
  const before = await post.ticket(ticket_id)
  await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}/side_conversations/${id}`, { state: 'closed' })
  const answer = await post.receive({
    from: supplier,
    ip: HONEST_IP,
    to: address,
    subject: 'Re: Part 17',
    message_id: '<answer@supplier.example>',
    headers: [`In-Reply-To: ${mail?.mail.messageId}`],
    text: 'Two are left.',
  })
  expect(answer).toMatchObject({ state: 'processed', ticket_id })
  expect(await post.conversation(ticket_id)).toHaveLength(1)
  expect(await post.ticket(ticket_id)).toMatchObject({ status: before.status, version: before.version })
  const events = await eventsOf(post, ticket_id, id)
  expect(events.map((one: { type: string }) => one.type)).toEqual(['create', 'update', 'reply'])
  expect(events[2]).toMatchObject({ actor: { email: supplier }, via: 'email', message: { body: 'Two are left.' } })
  const shown = await post.call(post.agent, `GET /api/v2/tickets/${ticket_id}/side_conversations/${id}`)
  expect(shown.body.side_conversation).toMatchObject({ state: 'open', preview_text: 'Two are left.' })
  const again = await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/side_conversations/${id}/reply`, {
    message: { html_body: '<p>Send <b>both</b>.</p>' },
  })
  expect(again.status, again.text).toBe(201)
  expect(again.body.event.message.to).toMatchObject([{ email: supplier }])
  await post.runJobs()
  const last = (await post.sent()).at(-1)
  expect(last?.mail.inReplyTo).toBe('<answer@supplier.example>')
  expect(last?.mail.references).toContain(mail?.mail.messageId)
  expect(last?.mail.subject).toBe('Re: Part 17')
})

test('a Message-ID of ours alone finds the conversation too; a forged one, and a forged address, do not', async () => {
  const { post, supplier, ticket_id, id, address, mail } = await beside()
  const own = mail?.mail.messageId ?? ''
  const by_id = await post.receive({ from: supplier, ip: HONEST_IP, headers: [`In-Reply-To: ${own}`], text: 'By id' })
  expect(by_id.ticket_id).toBe(ticket_id)
  expect(await eventsOf(post, ticket_id, id)).toHaveLength(2)
  const forged = own.replace(/^<custos-side\.(.)/, (_whole, one) => `<custos-side.${one === 'a' ? 'b' : 'a'}`)
  const tagged = address.replace(/\+side(.)/, (_whole, one) => `+side${one === 'a' ? 'b' : 'a'}`)
  for (const letter of [
    { headers: [`In-Reply-To: ${forged}`] },
    { to: tagged },
    { to: post.support.replace('@', `+side${id}@`) },
  ]) {
    const other = await post.receive({ from: supplier, ip: HONEST_IP, text: 'Forged', ...letter })
    expect(other.ticket_id).not.toBe(ticket_id)
  }
  expect(await eventsOf(post, ticket_id, id)).toHaveLength(2)
})

test('who takes no part does not speak in it, nor in the ticket: strangers, disowned mail, and the customer', async () => {
  const { post, customer, supplier, ticket_id, id, address } = await beside()
  const ticket_address = await post.addressOf(ticket_id)
  for (const letter of [
    { from: 'eve@evil.example' },
    { from: supplier, ip: '203.0.113.7' },
    { from: customer, ip: HONEST_IP },
    { from: customer, ip: HONEST_IP, to: ticket_address, cc: address },
  ]) {
    const outcome = await post.receive({ to: address, text: 'Let me in', ...letter })
    expect([letter, outcome.state, outcome.ticket_id === ticket_id]).toEqual([letter, 'processed', false])
  }
  expect(await eventsOf(post, ticket_id, id)).toHaveLength(1)
  expect(await post.conversation(ticket_id)).toHaveLength(1)
})

test('who takes part speaks in the conversation only, however the mail is addressed', async () => {
  const { post, supplier, ticket_id, id, address } = await beside()
  const ticket_address = await post.addressOf(ticket_id)
  await post.receive({
    from: supplier,
    ip: HONEST_IP,
    to: ticket_address,
    cc: address,
    text: 'Both',
    rcpt_to: [ticket_address],
  })
  expect(await eventsOf(post, ticket_id, id)).toHaveLength(2)
  const into_ticket = await post.receive({ from: supplier, ip: HONEST_IP, to: ticket_address, text: 'Only the ticket' })
  expect(into_ticket.ticket_id).not.toBe(ticket_id)
  expect(await post.conversation(ticket_id)).toHaveLength(1)
})

test('whom an answer copies takes no part for it', async () => {
  const { post, supplier, ticket_id, id, address } = await beside()
  await post.receive({ from: supplier, ip: HONEST_IP, to: address, cc: 'eve@evil.example', text: 'Eve knows' })
  const eve = await post.receive({ from: 'eve@evil.example', to: address, text: 'I do' })
  expect(eve.ticket_id).not.toBe(ticket_id)
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/side_conversations/${id}/reply`, {
    message: { body: 'Only for Sam' },
  })
  await post.runJobs()
  expect((await post.sent()).filter((mail) => mail.to.includes('eve@evil.example'))).toEqual([])
})

test('automatic answers are kept back, and what comes back is written down at its delivery', async () => {
  const { post, supplier, ticket_id, id, address } = await beside()
  const away = await post.receive({
    from: supplier,
    ip: HONEST_IP,
    to: address,
    text: 'I am away',
    headers: ['Auto-Submitted: auto-replied'],
  })
  expect(away.state).toBe('suspended')
  expect(await eventsOf(post, ticket_id, id)).toHaveLength(1)
  const sent = await post.sent()
  expect(sent.every((mail) => mail.raw.includes('X-Custos-Loop'))).toBe(true)
  const looped = await post.receiveRaw(sent.at(-1)?.raw ?? '', { from: supplier, ip: HONEST_IP, to: address })
  expect(looped.state).toBe('suspended')
})

test('no people of the ticket and no address of the desk can be written to', async () => {
  const { post, ticket_id, id, address } = await beside()
  const { requester_id } = await post.ticket(ticket_id)
  const copied = await post.addPerson('end-user')
  await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, {
    ticket: { email_ccs: [{ user_id: copied.id }] },
  })
  for (const to of [
    [{ user_id: requester_id }],
    [{ email: copied.email }],
    [{ email: post.support }],
    [{ email: address }],
    [{ email: 'not an address' }],
    [{ email: 'x@y.example\r\nBcc: eve@evil.example' }],
    [],
    [{ user_id: 99 }],
  ]) {
    const message = { subject: 's', body: 'b', to }
    for (const route of ['', `/${id}/reply`]) {
      const answer = await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/side_conversations${route}`, {
        message,
      })
      expect([to, answer.status]).toEqual([to, 422])
    }
  }
})

test('the people of the ticket, and other customers, learn nothing: not by any endpoint, page or mail', async () => {
  const { post, ticket_id, id, supplier } = await beside()
  const upload = await post.call(post.agent, `POST /api/v2/uploads?filename=${ASIDE}.txt`, ASIDE, {
    'content-type': 'text/plain',
  })
  const said = await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/side_conversations/${id}/reply`, {
    message: { body: ASIDE, attachment_ids: [upload.body.upload.token] },
  })
  expect(said.status, said.text).toBe(201)
  const [file] = said.body.event.message.attachments
  expect(file.file_name).toBe(`${ASIDE}.txt`)
  await post.runJobs()
  expect((await post.sent()).at(-1)?.mail.attachments[0]?.filename).toBe(`${ASIDE}.txt`)
  const { requester_id } = await post.ticket(ticket_id)
  const copied = await post.addPerson('end-user')
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, {
    reply: { body: 'An answer', email_ccs: [{ user_id: copied.id }] },
  })
  await post.runJobs()
  const ids = {
    ticket_id: String(ticket_id),
    request_id: String(ticket_id),
    side_conversation_id: id,
    attachment_id: String(file.id),
    token: new URL(file.content_url).pathname.split('/')[3] ?? '',
    user_id: String(requester_id),
  }
  for (const person of [copied, post.customer, null])
    for (const endpoint of ALL_ENDPOINTS.filter((one) => one.route.startsWith('GET'))) {
      const answer = await post.call(person, fillRoute(endpoint.route, ids))
      for (const word of [ASIDE, supplier, id]) expect(answer.text, endpoint.route).not.toContain(word)
    }
  for (const mail of (await post.sent()).filter((one) => !one.to.includes(supplier)))
    for (const word of [ASIDE, supplier]) expect(mail.raw).not.toContain(word)
  for (const table of ['side_conversations', 'side_messages', 'side_participants'])
    expect(
      await post.work((work) => work.db.all<{ one: number }>(sql`select 1 as one from ${sql.ref(table)}`), 'customer'),
    ).toEqual([])
  expect(
    await post.work(
      (work) => work.db.all<{ one: number }>(sql`select 1 as one from attachments where side_message_id is not null`),
      'customer',
    ),
  ).toEqual([])
  for (const route of ['', `/${id}`, `/${id}/events`])
    expect((await post.call(post.customer, `GET /api/v2/tickets/${ticket_id}/side_conversations${route}`)).status).toBe(
      403,
    )
  const found = async (query: string) => (await post.call(post.agent, `GET /api/v2/search?query=${query}`)).body.count
  expect(await found(ASIDE)).toBe(1)
})

/** Everything of side conversations and their mail that the account keeps, opened, and all files. */
async function allThatIsKept(post: Post): Promise<string> {
  return await post.work(async (work) => {
    const kept: string[] = []
    for (const table of ['side_conversations', 'side_messages', 'mail_deliveries', 'inbound_mails', 'attachments']) {
      const rows = await work.db.all<{ id: number; sealed: Buffer }>(
        sql`select id, sealed from ${sql.table(table)} where account_id = ${work.account_id}`,
      )
      for (const row of rows) kept.push(JSON.stringify(work.sealing.open(`${table}/${row.id}/sealed`, row.sealed)))
    }
    const files = await work.db.all<{ file_id: string }>(
      sql`select file_id from files where account_id = ${work.account_id}`,
    )
    for (const { file_id } of files)
      kept.push((await post.desk.files.read(file_id, { sealing: work.sealing, limit_bytes: 1_000_000 })).toString())
    return kept.join('\n')
  })
}

test('redacted words are gone from messages, quotes, mails and the index, also with the redaction of the ticket', async () => {
  for (const by_ticket of [true, false]) {
    const { post, supplier, ticket_id, id, address } = await beside()
    const text = `No.\r\n\r\nOn Monday you wrote:\r\n> Is the ${ASIDE} in stock?\r\n`
    await post.receive({ from: supplier, ip: HONEST_IP, to: address, text })
    expect(await allThatIsKept(post)).toContain(ASIDE)
    const route = by_ticket ? `tickets/${ticket_id}/redact` : `tickets/${ticket_id}/side_conversations/${id}/redact`
    const redacted = await post.call(post.agent, `PUT /api/v2/${route}`, { text: ASIDE })
    expect(redacted.status, redacted.text).toBe(200)
    await post.runJobs()
    expect(await allThatIsKept(post)).not.toContain(ASIDE)
    expect((await post.call(post.agent, `GET /api/v2/search?query=${ASIDE}`)).body.count).toBe(0)
    expect((await eventsOf(post, ticket_id, id))[0].message.body).toContain('in stock?')
    expect((await post.call(post.agent, `PUT /api/v2/${route}`, { text: ASIDE })).status).toBe(422)
  }
})

test('erasing the ticket erases what was said beside it; erasing a person forgets their name and address', async () => {
  const { post, supplier, ticket_id, id, address } = await beside()
  await post.receive({ from: supplier, ip: HONEST_IP, to: address, text: 'Two' })
  const person = await post.addPerson('end-user', supplier, 'Samantha')
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/side_conversations/${id}/reply`, {
    message: { body: 'Three', to: [{ user_id: person.id }] },
  })
  await post.runJobs()
  await post.call(post.admin, `DELETE /api/v2/users/${person.id}`)
  expect((await post.call(post.admin, `DELETE /api/v2/deleted_users/${person.id}`)).status).toBe(200)
  await post.runJobs()
  const shown = await post.call(post.agent, `GET /api/v2/tickets/${ticket_id}/side_conversations/${id}?include=events`)
  expect(shown.text).not.toContain(supplier)
  expect(shown.text).not.toContain('Sam')
  expect((await post.receive({ from: supplier, ip: HONEST_IP, to: address, text: 'Me?' })).ticket_id).not.toBe(
    ticket_id,
  )
  await post.call(post.admin, `DELETE /api/v2/tickets/${ticket_id}`)
  expect((await post.call(post.admin, `DELETE /api/v2/deleted_tickets/${ticket_id}`)).status).toBe(200)
  await post.runJobs()
  const kept = await allThatIsKept(post)
  for (const word of [ASIDE, 'Three']) expect(kept).not.toContain(word)
})

test('shapes, states and refusals are those of the API', async () => {
  const { post, supplier, ticket_id, id, begun } = await beside()
  const base = `/api/v2/tickets/${ticket_id}/side_conversations`
  expect(begun.headers.location).toBe(begun.body.side_conversation.url)
  expect(begun.body.side_conversation).toMatchObject({
    id,
    ticket_id,
    subject: 'Part 17',
    state: 'open',
    external_ids: {},
    participants: [{ user_id: post.agent.id }, { user_id: null, email: supplier, name: 'Sam', slack_channel_id: null }],
  })
  const listed = await post.call(post.agent, `GET ${base}`)
  expect(listed.body).toMatchObject({ count: 1, side_conversations: [{ id }], next_page: null })
  const closed = await post.call(post.agent, `PUT ${base}/${id}`, { side_conversation: { state: 'closed' } })
  expect(closed.body.side_conversation.state).toBe('closed')
  const audits = await post.call(post.agent, `GET /api/v2/tickets/${ticket_id}/audits`)
  const types = audits.body.audits.flatMap((one: { events: { type: string }[] }) => one.events.map(({ type }) => type))
  expect(types).toEqual(expect.arrayContaining(['CollabThreadCreated', 'CollabThreadClosed']))
  for (const unknown of ['x', '0', '999', '9'.repeat(40), '%00'])
    expect((await post.call(post.agent, `GET ${base}/${unknown}`)).status).toBe(404)
  const other = await open(post)
  expect((await post.call(post.agent, `GET /api/v2/tickets/${other}/side_conversations/${id}`)).status).toBe(404)
  const message = { body: 'x', to: [{ email: 'a@b.example' }] }
  for (const bad of [
    {},
    { message: null },
    { message: { ...message, body: ' ' } },
    { message: { ...message, to: 'a@b.example' } },
    { message: { ...message, to: Array.from({ length: 51 }, (_unused, at) => ({ email: `p${at}@b.example` })) } },
    { message: { ...message, attachment_ids: ['unknown'] } },
    { message: { ...message, subject: 7 } },
    { message, external_ids: { a: 1 } },
  ])
    expect([bad, (await post.call(post.agent, `POST ${base}`, bad)).status]).toEqual([bad, 422])
  const odd = await post.call(post.agent, `POST ${base}`, {
    message: { ...message, subject: '\ud800\u0000', body: '\udc00' },
  })
  expect(odd.status).toBe(201)
  await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { status: 'closed' } })
  expect((await post.call(post.agent, `POST ${base}`, { message })).status).toBe(422)
  expect((await post.call(post.agent, `POST ${base}/${id}/reply`, { message })).status).toBe(422)
})

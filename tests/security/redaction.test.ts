// What was redacted is nowhere: not in the conversation, in quotes, drafts, the history, the index, the mail it came in
// or the files on the disk; and what was made private reaches no customer.
import { expect, test } from 'vitest'
import { SEALED_COLUMNS } from '../../server/compose.ts'
import { sql } from '../../server/platform/db.ts'
import { newId } from '../../server/platform/ids.ts'
import { HONEST_IP, newDomain, newPost, type Post } from '../support/letters.ts'
import { openReceiver } from '../support/receiver.ts'

const IBAN = 'NL91 ABNA 0417 1643 00'
const WORD = 'quartzophone'

/** Everything the account keeps sealed, opened; and the sources of its mails. */
async function allThatIsKept(post: Post): Promise<string> {
  return await post.work(async (work) => {
    const kept: string[] = []
    for (const { table, keys, column, place } of SEALED_COLUMNS) {
      const names = sql.join([...keys, column].map((name) => sql.ref(name)))
      const rows = await work.db.all<Record<string, unknown>>(
        sql`select ${names} from ${sql.table(table)} where account_id = ${work.account_id} and ${sql.ref(column)} is not null`,
      )
      for (const row of rows) {
        const sealed = row[column]
        if (table.startsWith('ticket') || ['events', 'drafts', 'attachments', 'inbound_mails'].includes(table))
          kept.push(JSON.stringify(work.sealing.open(place(row as never), sealed as Buffer))) // a sealed column is bytes
      }
    }
    const files = await work.db.all<{ file_id: string }>(
      sql`select file_id from files where account_id = ${work.account_id}`,
    )
    for (const { file_id } of files)
      kept.push((await post.desk.files.read(file_id, { sealing: work.sealing, limit_bytes: 1_000_000 })).toString())
    return kept.join('\n')
  })
}

const found = async (post: Post, word: string): Promise<number> =>
  (await post.call(post.agent, `GET /api/v2/search?query=${encodeURIComponent(`type:ticket ${word}`)}`)).body.count

test('words redacted from a mail are in no quote, draft, index, source or file of its ticket', async () => {
  const post = await newPost()
  const domain = newDomain()
  const from = `anna@${domain}`
  const message_id = `<${newId()}@${domain}>`
  const { ticket_id } = await post.receive({
    from,
    ip: HONEST_IP,
    message_id,
    html: `<p>My account is <b>NL91 ABNA</b> 0417 1643 00, I play the ${WORD}.</p>`,
  })
  const id = ticket_id ?? 0
  const quoting = `Thanks\r\n\r\nOn Monday Anna wrote:\r\n> My account is ${IBAN}, I play the ${WORD}.\r\n`
  const to = await post.addressOf(id)
  await post.receive({ from, ip: HONEST_IP, to, rcpt_to: [to], text: quoting, headers: [`In-Reply-To: ${message_id}`] })
  await post.call(post.agent, `PUT /api/v2/tickets/${id}/drafts/reply`, {
    draft: { html_body: `<p>You said ${IBAN} and ${WORD}</p>` },
  })
  expect(await allThatIsKept(post)).toContain(WORD)
  expect(await found(post, WORD)).toBe(1)
  const [comment] = await post.conversation(id)
  expect(comment.source_url).not.toBeNull()
  for (const text of [IBAN, WORD]) {
    const { status, body } = await post.call(post.agent, `PUT /api/v2/tickets/${id}/comments/${comment.id}/redact`, {
      text,
    })
    expect(status).toBe(200)
    expect(body.comment.body).toContain('▇▇▇▇')
  }
  await post.runJobs()
  const kept = await allThatIsKept(post)
  for (const left of ['ABNA', '0417', WORD]) expect(kept, left).not.toContain(left)
  expect(await found(post, WORD)).toBe(0)
  expect((await post.ticket(id)).description).not.toContain(WORD)
  const [after] = await post.conversation(id)
  expect(after.source_url).toBeNull()
  expect((await post.call(post.agent, `GET /api/v2/tickets/${id}/comments/${comment.id}/source`)).status).toBe(404)
  const again = await post.call(post.agent, `PUT /api/v2/tickets/${id}/comments/${comment.id}/redact`, { text: WORD })
  expect(again.status).toBe(422)
})

test('words redacted from a whole ticket leave its subject, history, fields and names of files too', async () => {
  const post = await newPost()
  const field_id = newId()
  await post.work((work) =>
    work.db.run(sql`
      insert into fields (account_id, id, field_of, type, title, title_in_portal, description, tag, position, active, required,
        collapsed_for_agents, visible_in_portal, editable_in_portal, required_in_portal, created_at, updated_at)
      values (${work.account_id}, ${field_id}, 'ticket', 'text', 'Instrument', 'Instrument', '', null, 20, true, false,
        false, false, false, false, ${work.now}, ${work.now})`),
  )
  const upload = await post.call(post.agent, `POST /api/v2/uploads?filename=${WORD}.txt`, 'bytes', {
    'content-type': 'text/plain',
  })
  const made = await post.call(post.agent, 'POST /api/v2/tickets', {
    ticket: {
      subject: `About my ${WORD}`,
      comment: { body: `The ${WORD} is broken`, uploads: [upload.body.upload.token] },
      custom_fields: [{ id: field_id, value: `a ${WORD}` }],
    },
  })
  const { id } = made.body.ticket
  await post.call(post.agent, `PUT /api/v2/tickets/${id}`, { ticket: { subject: `My ${WORD}!`, status: 'solved' } })
  // Closed tickets are redacted as well.
  await post.call(post.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
  const { status, body } = await post.call(post.agent, `PUT /api/v2/tickets/${id}/redact`, { text: WORD })
  expect(status).toBe(200)
  expect(body.ticket.subject).toBe('My ▇▇▇▇▇▇▇▇▇▇▇▇!')
  await post.runJobs()
  expect(await allThatIsKept(post)).not.toContain(WORD)
  expect(await found(post, WORD)).toBe(0)
  const audits = await post.call(post.agent, `GET /api/v2/tickets/${id}/audits`)
  expect(audits.text).not.toContain(WORD)
  const nowhere = await post.call(post.agent, `PUT /api/v2/tickets/${id}/redact`, { text: WORD })
  expect(nowhere.status).toBe(422)
})

test('a redacted file is gone from the disk, and with it the mail it came in', async () => {
  const post = await newPost()
  const source = `From: eve@evil.example\r\nTo: help@desk.example\r\nSubject: Files\r\nMessage-ID: <${newId()}@evil.example>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee file\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=passport.txt\r\n\r\nmy ${WORD}\r\n--x--\r\n`
  const { ticket_id } = await post.receiveRaw(source)
  const id = ticket_id ?? 0
  const [comment] = await post.conversation(id)
  const [file] = comment.attachments
  expect(await allThatIsKept(post)).toContain(WORD)
  const path = `PUT /api/v2/tickets/${id}/comments/${comment.id}/attachments/${file.id}/redact`
  const { status, body } = await post.call(post.agent, path)
  expect(status).toBe(200)
  expect(body.attachment).toMatchObject({ id: file.id, file_name: 'redacted.txt', size: 0, content_type: 'text/plain' })
  await post.runJobs()
  expect(await allThatIsKept(post)).not.toContain(WORD)
  expect(await allThatIsKept(post)).not.toContain('passport')
  const url = new URL(file.content_url)
  const fetched = await post.call(post.agent, `GET ${url.pathname}${url.search}`)
  expect(fetched).toMatchObject({ status: 200, text: '' })
  expect((await post.call(post.agent, path)).status).toBe(200)
  expect((await post.call(post.customer, path)).status).toBe(403)
})

test('a reply made private reaches no customer, by no road', async () => {
  const post = await newPost()
  const asked = await post.call(post.customer, 'POST /api/v2/requests', {
    request: { subject: 'Question', comment: { body: 'How?' } },
  })
  const { id } = asked.body.request
  const upload = await post.call(post.agent, 'POST /api/v2/uploads?filename=plan.txt', `file ${WORD}`, {
    'content-type': 'text/plain',
  })
  const said = await post.call(post.agent, `POST /api/v2/tickets/${id}/replies`, {
    reply: { body: `Not for you: ${WORD}`, uploads: [upload.body.upload.token] },
  })
  const { comment, audit } = said.body
  const made = await post.call(post.agent, `PUT /api/v2/tickets/${id}/audits/${audit.id}/make_private`)
  expect(made.status).toBe(200)
  await post.runJobs()
  expect((await post.sent()).filter(({ raw }) => raw.includes(WORD))).toEqual([])
  const seen = await post.call(post.customer, `GET /api/v2/requests/${id}/comments`)
  expect(seen.text).not.toContain(WORD)
  const [file] = comment.attachments
  expect((await post.call(post.customer, `GET /api/v2/attachments/${file.id}`)).status).toBe(404)
  const url = new URL(file.content_url)
  expect((await post.call(null, `GET ${url.pathname}${url.search}`)).status).toBe(404)
  const note = (await post.conversation(id)).find((one: { id: number }) => one.id === comment.id)
  expect(note).toMatchObject({ public: false, body: `Not for you: ${WORD}` })
  expect(note.attachments).toHaveLength(1)
  expect(await found(post, WORD)).toBe(1)
  expect((await post.call(post.customer, `PUT /api/v2/tickets/${id}/comments/${comment.id}/make_private`)).status).toBe(
    403,
  )
  expect((await post.call(post.agent, `PUT /api/v2/tickets/${id}/comments/${comment.id}/make_private`)).status).toBe(
    200,
  )
})

test('a first message made private takes the description with it', async () => {
  const post = await newPost()
  const made = await post.call(post.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'S', comment: { body: `Secret ${WORD}` } },
  })
  const { id } = made.body.ticket
  const [first] = await post.conversation(id)
  await post.call(post.agent, `PUT /api/v2/tickets/${id}/comments/${first.id}/make_private`)
  expect(await post.ticket(id)).toMatchObject({ description: null, is_public: false })
})

test('marked HTML takes out just what is marked, on a closed ticket too', async () => {
  const post = await newPost()
  const made = await post.call(post.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'S', comment: { html_body: '<p>8 days, room 8, <b>door</b> 8</p>' }, status: 'solved' },
  })
  const { id } = made.body.ticket
  await post.call(post.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
  const [comment] = await post.conversation(id)
  const path = `PUT /api/v2/comment_redactions/${comment.id}`
  const html_body = comment.html_body.replace('room 8', 'room <redact>8</redact>')
  const { status, body } = await post.call(post.agent, path, { ticket_id: id, html_body })
  expect(status).toBe(200)
  expect(body.comment.body).toBe('8 days, room ▇, door 8')
  expect(body.comment.html_body).toContain('room ▇')
  expect((await post.call(post.agent, path, { ticket_id: id, html_body: '<p>nothing</p>' })).status).toBe(422)
  expect((await post.call(post.agent, path, { ticket_id: id, html_body: '<redact>absent</redact>' })).status).toBe(422)
  expect((await post.call(post.agent, path, { html_body })).status).toBe(422)
  expect((await post.call(post.agent, path, { ticket_id: 99_999, html_body })).status).toBe(404)
})

test.each([[null], [''], ['  '], [7], ['x'.repeat(6_000)], ['\ud800'], ['\u0000']])(
  'a redaction of %j is refused and changes nothing',
  async (text) => {
    const post = await newPost()
    const made = await post.call(post.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'Hello' } } })
    const { id } = made.body.ticket
    const [comment] = await post.conversation(id)
    for (const path of [`tickets/${id}/comments/${comment.id}/redact`, `tickets/${id}/redact`])
      expect((await post.call(post.agent, `PUT /api/v2/${path}`, { text })).status).toBe(422)
    expect((await post.conversation(id))[0].body).toBe('Hello')
  },
)

test('words redacted from a ticket are in no log of webhooks, no bulk job and no follow-up', async () => {
  const post = await newPost()
  const receiver = await openReceiver()
  const everything = async () =>
    await post.work(async (work) => {
      const kept: string[] = []
      for (const { table, keys, column, place } of SEALED_COLUMNS) {
        if (!/^(?:webhook_|bulk_|tickets$)/.test(table)) continue
        const names = sql.join([...keys, column].map((name) => sql.ref(name)))
        const rows = await work.db.all<Record<string, unknown>>(
          sql`select ${names} from ${sql.table(table)} where account_id = ${work.account_id} and ${sql.ref(column)} is not null`,
        )
        for (const row of rows) kept.push(JSON.stringify(work.sealing.open(place(row as never), row[column] as Buffer))) // a sealed column is bytes
      }
      return kept.join('\n')
    })
  const call = async (route: string, body?: unknown, as = post.agent) => (await post.call(as, route, body)).body
  await call(
    'POST /api/v2/webhooks',
    {
      webhook: {
        name: 'all',
        endpoint: receiver.origin,
        http_method: 'POST',
        request_format: 'json',
        status: 'active',
        subscriptions: ['zen:event-type:ticket.created', 'zen:event-type:ticket.comment_added'],
      },
    },
    post.admin,
  )
  await call('POST /api/v2/tickets/create_many', {
    tickets: [{ subject: `About ${WORD}`, comment: { body: `I play the ${WORD}` } }],
  })
  await post.runJobs()
  const { id } = (await call('GET /api/v2/tickets')).tickets[0]
  await call(`PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed', assignee_id: post.agent.id } })
  const followed = await call('POST /api/v2/tickets', {
    ticket: { via_followup_source_id: id, comment: { body: 'Once more' } },
  })
  await post.runJobs()
  expect(receiver.received.map((one) => one.body).join()).toContain(WORD)
  const redacted = await post.call(post.agent, `PUT /api/v2/tickets/${id}/redact`, { text: WORD })
  expect(redacted.status, redacted.text).toBe(200)
  await post.runJobs()
  expect((await post.ticket(followed.ticket.id)).subject).not.toContain(WORD)
  expect(await everything()).not.toContain(WORD)
  await receiver.close()
})

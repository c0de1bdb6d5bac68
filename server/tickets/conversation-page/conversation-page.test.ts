import { beforeAll, describe, expect, it } from 'vitest'
import { logged, newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { newFixture } from '../../../tests/support/fixture.ts'
import { updateUser } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { removeParticipant } from '../queries.ts'
import { conversationLink } from './link.ts'

const DAY_MS = 24 * 3_600_000
const ATTACK = `"><script>alert(1)</script><img src=x onerror=alert(2)>`

let desk: TestAccount
beforeAll(async () => {
  desk = await newAccount()
})

interface Talk {
  id: number
  link: string
}

/** A ticket of a customer, and the customer's link to it. */
async function newTalk(
  customer: Person = desk.customer,
  subject = 'The lamp flickers',
  body = 'It began on Monday.',
): Promise<Talk> {
  const created = await desk.call(customer, 'POST /api/v2/requests', { request: { subject, comment: { body } } })
  const id = Number(created.body.request.id)
  return { id, link: await linkFor(id, customer) }
}

async function linkFor(ticket_id: number, person: Person, days_ago = 0): Promise<string> {
  return await desk.work(async ({ sealing, now }) =>
    conversationLink(sealing, { ticket_id, user_id: person.id, now: new Date(now.getTime() - days_ago * DAY_MS) }),
  )
}

const open = (link: string, headers: Record<string, string> = {}) =>
  desk.call(null, `GET ${link}`, undefined, { accept: 'text/html', ...headers })

const fields = (text: string, key = '') => new URLSearchParams({ text, key }).toString()

function answer(link: string, text: string, extra: { key?: string; headers?: Record<string, string> } = {}) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...extra.headers }
  return desk.call(null, `POST ${link}/replies`, fields(text, extra.key), headers)
}

function withFiles(
  text: string,
  files: readonly { name: string; content: string }[],
): { body: Buffer; headers: Record<string, string> } {
  const part = (head: string, content: string) =>
    `--parts\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`
  const parts = [
    part('name="key"', 'k'),
    part('name="text"', text),
    ...files.map((file) => part(`name="files"; filename="${file.name}"\r\ncontent-type: text/plain`, file.content)),
  ]
  return {
    body: Buffer.from(`${parts.join('')}--parts--\r\n`),
    headers: { 'content-type': 'multipart/form-data; boundary=parts', accept: 'text/html' },
  }
}

const bodiesOf = async (id: number): Promise<string[]> => {
  const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)
  return body.comments.map((comment: { body: string }) => comment.body)
}

const solve = (id: number, status = 'solved') =>
  desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status, assignee_id: desk.agent.id } })

describe('a link opens the conversation', () => {
  it('shows what was said publicly, by name and with times, and how it stands', async () => {
    const { id, link } = await newTalk()
    await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, {
      ticket: { status: 'pending', comment: { body: 'Which bulb is in it?', public: true } },
    })
    const seen = await open(link)
    expect(seen.status).toBe(200)
    for (const words of [
      'The lamp flickers',
      'It began on Monday.',
      'Which bulb is in it?',
      'A agent',
      'A end-user',
      'Waiting for your answer',
    ])
      expect(seen.text).toContain(words)
    expect(seen.text).toMatch(/<time datetime="\d{4}-\d\d-\d\dT/)
    expect(seen.text).not.toContain(desk.agent.email)
  })

  it('leaves nothing behind and tells nobody: no cache, no referrer, no index, no script, no style of its own', async () => {
    const { link } = await newTalk()
    const { headers, text } = await open(link)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-robots-tag']).toContain('noindex')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(headers['content-security-policy']).not.toMatch(/unsafe|script-src/)
    expect(text).not.toMatch(/<script|\sstyle=|\son\w+=/)
    expect(text.length).toBeLessThan(30_000)
  })

  it('never shows an internal note or its file', async () => {
    const { id, link } = await newTalk()
    const upload = await desk.call(desk.agent, 'POST /api/v2/uploads?filename=umbrage.txt', 'x', {
      'content-type': 'text/plain',
    })
    const note = await desk.call(desk.agent, `POST /api/v2/tickets/${id}/notes`, {
      note: { body: 'a secret umbrage', uploads: [upload.body.upload.token] },
    })
    expect((await open(link)).text).not.toContain('umbrage')
    expect((await open(`${link}/messages/${note.body.comment.id}`)).status).toBe(404)
    expect((await open(link, { authorization: desk.agent.authorization })).text).not.toContain('umbrage')
  })

  it('does not show a reply that its author may still take back', async () => {
    const { id, link } = await newTalk()
    const said = await desk.call(desk.agent, `POST /api/v2/tickets/${id}/replies`, {
      reply: { body: 'sent too early' },
    })
    await desk.work((work) =>
      work.db.run(sql`
      update ticket_replies set send_after = clock_timestamp() + interval '1 minute' where account_id = ${work.account_id} and id = ${said.body.comment.id}`),
    )
    expect((await open(link)).text).not.toContain('sent too early')
    expect((await desk.call(desk.customer, `GET /api/v2/requests/${id}/comments`)).text).not.toContain('sent too early')
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)).text).toContain('sent too early')
    expect((await open(`${link}/messages/${said.body.comment.id}`)).status).toBe(404)
  })

  it('speaks the language of the person, else of the browser', async () => {
    const { id, link } = await newTalk()
    expect((await open(link, { 'accept-language': 'nl' })).text).toContain('<html lang="nl"')
    const person = await desk.addPerson('end-user')
    await desk.work((work) => updateUser(work, person.id, { locale: 'it' }))
    await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { email_ccs: [{ user_id: person.id }] } })
    expect((await open(await linkFor(id, person), { 'accept-language': 'nl' })).text).toContain('La Sua risposta')
  })

  it('shows the newest twenty messages and leads to the earlier ones', async () => {
    const { id, link } = await newTalk(desk.customer, 'Long', 'the very first')
    for (let i = 0; i < 20; i++)
      await desk.call(desk.customer, `PUT /api/v2/requests/${id}`, { request: { comment: { body: `entry ${i}.` } } })
    const newest = await open(link)
    expect(newest.text).not.toContain('the very first')
    expect(newest.text).toContain('entry 19.')
    const before = /\?before=(\d+)/.exec(newest.text)?.[1]
    const earlier = await open(`${link}?before=${before}`)
    expect(earlier.text).toContain('the very first')
    expect(earlier.text).not.toContain('entry 0.')
  })

  it('changes nothing by being opened, however often a scanner of links does it', async () => {
    const { id, link } = await newTalk()
    const state = () =>
      desk.work(async (work) => ({
        ticket: await work.db.one<{ version: number }>(
          sql`select version, updated_at from tickets where account_id = ${work.account_id} and id = ${id}`,
        ),
        rows: await work.db.one<{ count: number }>(
          sql`select (select count(*) from events where account_id = ${work.account_id}) + (select count(*) from attempts where account_id = ${work.account_id}) as count`,
        ),
      }))
    const before = await state()
    for (const path of ['', '?sent=1', '/replies', '?images=1']) await open(`${link}${path}`)
    expect(await state()).toEqual(before)
  })

  it('leaves no trace of the link in the log', async () => {
    const { link } = await newTalk()
    await open(link)
    await open(`${link}x`)
    await answer(link, 'words for nobody but the team')
    const lines = logged.join('\n')
    expect(lines).toContain('/requests/:conversation_token')
    expect(lines).not.toContain(link.slice('/requests/'.length))
    expect(lines).not.toContain('words for nobody')
  })
})

it('the mail of a reply carries the link of the person it goes to', async () => {
  const fixture = await newFixture()
  await fixture.runJobs()
  const mails = await fixture.work(async (work) => {
    const rows = await work.db.all<{ file_id: string }>(
      sql`select file_id from sink_mails where account_id = ${work.account_id}`,
    )
    return await Promise.all(
      rows.map((row) =>
        fixture.desk.files.read(row.file_id, { sealing: work.sealing, limit_bytes: 1_000_000 }).then(String),
      ),
    )
  })
  // Side conversations are with people who have no part in the ticket: their mails carry no link to it.
  const [aside, replies] = [mails.filter((mail) => /\+side/.test(mail)), mails.filter((mail) => !/\+side/.test(mail))]
  for (const mail of aside) expect(mail.replaceAll(/=\r?\n/g, '')).not.toMatch(/\/requests\/[\w.-]{30,}/)
  const links = replies.map((mail) => /\/requests\/[\w.-]{30,}/.exec(mail.replaceAll(/=\r?\n/g, ''))?.[0] ?? 'none')
  expect(new Set(links).size).toBe(2)
  for (const link of links) {
    const seen = await fixture.call(null, `GET ${link}`)
    expect(seen.status).toBe(200)
    expect(seen.text).toContain(fixture.secret_word)
    expect(seen.text).not.toContain(fixture.note_word)
  }
})

describe('a link is for one person, one ticket and a while', () => {
  it('is not found when a single character differs', async () => {
    const { link } = await newTalk()
    for (const position of [10, 15, link.length - 5]) {
      const other = link[position] === 'a' ? 'b' : 'a'
      expect((await open(link.slice(0, position) + other + link.slice(position + 1))).status).toBe(404)
    }
    expect((await open('/requests/x')).status).toBe(404)
  })

  it('does not open another ticket with its signature', async () => {
    const one = await newTalk()
    const two = await newTalk()
    const parts = one.link.split('.')
    const mixed = [two.link.split('.')[0], ...parts.slice(1)].join('.')
    expect((await open(mixed)).status).toBe(404)
    const said = await desk.call(desk.customer, `GET /api/v2/requests/${two.id}/comments`)
    expect((await open(`${one.link}/messages/${said.body.comments[0].id}`)).status).toBe(404)
  })

  it('means nothing at another desk', async () => {
    const other = await newAccount()
    const { link } = await newTalk()
    expect((await other.call(null, `GET ${link}`)).status).toBe(404)
  })

  it('ends after 90 days, and says how to get a new one; its form ends too', async () => {
    const { id } = await newTalk()
    expect((await open(await linkFor(id, desk.customer, 89))).status).toBe(200)
    const late = await linkFor(id, desk.customer, 91)
    const seen = await open(late)
    expect(seen.status).toBe(410)
    expect(seen.text).toContain('our reply brings a new link')
    expect(seen.text).not.toContain('The lamp flickers')
    expect((await answer(late, 'too late')).status).toBe(410)
    expect(await bodiesOf(id)).not.toContain('too late')
  })

  it('works for a copied person until they are taken off, and never for a pending one or a stranger', async () => {
    const { id } = await newTalk()
    const copied = await desk.addPerson('end-user')
    const link = await linkFor(id, copied)
    expect((await open(link)).status).toBe(404)
    await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { email_ccs: [{ user_id: copied.id }] } })
    expect((await open(link)).status).toBe(200)
    await desk.work((work) =>
      work.db.run(
        sql`update ticket_people set state = 'pending' where account_id = ${work.account_id} and ticket_id = ${id}`,
      ),
    )
    expect((await open(link)).status).toBe(404)
    await desk.work((work) => removeParticipant(work, id, copied.id, 'cc'))
    expect((await open(link)).status).toBe(404)
    expect((await answer(link, 'from outside')).status).toBe(404)
  })

  it('ends when the person is suspended or the ticket deleted', async () => {
    const person = await desk.addPerson('end-user')
    const { id, link } = await newTalk(person)
    await desk.work((work) => updateUser(work, person.id, { suspended: true }))
    expect((await open(link)).status).toBe(404)
    expect((await answer(link, 'let me in')).status).toBe(404)
    await desk.work((work) => updateUser(work, person.id, { suspended: false }))
    expect((await open(link)).status).toBe(200)
    await desk.call(desk.agent, `DELETE /api/v2/tickets/${id}`)
    expect((await open(link)).status).toBe(404)
  })

  it('is not handed to others by a mail that quotes it', async () => {
    const { id, link } = await newTalk()
    await answer(link, `> see https://desk.example${link} for more`)
    const copied = await desk.addPerson('end-user')
    await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { email_ccs: [{ user_id: copied.id }] } })
    const theirs = await linkFor(id, copied)
    const seen = await open(theirs)
    expect(seen.text).not.toContain(link)
    expect(seen.text).toContain(`https://desk.example${theirs}`)
  })
})

describe('what strangers write stays words', () => {
  it('in subject, text and names', async () => {
    const person = await desk.addPerson('end-user', undefined, ATTACK)
    const { link } = await newTalk(person, ATTACK, ATTACK)
    const { text } = await open(link)
    expect(text).not.toMatch(/<script|<img/)
    expect(text).toContain('&lt;script>alert(1)')
  })

  it('in HTML, shown as elements of the page where it is simple, else in a frame that runs nothing', async () => {
    const { id, link } = await newTalk()
    const say = (html_body: string) =>
      desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { comment: { html_body, public: true } } })
    await say(
      `<p onclick="x()">Please <b>try</b> <a href="javascript:alert(1)">this</a> or <a href="https://shop.example/bulbs">that</a></p>`,
    )
    const simple = await open(link)
    expect(simple.text).toContain('<b>try</b>')
    expect(simple.text).toContain('href="https://shop.example/bulbs"')
    expect(simple.text).not.toMatch(/javascript:|onclick|<iframe/)
    await say(
      `<table><tr><td>cell<script>alert(1)</script><img src="https://track.example/a.png" width="90" height="90"></td></tr></table>`,
    )
    const framed = await open(link)
    expect(framed.text).toMatch(/<iframe[^>]+sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"/)
    expect(framed.text).not.toContain('track.example')
    const src = /<iframe[^>]+src="([^"]+)"/.exec(framed.text)?.[1] ?? ''
    const frame = await open(src)
    expect(frame.status).toBe(200)
    expect(frame.text).toContain('cell')
    expect(frame.text).not.toMatch(/<script|track\.example|src=/)
    expect(frame.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
    expect(frame.headers['referrer-policy']).toBe('no-referrer')
    const asked = await open(`${link}?images=${/messages\/(\d+)/.exec(src)?.[1]}`)
    const with_images = await open((/<iframe[^>]+src="([^"]+)"/.exec(asked.text)?.[1] ?? '').replaceAll('&amp;', '&'))
    expect(with_images.text).toContain(`src="${src}/images/0"`)
  })
})

describe('an answer', () => {
  it('is a public reply of that person, opens a solved ticket again, and is confirmed after a redirect', async () => {
    const { id, link } = await newTalk()
    await solve(id)
    expect((await open(link)).text).toContain('we take it up again')
    const sent = await answer(link, 'It flickers again.')
    expect(sent.status).toBe(303)
    expect(sent.headers.location).toBe(`${link}?sent=1`)
    expect((await open(String(sent.headers.location))).text).toContain('Your answer has arrived')
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)
    expect(body.comments.at(-1)).toMatchObject({
      body: 'It flickers again.',
      public: true,
      author_id: desk.customer.id,
      via: { channel: 'web' },
    })
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).body.ticket.status).toBe('open')
  })

  it('is the customer’s even when an agent’s browser sends it', async () => {
    const { id, link } = await newTalk()
    await answer(link, 'whose words?', { headers: { authorization: desk.agent.authorization } })
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)
    expect(body.comments.at(-1)).toMatchObject({ body: 'whose words?', author_id: desk.customer.id })
  })

  it('is one answer when the form is sent twice at once, and two when the words differ', async () => {
    const { id, link } = await newTalk()
    const key = /name="key" value="([^"]+)"/.exec((await open(link)).text)?.[1] ?? ''
    expect(key.length).toBeGreaterThan(20)
    const both = await Promise.all([answer(link, 'once only', { key }), answer(link, 'once only', { key })])
    expect(both.map((one) => one.status)).toEqual([303, 303])
    await answer(link, 'something else', { key })
    expect((await bodiesOf(id)).slice(1)).toEqual(['once only', 'something else'])
  })

  it('carries files', async () => {
    const { id, link } = await newTalk()
    const { body, headers } = withFiles('see enclosed\r\nplease', [
      { name: '../lamp.txt', content: 'watts' },
      { name: '', content: '' },
    ])
    expect((await desk.call(null, `POST ${link}/replies`, body, headers)).status).toBe(303)
    expect((await bodiesOf(id)).at(-1)).toBe('see enclosed\nplease')
    const page = await open(link)
    const url = /href="(\/attachments\/token\/[^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(page.text).toContain('<bdi>lamp.txt</bdi>')
    expect((await desk.call(null, `GET ${url.replaceAll('&amp;', '&')}`)).text).toBe('watts')
  })

  it('keeps what was typed when the files are too large or too many', async () => {
    const { id, link } = await newTalk()
    const large = withFiles('a page of careful words', [{ name: 'film.txt', content: 'x'.repeat(17 * 1024 * 1024) }])
    const refused = await desk.call(null, `POST ${link}/replies`, large.body, large.headers)
    expect(refused.status).toBe(413)
    expect(refused.text).toContain('a page of careful words')
    const many = withFiles(
      'careful again',
      Array.from({ length: 6 }, (_, i) => ({ name: `${i}.txt`, content: 'x' })),
    )
    const too_many = await desk.call(null, `POST ${link}/replies`, many.body, many.headers)
    expect(too_many.status).toBe(422)
    expect(too_many.text).toContain('careful again')
    expect((await bodiesOf(id)).length).toBe(1)
  })

  it('is refused when empty or too long, with the text still there', async () => {
    const { link } = await newTalk()
    expect((await answer(link, '  \n ')).status).toBe(422)
    const long = await answer(link, `${'long '.repeat(10_001)}end`)
    expect(long.status).toBe(422)
    expect(long.text).toContain('long end</textarea>')
    expect((await desk.call(null, `POST ${link}/replies`, {})).status).toBe(415)
    expect(
      (await desk.call(null, `POST ${link}/replies`, 'junk', { 'content-type': 'multipart/form-data; boundary=b' }))
        .status,
    ).toBe(400)
  })

  it('cannot be given in a closed ticket, which says so and keeps the text', async () => {
    const { id, link } = await newTalk()
    await solve(id)
    await desk.work((work) =>
      work.db.run(sql`update tickets set status = 'closed' where account_id = ${work.account_id} and id = ${id}`),
    )
    const seen = await open(link)
    expect(seen.text).toContain('This request is closed')
    expect(seen.text).not.toContain('<form')
    const refused = await answer(link, 'words that came late')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('words that came late')
    expect(await bodiesOf(id)).not.toContain('words that came late')
  })

  it('is refused when another site sends it', async () => {
    const { id, link } = await newTalk()
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]
    for (const headers of foreign) expect((await answer(link, 'forged', { headers })).status).toBe(403)
    expect(await bodiesOf(id)).not.toContain('forged')
    // Our own page sends no referrer, and so an Origin that says nothing.
    expect((await answer(link, 'ours', { headers: { 'sec-fetch-site': 'same-origin', origin: 'null' } })).status).toBe(
      303,
    )
    expect((await answer(link, 'older browser', { headers: { origin: `https://${desk.host}` } })).status).toBe(303)
  })

  it('is one of at most twenty in a quarter of an hour, per person and ticket', async () => {
    const { link } = await newTalk()
    for (let i = 0; i < 20; i++) expect((await answer(link, `number ${i}`)).status).toBe(303)
    const refused = await answer(link, 'one too many')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.text).toContain('one too many')
    const other = await newTalk()
    expect((await answer(other.link, 'elsewhere')).status).toBe(303)
  })
})

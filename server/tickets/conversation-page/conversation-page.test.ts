// The page of a conversation: who may open it, and what it shows.
import { beforeAll, describe, expect, it } from 'vitest'
import { logged, newAccount } from '../../../tests/support/desk.ts'
import { newFixture } from '../../../tests/support/fixture.ts'
import { answer, bodiesOf, desk, linkFor, newTalk, open, openTalks } from '../../../tests/support/talks.ts'
import { updateUser } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { removeParticipant } from '../queries.ts'

const ATTACK = `"><script>alert(1)</script><img src=x onerror=alert(2)>`

beforeAll(openTalks)

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
  const aside = mails.filter((mail) => /\+side/.test(mail))
  // Nor is a mail a reply that asks whose an address is, or tells staff of an alarm or a sign-in.
  const of_the_desk = /\+side|verify-address|\/agent\/|\/not-me\//
  const replies = mails.filter((mail) => !of_the_desk.test(mail.replaceAll(/=\r?\n/g, '')))
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

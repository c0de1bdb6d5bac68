// Answers given on the page of a conversation.
import { beforeAll, describe, expect, it } from 'vitest'
import { answer, bodiesOf, desk, newTalk, open, openTalks, solve, withFiles } from '../../../tests/support/talks.ts'
import { sql } from '../../platform/db.ts'

beforeAll(openTalks)

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

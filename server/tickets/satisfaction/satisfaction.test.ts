import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { ratingSection } from './section.ts'

async function solvedTicket(account: TestAccount): Promise<number> {
  const { body } = await account.call(account.customer, 'POST /api/v2/requests', {
    request: { subject: 'Kettle', comment: { body: 'It leaks' } },
  })
  await account.call(account.agent, `PUT /api/v2/tickets/${body.request.id}`, { ticket: { status: 'solved' } })
  return body.request.id
}

const rate = (account: TestAccount, id: number, rating: object, as = account.customer) =>
  account.call(as, `POST /api/v2/tickets/${id}/satisfaction_rating`, { satisfaction_rating: rating })
const ratingOf = async (account: TestAccount, id: number) =>
  (await account.call(account.agent, `GET /api/v2/tickets/${id}`)).body.ticket.satisfaction_rating

describe('a rating', () => {
  it('is given by the requester of a solved ticket, and replaced by a second one', async () => {
    const account = await newAccount()
    const id = await solvedTicket(account)
    expect(await ratingOf(account, id)).toEqual({ score: 'unoffered' })
    const first = await rate(account, id, { score: 'good', comment: 'Quick' })
    expect(first.status).toBe(201)
    expect(first.body.satisfaction_rating).toMatchObject({ score: 'good', comment: 'Quick', ticket_id: id })
    const second = await rate(account, id, { score: 'bad', reason_code: 5 })
    expect(second.body.satisfaction_rating).toMatchObject({
      id: first.body.satisfaction_rating.id,
      score: 'bad',
      comment: null,
      reason: 'The issue took too long to resolve',
    })
    expect(await ratingOf(account, id)).toMatchObject({ score: 'bad', reason_id: 6 })
    const list = await account.call(account.agent, 'GET /api/v2/satisfaction_ratings')
    expect(list.body).toMatchObject({ count: 1, satisfaction_ratings: [{ score: 'bad' }] })
    const audits = await account.call(account.agent, `GET /api/v2/tickets/${id}/audits`)
    expect(audits.body.audits.at(-1).events).toMatchObject([{ type: 'SatisfactionRating', score: 'bad' }])
    expect(audits.text).not.toContain('Quick')
  })

  it('is given by nobody else, and not before the ticket was solved or after it was closed', async () => {
    const account = await newAccount()
    const id = await solvedTicket(account)
    const other = await account.addPerson('end-user')
    expect((await rate(account, id, { score: 'good' }, account.agent)).status).toBe(403)
    expect((await rate(account, id, { score: 'good' }, other)).status).toBe(404)
    for (const wrong of [
      {},
      { score: 'offered' },
      { score: 7 },
      { score: 'good', comment: 5 },
      { score: 'bad', reason_code: 1 },
    ])
      expect((await rate(account, id, wrong)).status, JSON.stringify(wrong)).toBe(422)
    await account.call(account.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'closed' } })
    expect((await rate(account, id, { score: 'good' })).status).toBe(422)
    const { body } = await account.call(account.customer, 'POST /api/v2/requests', {
      request: { subject: 'New', comment: { body: 'x' } },
    })
    expect((await rate(account, body.request.id, { score: 'good' })).status).toBe(422)
    expect(await ratingOf(account, id)).toEqual({ score: 'unoffered' })
  })

  it('is found by score and time, in both styles', async () => {
    const account = await newAccount()
    const [one, two] = [await solvedTicket(account), await solvedTicket(account)]
    await rate(account, one, { score: 'good', comment: 'Fine' })
    await rate(account, two, { score: 'bad' })
    const found = async (query: string) =>
      (await account.call(account.agent, `GET /api/v2/satisfaction_ratings?${query}`)).body.satisfaction_ratings.map(
        (rating: { ticket_id: number }) => rating.ticket_id,
      )
    expect(await found('score=good')).toEqual([one])
    expect(await found('score=received')).toEqual([one, two])
    expect(await found('score=bad_without_comment&page[size]=5')).toEqual([two])
    expect(await found('score=good_without_comment')).toEqual([])
    expect(await found(`start_time=${Math.floor(Date.now() / 1000) + 60}`)).toEqual([])
    expect(await found(`end_time=${Math.floor(Date.now() / 1000) + 60}`)).toEqual([one, two])
    expect((await account.call(account.agent, 'GET /api/v2/satisfaction_ratings?score=great')).status).toBe(400)
    expect((await account.call(account.customer, 'GET /api/v2/satisfaction_ratings')).status).toBe(403)
    const count = await account.call(account.agent, 'GET /api/v2/satisfaction_ratings/count?score=good')
    expect(count.body.count.value).toBe(1)
    const reasons = await account.call(account.agent, 'GET /api/v2/satisfaction_reasons')
    expect(reasons.body.reasons).toHaveLength(6)
  })
})

describe('the survey behind a link', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  async function offered(account: TestAccount) {
    const id = await solvedTicket(account)
    const section = await account.work((work) => ratingSection(work, id, `https://${account.host}`, 'de'))
    return { id, section, path: new URL(section.url).pathname }
  }

  it('is asked in the reader’s language; looking at it votes for nothing, whoever looks', async () => {
    const account = await newAccount()
    const { id, section, path } = await offered(account)
    expect(section.text).toContain('Ja, ich bin zufrieden')
    expect(await ratingOf(account, id)).toEqual({ score: 'offered' })
    for (const query of ['', '?score=good', '?score=bad', '?sent=1']) {
      const page = await account.call(null, `GET ${path}${query}`)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('<script')
      expect(page.headers['cache-control']).toBe('no-store')
    }
    const { statusCode } = await account.app.inject({
      method: 'HEAD',
      url: `${path}?score=bad`,
      headers: { host: account.host },
    })
    expect(statusCode).toBeLessThan(500)
    expect(await ratingOf(account, id)).toEqual({ score: 'offered' })
  })

  it('takes one answer, which may be changed, and refuses forms of other sites', async () => {
    const account = await newAccount()
    const { id, path } = await offered(account)
    const foreign = await account.call(null, `POST ${path}`, 'score=bad', { ...form, 'sec-fetch-site': 'cross-site' })
    expect(foreign.status).toBe(403)
    expect((await account.call(null, `POST ${path}`, 'score=', form)).status).toBe(422)
    const answer = await account.call(null, `POST ${path}`, 'score=good&comment=Dank&reason=0', form)
    expect(answer).toMatchObject({ status: 303, headers: { location: `${path}?sent=1` } })
    await account.call(null, `POST ${path}`, 'score=bad&reason=5', form)
    expect(await ratingOf(account, id)).toMatchObject({ score: 'bad', reason: 'The issue took too long to resolve' })
    const list = await account.call(account.agent, 'GET /api/v2/satisfaction_ratings')
    expect(list.body.count).toBe(1)
  })

  it('opens by no guessed, borrowed or broken link', async () => {
    const account = await newAccount()
    const { id, path } = await offered(account)
    const [ticket = '', user = '', day = '', signature = ''] = path.split('/').at(-1)?.split('.') ?? []
    const other = await newAccount()
    const conversation = path.replace('/satisfaction/', '/requests/')
    for (const guess of [
      `${(id + 1).toString(36)}.${user}.${day}.${signature}`,
      `${ticket}.${user}.zzzz.${signature}`,
      `${ticket}.${user}.${day}.${'A'.repeat(22)}`,
      'x',
    ]) {
      expect((await account.call(null, `GET /satisfaction/${guess}`)).status, guess).toBe(404)
      expect((await account.call(null, `POST /satisfaction/${guess}`, 'score=bad', form)).status, guess).toBe(404)
    }
    expect((await other.call(null, `GET ${path}`)).status).toBe(404)
    // It is worth nothing as a link to the conversation.
    expect((await account.call(null, `GET ${conversation}`)).status).toBe(404)
    // Nor for a requester of before.
    await account.call(account.agent, `PUT /api/v2/tickets/${id}`, {
      ticket: { requester_id: (await account.addPerson('end-user')).id },
    })
    expect((await account.call(null, `GET ${path}`)).status).toBe(404)
  })

  it('stops counting answers after twenty', async () => {
    const account = await newAccount()
    const { path } = await offered(account)
    const statuses: number[] = []
    for (let turn = 0; turn < 22; turn++)
      statuses.push((await account.call(null, `POST ${path}`, 'score=good', form)).status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(20)
    expect(statuses.at(-1)).toBe(429)
  })
})

// Incremental exports as clients walk them: nothing missed, nothing twice without need, and every sign of the end true.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { safeHorizon } from '../../platform/changes.ts'
import { sql } from '../../platform/db.ts'
import { changeTicket, listChangedTickets } from '../../tickets/index.ts'

const START_S = Date.UTC(2026, 0, 5) / 1000

describe('an incremental export', () => {
  let desk: TestAccount
  const ids: number[] = []
  const get = (path: string): Promise<Answer> => desk.call(desk.admin, `GET /api/v2/incremental/${path}`)
  const follow = (link: string): Promise<Answer> => {
    const { pathname, search } = new URL(link)
    return desk.call(desk.admin, `GET ${pathname}${search}`)
  }
  /** Tickets change now; exports begin a minute ago. So they are moved to a day of which the tests know. */
  const moveTo = (id: number, second: number) =>
    desk.work((work) =>
      work.db.run(
        sql`update tickets set updated_at = to_timestamp(${START_S + second}) where account_id = ${work.account_id} and id = ${id}`,
      ),
    )

  beforeAll(async () => {
    desk = await newAccount()
    for (let n = 0; n < 7; n++) {
      const made = await desk.call(desk.agent, 'POST /api/v2/tickets', {
        ticket: { subject: `Ticket ${n}`, comment: { body: `Body ${n}` } },
      })
      ids.push(made.body.ticket.id)
    }
    await desk.call(desk.agent, `PUT /api/v2/tickets/${ids[1]}`, {
      ticket: { comment: { body: 'inside', public: false } },
    })
    await desk.call(desk.agent, `DELETE /api/v2/tickets/${ids[2]}`)
    // Three of them in one second.
    for (const [index, second] of [0, 10, 20, 20, 20, 30, 40].entries()) await moveTo(ids[index] ?? 0, second)
  })

  const idsOf = (answer: Answer) => answer.body.tickets.map((ticket: { id: number }) => ticket.id)

  it('gives tickets in the order of change, deleted ones as such, and says when it ends', async () => {
    const all = await get(`tickets.json?start_time=${START_S}`)
    expect(all.status, all.text).toBe(200)
    expect(idsOf(all)).toEqual(ids)
    expect(all.body).toMatchObject({ count: 7, end_time: START_S + 40, end_of_stream: true })
    expect(new URL(all.body.next_page).searchParams.get('start_time')).toBe(String(START_S + 40))
    expect(all.body.tickets[2]).toMatchObject({ status: 'deleted', generated_timestamp: START_S + 20 })
    expect(all.text).not.toContain('position')
    const kept = await get(`tickets?start_time=${START_S}&exclude_deleted=true`)
    expect(idsOf(kept)).toEqual(ids.filter((id) => id !== ids[2]))
    const later = await get(`tickets?start_time=${START_S + 30}&include=users`)
    expect(idsOf(later)).toEqual(ids.slice(5))
    expect(later.body.users.length).toBeGreaterThan(0)
    const none = await get(`tickets?start_time=${START_S + 41}`)
    expect(none.body).toMatchObject({ count: 0, end_of_stream: true, end_time: START_S + 41 })
    expect(none.body.next_page).toContain('start_time=')
  })

  it('goes on from every page, by its link and by end_time alone, past more in one second than a page holds', async () => {
    const seen: number[] = []
    let page = await get(`tickets?start_time=${START_S}&per_page=2`)
    for (let turn = 0; turn < 10; turn++) {
      seen.push(...idsOf(page))
      if (page.body.end_of_stream) break
      expect(page.body.count).toBe(2)
      page = await follow(page.body.next_page)
    }
    expect(seen).toEqual(ids)
    const by_time = new Set<number>()
    let start = START_S
    for (let turn = 0; turn < 10; turn++) {
      const { body } = await get(`tickets?start_time=${start}&per_page=2`)
      for (const ticket of body.tickets) by_time.add(ticket.id)
      if (body.end_of_stream) break
      expect(body.end_time, 'it would go round for ever').toBeGreaterThan(start)
      start = body.end_time
    }
    expect([...by_time]).toEqual(ids)
  })

  it('goes by cursor, to the end and on from there', async () => {
    const seen: number[] = []
    let page = await get(`tickets/cursor?start_time=${START_S}&per_page=3`)
    for (let turn = 0; turn < 10; turn++) {
      expect(page.body).toMatchObject({ before_cursor: null, before_url: null, after_cursor: expect.any(String) })
      seen.push(...idsOf(page))
      if (page.body.end_of_stream) break
      page = await follow(page.body.after_url)
    }
    expect(seen).toEqual(ids)
    expect(idsOf(await get(`tickets/cursor?cursor=${page.body.after_cursor}`))).toEqual([])
    await moveTo(ids[0] ?? 0, 50)
    expect(idsOf(await get(`tickets/cursor?cursor=${page.body.after_cursor}`))).toEqual([ids[0]])
    await moveTo(ids[0] ?? 0, 0)
  })

  it('gives conversations with the tickets, and by themselves', async () => {
    const { body } = await get(`tickets/cursor?start_time=${START_S}&include=comments`)
    const said = body.tickets[1].comments.map((one: { body: string; public: boolean }) => [one.body, one.public])
    expect(said).toEqual([
      ['Body 1', true],
      ['inside', false],
    ])
    expect(body.tickets[1].comments_truncated).toBe(false)
    // Just now said: not yet.
    expect((await get(`comments/cursor?start_time=${START_S}`)).body).toMatchObject({
      comments: [],
      end_of_stream: true,
    })
  })

  it('leaves out the last minute and refuses to begin in it', async () => {
    const fresh = await desk.call(desk.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'new' } } })
    expect(idsOf(await get(`tickets?start_time=${START_S}`))).not.toContain(fresh.body.ticket.id)
    const now = Math.floor(Date.now() / 1000)
    for (const path of ['tickets', 'tickets/cursor', 'users', 'users/cursor', 'organizations', 'ticket_events']) {
      const early = await get(`${path}?start_time=${now - 30}`)
      expect([path, early.status, early.body.error]).toEqual([path, 422, 'StartTimeTooRecent'])
      expect((await get(`${path}?start_time=${now - 61}`)).status).toBe(200)
    }
  })

  it('waits for a unit of work that began earlier and commits later', async () => {
    const horizon = () => desk.work((work) => safeHorizon(work, 0))
    const begun = Promise.withResolvers<Date>()
    const finish = Promise.withResolvers<void>()
    const late = desk.work(async (work) => {
      await changeTicket(work, ids[5] ?? 0, { priority: 'high' })
      begun.resolve(work.now)
      await finish.promise
    })
    const written = await begun.promise
    await desk.call(desk.agent, `PUT /api/v2/tickets/${ids[6]}`, { ticket: { priority: 'low' } })
    // Whoever reads on now must not pass what is yet to come.
    expect((await horizon()).getTime()).toBeLessThan(written.getTime())
    finish.resolve()
    await late
    const until = await horizon()
    const rows = await desk.work((work) =>
      listChangedTickets(
        work,
        {
          after: { at_us: (written.getTime() - 1) * 1000, id: 0 },
          until: new Date(Math.max(until.getTime(), Date.now())),
          limit: 10,
        },
        false,
      ),
    )
    expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining([ids[5], ids[6]]))
    await moveTo(ids[5] ?? 0, 30)
    await moveTo(ids[6] ?? 0, 40)
  })

  it('gives people and organisations, deleted ones too', async () => {
    const user = await desk.call(desk.admin, 'POST /api/v2/users', {
      user: { name: 'Gone', email: 'gone-i@people.example' },
    })
    const organization = await desk.call(desk.admin, 'POST /api/v2/organizations', { organization: { name: 'Over' } })
    await desk.call(desk.admin, `DELETE /api/v2/users/${user.body.user.id}`)
    await desk.call(desk.admin, `DELETE /api/v2/organizations/${organization.body.organization.id}`)
    await desk.work(async (work) => {
      await work.db.run(
        sql`update users set updated_at = to_timestamp(${START_S}) where account_id = ${work.account_id}`,
      )
      await work.db.run(
        sql`update organizations set updated_at = to_timestamp(${START_S}) where account_id = ${work.account_id}`,
      )
    })
    for (const path of ['users', 'users/cursor']) {
      const users = await get(`${path}?start_time=${START_S}`)
      expect(users.body.end_of_stream).toBe(true)
      expect(users.body.users).toContainEqual(expect.objectContaining({ id: user.body.user.id, active: false }))
      expect(users.body.users).toContainEqual(expect.objectContaining({ id: desk.customer.id, active: true }))
    }
    const { body } = await get(`organizations?start_time=${START_S}`)
    expect(body.organizations).toMatchObject([{ name: 'Over', deleted_at: expect.any(String) }])
  })

  it('gives the history of tickets, with what was said on request', async () => {
    const events = await desk.work(async (work) => {
      const { ticketEventStream } = await import('./sources.ts')
      const slice = { after: { at_us: 0, id: 0 }, until: new Date(Date.now() + 1000), limit: 1000 }
      const [brief, whole] = [ticketEventStream('', false), ticketEventStream('', true)]
      return [await brief.find(work, slice), await whole.find(work, slice)]
    })
    const [brief, whole] = events.map((found) => found.rows)
    const created = brief?.find((event) => event.ticket_id === ids[0])
    expect(created).toMatchObject({ event_type: 'Audit', updater_id: desk.agent.id, via: 'Web service' })
    expect(created?.child_events).toContainEqual(
      expect.objectContaining({ event_type: 'Comment', comment_present: true, comment_public: true }),
    )
    expect(created?.child_events).toContainEqual(expect.objectContaining({ event_type: 'Create', status: 'new' }))
    const changed = brief?.find((event) => JSON.stringify(event.child_events).includes('"high"'))
    expect(changed?.child_events).toContainEqual(
      expect.objectContaining({ event_type: 'Change', priority: 'high', previous_value: null }),
    )
    expect(JSON.stringify(brief)).not.toContain('inside')
    expect(JSON.stringify(whole)).toContain('inside')
    const order = brief?.map((event) => event.id) ?? []
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect((await get(`ticket_events?start_time=${START_S}`)).body).toMatchObject({
      ticket_events: [],
      end_of_stream: true,
    })
    expect((await get(`ticket_metric_events?start_time=${START_S}`)).status).toBe(200)
  })

  it('has samples, is for admins, and refuses what makes no sense', async () => {
    const sample = await get(`tickets/sample?start_time=${START_S}`)
    expect([sample.status, sample.body.count]).toEqual([200, 7])
    for (const name of ['users', 'organizations', 'ticket_events', 'ticket_metric_events'])
      expect((await get(`${name}/sample?start_time=${START_S}`)).body[name]).toBeInstanceOf(Array)
    expect((await get(`nothing/sample?start_time=${START_S}`)).status).toBe(404)
    for (const path of ['tickets', 'tickets/cursor', 'users', 'ticket_events', 'comments/cursor']) {
      const route = `GET /api/v2/incremental/${path}?start_time=${START_S}`
      expect((await desk.call(desk.agent, route)).status).toBe(403)
      expect((await desk.call(desk.customer, route)).status).toBe(403)
      expect((await get(path)).status, path).toBe(422)
      for (const wrong of ['start_time=x', 'start_time=-1', 'start_time=1e99', 'start_time=1&per_page=x'])
        expect((await get(`${path}?${wrong}`)).status, wrong).toBe(400)
    }
    expect((await get('tickets/cursor?cursor=nonsense')).status).toBe(400)
    expect((await get(`tickets?start_time=1&after=${Buffer.from('9'.repeat(40)).toString('base64url')}`)).status).toBe(
      400,
    )
    expect((await get('tickets?start_time=99999999999')).status).toBe(422)
    expect((await get('ticket_events?start_time=0')).status).toBe(200)
  })
})

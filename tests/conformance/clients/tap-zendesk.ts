// What Singer's tap does: every stream by cursor to its end, tickets from the incremental export, and only 200 is success.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../server/platform/db.ts'
import type { Listening } from '../listening.ts'
import { basic, type Json, PEOPLE, START_S, TICKETS, type Wire, walk, wireTo } from './wire.ts'

export function tapZendesk(desk: () => Listening): void {
  describe('tap-zendesk', () => {
    let wire: Wire
    beforeAll(() => {
      wire = wireTo(desk(), ({ admin }) => ({
        authorization: basic(admin),
        accept: 'application/json',
        'content-type': 'application/json',
        'x-zendesk-marketplace-name': 'Singer Tap',
        'x-zendesk-marketplace-organization-id': '1234',
        'x-zendesk-marketplace-app-id': '5678',
      }))
    })

    // What it changed counts as of that day again: the next client's exports would leave out the last minute.
    afterAll(() =>
      wire.desk.work(({ db, account_id }) =>
        db.run(
          sql`update tickets set updated_at = to_timestamp(${START_S + TICKETS}) where account_id = ${account_id} and updated_at > to_timestamp(${START_S + TICKETS})`,
        ),
      ),
    )

    async function get(path: string): Promise<Json> {
      const answer = await wire.call('GET', path)
      expect(answer.status, `${path}: ${answer.text}`).toBe(200)
      return answer.body
    }

    /** `page[size]`, then `page[after]` put beside it, for as long as `meta.has_more` says so; both keys must be there. */
    async function stream(path: string, key: string, size = 100): Promise<Json[]> {
      const page = (after: string | null) => async () => {
        const from = after === null ? '' : `&page[after]=${encodeURIComponent(after)}`
        return await get(`/api/v2/${path}?page[size]=${size}${from}`)
      }
      const pages = await walk(page(null), ({ meta }) => {
        expect(Object.keys(meta), path).toEqual(expect.arrayContaining(['has_more', 'after_cursor']))
        return meta.has_more ? page(meta.after_cursor) : null
      })
      return pages.flatMap((one) => one[key])
    }

    it('looks whether it may read, the audits of a ticket that may not be there included', async () => {
      for (const path of ['tickets', 'users', 'organizations', 'groups', 'tags', 'macros', 'ticket_forms'])
        await get(`/api/v2/${path}.json?page[size]=1`)
      const audits = await wire.call('GET', '/api/v2/tickets/1/audits.json')
      expect([200, 404]).toContain(audits.status)
    })

    it('exports tickets by cursor from a time on, and their audits, comments and metrics', async () => {
      const page = (query: string) => async () =>
        await get(`/api/v2/incremental/tickets/cursor.json?${query}&per_page=100`)
      const pages = await walk(page(`start_time=${START_S}`), (one) =>
        one.end_of_stream ? null : page(`cursor=${encodeURIComponent(one.after_cursor)}`),
      )
      const tickets = pages.flatMap((one) => one.tickets)
      expect(new Set(tickets.map((ticket) => ticket.id)).size).toBe(TICKETS)
      // Its bookmark is this number, which must not go back.
      const stamps = tickets.map((ticket) => ticket.generated_timestamp)
      expect(stamps).toEqual(stamps.toSorted((one: number, other: number) => one - other))
      const { id } = tickets[0]
      expect((await stream(`tickets/${id}/audits.json`, 'audits', 1)).length).toBeGreaterThan(0)
      expect(await stream(`tickets/${id}/comments.json`, 'comments', 1)).toHaveLength(2)
      const { ticket_metric } = await get(`/api/v2/tickets/${id}/metrics`)
      expect(ticket_metric.ticket_id).toBe(id)
    })

    it('sees what was deleted as such, and asks no more of it', async () => {
      const { body } = await wire.call('GET', '/api/v2/tickets.json?page[size]=1')
      const [{ id }] = body.tickets
      expect((await wire.call('DELETE', `/api/v2/tickets/${id}.json`)).status).toBe(204)
      await wire.desk.work(({ db, account_id }) =>
        db.run(
          sql`update tickets set updated_at = to_timestamp(${START_S + TICKETS}) where account_id = ${account_id} and id = ${id}`,
        ),
      )
      const { tickets } = await get(`/api/v2/incremental/tickets/cursor.json?start_time=${START_S}`)
      expect(tickets.find((ticket: Json) => ticket.id === id)).toMatchObject({ status: 'deleted' })
      await wire.call('PUT', `/api/v2/deleted_tickets/${id}/restore.json`)
    })

    it('reads the other streams by the same keys, each record once', async () => {
      const streams: [string, string, number][] = [
        ['tags.json', 'tags', 4],
        ['ticket_fields.json', 'ticket_fields', 7],
        ['ticket_forms.json', 'ticket_forms', 1],
        ['group_memberships.json', 'group_memberships', 3],
        ['groups.json', 'groups', 4],
        ['organizations.json', 'organizations', 3],
        ['macros.json', 'macros', 0],
        ['slas/policies.json', 'sla_policies', 0],
        ['satisfaction_ratings.json', 'satisfaction_ratings', 0],
        ['users.json', 'users', PEOPLE],
        ['ticket_metrics.json', 'ticket_metrics', TICKETS],
      ]
      for (const [path, key, least] of streams) {
        const rows = await stream(path, key, least > 20 ? 100 : 1)
        expect(rows.length, path).toBeGreaterThanOrEqual(least)
        const names = rows.map((row) => row.id ?? row.name)
        expect(new Set(names).size, path).toBe(names.length)
      }
    })

    it('waits when it is told to: 429 has whole seconds', async () => {
      const { body } = await wire.call('GET', '/api/v2/tickets.json?page[size]=1')
      const [{ id }] = body.tickets
      const start = () =>
        wire.call('PUT', `/api/v2/tickets/update_many.json?ids=${id}`, { json: { ticket: { additional_tags: ['t'] } } })
      const statuses: number[] = []
      for (let asked = 0; asked < 31; asked++) {
        const answer = await start()
        statuses.push(answer.status)
        if (answer.status === 429) expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
        else expect(answer.headers.has('retry-after')).toBe(false)
      }
      expect(statuses.at(-1)).toBe(429)
      await wire.desk.runJobs()
      expect((await start()).status).toBe(200)
      await wire.desk.runJobs()
    })
  })
}

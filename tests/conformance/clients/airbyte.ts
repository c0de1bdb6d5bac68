// What Airbyte's source does: exports by cursor and by time, audits backwards by the old cursor, the rest by page.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from '../listening.ts'
import { basic, type Json, PEOPLE, START_S, TICKETS, type Wire, walk, wireTo } from './wire.ts'

export function airbyte(desk: () => Listening): void {
  describe('Airbyte', () => {
    let wire: Wire
    beforeAll(() => {
      wire = wireTo(desk(), ({ admin }) => ({ authorization: basic(admin), accept: 'application/json' }))
    })

    async function get(path: string): Promise<Json> {
      const answer = await wire.call('GET', path)
      expect(answer.status, `${path}: ${answer.text}`).toBe(200)
      return answer.body
    }

    it('checks the connection by the tags', async () => {
      const { tags } = await get('/api/v2/tags.json?page[size]=1')
      expect(tags[0]).toEqual({ name: expect.any(String), count: expect.any(Number) })
      const wrong = wire.as({ authorization: `Basic ${Buffer.from('a@b.example/token:x').toString('base64')}` })
      expect((await wrong.call('GET', '/api/v2/tags.json')).status).toBe(401)
    })

    it('exports tickets and people by after_url, people with their identities', async () => {
      for (const [path, key, least] of [
        [`incremental/tickets/cursor.json?start_time=${START_S}&per_page=100`, 'tickets', TICKETS],
        [`incremental/users/cursor.json?start_time=${START_S}&per_page=50&include=identities`, 'users', PEOPLE],
      ] as const) {
        const pages = await walk(
          async () => await get(`/api/v2/${path}`),
          (page) => (page.end_of_stream ? null : async () => await get(page.after_url)),
        )
        expect(pages.length, path).toBeGreaterThan(2)
        const rows = pages.flatMap((page) => page[key])
        expect(new Set(rows.map((row) => row.id)).size, path).toBeGreaterThanOrEqual(least)
        if (key !== 'users') continue
        const identities = pages.flatMap((page) => page.identities)
        expect(identities.length).toBeGreaterThanOrEqual(PEOPLE)
        expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(identities.map((one) => one.user_id)))
      }
    })

    it('walks all audits from the newest by before_url until there is none', async () => {
      const pages = await walk(
        async () => await get('/api/v2/ticket_audits.json?sort_by=created_at&sort_order=desc&limit=200'),
        (page) => (page.before_url === null ? null : async () => await get(page.before_url)),
      )
      for (const page of pages)
        expect(Object.keys(page)).toEqual(
          expect.arrayContaining(['audits', 'after_url', 'after_cursor', 'before_url', 'before_cursor']),
        )
      const audits = pages.flatMap((page) => page.audits)
      expect(audits.length).toBeGreaterThanOrEqual(TICKETS)
      expect(new Set(audits.map((audit) => audit.id)).size).toBe(audits.length)
      const times = audits.map((audit) => audit.created_at)
      expect(times).toEqual(times.toSorted().toReversed())
    })

    it('exports events with comments by next_page, to the end', async () => {
      const pages = await walk(
        async () => await get(`/api/v2/incremental/ticket_events.json?start_time=${START_S}&include=comment_events`),
        (page) => (page.end_of_stream ? null : async () => await get(page.next_page)),
      )
      for (const page of pages) expect(page.next_page).toEqual(expect.any(String))
      const events = pages.flatMap((page) => page.ticket_events)
      // Imported just now: they come when the minute is over. Their shape is what follows.
      for (const event of events) expect(event).toMatchObject({ event_type: 'Audit', child_events: expect.any(Array) })
    })

    it('reads the other streams by page until next_page is null or a page is empty', async () => {
      for (const [path, key] of [
        ['groups', 'groups'],
        ['group_memberships', 'group_memberships'],
        ['organizations', 'organizations'],
        ['organization_memberships', 'organization_memberships'],
        ['macros', 'macros'],
        ['brands', 'brands'],
        ['custom_roles', 'custom_roles'],
        ['schedules', 'schedules'],
        ['slas/policies', 'sla_policies'],
        ['ticket_fields', 'ticket_fields'],
        ['ticket_forms', 'ticket_forms'],
        ['satisfaction_ratings', 'satisfaction_ratings'],
        ['automations', 'automations'],
        ['triggers', 'triggers'],
        ['topics', 'topics'],
      ] as const) {
        const answer = await wire.call('GET', `/api/v2/${path}.json?page=1&per_page=2`)
        if (answer.status === 404) {
          // What there is not says so, and the stream is skipped.
          expect([path, answer.body.error]).toEqual([path, 'InvalidEndpoint'])
          continue
        }
        const pages = await walk(
          async () => await get(`/api/v2/${path}.json?page=1&per_page=2`),
          (page) => (page.next_page === null || page[key].length === 0 ? null : async () => await get(page.next_page)),
        )
        expect(pages.flatMap((page) => page[key]).length, path).toBe(pages[0].count)
      }
      const by_cursor = await walk(
        async () => await get('/api/v2/ticket_metrics.json?page[size]=100'),
        (page) => (page.meta.has_more ? async () => await get(page.links.next) : null),
      )
      expect(by_cursor.flatMap((page) => page.ticket_metrics)).toHaveLength(TICKETS)
    })

    it('reads the audit log of a span of time, given as two values of one filter', async () => {
      const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().replace(/\.\d+/, '')
      const between = (from: number, to: number) =>
        `/api/v2/audit_logs.json?filter[created_at][]=${day(from)}&filter[created_at][]=${day(to)}&page[size]=100`
      expect((await get(between(-1, 1))).audit_logs.length).toBeGreaterThan(0)
      expect((await get(between(-3, -2))).audit_logs).toEqual([])
    })
  })
}

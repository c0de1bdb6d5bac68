// What go-zendesk does: exact statuses, and replies decoded into fields of fixed types, where one of another type fails.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from '../listening.ts'
import { misfits, SHAPES, type Shape } from '../shapes.ts'
import { basic, type Json, PEOPLE, TICKETS, type Wire, walk, wireTo } from './wire.ts'

export function goZendesk(desk: () => Listening): void {
  describe('go-zendesk', () => {
    let wire: Wire
    beforeAll(() => {
      wire = wireTo(desk(), ({ admin }) => ({
        authorization: basic(admin),
        'user-agent': 'nukosuke/go-zendesk/0.18.0',
        'content-type': 'application/json',
      }))
    })

    /** It compares with these and takes no other. */
    const RIGHT = { GET: [200], POST: [200, 201], PUT: [200, 204], PATCH: [200, 204], DELETE: [204] }

    async function ask(method: keyof typeof RIGHT, path: string, json?: unknown): Promise<Json> {
      const answer = await wire.call(method, `/api/v2${path}`, { json })
      expect(RIGHT[method], `${method} ${path}: ${answer.status} ${answer.text}`).toContain(answer.status)
      return answer.body
    }
    const get = (path: string) => ask('GET', path)

    const decoded = (rows: Json[], shape: Shape): number => {
      for (const row of rows) expect(misfits(row, shape)).toEqual([])
      return rows.length
    }

    it('iterates by cursor, putting after_cursor into its own parameters', async () => {
      for (const [path, key, shape, count] of [
        ['tickets', 'tickets', SHAPES.ticket, TICKETS],
        ['users', 'users', SHAPES.user, PEOPLE + 4],
      ] as const) {
        const page = (after: string) => async () =>
          await get(
            `/${path}.json?${new URLSearchParams({ 'page[size]': '100', ...(after ? { 'page[after]': after } : {}) })}`,
          )
        const pages = await walk(page(''), (one) => (one.meta.has_more ? page(one.meta.after_cursor) : null))
        expect(
          decoded(
            pages.flatMap((one) => one[key]),
            shape,
          ),
        ).toBe(count)
        for (const { meta, links } of pages) {
          expect(misfits(meta, { has_more: 'boolean', after_cursor: 'string?', before_cursor: 'string?' })).toEqual([])
          expect(misfits(links, { next: 'string?', prev: 'string?' })).toEqual([])
        }
      }
    })

    it('iterates by page, with a count and the next page or none', async () => {
      const pages = await walk(
        async () => await get('/tickets.json?page=1&per_page=100&sort_by=id&sort_order=asc'),
        (one) => {
          expect(misfits(one, { count: 'integer', next_page: 'string?', previous_page: 'string?' })).toEqual([])
          const next = one.next_page
          return next === null ? null : async () => await get(next.slice(`${wire.origin}/api/v2`.length))
        },
      )
      const ids = pages.flatMap((one) => one.tickets.map((ticket: Json) => ticket.id))
      expect(ids).toEqual(ids.toSorted((one, other) => one - other))
      expect(ids).toHaveLength(pages[0].count)
    })

    it('creates, changes and deletes records with exactly the statuses it takes', async () => {
      const { ticket } = await ask('POST', '/tickets.json', {
        ticket: { subject: 'Lid', comment: { body: 'It is loose', public: true }, via: { channel: 'api' } },
      })
      expect(misfits(ticket, SHAPES.ticket)).toEqual([])
      const changed = await ask('PUT', `/tickets/${ticket.id}.json`, { ticket: { ...ticket, priority: 'low' } })
      expect(changed.ticket.priority).toBe('low')
      await ask('DELETE', `/tickets/${ticket.id}.json`)
      const { user } = await ask('POST', '/users/create_or_update.json', {
        user: { name: 'N', email: 'n@people.example' },
      })
      const again = await ask('POST', '/users/create_or_update.json', {
        user: { name: 'M', email: 'n@people.example' },
      })
      expect([again.user.id, again.user.name]).toEqual([user.id, 'M'])
      const { organization } = await ask('POST', '/organizations.json', { organization: { name: 'Lids' } })
      expect(misfits(organization, SHAPES.organization)).toEqual([])
      const membership = { user_id: user.id, organization_id: organization.id }
      await ask('POST', '/organization_memberships.json', { organization_membership: membership })
      await ask('PUT', `/organizations/${organization.id}.json`, { organization: { name: 'Lids and more' } })
      await ask('DELETE', `/organizations/${organization.id}.json`)
      const { group } = await ask('POST', '/groups.json', { group: { name: 'Lids' } })
      await ask('PUT', `/groups/${group.id}.json`, { group: { name: 'More lids' } })
      await ask('DELETE', `/groups/${group.id}.json`)
    })

    it('keeps rules, fields and forms as code: what it reads it can write back', async () => {
      const condition = { field: 'status', operator: 'is', value: 'open' }
      const { trigger } = await ask('POST', '/triggers.json', {
        trigger: {
          title: 'T',
          conditions: { all: [condition], any: [] },
          actions: [{ field: 'priority', value: 'high' }],
        },
      })
      expect(trigger.conditions.all).toEqual([condition])
      expect((await ask('PUT', `/triggers/${trigger.id}.json`, { trigger })).trigger.actions).toEqual(trigger.actions)
      await ask('DELETE', `/triggers/${trigger.id}.json`)
      const { ticket_field } = await ask('POST', '/ticket_fields.json', {
        ticket_field: { type: 'tagger', title: 'Size', custom_field_options: [{ name: 'Small', value: 'small' }] },
      })
      await ask('PUT', `/ticket_fields/${ticket_field.id}.json`, { ticket_field })
      const { ticket_form } = await ask('POST', '/ticket_forms.json', {
        ticket_form: { name: 'Sizes', ticket_field_ids: [ticket_field.id] },
      })
      expect(ticket_form.ticket_field_ids).toContain(ticket_field.id)
      await ask('PUT', `/ticket_forms/${ticket_form.id}.json`, { ticket_form })
      await ask('DELETE', `/ticket_forms/${ticket_form.id}.json`)
      await ask('DELETE', `/ticket_fields/${ticket_field.id}.json`)
      const { sla_policy } = await ask('POST', '/slas/policies.json', {
        sla_policy: {
          title: 'Sooner',
          filter: { all: [{ field: 'type', operator: 'is', value: 'incident' }], any: [] },
          policy_metrics: [{ priority: 'high', metric: 'first_reply_time', target: 30, business_hours: false }],
        },
      })
      await ask('PUT', `/slas/policies/${sla_policy.id}.json`, { sla_policy })
      await ask('DELETE', `/slas/policies/${sla_policy.id}.json`)
    })

    it('knows webhooks by ids that are text, and files by bytes', async () => {
      const { webhook } = await ask('POST', '/webhooks', {
        webhook: {
          name: 'Lids',
          endpoint: 'http://127.0.0.1:9/',
          http_method: 'POST',
          request_format: 'json',
          status: 'active',
          subscriptions: ['conditional_ticket_events'],
        },
      })
      expect(webhook.id).toEqual(expect.any(String))
      expect(await ask('PUT', `/webhooks/${webhook.id}`, { webhook: { ...webhook, name: 'More' } })).toBeNull()
      const { signing_secret } = await get(`/webhooks/${webhook.id}/signing_secret`)
      expect(misfits(signing_secret, { algorithm: 'string', secret: 'string' })).toEqual([])
      await ask('DELETE', `/webhooks/${webhook.id}`)
      const headers = { 'content-type': 'application/binary' }
      const sent = await wire.call('POST', '/api/v2/uploads.json?filename=a.bin', { raw: 'bytes', headers })
      expect([sent.status, sent.body.upload.attachment.size]).toEqual([201, 5])
      await ask('DELETE', `/uploads/${sent.body.upload.token}.json`)
    })

    it('counts views and searches', async () => {
      const { views } = await get('/views.json')
      const ids = views.map((view: Json) => view.id)
      const { view_counts } = await get(`/views/count_many.json?ids=${ids}`)
      const count: Shape = { url: 'url', view_id: 'integer', value: 'integer?', pretty: 'string', fresh: 'boolean' }
      expect(decoded(view_counts, count)).toBe(ids.length)
      const { view_count } = await get(`/views/${ids[0]}/count.json`)
      expect(misfits(view_count, count)).toEqual([])
      const found = await get('/search.json?query=type%3Aticket%20kettle&per_page=10')
      expect([found.results.length, found.count]).toEqual([10, TICKETS])
      expect((await get('/search/count.json?query=type%3Aticket%20kettle')).count).toBe(TICKETS)
    })
  })
}

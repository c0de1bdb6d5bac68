import { beforeEach, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import type { Platform } from '../../platform/platform.ts'
import { createDefaultRules } from './defaults.ts'
import { whyNotAutomation } from './ending.ts'
import { runAutomations } from './run.ts'

const HOUR_MS = 3_600_000

let desk: TestAccount

beforeEach(async () => {
  desk = await newAccount()
})

/** The platform some hours from now. */
function later(hours: number): Platform {
  const clock = { now: () => new Date(Date.now() + hours * HOUR_MS) }
  return { ...desk.desk, engine: { ...desk.desk.engine, clock } }
}

async function addTicket(ticket: object = {}): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'S', comment: { body: 'B' }, assignee_id: desk.agent.id, ...ticket },
  })
  return body.ticket.id
}

const show = async (id: number) => (await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).body.ticket

describe('automations', () => {
  it('close tickets four days after they were solved, from the start, and not before', async () => {
    const listed = await desk.call(desk.admin, 'GET /api/v2/automations')
    expect(listed.body.automations.map((one: { default: boolean }) => one.default)).toEqual([true, true])
    const [solved, open] = [await addTicket(), await addTicket()]
    await desk.call(desk.agent, `PUT /api/v2/tickets/${solved}`, { ticket: { status: 'solved' } })
    await runAutomations(later(95), desk.account_id)
    expect((await show(solved)).status).toBe('solved')
    await runAutomations(later(98), desk.account_id)
    expect((await show(solved)).status).toBe('closed')
    expect((await show(open)).status).toBe('open')
    const why = await desk.call(desk.agent, `GET /api/v2/tickets/${solved}/rule_runs`)
    expect(why.body.rule_runs[0]).toMatchObject({
      event_id: null,
      rules: [{ kind: 'automation', acted: true, changes: [{ field_name: 'status', value: 'closed' }] }],
    })
  })

  it('act once on a ticket, since they make their own condition false', async () => {
    await desk.call(desk.admin, 'POST /api/v2/automations', {
      automation: {
        title: 'Remind',
        all: [
          { field: 'status', operator: 'is', value: 'open' },
          { field: 'NEW', operator: 'greater_than', value: '2' },
          { field: 'current_tags', operator: 'not_includes', value: 'reminded' },
        ],
        actions: [
          { field: 'current_tags', value: 'reminded' },
          { field: 'priority', value: 'high' },
        ],
      },
    })
    const id = await addTicket()
    await runAutomations(later(1), desk.account_id)
    expect((await show(id)).tags).toEqual([])
    await runAutomations(later(4), desk.account_id)
    expect(await show(id)).toMatchObject({ tags: ['reminded'], priority: 'high' })
    const { version } = await show(id)
    await runAutomations(later(5), desk.account_id)
    expect((await show(id)).version).toBe(version)
  })

  it('have triggers follow what they change', async () => {
    await desk.call(desk.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'Follows',
        all: [{ field: 'current_tags', operator: 'includes', value: 'old' }],
        actions: [{ field: 'priority', value: 'urgent' }],
      },
    })
    await desk.call(desk.admin, 'POST /api/v2/automations', {
      automation: {
        title: 'Old',
        all: [
          { field: 'NEW', operator: 'greater_than', value: '2' },
          { field: 'current_tags', operator: 'not_includes', value: 'old' },
        ],
        actions: [{ field: 'current_tags', value: 'old' }],
      },
    })
    const id = await addTicket()
    await runAutomations(later(4), desk.account_id)
    expect((await show(id)).priority).toBe('urgent')
  })

  it('run when an admin asks', async () => {
    expect((await desk.call(desk.agent, 'POST /api/v2/automations/run')).status).toBe(403)
    expect((await desk.call(desk.admin, 'POST /api/v2/automations/run')).status).toBe(202)
    await desk.runJobs()
  })

  it('stay deleted', async () => {
    const { body } = await desk.call(desk.admin, 'GET /api/v2/automations')
    const ids = body.automations.map((one: { id: number }) => one.id)
    await desk.call(desk.admin, `DELETE /api/v2/automations/destroy_many?ids=${ids.join(',')}`)
    await desk.work(createDefaultRules)
    expect((await desk.call(desk.admin, 'GET /api/v2/automations')).body.automations).toEqual([])
  })

  const solved = { field: 'status', operator: 'is', value: 'solved' }
  const after = { field: 'SOLVED', operator: 'greater_than', value: '24' }
  const untagged = { field: 'current_tags', operator: 'not_includes', value: 'a b' }

  it.each([
    [[solved, after], [{ field: 'status', value: 'closed' }]],
    [[after], [{ field: 'status', value: 'open' }]],
    [[{ ...after, operator: 'is' }], [{ field: 'priority', value: 'low' }]],
    [[after, untagged], [{ field: 'current_tags', value: 'b' }]],
    [[after, { ...untagged, operator: 'includes' }], [{ field: 'remove_tags', value: 'a b' }]],
    [[after, { field: 'group_id', operator: 'is', value: '' }], [{ field: 'group_id', value: '5' }]],
    [[after, { field: 'priority', operator: 'less_than', value: 'high' }], [{ field: 'priority', value: 'high' }]],
    [
      [after, { field: 'custom_fields_5', operator: 'not_present', value: null }],
      [{ field: 'custom_fields_5', value: 'x' }],
    ],
  ])('end: %j %j', (all, actions) => {
    expect(whyNotAutomation({ all, any: [] }, actions)).toBe(null)
  })

  it.each([
    [[solved], [{ field: 'status', value: 'closed' }]],
    [[solved, after], [{ field: 'priority', value: 'low' }]],
    [[solved, after], [{ field: 'status', value: 'solved' }]],
    [[after, untagged], [{ field: 'current_tags', value: 'c' }]],
    [[after, { ...untagged, operator: 'includes' }], [{ field: 'remove_tags', value: 'a' }]],
    [[after, { field: 'assignee_id', operator: 'is', value: '' }], [{ field: 'assignee_id', value: 'current_user' }]],
    [[after], [{ field: 'notification_user', value: ['requester_id', 's', 'b'] }]],
    [[{ field: 'updated_at', operator: 'greater_than', value: '1' }], [{ field: 'priority', value: 'low' }]],
  ])('without an end are refused: %j %j', async (all, actions) => {
    expect(whyNotAutomation({ all, any: [] }, actions)).not.toBe(null)
    const { status, body } = await desk.call(desk.admin, 'POST /api/v2/automations', {
      automation: { title: 'For ever', all, actions },
    })
    expect(status).toBe(422)
    expect(JSON.stringify(body.details)).toContain('condition')
  })
})

// A second and third record of everything that lists show, beside what the fixture has of each.
import { idOfUlid, queueInvocation } from '../../server/webhooks/index.ts'
import type { Answer, Person } from '../support/desk.ts'
import type { Fixture } from '../support/fixture.ts'

/** Adds to `desk.ids` a `many_<plural>` with ids joined by commas, for the lists of given ids. */
export async function addMoreOfEverything(desk: Fixture): Promise<void> {
  const { ids, admin, agent, customer } = desk
  const call = async (as: Person, route: string, body?: unknown): Promise<Answer['body']> => {
    const answer = await desk.call(as, route, body)
    if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  const many: Record<string, string[]> = {}
  const add = async (plural: string, one: string, body: object, as = admin, path = plural) => {
    const { [one]: record } = await call(as, `POST /api/v2/${path}`, { [one]: body })
    many[plural] ??= []
    many[plural].push(String(record.id))
    return record
  }
  const never = { field: 'current_tags', operator: 'includes', value: 'nobody_gives_this' }
  const hours = { field: 'NEW', operator: 'greater_than', value: '24' }
  const actions = [{ field: 'remove_tags', value: 'nobody_gives_this' }]
  const schedule = `business_hours/schedules/${ids.schedule_id}`
  for (const position of [0, 1, 2]) {
    const title = `More ${position}`
    const firm = await add('organizations', 'organization', { name: title, tags: [`more_${position}`] })
    const group = await add('groups', 'group', { name: title })
    const person = await add('users', 'user', { name: `Person ${position}`, email: `more-${position}@people.example` })
    const membership = { user_id: Number(ids.user_id), organization_id: firm.id }
    await add('organization_memberships', 'organization_membership', membership)
    const subscription = { user_id: Number(ids.user_id), organization_id: firm.id }
    await add('organization_subscriptions', 'organization_subscription', subscription, customer)
    const other = { user_id: person.id, organization_id: Number(ids.organization_id) }
    await add('organization_memberships', 'organization_membership', other)
    await call(admin, 'POST /api/v2/organization_subscriptions', { organization_subscription: other })
    await add('group_memberships', 'group_membership', { user_id: agent.id, group_id: group.id })
    const colleague = await desk.addPerson('agent')
    const here = { user_id: colleague.id, group_id: Number(ids.group_id) }
    await call(admin, 'POST /api/v2/group_memberships', { group_membership: here }).catch(() => null)
    const address = { type: 'email', value: `also-${position}@people.example` }
    await call(admin, `POST /api/v2/users/${ids.user_id}/identities`, { identity: address })
    const former = await desk.addPerson('end-user')
    await call(admin, `DELETE /api/v2/users/${former.id}`)
    const absorbed = await call(admin, 'POST /api/v2/organizations', { organization: { name: `Old ${position}` } })
    await call(admin, `POST /api/v2/organizations/${absorbed.organization.id}/merge`, {
      organization_merge: { winner_id: Number(ids.organization_id) },
    })

    for (const of of ['ticket', 'user', 'organization']) {
      const key = of === 'ticket' ? {} : { key: `more_${position}` }
      await add(`${of}_fields`, `${of}_field`, { ...key, type: 'text', title })
      const option = { name: title, value: `more_${of}_${position}` }
      const options = `${of}_fields/${ids[`${of}_field_id`]}/options`
      await call(admin, `POST /api/v2/${options}`, { custom_field_option: option })
    }
    await add('ticket_forms', 'ticket_form', { name: title })
    await add('custom_statuses', 'custom_status', { status_category: 'open', agent_label: title })
    await add('brands', 'brand', { name: title, subdomain: `more${position}` })
    const item = await call(admin, 'POST /api/v2/dynamic_content/items', { item: { name: title, content: 'x' } })
    expectPlaceholder(item.item)
    const locale_id = [1176, 22, 16][position]
    const greeting = `dynamic_content/items/${ids.dynamic_content_item_id}/variants`
    await call(admin, `POST /api/v2/${greeting}`, { variant: { locale_id, content: 'Ciao' } }).catch(() => null)
    await add('schedules', 'schedule', { name: title, time_zone: 'Europe/Berlin' }, admin, 'business_hours/schedules')
    const day = `2027-02-0${position + 1}`
    await add('holidays', 'holiday', { name: title, start_date: day, end_date: day }, admin, `${schedule}/holidays`)

    await add('triggers', 'trigger', { title, all: [never], actions })
    await call(admin, `PUT /api/v2/triggers/${ids.trigger_id}`, { trigger: { title: `T ${position}` } })
    await add('trigger_categories', 'trigger_category', { name: title })
    await add('automations', 'automation', { title, all: [never, hours], actions })
    await add('macros', 'macro', { title, actions: [{ field: 'comment_value', value: 'Hello' }] })
    await add('targets', 'target', { title, type: 'email_target', email: 'ops@people.example', subject: 'S' })
    await add('views', 'view', { title, all: [{ field: 'status', operator: 'less_than', value: 'solved' }] })
    const filter = { all: [], any: [] }
    await add('sla_policies', 'sla_policy', { title, filter }, admin, 'slas/policies')
    await add('group_sla_policies', 'group_sla_policy', { title, filter: { all: [] } }, admin, 'group_slas/policies')
    await add('attributes', 'attribute', { name: title }, admin, 'routing/attributes')
    const values = `routing/attributes/${ids.attribute_id}/values`
    await add('attribute_values', 'attribute_value', { name: title }, admin, values)
    const email = `more-${position}@${desk.host}`
    await add('recipient_addresses', 'recipient_address', { email, name: title })
    const endpoint = { endpoint: 'http://127.0.0.1:9/', http_method: 'POST', request_format: 'json' }
    const subscriptions = ['conditional_ticket_events']
    await add('webhooks', 'webhook', { name: title, ...endpoint, status: 'active', subscriptions })
    await desk.work((work) =>
      queueInvocation(work, {
        webhook_id: idOfUlid(String(ids.webhook_id)) ?? 0,
        body: '{}',
        event_id: null,
        ticket_id: null,
        rule: null,
      }),
    )
    await addTickets(desk, call, position, many)
  }
  many.views?.push(String(ids.view_id))
  for (const [plural, some] of Object.entries(many)) ids[`many_${plural}`] = some.join()
  const jobs: string[] = []
  for (const position of [0, 1, 2]) {
    const { job_status } = await call(agent, `PUT /api/v2/tickets/update_many?ids=${ids.many_tickets}`, {
      ticket: { additional_tags: [`bulk_${position}`] },
    })
    jobs.push(job_status.id)
  }
  await desk.runJobs()
  ids.many_job_statuses = jobs.join()
}

function expectPlaceholder(item: { placeholder: string }): void {
  if (!/^\{\{dc\.more_\d\}\}$/.test(item.placeholder)) throw new Error(`an item is named ${item.placeholder}`)
}

type Ask = (as: Person, route: string, body?: unknown) => Promise<Answer['body']>

async function addTickets(
  { ids, admin, agent, customer, copied, ...desk }: Fixture,
  call: Ask,
  position: number,
  many: Record<string, string[]>,
) {
  const ticket_id = Number(ids.ticket_id)
  const problem = await call(agent, 'POST /api/v2/tickets', {
    ticket: { subject: `More ${position}`, comment: { body: 'more' }, type: 'problem', tags: [`more_${position}`] },
  })
  many.tickets ??= []
  many.tickets.push(String(problem.ticket.id))
  if (position === 0) await call(agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { type: 'problem' } })
  const cc = await desk.addPerson('end-user')
  const follower = await desk.addPerson('agent')
  await call(agent, `PUT /api/v2/tickets/${ticket_id}`, {
    ticket: { email_ccs: [{ user_id: cc.id }], followers: [{ user_id: follower.id }], assignee_id: agent.id },
  })
  const incident = await call(agent, 'POST /api/v2/tickets', {
    ticket: {
      subject: `More incident ${position}`,
      comment: { body: 'more' },
      type: 'incident',
      problem_id: ticket_id,
      requester_id: customer.id,
      assignee_id: agent.id,
      organization_id: Number(ids.organization_id),
      email_ccs: [{ user_id: copied.id }, { user_id: customer.id }],
    },
  })
  await desk.call(agent, `POST /api/v2/tickets/${incident.ticket.id}/visits`)
  await call(agent, `POST /api/v2/bookmarks`, { bookmark: { ticket_id: incident.ticket.id } })
  await call(agent, 'POST /api/v2/skips', { skip: { ticket_id: incident.ticket.id, reason: 'later' } })
  await call(agent, 'POST /api/v2/skips', { skip: { ticket_id, reason: 'again' } })
  await call(customer, 'POST /api/v2/requests', { request: { subject: `More ${position}`, comment: { body: 'more' } } })
  const mine = await call(agent, 'POST /api/v2/tickets', {
    ticket: { subject: `More for ${position}`, comment: { body: 'more' }, requester_id: customer.id },
  })
  await call(agent, `PUT /api/v2/tickets/${mine.ticket.id}`, { ticket: { status: 'solved', assignee_id: agent.id } })
  await call(customer, `POST /api/v2/tickets/${mine.ticket.id}/satisfaction_rating`, {
    satisfaction_rating: { score: 'good' },
  })
  const gone = await call(agent, 'POST /api/v2/tickets', { ticket: { subject: 'gone', comment: { body: 'x' } } })
  await call(admin, `DELETE /api/v2/tickets/${gone.ticket.id}`)
}

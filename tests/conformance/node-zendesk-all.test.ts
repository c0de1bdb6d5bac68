// Every method that node-zendesk has, unchanged, against the desk over a socket: each is called and answers, or stands in
// the list of what is not served. Bulk changes are watched with its own job monitor to their end.
import { createClient } from 'node-zendesk'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newRecord } from '../support/bodies.ts'
import { type Listening, listen } from './listening.ts'
import { NOT_CALLED, NOT_SERVED } from './node-zendesk-left-out.ts'

// biome-ignore lint/suspicious/noExplicitAny: the client's declared replies differ from what it returns
type Loose = any

/** Of the client's own base, not of a resource. */
const BASE = new Set(['constructor', 'upload'])

const MONITOR_EVERY_MS = 10
const MONITOR_TIMES = 50

describe('node-zendesk', () => {
  let desk: Listening
  let client: Loose
  const called = new Set<string>()
  let wrong: string[] = []

  beforeAll(async () => {
    desk = await listen()
    const pair = Buffer.from(desk.admin.authorization.slice('Basic '.length), 'base64').toString()
    client = createClient({
      username: desk.admin.email,
      token: pair.slice(pair.indexOf(':') + 1),
      endpointUri: `${desk.origin}/api/v2`,
    } as never) // its types ask for a subdomain, which endpointUri replaces
  })
  afterAll(async () => await desk.close())

  beforeEach(() => {
    wrong = []
  })
  afterEach(() => expect(wrong).toEqual([]))

  /** Calls `resource.method`; what it resolves to, without the response around it. */
  async function use(name: string, ...given: unknown[]): Promise<Loose> {
    const [resource = '', method = ''] = name.split('.')
    called.add(name)
    // All that fail are told at once.
    const answer = await client[resource][method](...given).catch((error: Error) => {
      wrong.push(`${name}: ${error.message}`)
      return {}
    })
    return answer?.result ?? answer ?? {}
  }

  /** The end of a job, by the client's own monitor. */
  async function finished(job: Loose): Promise<Loose> {
    const { id } = job.job_status ?? job
    if (id === undefined) return {}
    await desk.runJobs()
    const end = await use('jobstatuses.watch', id, MONITOR_EVERY_MS, MONITOR_TIMES)
    const status = end.job_status ?? end
    expect(status.status, JSON.stringify(end)).toBe('completed')
    return status
  }

  const record = (noun: string): Loose => newRecord(noun, {})
  const ids = (rows: Loose[]): number[] => rows.flatMap((row) => row.ids ?? row.id)

  it('calls everything of tickets', async () => {
    const { id } = await use('tickets.create', { ticket: record('ticket') })
    expect(
      (await finished(await use('tickets.createMany', { tickets: [record('ticket'), record('ticket')] }))).results,
    ).toHaveLength(2)
    const other = await use('tickets.create', { ticket: record('ticket') })
    await use('tickets.list')
    await use('tickets.update', id, { ticket: { assignee_id: desk.agent.id, type: 'problem' } })
    await use('tickets.listAssigned', desk.agent.id)
    const { id: organization_id } = await use('organizations.create', { organization: record('organization') })
    await use('tickets.listByOrganization', organization_id)
    await use('tickets.listByUserRequested', desk.admin.id)
    await use('tickets.listByUserCCD', desk.agent.id)
    await use('tickets.listWithFilter', 'external_id', 'none')
    await use('tickets.listRecent')
    await use('tickets.listCollaborators', id)
    await use('tickets.listIncidents', id)
    await use('tickets.listMetrics', id)
    expect((await use('tickets.show', id)).id).toBe(id)
    expect(ids(await use('tickets.showMany', [id, other.id]))).toEqual([id, other.id])
    const job = await use('tickets.updateMany', [id, other.id], { ticket: { priority: 'high' } })
    expect((await finished(job)).results).toHaveLength(2)
    expect((await use('tickets.show', other.id)).priority).toBe('high')
    await finished(await use('tickets.merge', id, { ids: [other.id], target_comment: 'a', source_comment: 'b' }))
    expect((await use('tickets.show', other.id)).status).toBe('closed')
    for (const method of ['incremental', 'incrementalSample']) await use(`tickets.${method}`, 1)
    await use('tickets.incrementalInclude', 1, 'users')
    await use('tickets.getComments', id)
    const [first] = await use('tickets.exportAudit', id)
    await use('tickets.addTags', id, { tags: ['one'] })
    await use('tickets.updateTags', id, { tags: ['two'] })
    expect((await use('tickets.show', id)).tags).toEqual(['two'])
    await use('ticketaudits.listAll')
    await use('ticketaudits.list', id)
    await use('ticketaudits.count', id)
    await use('ticketaudits.show', id, (first.audits?.[0] ?? first).id)
    await use('ticketevents.incremental', 1)
    await use('ticketevents.incrementalInclude', 1, 'comment_events')
    await use('ticketevents.incrementalSample', 1)
    await use('ticketexport.export', 1)
    await use('ticketexport.exportWithUser', 1)
    await use('ticketexport.exportWithInclude', 1, 'users')
    await use('ticketexport.exportCursor', 1, '')
    await use('ticketexport.exportAudit', id)
    await use('ticketmetrics.list', id)
    const [metric] = await use('ticketmetrics.listAll')
    await use('ticketmetrics.show', (metric.ticket_metrics?.[0] ?? metric).id)
    await use('imports.ticket', { ticket: { ...record('ticket'), comments: [{ value: 'Old' }] } })
    await use('imports.ticketMany', { tickets: [record('ticket')] })
    await use('ticketimport.import', { ticket: record('ticket') })
    await finished(await use('ticketimport.bulkImport', [record('ticket')]))
    await use('ticketimport.exportAudit', id)
    await use('tags.list')
    await use('jobstatuses.list')
    await use('jobstatuses.show', job.job_status?.id ?? job.id)
    await use('jobstatuses.showMany', [job.job_status?.id ?? job.id])
    await use('activitystream.count')
    const deleted = await use('tickets.create', { ticket: record('ticket') })
    await use('tickets.delete', deleted.id)
    await finished(await use('tickets.deleteMany', [id]))
    await expect(client.tickets.show(id)).rejects.toThrow('(404)')
  })

  it('calls everything of people', async () => {
    const { id } = await use('users.create', { user: record('user') })
    const other = await use('users.createOrUpdate', { user: record('user') })
    expect(
      (await finished(await use('users.createMany', { users: [record('user'), record('user')] }))).results,
    ).toHaveLength(2)
    await finished(await use('users.createOrUpdateMany', { users: [record('user')] }))
    await use('users.auth')
    await use('users.me')
    await use('users.list')
    await use('users.listWithFilter', 'role', 'agent')
    expect((await use('users.show', id)).id).toBe(id)
    await use('users.showMany', [id, other.id])
    await use('users.update', id, { user: { notes: 'n' } })
    await finished(await use('users.updateMany', [id, other.id], { user: { tags: ['vip'] } }, undefined))
    expect((await use('users.show', id)).tags).toEqual(['vip'])
    expect((await use('users.suspend', id)).suspended).toBe(true)
    expect((await use('users.unsuspend', id)).suspended).toBe(false)
    await use('users.search', { query: 'person' })
    for (const method of ['incremental', 'incrementalSample']) await use(`users.${method}`, 1)
    await use('users.incrementalInclude', 1, 'identities')
    await use('users.setTags', id, { tags: ['a'] })
    await use('users.addTags', id, { tags: ['b'] })
    expect((await use('users.listTags', id))[0].tags.toSorted()).toEqual(['a', 'b'])

    const identity = await use('useridentities.create', id, { identity: record('identity') })
    await use('useridentities.list', id)
    await use('useridentities.show', id, identity.id)
    await use('useridentities.update', id, identity.id, { identity: { verified: true } })
    const second = await use('useridentities.create', id, { identity: record('identity') })
    await use('useridentities.verify', id, second.id)
    await use('useridentities.delete', id, second.id)
    await use('useridentities.makePrimary', id, identity.id)

    const group = await use('groups.create', { group: record('group') })
    await use('groups.list')
    await use('groups.count')
    await use('groups.assignable')
    await use('groups.show', group.id)
    await use('groups.update', group.id, { group: { description: 'd' } })
    await use('users.listByGroup', group.id)
    const membership = { user_id: desk.agent.id, group_id: group.id }
    const { id: membership_id } = await use('groupmemberships.create', { group_membership: membership })
    for (const method of ['list', 'listAssignable']) await use(`groupmemberships.${method}`)
    await use('groupmemberships.listByUser', desk.agent.id)
    await use('groupmemberships.listByGroup', group.id)
    await use('groupmemberships.listAssignableByGroup', group.id)
    await use('groupmemberships.show', membership_id)
    await use('groupmemberships.showByUser', desk.agent.id, membership_id)
    await use('groupmemberships.makeDefault', desk.agent.id, membership_id)
    await use('groupmemberships.delete', membership_id)
    const again = await use('groupmemberships.createByUser', desk.agent.id, {
      group_membership: { group_id: group.id },
    })
    await use('groupmemberships.deleteByUser', desk.agent.id, again.id)
    await finished(await use('groupmemberships.bulkCreate', [membership]))
    const [page] = await use('groupmemberships.listByGroup', group.id)
    await finished(await use('groupmemberships.bulkDelete', ids(page.group_memberships ?? [page])))
    await use('groups.delete', group.id)

    await use('sessions.getByUserId', desk.admin.id)
    await use('users.merge', other.id, id)
    await use('users.delete', id)
    const [one, two] = [
      await use('users.create', { user: record('user') }),
      await use('users.create', { user: record('user') }),
    ]
    await finished(await use('users.destroyMany', [one.id, two.id], {}, undefined))
  })

  it('calls everything of organisations', async () => {
    const { id } = await use('organizations.create', {
      organization: { ...record('organization'), external_id: 'one' },
    })
    await finished(await use('organizations.createMany', { organizations: [record('organization')] }))
    const other = await use('organizations.createOrUpdate', { organization: record('organization') })
    await use('organizations.upsert', { organization: { ...record('organization'), external_id: 'two' } })
    for (const method of ['list', 'count']) await use(`organizations.${method}`)
    await use('organizations.listByUser', desk.customer.id)
    await use('organizations.related', id)
    await use('organizations.show', id)
    await use('organizations.showMany', [id, other.id])
    await use('organizations.showManyByExternalIds', ['one', 'two'])
    await use('organizations.update', id, { organization: { notes: 'n' } })
    await finished(await use('organizations.updateMany', { organizations: [{ id, notes: 'm' }] }))
    expect((await use('organizations.show', id)).notes).toBe('m')
    await use('organizations.search', 'one')
    await use('organizations.autocomplete', { name: 'Fi' })
    await use('organizations.incremental', 1)
    await use('organizations.incrementalInclude', 1, 'users')
    await use('organizations.incrementalSample', 1)
    await use('users.listByOrganization', id)
    const membership = { user_id: desk.customer.id, organization_id: id }
    const made = await use('organizationmemberships.create', membership)
    await use('organizationmemberships.list')
    await use('organizationmemberships.listByUser', desk.customer.id)
    await use('organizationmemberships.listByOrganization', id)
    await use('organizationmemberships.show', made.id)
    await use('organizationmemberships.showByUser', desk.customer.id, made.id)
    await use('organizationmemberships.makeDefault', desk.customer.id, made.id)
    await use('organizationmemberships.delete', made.id)
    await finished(await use('organizations.bulkDelete', [other.id]))
    await finished(await use('organizations.bulkDeleteByExternalId', ['two']))
    await use('organizations.delete', id)
  })

  it('calls everything of rules, views and webhooks', async () => {
    for (const [resource, noun] of [
      ['triggers', 'trigger'],
      ['automations', 'automation'],
      ['macros', 'macro'],
      ['views', 'view'],
    ] as const) {
      const made = await use(`${resource}.create`, { [noun]: record(noun) })
      const { id } = made[noun] ?? made
      expect(ids(await use(`${resource}.list`))).toContain(id)
      await use(`${resource}.listActive`)
      const shown = await use(`${resource}.show`, id)
      expect((shown[noun] ?? shown).id).toBe(id)
      const updated = await use(`${resource}.update`, id, { [noun]: { title: 'Newer' } })
      expect((updated[noun] ?? updated).title).toBe('Newer')
      if (resource === 'views') continue
      await use(`${resource}.updateMany`, [{ id, active: false }])
      await use(`${resource}.delete`, id)
      await expect(client[resource].show(id)).rejects.toThrow('(404)')
    }
    const trigger = await use('triggers.create', { trigger: record('trigger') })
    await use('triggers.search', 'a')
    await use('triggers.definitions')
    await use('triggers.reorder', ids(await use('triggers.list')))
    const [revision] = await use('triggers.listRevisions', trigger.id)
    await use('triggers.showRevision', trigger.id, (revision.trigger_revisions?.[0] ?? revision).id)
    await use('triggers.delete', trigger.id)
    const automation = await use('automations.create', { automation: record('automation') })
    await use('automations.search', { query: 'a' })
    await use('automations.bulkDelete', [automation.id])
    const { macro } = await use('macros.create', { macro: record('macro') })
    await use('macros.search', 'a')
    await use('macros.listByParams', { active: true })
    await use('macros.apply', macro.id)
    const ticket = await use('tickets.create', { ticket: record('ticket') })
    await use('macros.applyTicket', ticket.id, macro.id)
    await use('macros.categories')
    const [view] = await use('views.list')
    await use('views.listCompact')
    await use('views.execute', view.id, {})
    await use('views.tickets', view.id)
    await use('views.preview', { view: record('view') })
    await use('views.showCount', view.id)
    await use('views.showCounts', [view.id])
    await use('views.export', view.id)
    const made = await use('policies.create', { sla_policy: record('sla_policy') })
    const policy = made.sla_policy ?? made
    await use('policies.list')
    await use('policies.show', policy.id)
    await use('policies.update', policy.id, { sla_policy: { title: 'Newer' } })
    await use('policies.reorder', [policy.id])
    await use('policies.getDefinitions')
    await use('policies.delete', policy.id)
    const target = await use('targets.create', { target: record('target') })
    await use('targets.list')
    await use('targets.show', target.id)
    await use('targets.update', target.id, { target: { title: 'Newer' } })
    await use('targets.delete', target.id)
    const webhook = await use('webhooks.create', { webhook: record('webhook') })
    const webhook_id = (webhook.webhook ?? webhook).id
    await use('webhooks.list')
    await use('webhooks.show', webhook_id)
    await use('webhooks.update', webhook_id, { webhook: record('webhook') })
    await use('webhooks.patch', webhook_id, { webhook: { name: 'Newer' } })
    await use('webhooks.listInvocations', webhook_id)
    await use('webhooks.getSigningSecret', webhook_id)
    await use('webhooks.resetSigningSecret', webhook_id)
    await use('webhooks.delete', webhook_id)
  })

  it('calls everything of the account, fields and what is around tickets', async () => {
    await use('accountsettings.show')
    const brand = await use('brand.create', { brand: record('brand') })
    const brand_id = (brand.brand ?? brand).id
    await use('brand.list')
    await use('brand.show', brand_id)
    await use('brand.update', { brand: { name: 'Newer', host_mapping: 'help.people.example' } }, brand_id)
    await use('brand.checkHostMappingForExistingBrand', brand_id)
    await use('brand.delete', brand_id)
    for (const method of ['list', 'showCurrent', 'current', 'listForAgent', 'listPublicLocales'])
      await use(`locales.${method}`)
    await use('locales.show', 8)
    const made = await use('dynamiccontent.createItem', { item: record('item') })
    const item = made.item ?? made
    for (const method of ['listItems', 'listAllItems']) await use(`dynamiccontent.${method}`)
    await use('dynamiccontent.showItem', item.id)
    await use('dynamiccontent.showManyItems', [item.name])
    await use('dynamiccontent.updateItem', item.id, { item: { name: 'Newer' } })
    const variant = await use('dynamiccontentvariants.create', item.id, { variant: record('variant') })
    const variant_id = (variant.variant ?? variant).id
    await use('dynamiccontentvariants.list', item.id)
    await use('dynamiccontentvariants.show', item.id, variant_id)
    await use('dynamiccontentvariants.update', item.id, variant_id, { variant: { content: 'Guten Tag' } })
    await use('dynamiccontentvariants.createMany', item.id, [{ locale_id: 22, content: 'Ciao' }])
    await use('dynamiccontentvariants.updateMany', item.id, [{ id: variant_id, content: 'Hallo' }])
    await use('dynamiccontentvariants.delete', item.id, variant_id)
    await use('dynamiccontent.deleteItem', item.id)
    for (const [resource, noun] of [
      ['ticketfields', 'ticket_field'],
      ['userfields', 'user_field'],
      ['organizationfields', 'organization_field'],
    ] as const) {
      const type = noun === 'ticket_field' ? 'tagger' : 'dropdown'
      const options = { type, custom_field_options: [{ name: 'A', value: `a_${noun}` }] }
      const field = await use(`${resource}.create`, { [noun]: { ...record(noun), ...options } })
      await use(`${resource}.list`)
      await use(`${resource}.show`, field.id)
      await use(`${resource}.update`, field.id, { [noun]: { title: 'Newer' } })
      if (noun === 'organization_field') await use(`${resource}.reorder`, [field.id])
      else {
        await use(`${resource}.listOptions`, field.id)
        const option = record('custom_field_option')
        const added = await use(`${resource}.createOrUpdateOption`, field.id, { custom_field_option: option })
        const option_id = (added.custom_field_option ?? added).id
        await use(`${resource}.showOption`, field.id, option_id)
        await use(`${resource}.deleteOption`, field.id, option_id)
      }
      if (noun === 'user_field') await use(`${resource}.reorder`, [field.id])
      await use(`${resource}.delete`, field.id)
    }
    await use('ticketfields.listWithLocale', 'de')
    await use('ticketfields.count')
    const form = await use('ticketforms.create', { ticket_form: record('ticket_form') })
    await use('ticketforms.list')
    await use('ticketforms.show', form.id)
    await use('ticketforms.update', form.id, { ticket_form: { name: 'Newer' } })
    await use('ticketforms.reorder', [form.id])
    await use('ticketforms.clone', form.id, true)
    await use('ticketforms.delete', form.id)
    for (const method of ['list', 'received']) await use(`satisfactionratings.${method}`)
    await use('suspendedtickets.list')
    await use('sharingagreement.show')

    await use('search.query', 'type:user')
    await use('search.queryAll', 'type:user')
    await use('search.showResultsCount', 'type:user')
    await use('search.exportResults', 'type:user', 'user')
    const asked = await use('requests.create', { request: record('request') })
    for (const method of ['list', 'listOpen', 'listSolved', 'listCCD']) await use(`requests.${method}`)
    await use('requests.listByUser', desk.admin.id)
    await use('requests.search', { query: 'kettle' })
    await use('requests.show', asked.id)
    await use('requests.getRequest', asked.id)
    await use('requests.update', asked.id, { request: { comment: { body: 'more' } } })
    const [said] = await use('requests.listComments', asked.id)
    await use('requests.getComment', asked.id, (said.comments?.[0] ?? said).id)
  })

  it('leaves no method out that it could call', () => {
    const left: string[] = []
    for (const resource of Object.getOwnPropertyNames(Object.getPrototypeOf(client)).concat(Object.keys(client))) {
      const area = NOT_SERVED.has(resource) ? null : client[resource]
      if (typeof area !== 'object' || area === null || !area.jsonAPINames) continue
      for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(area))) {
        const name = `${resource}.${method}`
        if (!BASE.has(method) && !method.startsWith('_') && !called.has(name) && !NOT_CALLED.has(name)) left.push(name)
      }
    }
    expect(called.size).toBeGreaterThan(220)
    expect(left).toEqual([])
  })
})

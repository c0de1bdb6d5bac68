// node-zendesk, unchanged, against the desk over a socket.
import { Readable } from 'node:stream'
import { createClient } from 'node-zendesk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/desk.ts'
import { type Listening, listen } from './listening.ts'

/** More than two of its pages of 100. */
const MANY = 205

// biome-ignore lint/suspicious/noExplicitAny: the client's declared replies differ from what it returns
type Loose = any

function tokenOf(person: Person): string {
  const pair = Buffer.from(person.authorization.slice('Basic '.length), 'base64').toString()
  return pair.slice(pair.indexOf(':') + 1)
}

describe('node-zendesk', () => {
  let desk: Listening
  let client: Loose
  let customer: Loose

  const clientOf = (person: Person): Loose =>
    createClient({
      username: person.email,
      token: tokenOf(person),
      endpointUri: `${desk.origin}/api/v2`,
    } as never) // its types ask for a subdomain, which endpointUri replaces

  beforeAll(async () => {
    desk = await listen()
    client = clientOf(desk.admin)
    customer = clientOf(desk.customer)
  })
  afterAll(async () => await desk.close())

  it('creates, shows, updates and deletes a ticket', async () => {
    const { result: created } = await client.tickets.create({
      ticket: { subject: 'Kettle', comment: { body: 'It does not boil' }, priority: 'high', tags: ['kettle'] },
    })
    expect(created).toMatchObject({ subject: 'Kettle', priority: 'high', tags: ['kettle'] })
    const { result: shown } = await client.tickets.show(created.id)
    expect(shown).toMatchObject({ id: created.id, description: 'It does not boil' })
    const { result: updated } = await client.tickets.update(created.id, {
      ticket: { status: 'pending', comment: { body: 'Which voltage?', public: true } },
    })
    expect(updated.status).toBe('pending')
    await client.tickets.delete(created.id)
    await expect(client.tickets.show(created.id)).rejects.toThrow('(404)')
  })

  it('reads comments and audits of a ticket', async () => {
    const { result: ticket } = await client.tickets.create({ ticket: { subject: 'Lid', comment: { body: 'First' } } })
    await client.tickets.update(ticket.id, { ticket: { comment: { body: 'Inner', public: false } } })
    const comments = await client.tickets.getComments(ticket.id)
    const said = comments.flatMap((page: Loose) => page.comments ?? [page])
    expect(said.map((comment: Loose) => [comment.body, comment.public])).toEqual([
      ['First', true],
      ['Inner', false],
    ])
    const audits = await client.tickets.exportAudit(ticket.id)
    expect(audits.flatMap((page: Loose) => page.audits ?? [page])).toHaveLength(2)
  })

  it('lists all tickets across its pages, by both of its ways', async () => {
    const { result: organization } = await client.organizations.create({ organization: { name: 'Many tickets' } })
    for (let position = 0; position < MANY; position += 1)
      await desk.call(desk.agent, 'POST /api/v2/tickets', {
        ticket: { subject: `No ${position}`, comment: { body: 'x' }, organization_id: organization.id },
      })
    const { body } = await desk.call(desk.agent, 'GET /api/v2/tickets/count')
    const all = await client.tickets.list()
    expect(new Set(all.map((ticket: Loose) => ticket.id)).size).toBe(body.count.value)
    expect(all).toHaveLength(body.count.value)
    const of_organization = await client.tickets.listByOrganization(organization.id)
    expect(new Set(of_organization.map((ticket: Loose) => ticket.id)).size).toBe(MANY)
    const requested = await client.tickets.listByUserRequested(desk.agent.id)
    expect(new Set(requested.map((ticket: Loose) => ticket.id)).size).toBe(MANY)
    const found = await client.search.queryAll(`organization:${organization.id}`)
    expect(new Set(found.map((ticket: Loose) => ticket.id)).size).toBe(MANY)
    const { result: count } = await client.search.showResultsCount(`organization:${organization.id}`)
    expect(count).toEqual({ count: MANY })
  })

  it('shows many, and searches by word at once', async () => {
    const { result: one } = await client.tickets.create({ ticket: { subject: 'Marzipan', comment: { body: 'a' } } })
    const { result: two } = await client.tickets.create({ ticket: { subject: 'Nougat', comment: { body: 'b' } } })
    const { result: many } = await client.tickets.showMany([one.id, two.id, 999_999])
    expect(many.map((ticket: Loose) => ticket.id)).toEqual([one.id, two.id])
    const { result: found } = await client.search.query('marzipan')
    expect(found.map((ticket: Loose) => [ticket.id, ticket.result_type])).toEqual([[one.id, 'ticket']])
  })

  it('lists, shows, creates, updates and deletes people, and says who it is', async () => {
    const { result: me } = await client.users.me()
    expect(me).toMatchObject({ id: desk.admin.id, role: 'admin' })
    expect(await client.users.auth()).toBeDefined()
    const { result: created } = await client.users.create({
      user: { name: 'Zoë Ångström', email: 'zoe@people.example' },
    })
    const { result: updated } = await client.users.update(created.id, { user: { notes: 'likes tea' } })
    expect(updated).toMatchObject({ name: 'Zoë Ångström', notes: 'likes tea' })
    expect((await client.users.show(created.id)).result.email).toBe('zoe@people.example')
    expect((await client.users.list()).map((user: Loose) => user.id)).toContain(created.id)
    const { result: again } = await client.users.createOrUpdate({
      user: { name: 'Zoë', email: 'zoe@people.example' },
    })
    expect(again.id).toBe(created.id)
    const found = await client.users.search({ query: 'zoe@people.example' })
    expect(found.flatMap((page: Loose) => page.users ?? [page]).map((user: Loose) => user.id)).toEqual([created.id])
    expect(await client.useridentities.list(created.id)).toHaveLength(1)
    await client.users.delete(created.id)
    expect((await client.users.list()).map((user: Loose) => user.id)).not.toContain(created.id)
  })

  it('uploads a file, attaches it and shows the attachment', async () => {
    const { upload } = await client.attachments.upload(Readable.from('hello'), { filename: 'grüße.txt' })
    const { result: ticket } = await client.tickets.create({
      ticket: { subject: 'File', comment: { body: 'see file', uploads: [upload.token] } },
    })
    const [comment] = (await client.tickets.getComments(ticket.id)).flatMap((page: Loose) => page.comments ?? [page])
    expect(comment.attachments[0]).toMatchObject({ file_name: 'grüße.txt', size: 5 })
    const { result: shown } = await client.attachments.show(upload.attachment.id)
    expect(shown.attachment.id).toBe(upload.attachment.id)
    const file = await fetch(comment.attachments[0].content_url)
    expect(await file.text()).toBe('hello')
    const unused = await client.attachments.upload(Readable.from('x'), { filename: 'x.txt' })
    await client.attachments.deleteUpload(unused.upload.token)
  })

  it('manages organisations and groups', async () => {
    const { result: organization } = await client.organizations.create({
      organization: { name: 'Acme', external_id: 'acme-1' },
    })
    await client.organizations.update(organization.id, { organization: { notes: 'good' } })
    expect((await client.organizations.show(organization.id)).result.notes).toBe('good')
    expect((await client.organizations.list()).map((one: Loose) => one.name)).toContain('Acme')
    const { result: group } = await client.groups.create({ group: { name: 'Second line' } })
    await client.groups.update(group.id, { group: { description: 'the others' } })
    expect((await client.groups.show(group.id)).result.description).toBe('the others')
    expect((await client.groups.list()).map((one: Loose) => one.name)).toContain('Second line')
    const { result: membership } = await client.groupmemberships.create({
      group_membership: { user_id: desk.agent.id, group_id: group.id },
    })
    expect((await client.groupmemberships.list()).map((one: Loose) => one.id)).toContain(membership.id)
    await client.groups.delete(group.id)
    await client.organizations.delete(organization.id)
    await expect(client.organizations.show(organization.id)).rejects.toThrow('(404)')
  })

  it('lets a customer ask, read the public answers and answer', async () => {
    const { result: request } = await customer.requests.create({
      request: { subject: 'Where is it?', comment: { body: 'My parcel' } },
    })
    await client.tickets.update(request.id, { ticket: { comment: { body: 'secret', public: false } } })
    await client.tickets.update(request.id, { ticket: { comment: { body: 'On its way' } } })
    await customer.requests.update(request.id, { request: { comment: { body: 'Thanks' } } })
    const comments = (await customer.requests.listComments(request.id)).flatMap(
      (page: Loose) => page.comments ?? [page],
    )
    expect(comments.map((comment: Loose) => comment.body)).toEqual(['My parcel', 'On its way', 'Thanks'])
    const [one] = await customer.requests.getComment(request.id, comments[1].id)
    expect(one.comment.body).toBe('On its way')
    expect((await customer.requests.list()).map((row: Loose) => row.id)).toEqual([request.id])
    expect((await customer.requests.getRequest(request.id)).result.subject).toBe('Where is it?')
    await expect(customer.tickets.show(request.id)).rejects.toThrow('(403)')
  })

  it('hears a refusal as an error with its status', async () => {
    const stranger = createClient({
      username: desk.agent.email,
      token: 'wrong',
      endpointUri: `${desk.origin}/api/v2`,
    } as never) // as above
    await expect(stranger.tickets.list()).rejects.toThrow('(401)')
    await expect(client.tickets.create({ ticket: { subject: 'No comment' } })).rejects.toThrow('(422)')
  })
})

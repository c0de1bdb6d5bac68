// node-zendesk's resources of fields and forms, unchanged, against the desk over a socket.
import { createClient } from 'node-zendesk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from './listening.ts'

// biome-ignore lint/suspicious/noExplicitAny: the client's declared replies differ from what it returns
type Loose = any

const ids = (rows: Loose[]) => rows.map((row) => row.id)

describe('node-zendesk', () => {
  let desk: Listening
  let client: Loose

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

  it.each([
    ['ticketfields', 'ticket_field', 'tagger'],
    ['userfields', 'user_field', 'dropdown'],
    ['organizationfields', 'organization_field', 'dropdown'],
  ])('creates, lists, shows, updates and deletes %s', async (resource, noun, type) => {
    const fields = client[resource]
    const { result: created } = await fields.create({
      [noun]: { type, key: 'size', title: 'Size', custom_field_options: [{ name: 'Small', value: 'small' }] },
    })
    expect(created).toMatchObject({ type, title: 'Size' })
    expect(ids(await fields.list())).toContain(created.id)
    const { result: shown } = await fields.show(created.id)
    expect(shown.custom_field_options).toMatchObject([{ name: 'Small', value: 'small' }])
    const { result: updated } = await fields.update(created.id, { [noun]: { title: 'How large' } })
    expect(updated.title).toBe('How large')
    await fields.delete(created.id)
    await expect(fields.show(created.id)).rejects.toThrow('(404)')
  })

  it('creates, lists, shows, updates, clones and deletes ticket forms', async () => {
    const { result: created } = await client.ticketforms.create({ ticket_form: { name: 'Returns' } })
    expect(ids(await client.ticketforms.list())).toContain(created.id)
    const { result: updated } = await client.ticketforms.update(created.id, { ticket_form: { name: 'Repairs' } })
    expect(updated.name).toBe('Repairs')
    const { result: copy } = await client.ticketforms.clone(created.id, true)
    expect(copy.name).toBe('Clone of: Repairs')
    await client.ticketforms.delete(created.id)
    await expect(client.ticketforms.show(created.id)).rejects.toThrow('(404)')
  })
})

// Fields and their options over the API: shapes, who may, limits, and what stays when something is taken away.
import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { listFieldRows, saveField } from './queries.ts'
import { FIELDS_PER_ACCOUNT, OPTIONS_PER_FIELD } from './schema.ts'
import { SYSTEM_FIELD_IDS } from './system-fields.ts'

async function createdField(account: TestAccount, ticket_field: Record<string, unknown>) {
  const answer = await account.call(account.admin, 'POST /api/v2/ticket_fields', { ticket_field })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.ticket_field
}

const SIZES = [
  { name: 'Small', value: 'size_s' },
  { name: 'Large size', default: true },
]

describe('ticket fields', () => {
  it('are there from the first day, with ids that do not change', async () => {
    const account = await newAccount()
    const first = await account.call(account.agent, 'GET /api/v2/ticket_fields')
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ count: 8, next_page: null, previous_page: null })
    expect(first.body.ticket_fields.map((field: { type: string }) => field.type)).toEqual(Object.keys(SYSTEM_FIELD_IDS))
    expect(first.body.ticket_fields[2]).toMatchObject({
      id: SYSTEM_FIELD_IDS.status,
      url: `http://${account.host}/api/v2/ticket_fields/3.json`,
      raw_title: 'Status',
      removable: false,
      system_field_options: [{ value: 'open' }, { value: 'pending' }, { value: 'hold' }, { value: 'solved' }],
    })
    expect(first.body.ticket_fields[7].custom_statuses).toHaveLength(5)
    const dutch = await account.call(account.agent, 'GET /api/v2/ticket_fields/5.json?locale=nl')
    expect(dutch.body.ticket_field).toMatchObject({ title: 'Prioriteit', raw_title: 'Priority' })
  })

  it('are created, shown, changed and deleted, and say who made them', async () => {
    const account = await newAccount()
    const answer = await account.call(account.admin, 'POST /api/v2/ticket_fields', {
      ticket_field: { type: 'text', title: 'Order number', title_in_portal: 'Your order', visible_in_portal: true },
    })
    expect(answer.status).toBe(201)
    const field = answer.body.ticket_field
    expect(answer.headers.location).toBe(field.url)
    expect(field).toMatchObject({
      type: 'text',
      title: 'Order number',
      raw_title_in_portal: 'Your order',
      description: '',
      agent_description: null,
      key: null,
      tag: null,
      regexp_for_validation: null,
      position: 8,
      active: true,
      required: false,
      removable: true,
    })
    const changed = await account.call(account.admin, `PUT /api/v2/ticket_fields/${field.id}`, {
      ticket_field: { title: 'Order', required: true, description: null, type: 'text' },
    })
    expect(changed.body.ticket_field).toMatchObject({ title: 'Order', title_in_portal: 'Your order', required: true })
    const shown = await account.call(account.agent, `GET /api/v2/ticket_fields/${field.id}?creator=true`)
    expect(shown.body.ticket_field.creator_user_id).toBe(account.admin.id)
    expect((await account.call(account.admin, `DELETE /api/v2/ticket_fields/${field.id}`)).status).toBe(204)
    expect((await account.call(account.agent, `GET /api/v2/ticket_fields/${field.id}`)).status).toBe(404)
    expect((await account.call(account.agent, 'GET /api/v2/ticket_fields/count')).body.count.value).toBe(8)
  })

  it('show customers what the portal shows, without what is for agents', async () => {
    const account = await newAccount()
    const open = await createdField(account, {
      type: 'text',
      title: 'Internal name',
      title_in_portal: 'Your order',
      agent_description: 'Look it up',
      visible_in_portal: true,
    })
    const hidden = await createdField(account, { type: 'text', title: 'Risk' })
    const list = await account.call(account.customer, 'GET /api/v2/ticket_fields')
    expect(list.body.ticket_fields.map((field: { id: number }) => field.id)).toEqual([1, 2, open.id])
    expect(list.body.ticket_fields[2]).toMatchObject({ title: 'Your order', raw_title: 'Your order' })
    expect(list.text).not.toMatch(/Internal name|Look it up|agent_description|collapsed_for_agents|Risk/)
    expect((await account.call(account.customer, `GET /api/v2/ticket_fields/${hidden.id}`)).status).toBe(404)
    expect((await account.call(account.customer, 'GET /api/v2/user_fields')).status).toBe(403)
  })

  it('show dynamic content in the language asked for, and what stands behind it', async () => {
    const account = await newAccount()
    const item = await account.call(account.admin, 'POST /api/v2/dynamic_content/items', {
      item: {
        name: 'Order',
        default_locale_id: 1,
        variants: [
          { locale_id: 1, default: true, content: 'Order number' },
          { locale_id: 8, default: false, content: 'Bestellnummer' },
        ],
      },
    })
    const { placeholder } = item.body.item
    const field = await createdField(account, {
      type: 'tagger',
      title: placeholder,
      custom_field_options: [{ name: placeholder, value: 'order' }],
    })
    expect(field).toMatchObject({ title: 'Order number', raw_title: placeholder })
    const german = await account.call(account.agent, `GET /api/v2/ticket_fields/${field.id}?locale=de`)
    expect(german.body.ticket_field).toMatchObject({
      title: 'Bestellnummer',
      raw_title_in_portal: placeholder,
      custom_field_options: [{ name: 'Bestellnummer', raw_name: placeholder }],
    })
  })

  it('are written by admins only', async () => {
    const account = await newAccount()
    const field = await createdField(account, { type: 'text', title: 'A' })
    for (const person of [account.agent, account.customer])
      for (const route of [
        'POST /api/v2/ticket_fields',
        `PUT /api/v2/ticket_fields/${field.id}`,
        'PUT /api/v2/ticket_fields/reorder',
      ])
        expect((await account.call(person, route, { ticket_field: { title: 'B' } })).status).toBe(403)
  })

  it('decline what makes no sense, at the field', async () => {
    const account = await newAccount()
    const cases: [Record<string, unknown>, string][] = [
      [{ type: 'text' }, 'title'],
      [{ title: 'x' }, 'type'],
      [{ type: 'status', title: 'x' }, 'type'],
      [{ type: 'spaceship', title: 'x' }, 'type'],
      [{ type: 'regexp', title: 'x' }, 'regexp_for_validation'],
      [{ type: 'regexp', title: 'x', regexp_for_validation: '(' }, 'regexp_for_validation'],
      [{ type: 'lookup', title: 'x' }, 'relationship_target_type'],
      [{ type: 'lookup', title: 'x', relationship_target_type: 'zen:spaceship' }, 'relationship_target_type'],
      [{ type: 'text', title: 'x', custom_field_options: SIZES }, 'custom_field_options'],
      [{ type: 'tagger', title: 'x', custom_field_options: [{ value: 'v' }] }, 'custom_field_options'],
      [{ type: 'tagger', title: 'x', custom_field_options: [{ name: 'A' }, { name: 'a' }] }, 'custom_field_options'],
      [{ type: 'text', title: ' '.repeat(5) }, 'title'],
      [{ type: 'text', title: 'x'.repeat(300) }, 'title'],
      [{ type: 'text', title: null }, 'title'],
      [{ type: 'text', title: 'x', position: -1 }, 'position'],
      [{ type: 'text', title: 'x', position: 1e300 }, 'position'],
    ]
    for (const [ticket_field, key] of cases) {
      const answer = await account.call(account.admin, 'POST /api/v2/ticket_fields', { ticket_field })
      expect(answer.status, JSON.stringify(ticket_field)).toBe(422)
      expect(Object.keys(answer.body.details)[0], answer.text).toContain(key)
    }
    const zero = await account.call(account.admin, 'POST /api/v2/ticket_fields', {
      ticket_field: { type: 'text', title: 'a\u0000b' },
    })
    expect(zero.status).toBe(422)
    expect(await createdField(account, { type: 'text', title: 'half \ud83d' })).toMatchObject({ title: 'half \ufffd' })
    for (const body of [{}, { ticket_field: null }, { ticket_field: [] }, [], 'x'])
      expect((await account.call(account.admin, 'POST /api/v2/ticket_fields', body)).status).toBeLessThan(500)
  })

  it('keep their type, and every ticket keeps its own fields', async () => {
    const account = await newAccount()
    const field = await createdField(account, { type: 'integer', title: 'Number' })
    const put = (id: number, ticket_field: unknown) =>
      account.call(account.admin, `PUT /api/v2/ticket_fields/${id}`, { ticket_field })
    expect((await put(field.id, { type: 'text' })).status).toBe(422)
    expect((await put(SYSTEM_FIELD_IDS.subject, { active: false })).status).toBe(422)
    const priority = await put(SYSTEM_FIELD_IDS.priority, { active: false, title: 'Weight', sub_type_id: 1 })
    expect(priority.body.ticket_field).toMatchObject({
      id: SYSTEM_FIELD_IDS.priority,
      active: false,
      title: 'Weight',
      system_field_options: [{ value: 'normal' }, { value: 'high' }],
    })
    expect((await account.call(account.admin, 'DELETE /api/v2/ticket_fields/1')).status).toBe(422)
    expect((await account.call(account.agent, 'GET /api/v2/ticket_fields')).body.count).toBe(9)
  })

  it('are put into an order, in both paging styles', async () => {
    const account = await newAccount()
    const [a, b] = [
      await createdField(account, { type: 'text', title: 'A' }),
      await createdField(account, { type: 'text', title: 'B' }),
    ]
    const reordered = await account.call(account.admin, 'PUT /api/v2/ticket_fields/reorder', {
      ticket_field_ids: [b.id, 5, a.id],
    })
    expect(reordered.status).toBe(200)
    const ids: number[] = []
    let next: string | null = 'http://x/api/v2/ticket_fields?page[size]=3'
    for (let page = 0; next && page < 10; page++) {
      const { pathname, search } = new URL(next)
      const answer = await account.call(account.agent, `GET ${pathname}${search}`)
      expect(answer.body.ticket_fields.length).toBeLessThanOrEqual(3)
      ids.push(...answer.body.ticket_fields.map((field: { id: number }) => field.id))
      next = answer.body.meta.has_more ? answer.body.links.next : null
    }
    expect(ids).toEqual([b.id, 5, a.id, 1, 2, 3, 4, 6, 7, 8])
    const second = await account.call(account.agent, 'GET /api/v2/ticket_fields?page=2&per_page=4')
    expect(second.body.ticket_fields.map((field: { id: number }) => field.id)).toEqual([2, 3, 4, 6])
    expect(second.body).toMatchObject({ count: 10, previous_page: expect.stringContaining('page=1') })
    const back = await account.call(account.agent, `GET /api/v2/ticket_fields?page[size]=2&page[before]=${a.id}`)
    expect(back.body.ticket_fields.map((field: { id: number }) => field.id)).toEqual([b.id, 5])
    expect((await account.call(account.agent, 'GET /api/v2/ticket_fields?page[after]=zzz')).status).toBe(400)
    const unknown = await account.call(account.admin, 'PUT /api/v2/ticket_fields/reorder', { ticket_field_ids: [77] })
    expect(unknown.status).toBe(422)
  })

  it('are no more than the limit, over all kinds', async () => {
    const account = await newAccount()
    await account.work(async (work) => {
      const [sample] = await listFieldRows(work, 'ticket')
      for (let made = 0; made < FIELDS_PER_ACCOUNT - 8; made++)
        await saveField(work, {
          ...sample!,
          id: 1_000 + made,
          of: 'user',
          key: `key_${made}`,
          type: 'text',
          system: false,
        }) // every desk has system fields
    })
    const answer = await account.call(account.admin, 'POST /api/v2/ticket_fields', {
      ticket_field: { type: 'text', title: 'One too many' },
    })
    expect(answer.status).toBe(422)
    expect(answer.body.details.base[0].description).toContain(String(FIELDS_PER_ACCOUNT))
  })
})

describe('options', () => {
  it('come with the field, in their order, and stay by id or value', async () => {
    const account = await newAccount()
    const field = await createdField(account, { type: 'tagger', title: 'Size', custom_field_options: SIZES })
    expect(field.custom_field_options).toMatchObject([
      { name: 'Small', raw_name: 'Small', value: 'size_s', default: false },
      { name: 'Large size', value: 'large_size', default: true },
    ])
    const [small, large] = field.custom_field_options
    const changed = await account.call(account.admin, `PUT /api/v2/ticket_fields/${field.id}`, {
      ticket_field: {
        custom_field_options: [
          { name: 'XXL', value: 'xxl' },
          { id: large.id, name: 'Big', value: 'large_size' },
        ],
      },
    })
    expect(changed.body.ticket_field.custom_field_options).toMatchObject([
      { value: 'xxl' },
      { id: large.id, name: 'Big', default: true },
    ])
    expect(changed.text).not.toContain(`"id":${small.id}`)
  })

  it('are written one by one: 201 for a new one, 200 for one that was there', async () => {
    const account = await newAccount()
    const field = await createdField(account, { type: 'tagger', title: 'Size', custom_field_options: SIZES })
    const path = `/api/v2/ticket_fields/${field.id}/options`
    const post = (custom_field_option: unknown) => account.call(account.admin, `POST ${path}`, { custom_field_option })
    const created = await post({ name: 'Medium', value: 'Size M' })
    expect(created.status).toBe(201)
    expect(created.body.custom_field_option).toMatchObject({ name: 'Medium', value: 'size_m', position: 2 })
    expect(created.headers.location).toBe(created.body.custom_field_option.url)
    const { id } = created.body.custom_field_option
    expect((await post({ id, name: 'Middle', default: true })).status).toBe(200)
    expect((await post({ id: 5, name: 'Nobody' })).status).toBe(404)
    expect((await post({ value: 'no_name' })).status).toBe(422)
    const list = await account.call(account.agent, `GET ${path}`)
    expect(
      list.body.custom_field_options.map((one: { name: string; default: boolean }) => [one.name, one.default]),
    ).toEqual([
      ['Small', false],
      ['Large size', false],
      ['Middle', true],
    ])
    expect((await account.call(account.admin, `DELETE ${path}/${id}`)).status).toBe(204)
    expect((await account.call(account.agent, `GET ${path}/${id}`)).status).toBe(404)
    // Taken away, its tag is free again.
    expect((await post({ name: 'Medium', value: 'size_m' })).status).toBe(201)
  })

  it('never share a tag with another field of the same kind', async () => {
    const account = await newAccount()
    await createdField(account, { type: 'tagger', title: 'Size', custom_field_options: SIZES })
    await createdField(account, { type: 'checkbox', title: 'Gift', tag: 'gift' })
    for (const ticket_field of [
      { type: 'multiselect', title: 'Sizes', custom_field_options: [{ name: 'S', value: 'SIZE_S' }] },
      { type: 'multiselect', title: 'Kinds', custom_field_options: [{ name: 'Gift', value: 'gift' }] },
      { type: 'checkbox', title: 'Small', tag: 'size_s' },
    ]) {
      const answer = await account.call(account.admin, 'POST /api/v2/ticket_fields', { ticket_field })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('DuplicateValue')
    }
    const person = await account.call(account.admin, 'POST /api/v2/user_fields', {
      user_field: { key: 'size', type: 'dropdown', title: 'Size', custom_field_options: SIZES },
    })
    expect(person.status).toBe(201)
  })

  it('are no more than the limit', async () => {
    const account = await newAccount()
    const custom_field_options = Array.from({ length: OPTIONS_PER_FIELD + 1 }, (_none, number) => ({
      name: `o${number}`,
    }))
    const post = (options: unknown) =>
      account.call(account.admin, 'POST /api/v2/ticket_fields', {
        ticket_field: { type: 'tagger', title: 'Many', custom_field_options: options },
      })
    expect((await post(custom_field_options)).status).toBe(422)
    const full = await post(custom_field_options.slice(1))
    expect(full.status).toBe(201)
    const more = await account.call(account.admin, `POST /api/v2/ticket_fields/${full.body.ticket_field.id}/options`, {
      custom_field_option: { name: 'one more' },
    })
    expect(more.status).toBe(422)
  })
})

describe('fields of people and organisations', () => {
  it.each(['user', 'organization'])('have a key and their own shape: %s', async (of) => {
    const account = await newAccount()
    const post = (field: unknown) =>
      account.call(account.admin, `POST /api/v2/${of}_fields`, { [`${of}_field`]: field })
    const created = await post({ key: 'plan', title: 'Plan', description: 'What they pay for' })
    expect(created.status).toBe(201)
    expect(created.body[`${of}_field`]).toMatchObject({
      key: 'plan',
      type: 'text',
      title: 'Plan',
      raw_title: 'Plan',
      raw_description: 'What they pay for',
      regexp_for_validation: null,
      position: 0,
      system: false,
      active: true,
    })
    expect((await post({ key: 'PLAN', title: 'Again' })).status).toBe(422)
    expect((await post({ key: '123', title: 'Digits' })).status).toBe(422)
    expect((await post({ key: 'a b', title: 'Space' })).status).toBe(422)
    expect((await post({ title: 'No key' })).status).toBe(422)
    expect((await post({ key: 'card', type: 'partialcreditcard', title: 'Card' })).status).toBe(422)
    const dropdown = await post({
      key: 'tier',
      type: 'dropdown',
      title: 'Tier',
      custom_field_options: [{ name: 'Gold' }],
    })
    expect(dropdown.body[`${of}_field`]).toMatchObject({ type: 'dropdown', custom_field_options: [{ value: 'gold' }] })
    const { id } = created.body[`${of}_field`]
    const changed = await account.call(account.admin, `PUT /api/v2/${of}_fields/${id}`, {
      [`${of}_field`]: { key: 'plan', title: 'Contract' },
    })
    expect(changed.body[`${of}_field`].title).toBe('Contract')
    const order = await account.call(account.admin, `PUT /api/v2/${of}_fields/reorder`, {
      [`${of}_field_ids`]: [dropdown.body[`${of}_field`].id, id],
    })
    expect(order.status).toBe(200)
    const list = await account.call(account.agent, `GET /api/v2/${of}_fields`)
    expect(list.body[`${of}_fields`].map((field: { key: string }) => field.key)).toEqual(['tier', 'plan'])
    expect((await account.call(account.admin, `DELETE /api/v2/${of}_fields/${id}`)).status).toBe(204)
    expect((await post({ key: 'plan', title: 'Plan again' })).status).toBe(201)
    expect((await account.call(account.agent, `GET /api/v2/ticket_fields/${id}`)).status).toBe(404)
  })
})

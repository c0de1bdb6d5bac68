// Custom fields of tickets: values, the tags of options, what is found by them, and that free text stays sealed.
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'

interface NewField {
  type: string
  tag?: string
  required?: boolean
  visible?: boolean
  options?: readonly string[]
}

async function newField(
  desk: TestAccount,
  { type, tag, required = false, visible = false, options }: NewField,
): Promise<number> {
  const { status, body } = await desk.call(desk.admin, 'POST /api/v2/ticket_fields', {
    ticket_field: {
      type,
      title: `A ${type}`,
      tag,
      required,
      visible_in_portal: visible,
      editable_in_portal: visible,
      custom_field_options: options?.map((value) => ({ name: value, value })),
    },
  })
  expect([status, body.details]).toEqual([201, undefined])
  return body.ticket_field.id
}

const newTicket = (desk: TestAccount, ticket: object = {}) =>
  desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'A subject', comment: { body: 'Some words' }, requester_id: desk.customer.id, ...ticket },
  })
const change = (desk: TestAccount, id: number, ticket: object) =>
  desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket })

describe('values of custom fields', () => {
  test('are written as a list or by id, and shown on every ticket, null when unset', async () => {
    const desk = await newAccount()
    const [text, number] = [await newField(desk, { type: 'text' }), await newField(desk, { type: 'integer' })]
    const created = await newTicket(desk, { custom_fields: [{ id: text, value: 'Ochre street 4' }] })
    const shown = [
      { id: text, value: 'Ochre street 4' },
      { id: number, value: null },
    ]
    expect(created.body.ticket.custom_fields).toEqual(shown)
    expect(created.body.ticket.fields).toEqual(shown)
    const { id } = created.body.ticket
    const changed = await change(desk, id, { custom_fields: { [number]: '42', [text]: null } })
    expect(changed.body.ticket.custom_fields).toEqual([
      { id: text, value: null },
      { id: number, value: 42 },
    ])
  })

  test('that are none of their field are declined, with the whole write', async () => {
    const desk = await newAccount()
    const number = await newField(desk, { type: 'integer' })
    for (const custom_fields of [[{ id: number, value: 'many' }], [{ id: 999, value: 'x' }]]) {
      const { status, body } = await newTicket(desk, { custom_fields })
      expect([status, body.details.base.length]).toEqual([422, 1])
    }
    expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).body.count).toBe(0)
  })

  test('are in the history, and free text in clear in no table', async () => {
    const desk = await newAccount()
    const [text, number] = [await newField(desk, { type: 'text' }), await newField(desk, { type: 'integer' })]
    const { body } = await newTicket(desk)
    const written = await change(desk, body.ticket.id, {
      custom_fields: [
        { id: text, value: 'vermilion secret' },
        { id: number, value: 7 },
      ],
    })
    expect(written.body.audit.events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'Change', field_name: String(text), value: 'vermilion secret' }),
        expect.objectContaining({ type: 'Change', field_name: String(number), value: '7', previous_value: null }),
      ]),
    )
    const rows = await desk.work((work) =>
      work.db.all<{ row: string }>(sql`
        select to_jsonb(t)::text as row from tickets t where account_id = ${work.account_id}
        union all select to_jsonb(v)::text from ticket_field_values v where account_id = ${work.account_id}
        union all select to_jsonb(e)::text from events e where account_id = ${work.account_id}`),
    )
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.filter(({ row }) => row.includes('vermilion'))).toEqual([])
  })

  test('that do not change make no audit', async () => {
    const desk = await newAccount()
    const text = await newField(desk, { type: 'text' })
    const { body } = await newTicket(desk, { custom_fields: [{ id: text, value: 'same' }] })
    const again = await change(desk, body.ticket.id, { custom_fields: [{ id: text, value: 'same' }] })
    expect(again.body.ticket.version).toBe(1)
  })

  test('of free text are found by staff', async () => {
    const desk = await newAccount()
    const text = await newField(desk, { type: 'text' })
    const { body } = await newTicket(desk, { custom_fields: [{ id: text, value: 'celadon' }] })
    const found = async () => (await desk.call(desk.agent, 'GET /api/v2/search?query=celadon')).body.results
    expect((await found()).map((one: { id: number }) => one.id)).toEqual([body.ticket.id])
    await change(desk, body.ticket.id, { custom_fields: [{ id: text, value: '' }] })
    expect(await found()).toEqual([])
  })

  test('are seen by customers where the field is visible to them', async () => {
    const desk = await newAccount()
    const [hidden, seen] = [
      await newField(desk, { type: 'text' }),
      await newField(desk, { type: 'text', visible: true }),
    ]
    const { body } = await newTicket(desk, {
      custom_fields: [
        { id: hidden, value: 'for us' },
        { id: seen, value: 'for you' },
      ],
    })
    const request = await desk.call(desk.customer, `GET /api/v2/requests/${body.ticket.id}`)
    expect(request.body.request.custom_fields).toEqual([{ id: seen, value: 'for you' }])
  })
})

describe('options and tags', () => {
  test('an option puts its tag on the ticket, and another one takes it away', async () => {
    const desk = await newAccount()
    const size = await newField(desk, { type: 'tagger', options: ['small', 'large'] })
    const { body } = await newTicket(desk, { tags: ['vip'], custom_fields: [{ id: size, value: 'small' }] })
    expect(body.ticket.tags).toEqual(['small', 'vip'])
    const changed = await change(desk, body.ticket.id, { custom_fields: [{ id: size, value: 'large' }] })
    expect(changed.body.ticket.tags).toEqual(['large', 'vip'])
    const cleared = await change(desk, body.ticket.id, { custom_fields: [{ id: size, value: null }] })
    expect(cleared.body.ticket.tags).toEqual(['vip'])
  })

  test('a tag that is an option chooses it, and goes with it', async () => {
    const desk = await newAccount()
    const size = await newField(desk, { type: 'tagger', options: ['small', 'large'] })
    const both = await newField(desk, { type: 'multiselect', options: ['red', 'blue'] })
    const sworn = await newField(desk, { type: 'checkbox', tag: 'sworn' })
    const { body } = await newTicket(desk, { tags: ['small', 'red', 'sworn'] })
    const valuesOf = (ticket: { custom_fields: { value: unknown }[] }) => ticket.custom_fields.map(({ value }) => value)
    expect(valuesOf(body.ticket)).toEqual(['small', ['red'], true])
    const replaced = await change(desk, body.ticket.id, { tags: ['large', 'blue', 'red'] })
    expect(valuesOf(replaced.body.ticket)).toEqual(['large', ['red', 'blue'], false])
    expect(replaced.body.ticket.tags).toEqual(['blue', 'large', 'red'])
    const named = await change(desk, body.ticket.id, { tags: [], custom_fields: [{ id: size, value: 'small' }] })
    expect([valuesOf(named.body.ticket)[0], named.body.ticket.tags]).toEqual(['small', ['small']])
    expect([both, sworn].every(Number.isSafeInteger)).toBe(true)
  })
})

test('a field that is required holds a ticket open until it has a value', async () => {
  const desk = await newAccount()
  const order = await newField(desk, { type: 'text', required: true })
  const { body } = await newTicket(desk)
  const declined = await change(desk, body.ticket.id, { status: 'solved' })
  expect([declined.status, declined.body.details.base]).toEqual([
    422,
    [
      {
        description: 'A text: is required when solving a ticket',
        error: 'BlankValue',
        ticket_field_id: order,
        ticket_field_type: 'text',
      },
    ],
  ])
  const solved = await change(desk, body.ticket.id, { status: 'solved', custom_fields: [{ id: order, value: 'A-1' }] })
  expect(solved.body.ticket.status).toBe('solved')
})

test('a follow-up takes the values over, except what it says itself', async () => {
  const desk = await newAccount()
  const [one, two] = [await newField(desk, { type: 'text' }), await newField(desk, { type: 'integer' })]
  const { body } = await newTicket(desk, {
    custom_fields: [
      { id: one, value: 'kept' },
      { id: two, value: 1 },
    ],
  })
  await change(desk, body.ticket.id, { status: 'closed' })
  const followed = await newTicket(desk, {
    via_followup_source_id: body.ticket.id,
    custom_fields: [{ id: two, value: 2 }],
  })
  expect(followed.body.ticket.custom_fields).toEqual([
    { id: one, value: 'kept' },
    { id: two, value: 2 },
  ])
})

describe('forms', () => {
  const newForm = async (desk: TestAccount, form: object) => {
    const { status, body } = await desk.call(desk.admin, 'POST /api/v2/ticket_forms', {
      ticket_form: { name: 'A form', ...form },
    })
    expect([status, body.details]).toEqual([201, undefined])
    return body.ticket_form.id
  }

  test('a field that is not on the form is not required', async () => {
    const desk = await newAccount()
    await newField(desk, { type: 'text', required: true })
    const ticket_form_id = await newForm(desk, { ticket_field_ids: [1, 2] })
    const { body } = await newTicket(desk, { ticket_form_id })
    expect(body.ticket.ticket_form_id).toBe(ticket_form_id)
    expect((await change(desk, body.ticket.id, { status: 'solved' })).status).toBe(200)
  })

  test('a condition may require a field on a status', async () => {
    const desk = await newAccount()
    const size = await newField(desk, { type: 'tagger', options: ['small', 'large'] })
    const why = await newField(desk, { type: 'text' })
    const child = { id: why, is_required: true, required_on_statuses: { type: 'SOME_STATUSES', statuses: ['pending'] } }
    const ticket_form_id = await newForm(desk, {
      ticket_field_ids: [1, 2, size, why],
      agent_conditions: [{ parent_field_id: size, value: 'large', child_fields: [child] }],
    })
    const { body } = await newTicket(desk, { ticket_form_id, custom_fields: [{ id: size, value: 'large' }] })
    const declined = await change(desk, body.ticket.id, { status: 'pending' })
    expect([declined.status, declined.body.details.base[0].ticket_field_id]).toEqual([422, why])
    expect((await change(desk, body.ticket.id, { status: 'open' })).status).toBe(200)
  })

  test('that do not exist are declined', async () => {
    const desk = await newAccount()
    const answer = await newTicket(desk, { ticket_form_id: 999, brand_id: null })
    expect([answer.status, Object.keys(answer.body.details)]).toEqual([422, ['ticket_form_id']])
  })
})

describe('custom statuses', () => {
  const newStatus = async (desk: TestAccount, status_category: string) => {
    const { body } = await desk.call(desk.admin, 'POST /api/v2/custom_statuses', {
      custom_status: { status_category, agent_label: `Our ${status_category}` },
    })
    return body.custom_status.id
  }

  test('bring their status with them, and every ticket has one', async () => {
    const desk = await newAccount()
    const waiting = await newStatus(desk, 'pending')
    const { body } = await newTicket(desk)
    expect([body.ticket.status, body.ticket.custom_status_id]).toEqual(['new', 1])
    const changed = await change(desk, body.ticket.id, { custom_status_id: waiting })
    expect([changed.body.ticket.status, changed.body.ticket.custom_status_id]).toEqual(['pending', waiting])
    const plain = await change(desk, body.ticket.id, { status: 'pending' })
    expect(plain.body.ticket.custom_status_id).toBe(3)
  })

  test('follow when a customer’s answer opens the ticket', async () => {
    const desk = await newAccount()
    const waiting = await newStatus(desk, 'pending')
    const { body } = await newTicket(desk, { custom_status_id: waiting })
    expect(body.ticket.status).toBe('pending')
    await desk.call(desk.customer, `PUT /api/v2/requests/${body.ticket.id}`, { request: { comment: { body: 'and?' } } })
    const shown = await desk.call(desk.agent, `GET /api/v2/tickets/${body.ticket.id}`)
    expect([shown.body.ticket.status, shown.body.ticket.custom_status_id]).toEqual(['open', 2])
  })

  test('that do not exist are declined', async () => {
    const desk = await newAccount()
    expect((await newTicket(desk, { custom_status_id: 999 })).status).toBe(422)
  })
})

test('a look-up names a record that exists', async () => {
  const desk = await newAccount()
  const { body } = await desk.call(desk.admin, 'POST /api/v2/ticket_fields', {
    ticket_field: { type: 'lookup', title: 'Whom', relationship_target_type: 'zen:user' },
  })
  const { id } = body.ticket_field
  const made = await newTicket(desk, { custom_fields: [{ id, value: desk.customer.id }] })
  expect(made.body.ticket.custom_fields).toEqual([{ id, value: String(desk.customer.id) }])
  expect((await newTicket(desk, { custom_fields: [{ id, value: 4 }] })).status).toBe(422)
})

test('a ticket has the brand it names, or the default one', async () => {
  const desk = await newAccount()
  const plain = await newTicket(desk)
  const [brand] = (await desk.call(desk.admin, 'GET /api/v2/brands')).body.brands
  expect(plain.body.ticket.brand_id).toBe(brand.id)
  expect((await newTicket(desk, { brand_id: 999 })).status).toBe(422)
})

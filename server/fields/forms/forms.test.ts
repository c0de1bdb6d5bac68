// Ticket forms: over the API, and the pure rules of what shows and what must be filled in.
import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import type { FieldRow } from '../schema.ts'
import { SYSTEM_FIELD_IDS, SYSTEM_FIELDS } from '../system-fields.ts'
import { missingFields, requiredFields, valuesById, visibleFields } from './conditions.ts'

async function createdField(account: TestAccount, ticket_field: Record<string, unknown>): Promise<number> {
  const answer = await account.call(account.admin, 'POST /api/v2/ticket_fields', { ticket_field })
  return answer.body.ticket_field.id
}

describe('ticket forms', () => {
  it('begin with a default one that shows every active field', async () => {
    const account = await newAccount()
    const field_id = await createdField(account, { type: 'text', title: 'Order' })
    const { body } = await account.call(account.agent, 'GET /api/v2/ticket_forms')
    expect(body.ticket_forms).toHaveLength(1)
    expect(body.ticket_forms[0]).toMatchObject({
      raw_name: 'Default ticket form',
      default: true,
      active: true,
      end_user_visible: true,
      in_all_brands: true,
      restricted_brand_ids: [],
      ticket_field_ids: [1, 2, 3, 4, 5, 6, 7, 8, field_id],
      agent_conditions: [],
      end_user_conditions: [],
    })
  })

  it('are created, changed, cloned, put in order and deleted; one is always the default', async () => {
    const account = await newAccount()
    const call = (route: string, sent?: unknown) => account.call(account.admin, route, sent)
    const created = await call('POST /api/v2/ticket_forms', {
      ticket_form: { name: 'Returns', end_user_visible: true, ticket_field_ids: [2, 1] },
    })
    expect(created.status).toBe(201)
    const { id, url } = created.body.ticket_form
    expect(created.headers.location).toBe(url)
    expect(created.body.ticket_form).toMatchObject({
      display_name: 'Returns',
      ticket_field_ids: [2, 1],
      default: false,
    })
    const changed = await call(`PUT /api/v2/ticket_forms/${id}`, {
      ticket_form: { default: true, display_name: 'Send back' },
    })
    expect(changed.body.ticket_form).toMatchObject({ default: true, display_name: 'Send back' })
    const list = await call('GET /api/v2/ticket_forms')
    expect(list.body.ticket_forms.map((form: { default: boolean }) => form.default)).toEqual([false, true])
    expect((await call(`PUT /api/v2/ticket_forms/${id}`, { ticket_form: { active: false } })).status).toBe(422)
    expect((await call(`DELETE /api/v2/ticket_forms/${id}`)).status).toBe(422)
    const copy = await call(`POST /api/v2/ticket_forms/${id}/clone`, { prepend_clone_title: true })
    expect(copy.status).toBe(200)
    expect(copy.body.ticket_form).toMatchObject({ name: 'Clone of: Returns', end_user_visible: false, default: false })
    const order = await call('PUT /api/v2/ticket_forms/reorder', { ticket_form_ids: [copy.body.ticket_form.id, id] })
    expect(order.body.ticket_forms.map((form: { id: number }) => form.id)).toEqual([copy.body.ticket_form.id, id, 1])
    expect((await call('DELETE /api/v2/ticket_forms/1')).status).toBe(204)
    expect((await call('GET /api/v2/ticket_forms/1')).status).toBe(404)
    expect((await call('GET /api/v2/ticket_forms')).body.count).toBe(2)
    const many = await call(`GET /api/v2/ticket_forms/show_many?ids=${id},1,77`)
    expect(many.body.ticket_forms.map((form: { id: number }) => form.id)).toEqual([id])
  })

  it('are filtered, with the default to fall back to, and customers see theirs', async () => {
    const account = await newAccount()
    const post = async (ticket_form: unknown) =>
      (await account.call(account.admin, 'POST /api/v2/ticket_forms', { ticket_form })).body.ticket_form.id
    const inner = await post({ name: 'Inner', in_all_brands: false })
    const hidden_field = await createdField(account, { type: 'text', title: 'Risk' })
    const outer = await post({
      name: 'Outer',
      display_name: 'For you',
      end_user_visible: true,
      ticket_field_ids: [1, 3, hidden_field],
    })
    const ids = async (query: string, person = account.agent) =>
      (await account.call(person, `GET /api/v2/ticket_forms?${query}`)).body.ticket_forms.map(
        (form: { id: number }) => form.id,
      )
    expect(await ids('end_user_visible=true')).toEqual([1, outer])
    expect(await ids('active=false')).toEqual([])
    expect(await ids('active=false&fallback_to_default=true')).toEqual([1])
    expect(await ids('associated_to_brand=true')).toEqual([1, outer])
    expect(await ids('', account.customer)).toEqual([1, outer])
    expect((await account.call(account.customer, `GET /api/v2/ticket_forms/${inner}`)).status).toBe(404)
    const seen = await account.call(account.customer, `GET /api/v2/ticket_forms/${outer}`)
    expect(seen.body.ticket_form).toMatchObject({ name: 'For you', ticket_field_ids: [1] })
    expect(seen.text).not.toMatch(/agent_conditions|Outer/)
    expect((await account.call(account.agent, 'GET /api/v2/ticket_forms?active=perhaps')).status).toBe(400)
  })

  it('check their fields and conditions', async () => {
    const account = await newAccount()
    const gift = await createdField(account, { type: 'checkbox', title: 'Gift' })
    const kind = await createdField(account, { type: 'tagger', title: 'Kind', custom_field_options: [{ name: 'Box' }] })
    const text = await createdField(account, { type: 'text', title: 'Card text' })
    const when = (parent_field_id: number, value: unknown, ...children: number[]) => ({
      parent_field_id,
      value,
      child_fields: children.map((id) => ({ id, is_required: true })),
    })
    const post = (ticket_form: Record<string, unknown>) =>
      account.call(account.admin, 'POST /api/v2/ticket_forms', {
        ticket_form: { name: 'Gifts', ticket_field_ids: [1, gift, kind, text], ...ticket_form },
      })
    const declined: Record<string, unknown>[] = [
      { ticket_field_ids: [77] },
      { agent_conditions: [when(77, 'x', text)] },
      { agent_conditions: [when(kind, 'spaceship', text)] },
      { agent_conditions: [when(text, 'x', kind)] },
      { agent_conditions: [when(gift, true, 5)] },
      { agent_conditions: [when(gift, true, 1)] },
      { end_user_conditions: [when(gift, true, gift)] },
      { end_user_conditions: [when(gift, true, kind), when(kind, 'box', gift)] },
      { agent_conditions: [{}] },
      { agent_conditions: null },
      { agent_conditions: [{ ...when(gift, true, text), child_fields: [{ id: 'x' }] }] },
      { name: '' },
      { name: null },
    ]
    for (const form of declined) expect((await post(form)).status, JSON.stringify(form)).toBe(422)
    const conditions = [when(gift, true, kind), when(kind, 'box', text)]
    const created = await post({ agent_conditions: conditions, end_user_conditions: conditions })
    expect(created.status, created.text).toBe(201)
    expect(created.body.ticket_form.agent_conditions[0]).toMatchObject({
      parent_field_id: gift,
      parent_field_type: 'checkbox',
      value: 'true',
      child_fields: [{ id: kind, is_required: true }],
    })
    // A field that a condition needs stays; without the condition it goes, and the form leaves it out.
    expect((await account.call(account.admin, `DELETE /api/v2/ticket_fields/${text}`)).status).toBe(422)
    const path = `/api/v2/ticket_forms/${created.body.ticket_form.id}`
    await account.call(account.admin, `PUT ${path}`, { ticket_form: { agent_conditions: [], end_user_conditions: [] } })
    expect((await account.call(account.admin, `DELETE /api/v2/ticket_fields/${text}`)).status).toBe(204)
    expect((await account.call(account.agent, `GET ${path}`)).body.ticket_form.ticket_field_ids).toEqual([
      1,
      gift,
      kind,
    ])
    expect((await account.call(account.admin, `PUT ${path}`, { ticket_form: { name: 'Presents' } })).status).toBe(200)
  })

  it('are written by admins only', async () => {
    const account = await newAccount()
    const answer = await account.call(account.agent, 'POST /api/v2/ticket_forms', { ticket_form: { name: 'Mine' } })
    expect(answer.status).toBe(403)
  })
})

const [sample] = SYSTEM_FIELDS
const field = (id: number, more: Partial<FieldRow> = {}): FieldRow => ({
  ...sample!, // there are system fields
  id,
  type: 'text',
  system: false,
  required: false,
  visible_in_portal: true,
  editable_in_portal: true,
  required_in_portal: false,
  ...more,
})
const child = (id: number, more: object = {}) => ({ id, is_required: true, ...more })
const [GIFT, WRAP, NOTE, ORDER, SECRET] = [101, 102, 103, 104, 105] as const
const rows = [
  ...SYSTEM_FIELDS,
  field(GIFT, { type: 'checkbox' }),
  field(WRAP, { type: 'text' }),
  field(NOTE, { type: 'text' }),
  field(ORDER, { required: true, required_in_portal: true }),
  field(SECRET, { required: true, visible_in_portal: false }),
]
const some = { type: 'SOME_STATUSES' as const, statuses: ['pending' as const], custom_statuses: [900] }
const form = {
  ticket_field_ids: [SYSTEM_FIELD_IDS.subject, ORDER, GIFT, WRAP, NOTE, SECRET],
  agent_conditions: [
    { parent_field_id: GIFT, value: 'true', child_fields: [child(WRAP), child(NOTE, { required_on_statuses: some })] },
  ],
  end_user_conditions: [{ parent_field_id: GIFT, value: 'true', child_fields: [child(WRAP)] }],
}
const ids = (fields: FieldRow[]) => fields.map((row) => row.id)

describe('what a form shows and requires', () => {
  it('shows children when their parent has the value', () => {
    expect(ids(visibleFields(rows, form, {}, 'staff'))).toEqual([1, ORDER, GIFT, SECRET])
    expect(ids(visibleFields(rows, form, { [GIFT]: true }, 'staff'))).toEqual([1, ORDER, GIFT, WRAP, NOTE, SECRET])
    expect(ids(visibleFields(rows, form, { [GIFT]: true }, 'customer'))).toEqual([1, ORDER, GIFT, WRAP, NOTE])
    expect(ids(visibleFields(rows, null, {}, 'customer'))).toEqual([1, 2, GIFT, WRAP, NOTE, ORDER])
  })

  it('requires on the statuses that a condition or the field names', () => {
    const gift = { [GIFT]: true }
    expect(ids(requiredFields(rows, form, gift, 'open'))).toEqual([])
    expect(ids(requiredFields(rows, form, gift, 'pending'))).toEqual([NOTE])
    expect(ids(requiredFields(rows, form, gift, 'solved'))).toEqual([ORDER, WRAP, SECRET])
    expect(ids(requiredFields(rows, form, {}, 'solved'))).toEqual([ORDER, SECRET])
    expect(ids(requiredFields(rows, form, { ...gift, [SYSTEM_FIELD_IDS.custom_status]: 900 }, 'open'))).toEqual([NOTE])
    expect(ids(requiredFields(rows, form, gift, 'new', 'customer'))).toEqual([ORDER, WRAP])
  })

  it('names what has no value', () => {
    const values = valuesById(rows, { plain: { [GIFT]: true }, texts: { [ORDER]: 'A-1' } }, { status: 'solved' })
    expect(ids(missingFields(rows, form, values, 'solved'))).toEqual([WRAP, SECRET])
  })

  it('hides fields that wait for each other', () => {
    const circle = [
      { parent_field_id: GIFT, value: 'true', child_fields: [child(WRAP)] },
      { parent_field_id: WRAP, value: 'x', child_fields: [child(GIFT)] },
    ]
    const values = { [GIFT]: true, [WRAP]: 'x' }
    const shown = visibleFields(rows, { ...form, agent_conditions: circle }, values, 'staff')
    expect(ids(shown)).toEqual([1, ORDER, NOTE, SECRET])
  })
})

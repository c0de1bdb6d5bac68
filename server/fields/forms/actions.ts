// What one can do with ticket forms. One form is always the default, and active.

import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { requireRight } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { ticketFormCreated, ticketFormDeleted, ticketFormsReordered, ticketFormUpdated } from '../events.ts'
import { TITLE_LENGTH } from '../input.ts'
import { listFieldRows } from '../queries.ts'
import { FORMS_PER_ACCOUNT } from '../schema.ts'
import { SYSTEM_FIELDS } from '../system-fields.ts'
import { checkForm, formsWithConditionOn } from './checking.ts'
import { getForm, listForms, lockForms, markFormDeleted, saveForm } from './queries.ts'
import type { FormRow, FormWrite } from './schema.ts'

const FORM_FIELDS = [
  'name',
  'display_name',
  'position',
  'active',
  'end_user_visible',
  'default',
  'in_all_brands',
  'restricted_brand_ids',
  'ticket_field_ids',
  'agent_conditions',
  'end_user_conditions',
] as const

export async function createForm(work: Work, write: FormWrite): Promise<FormRow> {
  requireRight(work.actor, 'manage_ticket_forms')
  const name = write.name ?? write.raw_name
  if (name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  await lockForms(work)
  const forms = await listForms(work)
  if (forms.length >= FORMS_PER_ACCOUNT) throw invalid('base', `An account has at most ${FORMS_PER_ACCOUNT} forms`)
  const empty: FormRow = {
    id: newId(),
    name,
    display_name: name,
    position: Math.max(...forms.map((form) => form.position)) + 1,
    active: true,
    end_user_visible: false,
    default: false,
    in_all_brands: true,
    restricted_brand_ids: [],
    ticket_field_ids: SYSTEM_FIELDS.map((field) => field.id),
    agent_conditions: [],
    end_user_conditions: [],
    created_at: work.now,
    updated_at: work.now,
  }
  return await writeNew(work, await written(work, empty, write), forms)
}

/** A copy of a form, inactive for customers until somebody says otherwise. */
export async function cloneForm(work: Work, id: number, prepend_clone_title: boolean): Promise<FormRow> {
  const original = await getForm(work, id)
  const name = (prepend_clone_title ? `Clone of: ${original.name}` : original.name).slice(0, TITLE_LENGTH)
  const { restricted_brand_ids, ticket_field_ids, agent_conditions, end_user_conditions } = original
  return await createForm(work, {
    name,
    display_name: original.display_name,
    active: original.active,
    end_user_visible: false,
    in_all_brands: original.in_all_brands,
    restricted_brand_ids: [...restricted_brand_ids],
    ticket_field_ids: [...ticket_field_ids],
    agent_conditions: [...agent_conditions],
    end_user_conditions: [...end_user_conditions],
  })
}

async function writeNew(work: Work, row: FormRow, forms: readonly FormRow[]): Promise<FormRow> {
  await saveForm(work, row)
  if (row.default) await takeDefault(work, row.id, forms)
  work.record(ticketFormCreated, row.id, {}, { name: row.name })
  return row
}

export async function updateForm(work: Work, id: number, write: FormWrite): Promise<FormRow> {
  await getForm(work, id)
  requireRight(work.actor, 'manage_ticket_forms')
  await lockForms(work)
  const before = await getForm(work, id)
  const after = await written(work, { ...before, updated_at: work.now }, write)
  const fields = FORM_FIELDS.filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]))
  if (fields.length === 0) return before
  await saveForm(work, after)
  if (after.default && !before.default) await takeDefault(work, id, await listForms(work))
  work.record(ticketFormUpdated, id, { fields }, { name: after.name })
  return after
}

/** Deletes a form; tickets that name it are shown without one. 422 for the default form. */
export async function deleteForm(work: Work, id: number): Promise<void> {
  await getForm(work, id)
  requireRight(work.actor, 'manage_ticket_forms')
  await lockForms(work)
  const form = await getForm(work, id)
  if (form.default) throw invalid('base', 'The default form cannot be deleted. Make another form the default first.')
  await markFormDeleted(work, id)
  work.record(ticketFormDeleted, id, {}, { name: form.name })
}

/** Puts these forms first, in this order. */
export async function reorderForms(work: Work, ids: readonly number[]): Promise<readonly FormRow[]> {
  requireRight(work.actor, 'manage_ticket_forms')
  await lockForms(work)
  const forms = await listForms(work)
  if (ids.some((id) => !forms.some((form) => form.id === id)))
    throw invalid('ticket_form_ids', 'Ticket form ids: has one of no form', 'RecordNotFound')
  const order = [...new Set([...ids, ...forms.map((form) => form.id)])]
  for (const form of forms) {
    const position = order.indexOf(form.id)
    if (position !== form.position) await saveForm(work, { ...form, position, updated_at: work.now })
  }
  work.record(ticketFormsReordered, work.account_id, { ids: order })
  return await listForms(work)
}

/** 422 while a form's condition names the field. Forms that only list it leave it out once it is gone. */
export async function declineWhileConditional(work: Work, field_id: number): Promise<void> {
  const [form_name] = formsWithConditionOn(await listForms(work), field_id)
  if (form_name !== undefined)
    throw invalid('base', `The form ${form_name} has a condition with this field. Remove the condition first.`)
}

async function takeDefault(work: Work, id: number, forms: readonly FormRow[]): Promise<void> {
  for (const form of forms)
    if (form.default && form.id !== id) await saveForm(work, { ...form, default: false, updated_at: work.now })
}

/** The row with what was written over it, checked whole. */
async function written(work: Work, row: FormRow, write: FormWrite): Promise<FormRow> {
  const name = write.name ?? write.raw_name ?? row.name
  const fields = await listFieldRows(work, 'ticket')
  const existing = row.ticket_field_ids.filter((id) => fields.some((field) => field.id === id))
  const form: FormRow = {
    ...row,
    name,
    display_name: write.display_name ?? write.raw_display_name ?? row.display_name,
    position: write.position ?? row.position,
    active: write.active ?? row.active,
    end_user_visible: write.end_user_visible ?? row.end_user_visible,
    // A default is replaced by naming another one, not taken away.
    default: row.default || write.default === true,
    in_all_brands: write.in_all_brands ?? row.in_all_brands,
    restricted_brand_ids: write.restricted_brand_ids ?? row.restricted_brand_ids,
    ticket_field_ids: write.ticket_field_ids ?? existing,
    agent_conditions: write.agent_conditions ?? row.agent_conditions,
    end_user_conditions: write.end_user_conditions ?? row.end_user_conditions,
  }
  if (form.default && !form.active)
    throw invalid('active', 'Active: the default form stays active. Make another form the default first.')
  return checkForm(form, fields)
}

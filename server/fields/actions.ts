// What one can do with fields of tickets, people and organisations. Options and forms have their own files.

import { invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { requireRight } from '../platform/rights.ts'
import { actorId, type Work } from '../platform/work.ts'
import { fieldCreated, fieldDeleted, fieldsReordered, fieldUpdated } from './events.ts'
import type { FieldWrite } from './field-schema.ts'
import { declineWhileConditional } from './forms/actions.ts'
import { forgetForms } from './forms/queries.ts'
import { declineTakenTags, replaceOptions, tagOf } from './options/actions.ts'
import { findField, forgetFields, listFieldRows, lockFields, markFieldDeleted, saveField } from './queries.ts'
import { CUSTOM_TYPES, type CustomType, FIELDS_PER_ACCOUNT, type FieldOf, type FieldRow } from './schema.ts'
import { isPattern } from './values/patterns.ts'

/** What an admin may change about a system field; type and priority can also be switched off and made required. */
const OPTIONAL_SYSTEM_TYPES: readonly string[] = ['tickettype', 'priority']
const CHANGEABLE = [
  'title',
  'title_in_portal',
  'description',
  'agent_description',
  'tag',
  'regexp_for_validation',
  'relationship_filter',
  'sub_type_id',
  'position',
  'active',
  'required',
  'collapsed_for_agents',
  'visible_in_portal',
  'editable_in_portal',
  'required_in_portal',
] as const

/** A field that may be read; 404 otherwise. */
export async function getField(work: Work, of: FieldOf, id: number): Promise<FieldRow> {
  const row = await findField(work, of, id)
  if (!row) throw notFound()
  return row
}

export async function createField(work: Work, of: FieldOf, write: FieldWrite): Promise<FieldRow> {
  requireRight(work.actor, `manage_${of}_fields`)
  const type = customType(of, write.type ?? (of === 'ticket' ? undefined : 'text'))
  const title = write.title ?? write.raw_title
  if (title === undefined) throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  const key = of === 'ticket' ? null : (write.key ?? null)
  if (of !== 'ticket' && key === null) throw invalid('key', 'Key: cannot be blank', 'BlankValue')
  await lockFields(work)
  const rows = await listFieldRows(work, of)
  const all = rows.length + (await countOthers(work, of))
  if (all >= FIELDS_PER_ACCOUNT) throw invalid('base', `An account has at most ${FIELDS_PER_ACCOUNT} fields`)
  if (key !== null && rows.some((row) => row.key?.toLowerCase() === key.toLowerCase()))
    throw invalid('key', `Key: ${key} has already been taken`, 'DuplicateValue')
  const empty: FieldRow = {
    id: newId(),
    of,
    key,
    type,
    title,
    title_in_portal: title,
    description: '',
    agent_description: null,
    tag: null,
    regexp_for_validation: null,
    relationship_target_type: write.relationship_target_type ?? null,
    relationship_filter: null,
    sub_type_id: null,
    position: Math.max(-1, ...rows.map((row) => row.position)) + 1,
    active: true,
    required: false,
    collapsed_for_agents: false,
    visible_in_portal: false,
    editable_in_portal: false,
    required_in_portal: false,
    system: false,
    creator_user_id: actorId(work.actor),
    created_at: work.now,
    updated_at: work.now,
    options: [],
  }
  const row = checked(withWritten(empty, write), rows)
  await saveField(work, row)
  forgetForms(work)
  work.record(fieldCreated, row.id, { of, type: row.type }, { title: row.title })
  if (write.custom_field_options) await replaceOptions(work, row, write.custom_field_options)
  return await getField(work, of, row.id)
}

/** Changes a field. Type, key and what a look-up points to stay what they are. */
export async function updateField(work: Work, of: FieldOf, id: number, write: FieldWrite): Promise<FieldRow> {
  await getField(work, of, id)
  requireRight(work.actor, `manage_${of}_fields`)
  await lockFields(work)
  const before = await getField(work, of, id)
  declineFixedChanges(before, write)
  const after = checked(withWritten({ ...before, updated_at: work.now }, write), await listFieldRows(work, of))
  const fields = CHANGEABLE.filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]))
  if (fields.length > 0) {
    await saveField(work, after)
    forgetForms(work)
    work.record(fieldUpdated, id, { of, fields }, { title: after.title })
  }
  if (write.custom_field_options && !before.system) await replaceOptions(work, before, write.custom_field_options)
  return await getField(work, of, id)
}

/** Deletes a field. Values of it stay stored with their records, and are no longer shown, searched or required. */
export async function deleteField(work: Work, of: FieldOf, id: number): Promise<void> {
  await getField(work, of, id)
  requireRight(work.actor, `manage_${of}_fields`)
  await lockFields(work)
  const row = await getField(work, of, id)
  if (row.system) throw invalid('base', `${row.title} is a field every ticket has: it cannot be deleted`)
  await declineWhileConditional(work, id)
  await markFieldDeleted(work, id)
  forgetForms(work)
  work.record(fieldDeleted, id, { of }, { title: row.title })
}

/** Puts these fields first, in this order; the others follow in theirs. */
export async function reorderFields(work: Work, of: FieldOf, ids: readonly number[]): Promise<void> {
  requireRight(work.actor, `manage_${of}_fields`)
  await lockFields(work)
  const rows = await listFieldRows(work, of)
  if (ids.some((id) => !rows.some((row) => row.id === id)))
    throw invalid(`${of}_field_ids`, 'The list has the id of no field', 'RecordNotFound')
  const order = [...new Set([...ids, ...rows.map((row) => row.id)])]
  for (const row of rows) {
    const position = order.indexOf(row.id)
    if (position !== row.position) await saveField(work, { ...row, position })
  }
  forgetFields(work)
  forgetForms(work)
  work.record(fieldsReordered, work.account_id, { of, ids: order })
}

async function countOthers(work: Work, of: FieldOf): Promise<number> {
  const others = (['ticket', 'user', 'organization'] as const).filter((one) => one !== of)
  const lists = await Promise.all(others.map((one) => listFieldRows(work, one)))
  return lists.flat().length
}

function customType(of: FieldOf, given: FieldWrite['type']): CustomType {
  if (given === undefined) throw invalid('type', 'Type: cannot be blank', 'BlankValue')
  const name = given === 'dropdown' ? 'tagger' : given
  const type = CUSTOM_TYPES.find((one) => one === name)
  if (!type || (of !== 'ticket' && type === 'partialcreditcard'))
    throw invalid('type', `Type: ${given} is not a type a field can be made of`)
  return type
}

function declineFixedChanges(row: FieldRow, write: FieldWrite): void {
  const type = write.type === 'dropdown' ? 'tagger' : write.type
  if (type !== undefined && type !== row.type) throw invalid('type', 'Type: cannot be changed')
  if (write.key !== undefined && write.key !== row.key) throw invalid('key', 'Key: cannot be changed')
  const target = write.relationship_target_type
  if (target !== undefined && target !== row.relationship_target_type)
    throw invalid('relationship_target_type', 'Relationship target type: cannot be changed')
  if (row.system && write.active === false && !OPTIONAL_SYSTEM_TYPES.includes(row.type))
    throw invalid('active', `Active: ${row.title} is a field every ticket has`)
}

function withWritten(row: FieldRow, write: FieldWrite): FieldRow {
  const title = write.raw_title ?? write.title ?? row.title
  const portal = write.raw_title_in_portal ?? write.title_in_portal
  const text = write.raw_description ?? write.description
  return {
    ...row,
    title,
    // What customers read follows the title until it is given a wording of its own.
    title_in_portal: portal ?? (row.title_in_portal === row.title ? title : row.title_in_portal),
    description: text === undefined ? row.description : (text ?? ''),
    agent_description: write.agent_description === undefined ? row.agent_description : write.agent_description || null,
    tag: row.type !== 'checkbox' || write.tag === undefined ? row.tag : tagOf(write.tag ?? '') || null,
    regexp_for_validation:
      write.regexp_for_validation === undefined ? row.regexp_for_validation : write.regexp_for_validation || null,
    relationship_filter: write.relationship_filter === undefined ? row.relationship_filter : write.relationship_filter,
    sub_type_id: row.sub_type_id === null ? null : (write.sub_type_id ?? row.sub_type_id),
    position: write.position ?? row.position,
    active: write.active ?? row.active,
    required: write.required ?? row.required,
    collapsed_for_agents: write.collapsed_for_agents ?? row.collapsed_for_agents,
    visible_in_portal: write.visible_in_portal ?? row.visible_in_portal,
    editable_in_portal: write.editable_in_portal ?? row.editable_in_portal,
    required_in_portal: write.required_in_portal ?? row.required_in_portal,
  }
}

function checked(row: FieldRow, rows: readonly FieldRow[]): FieldRow {
  if (row.type === 'regexp' && !isPattern(row.regexp_for_validation ?? ''))
    throw invalid('regexp_for_validation', 'Regexp for validation: is not a regular expression', 'InvalidFormat')
  if (row.type === 'lookup' && row.relationship_target_type === null)
    throw invalid('relationship_target_type', 'Relationship target type: cannot be blank', 'BlankValue')
  if (row.tag) declineTakenTags(rows, row.id, [row.tag])
  return row.type === 'regexp' ? row : { ...row, regexp_for_validation: null }
}

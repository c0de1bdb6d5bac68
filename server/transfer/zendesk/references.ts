// Rules name groups, people and fields by id: in conditions, actions, texts and columns. Here each id of the source
// becomes ours. A rule that names something which was not taken is refused, rather than doing something else.
import type { Work } from '../../platform/work.ts'
import { ulidOf } from '../../webhooks/index.ts'
import { type Json, listOf } from './reading.ts'
import { needOurs, type Run } from './taking.ts'

/** What the values of a field are ids of. Words such as current_user stay. */
const KIND_OF: Readonly<Record<string, string>> = {
  group_id: 'group',
  assignee_id: 'user',
  requester_id: 'user',
  submitter_id: 'user',
  organization_id: 'organization',
  brand_id: 'brand',
  ticket_form_id: 'ticket_form',
  custom_status_id: 'custom_status',
  schedule_id: 'schedule',
  within_schedule: 'schedule',
  set_schedule: 'schedule',
  cc: 'user',
  follower: 'user',
}
/** Actions whose first value is an id, and the rest words. */
const FIRST_KIND_OF: Readonly<Record<string, string>> = {
  notification_user: 'user',
  notification_group: 'group',
  notification_target: 'target',
}
/** Below this a number is a code of Zendesk's own (a role), not an id. */
const LEAST_ID = 100

const FIELD = /^(custom_fields_|ticket_fields_|ticket_field_)(\d+)$/
const PLACEHOLDER = /(ticket\.ticket_field_(?:option_title_)?)(\d+)/g

/** Conditions or actions with our ids. */
export async function withOurIds(work: Work, run: Run, items: unknown): Promise<Json[]> {
  const mapped: Json[] = []
  for (const item of listOf(items)) {
    const field = await ourField(work, run, String(item.field ?? item.source ?? ''))
    mapped.push({ ...item, field, value: await ourValue(work, run, field, item.value) })
  }
  return mapped
}

/** `{all, any}` with our ids. */
export async function conditionsWithOurIds(work: Work, run: Run, conditions: unknown): Promise<Json> {
  const given = (conditions ?? {}) as Json // withOurIds reads whatever is in it
  return { all: await withOurIds(work, run, given.all), any: await withOurIds(work, run, given.any) }
}

/** A field's name, or a column's, that may carry the id of a ticket field. */
export async function ourField(work: Work, run: Run, name: string): Promise<string> {
  const match = FIELD.exec(name)
  if (match) return `${match[1]}${await needOurs(work, run, 'ticket_field', Number(match[2]))}`
  return /^\d{3,}$/.test(name) ? String(await needOurs(work, run, 'ticket_field', Number(name))) : name
}

async function ourValue(work: Work, run: Run, field: string, value: unknown): Promise<unknown> {
  const kind = KIND_OF[field]
  if (kind !== undefined)
    return Array.isArray(value)
      ? await Promise.all(value.map((one) => ourId(work, run, kind, one)))
      : await ourId(work, run, kind, value)
  const texts = Array.isArray(value) ? value : [value]
  if (field === 'notification_webhook') {
    const [webhook, ...words] = texts
    const rest = await Promise.all(words.map((text) => textWithOurIds(work, run, text)))
    return [ulidOf(await needOurs(work, run, 'webhook', webhook)), ...rest]
  }
  const first_kind = FIRST_KIND_OF[field]
  const [first, ...rest] = await Promise.all(
    texts.map((text, index) =>
      index === 0 && first_kind !== undefined ? ourId(work, run, first_kind, text) : textWithOurIds(work, run, text),
    ),
  )
  return Array.isArray(value) ? (value.length === 0 ? [] : [first, ...rest]) : first
}

async function ourId(work: Work, run: Run, kind: string, value: unknown): Promise<unknown> {
  const text = String(value ?? '')
  if (!/^\d+$/.test(text) || Number(text) < (kind === 'user' || kind === 'custom_status' ? LEAST_ID : 1)) return value
  return String(await needOurs(work, run, kind, Number(text)))
}

/** A text with placeholders of ticket fields. */
export async function textWithOurIds(work: Work, run: Run, text: unknown): Promise<unknown> {
  if (typeof text !== 'string') return text
  const ids = new Map<string, number>()
  for (const [, , id = ''] of text.matchAll(PLACEHOLDER))
    if (!ids.has(id)) ids.set(id, await needOurs(work, run, 'ticket_field', Number(id)))
  return text.replace(PLACEHOLDER, (_whole, before: string, id: string) => `${before}${ids.get(id)}`)
}

/** For whom a macro or view is. */
export async function ourRestriction(work: Work, run: Run, restriction: unknown): Promise<Json | null> {
  const [given] = listOf([restriction])
  if (!given) return null
  const kind = given.type === 'User' ? 'user' : 'group'
  const ids = Array.isArray(given.ids) && given.ids.length > 0 ? given.ids : [given.id]
  const ours = await Promise.all(ids.map((id) => needOurs(work, run, kind, id)))
  return kind === 'user' ? { type: 'User', id: ours[0] } : { type: 'Group', id: ours[0], ids: ours }
}

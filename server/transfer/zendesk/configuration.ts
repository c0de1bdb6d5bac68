// What an admin set up in the source: groups, brands, fields, forms, statuses, schedules and rules. Short lists, read
// whole in each run; what is here already under the same name is used instead of being made twice.
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { callDesk, listDesk } from '../moving-in/desk.ts'
import { quietWork } from '../moving-in/quiet.ts'
import { TARGET, WEBHOOK } from './connections.ts'
import { eachRecord } from './lists.ts'
import { type Json, listOf, pick, textOf, timeOf } from './reading.ts'
import { conditionsWithOurIds, ourField, ourRestriction, withOurIds } from './references.ts'
import { findOurs, mapOurs, needOurs, type Run, refuse, take } from './taking.ts'
import { DYNAMIC_CONTENT } from './texts.ts'

export interface Kind {
  /** Its name: of what it became, and the key of one in a write where `single` says no other. */
  kind: string
  single?: string
  /** Where the source lists them, and under which key. */
  path: string
  key: string
  /** Ours, where they are listed and made. */
  ours: string
  /** One of ours that it is, by name. */
  match?(record: Json, ours: readonly Json[]): Json | undefined
  /** Why one is not taken, or null. */
  skip?(record: Json, run: Run): string | null
  body(work: Work, run: Run, record: Json): Promise<Json> | Json
  /** Brings one that was made here up to date. */
  update?: {
    parameter: string
    body(record: Json): Json
    /** Also right after it was made. */
    at_once?: boolean
  }
  /** Our id of one of ours, where that is not the number in `id`. */
  ourId?(ours: Json): number
  /** What of it does not come along and is to be done by hand. */
  lost?(record: Json): string[]
  after?(work: Work, run: Run, record: Json, id: number, extra: readonly Json[]): Promise<void>
  /** A list of the source that belongs to each. */
  extra?(key: string): { path: string; key: string }
}

const fold = (value: unknown): string => (textOf(value) ?? '').trim().toLowerCase()
const same = (key: string) => (record: Json, ours: readonly Json[]) =>
  ours.find((one) => fold(record[key]) !== '' && fold(one[key]) === fold(record[key]))

function titleOf(record: Json): string | null {
  return textOf(record.raw_title) ?? textOf(record.title)
}

const options = (record: Json) =>
  listOf(record.custom_field_options).map((one) => ({
    name: textOf(one.raw_name) ?? one.name,
    value: one.value,
    default: one.default === true,
  }))

/** The fields of a field, in a write of ours. */
function fieldBody(record: Json): Json {
  const keys = ['type', 'regexp_for_validation', 'relationship_target_type', 'relationship_filter', 'tag', 'active']
  const own = ['required', 'collapsed_for_agents', 'visible_in_portal', 'editable_in_portal', 'required_in_portal']
  const list = options(record)
  return {
    ...pick(record, [...keys, ...own, 'agent_description', 'sub_type_id']),
    key: textOf(record.key),
    title: titleOf(record),
    ...(textOf(record.raw_title_in_portal) === null ? {} : { title_in_portal: record.raw_title_in_portal }),
    description: textOf(record.raw_description) ?? textOf(record.description),
    ...(list.length > 0 ? { custom_field_options: list } : {}),
  }
}

const fields = (of: 'ticket' | 'user' | 'organization'): Kind => ({
  kind: `${of}_field`,
  path: `/api/v2/${of}_fields.json`,
  key: `${of}_fields`,
  ours: `/api/v2/${of}_fields`,
  match: (record, ours) =>
    of === 'ticket'
      ? ours.find((one) =>
          one.removable === false || record.removable === false
            ? one.type === record.type && one.removable === record.removable
            : one.type === record.type && fold(one.raw_title) === fold(titleOf(record)),
        )
      : same('key')(record, ours),
  skip: (record) =>
    record.system === true || (of === 'ticket' && record.removable === false)
      ? 'it is a field that Zendesk itself makes and this desk does not have'
      : null,
  body: (_work, _run, record) => fieldBody(record),
  update: {
    parameter: `${of}_field_id`,
    body: (record) => ({
      title: titleOf(record),
      ...(options(record).length > 0 ? { custom_field_options: options(record) } : {}),
    }),
  },
})

/** Conditions of a form: of its fields. */
async function formConditions(work: Work, run: Run, conditions: unknown): Promise<Json[]> {
  const mapped: Json[] = []
  for (const condition of listOf(conditions)) {
    const children: Json[] = []
    for (const child of listOf(condition.child_fields)) {
      const on = listOf([child.required_on_statuses])[0]
      const custom = Array.isArray(on?.custom_statuses) ? on.custom_statuses : []
      const ids = await Promise.all(custom.map((id) => needOurs(work, run, 'custom_status', id)))
      children.push({
        id: await needOurs(work, run, 'ticket_field', child.id),
        is_required: child.is_required === true,
        ...(on ? { required_on_statuses: { ...on, ...(ids.length > 0 ? { custom_statuses: ids } : {}) } } : {}),
      })
    }
    const parent_field_id = await needOurs(work, run, 'ticket_field', condition.parent_field_id)
    mapped.push({ parent_field_id, value: condition.value, child_fields: children })
  }
  return mapped
}

/** The rules that act by themselves: off until somebody has looked at them. */
const rule = (kind: 'trigger' | 'automation'): Kind => ({
  kind,
  path: `/api/v2/${kind}s.json`,
  key: `${kind}s`,
  ours: `/api/v2/${kind}s`,
  async body(work, run, record) {
    return {
      ...pick(record, ['description', 'position']),
      title: titleOf(record),
      active: run.options.activate && record.active === true,
      category_id: kind === 'trigger' ? await findOurs(work, run, 'trigger_category', record.category_id) : undefined,
      conditions: await conditionsWithOurIds(work, run, record.conditions),
      actions: await withOurIds(work, run, record.actions),
    }
  },
})

async function viewExecution(work: Work, run: Run, given: unknown): Promise<Json> {
  const [execution = {}] = listOf([given])
  const field = async (value: unknown) =>
    value === null || value === undefined ? null : await ourField(work, run, String(value))
  return {
    columns: await Promise.all(listOf(execution.columns).map((one) => field(one.id))),
    ...pick(execution, ['group_order', 'sort_order']),
    group_by: await field(execution.group_by),
    sort_by: await field(execution.sort_by),
  }
}

/** In this order: what others name comes before them. */
export const BEFORE_PEOPLE: readonly Kind[] = [
  DYNAMIC_CONTENT,
  {
    kind: 'group',
    path: '/api/v2/groups.json',
    key: 'groups',
    ours: '/api/v2/groups',
    match: same('name'),
    skip: (record) => (record.deleted === true ? 'it is deleted' : null),
    body: (_work, _run, record) => pick(record, ['name', 'description', 'is_public']),
  },
  {
    kind: 'brand',
    path: '/api/v2/brands.json',
    key: 'brands',
    ours: '/api/v2/brands',
    match: (record, ours) =>
      ours.find((one) => one.default === true && record.default === true) ?? same('name')(record, ours),
    // Host names stay with the old desk until they are moved.
    body: (_work, _run, record) => pick(record, ['name', 'subdomain', 'active', 'signature_template']),
  },
  {
    kind: 'schedule',
    path: '/api/v2/business_hours/schedules.json',
    key: 'schedules',
    ours: '/api/v2/business_hours/schedules',
    match: same('name'),
    body: (_work, _run, record) => pick(record, ['name', 'time_zone', 'intervals']),
    extra: (key) => ({ path: `/api/v2/business_hours/schedules/${key}/holidays.json`, key: 'holidays' }),
    async after(work, run, _record, schedule_id, holidays) {
      for (const holiday of holidays)
        await callDesk(work, run.platform, 'POST /api/v2/business_hours/schedules/{schedule_id}/holidays', {
          params: { schedule_id },
          body: { holiday: pick(holiday, ['name', 'start_date', 'end_date']) },
        })
    },
  },
  fields('user'),
  fields('organization'),
  fields('ticket'),
  {
    kind: 'custom_status',
    path: '/api/v2/custom_statuses.json',
    key: 'custom_statuses',
    ours: '/api/v2/custom_statuses',
    match: (record, ours) =>
      ours.find(
        (one) =>
          one.status_category === record.status_category &&
          ((one.default === true && record.default === true) ||
            fold(one.raw_agent_label) === fold(record.raw_agent_label ?? record.agent_label)),
      ),
    body: (_work, _run, record) => ({
      ...pick(record, ['status_category', 'active']),
      agent_label: record.raw_agent_label ?? record.agent_label,
      end_user_label: record.raw_end_user_label ?? record.end_user_label,
      description: record.raw_description ?? record.description ?? null,
      end_user_description: record.raw_end_user_description ?? record.end_user_description ?? null,
    }),
  },
  {
    kind: 'ticket_form',
    path: '/api/v2/ticket_forms.json',
    key: 'ticket_forms',
    ours: '/api/v2/ticket_forms',
    match: (record, ours) => ours.find((one) => fold(one.raw_name) === fold(record.raw_name ?? record.name)),
    async body(work, run, record) {
      const ids = Array.isArray(record.ticket_field_ids) ? record.ticket_field_ids.map(String) : []
      const brands = Array.isArray(record.restricted_brand_ids) ? record.restricted_brand_ids.map(String) : []
      const known = await mapOurs(work, run, 'ticket_field', ids)
      return {
        ...pick(record, ['active', 'end_user_visible', 'in_all_brands', 'position']),
        name: record.raw_name ?? record.name,
        display_name: record.raw_display_name ?? record.display_name,
        ticket_field_ids: ids.flatMap((id) => known.get(id) ?? []),
        restricted_brand_ids: [...(await mapOurs(work, run, 'brand', brands)).values()],
        agent_conditions: await formConditions(work, run, record.agent_conditions),
        end_user_conditions: await formConditions(work, run, record.end_user_conditions),
      }
    },
  },
]

export const AFTER_PEOPLE: readonly Kind[] = [
  WEBHOOK,
  TARGET,
  {
    kind: 'macro',
    path: '/api/v2/macros.json',
    key: 'macros',
    ours: '/api/v2/macros',
    body: async (work, run, record) => ({
      ...pick(record, ['description', 'position', 'active']),
      title: titleOf(record),
      actions: await withOurIds(work, run, record.actions),
      restriction: await ourRestriction(work, run, record.restriction),
    }),
  },
  {
    kind: 'trigger_category',
    path: '/api/v2/trigger_categories.json?page[size]=100',
    key: 'trigger_categories',
    ours: '/api/v2/trigger_categories',
    match: same('name'),
    body: (_work, _run, record) => pick(record, ['name', 'position']),
  },
  rule('trigger'),
  rule('automation'),
  {
    kind: 'view',
    path: '/api/v2/views.json',
    key: 'views',
    ours: '/api/v2/views',
    body: async (work, run, record) => ({
      ...pick(record, ['description', 'position', 'active']),
      title: titleOf(record),
      conditions: await conditionsWithOurIds(work, run, record.conditions),
      execution: await viewExecution(work, run, record.execution),
      restriction: await ourRestriction(work, run, record.restriction),
    }),
  },
  {
    kind: 'sla_policy',
    path: '/api/v2/slas/policies.json',
    key: 'sla_policies',
    ours: '/api/v2/slas/policies',
    match: same('title'),
    skip: (_record, run) =>
      run.options.activate
        ? null
        : 'policies have no switch: run again with --activate when service levels shall count here',
    body: async (work, run, record) => ({
      ...pick(record, ['title', 'description', 'position', 'policy_metrics']),
      filter: await conditionsWithOurIds(work, run, record.filter),
    }),
  },
]

/** Takes a whole list of configuration. */
export async function takeKind(run: Run, kind: Kind): Promise<void> {
  const ours = await quietWork(run, (work) => listDesk(work, run.platform, `GET ${kind.ours}`, kind.key))
  await eachRecord(run, kind, async (record, key) => {
    const what = { kind: kind.kind, key, stamp: timeOf(record.updated_at) }
    const matched = kind.match?.(record, ours)
    const reason = matched ? null : (kind.skip?.(record, run) ?? null)
    if (reason !== null) return void (await refuse(run, what, reason))
    const extra = await extraOf(run, kind, key)
    await take(run, what, async (work, known) => {
      if (known?.record_id) return await bringUpToDate(work, run, kind, record, known.record_id, known.state.how)
      if (matched) return { id: idIn(kind, matched), how: 'matched' }
      const single = kind.single ?? kind.kind
      const body = { [single]: await kind.body(work, run, record) }
      const made = (await callDesk(work, run.platform, `POST ${kind.ours}`, { body }))[single] as Json // what was made, under its name
      const id = idIn(kind, made)
      await kind.after?.(work, run, record, id, extra)
      if (kind.update?.at_once) await bringUpToDate(work, run, kind, record, id, 'created')
      ours.push(made)
      return { id, how: 'created', lost: kind.lost?.(record) }
    })
  })
}

const idIn = (kind: Kind, ours: Json): number => kind.ourId?.(ours) ?? Number(ours.id)

async function extraOf(run: Run, kind: Kind, key: string): Promise<Json[]> {
  if (!kind.extra) return []
  const { path, key: list } = kind.extra(key)
  const rows: Json[] = []
  for await (const page of run.client.pages(path, list)) rows.push(...listOf(page.rows))
  return rows
}

async function bringUpToDate(work: Work, run: Run, kind: Kind, record: Json, id: number, how: unknown) {
  if (!kind.update || how === 'matched') return null
  const body = kind.update.body(record)
  if (body.title === null) throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  await callDesk(work, run.platform, `PUT ${kind.ours}/{${kind.update.parameter}}`, {
    params: { [kind.update.parameter]: id },
    body: { [kind.single ?? kind.kind]: body },
  })
  return { id, how: 'updated' as const }
}

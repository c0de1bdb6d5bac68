// What one can do with views: make, change and delete them. Admins share views; everybody on the team has their own.
import { findGroup } from '../people/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { actorId, type Work } from '../platform/work.ts'
import { checkFieldsKnown, conditionsOf } from '../rules/index.ts'
import { ticketCondition } from '../searching/index.ts'
import { checkViewConditions } from './conditions/check.ts'
import { viewCreated, viewDeleted, viewUpdated } from './events.ts'
import { checkExecution } from './executing/columns.ts'
import { groupsToKeep, mayEditView } from './policy.ts'
import { getView, markViewDeleted, saveView, viewTotals } from './queries.ts'
import { DEFAULT_COLUMNS, type Execution, type ExecutionInput, type ViewInput, type ViewRow } from './schema.ts'

const VIEWS_PER_ACCOUNT = 2_000

const NEW_EXECUTION: Execution = {
  columns: DEFAULT_COLUMNS,
  group_by: null,
  group_order: 'desc',
  sort_by: null,
  sort_order: 'desc',
}

/** What a write makes of a view, checked; nothing is saved. Also the way to a preview. */
export async function drawView(work: Work, input: ViewInput, before: ViewRow | null): Promise<ViewRow> {
  const query = input.query === undefined ? (before?.query ?? null) : input.query || null
  const conditions = conditionsOf(input) ?? before?.conditions ?? { all: [], any: [] }
  checkViewConditions(conditions, query !== null)
  // A field may have gone since the view was made: what a write does not touch is not held against it.
  if (conditionsOf(input)) await checkFieldsKnown(work, conditions)
  // A search that cannot be understood is refused now, not whenever somebody opens the view.
  if (query !== null) await ticketCondition(work, query)
  const execution = executionOf(input.output ?? input.execution, before?.execution ?? NEW_EXECUTION)
  await checkExecution(work, execution)
  return {
    id: before?.id ?? newId(),
    title: input.title ?? input.raw_title ?? before?.title ?? '',
    description: input.description === undefined ? (before?.description ?? null) : input.description || null,
    active: input.active ?? before?.active ?? true,
    position: input.position ?? before?.position ?? 0,
    conditions,
    query,
    execution,
    ...(await restrictionOf(work, input, before)),
    is_default: before?.is_default ?? false,
    created_at: before?.created_at ?? work.now,
    updated_at: work.now,
  }
}

function executionOf(input: ExecutionInput | undefined, before: Execution): Execution {
  if (!input) return before
  const pick = (flat: string | null | undefined, nested: { id: string } | null | undefined, old: string | null) =>
    flat !== undefined ? flat || null : nested !== undefined ? (nested?.id ?? null) : old
  return {
    columns: input.columns ? [...new Set(input.columns)] : before.columns,
    group_by: pick(input.group_by, input.group, before.group_by),
    group_order: input.group_order ?? input.group?.order ?? before.group_order,
    sort_by: pick(input.sort_by, input.sort, before.sort_by),
    sort_order: input.sort_order ?? input.sort?.order ?? before.sort_order,
  }
}

type Restriction = Pick<ViewRow, 'restriction' | 'owner_id' | 'group_ids'>

async function restrictionOf(work: Work, { restriction }: ViewInput, before: ViewRow | null): Promise<Restriction> {
  if (restriction === undefined && before)
    return { restriction: before.restriction, owner_id: before.owner_id, group_ids: before.group_ids }
  if (!restriction) return { restriction: 'all', owner_id: null, group_ids: [] }
  const ids = restriction.ids ?? (restriction.id === undefined ? [] : [restriction.id])
  switch (restriction.type.toLowerCase()) {
    case 'user': {
      const own = actorId(work.actor)
      if (own === null || ids.some((id) => id !== own))
        throw invalid('restriction', 'Restriction: a personal view is for whoever makes it')
      return { restriction: 'user', owner_id: own, group_ids: [] }
    }
    case 'group': {
      if (ids.length === 0) throw invalid('restriction', 'Restriction: names no group', 'BlankValue')
      for (const id of ids)
        if (!(await findGroup(work, id)))
          throw invalid('restriction', `Restriction: there is no group ${id}`, 'RecordNotFound')
      return { restriction: 'groups', owner_id: null, group_ids: [...new Set(ids)] }
    }
    default:
      throw invalid('restriction', 'Restriction: type is Group or User')
  }
}

async function admit(work: Work, view: ViewRow): Promise<void> {
  if (!mayEditView(work.actor, view, await groupsToKeep(work)))
    throw new Refusal(
      'forbidden',
      'Your role does not let you change views shared like this; a view of your own has the restriction of type User',
    )
}

/** Makes a view. 403 for agents who would share it, 422 for what cannot be a view. */
export async function createView(work: Work, input: ViewInput): Promise<ViewRow> {
  const view = await drawView(work, input, null)
  await admit(work, view)
  if (view.title === '') throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  const { count, next_position } = await viewTotals(work)
  if (count >= VIEWS_PER_ACCOUNT) throw invalid('base', `A desk has at most ${VIEWS_PER_ACCOUNT} views`)
  const row = { ...view, position: input.position ?? next_position }
  await saveView(work, row, true)
  work.record(viewCreated, row.id, { restriction: row.restriction }, { title: row.title })
  return row
}

/** Changes what the write names. */
export async function updateView(work: Work, id: number, input: ViewInput): Promise<ViewRow> {
  const before = await getView(work, id)
  await admit(work, before)
  const view = await drawView(work, input, before)
  await admit(work, view)
  if (view.title === '') throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  await saveView(work, view, view.title !== before.title)
  const keys = [
    'title',
    'description',
    'active',
    'position',
    'conditions',
    'query',
    'execution',
    'restriction',
    'group_ids',
  ] as const
  const fields = keys.filter((key) => JSON.stringify(view[key]) !== JSON.stringify(before[key]))
  work.record(viewUpdated, id, { fields, restriction: view.restriction })
  return view
}

export async function deleteView(work: Work, id: number): Promise<void> {
  await admit(work, await getView(work, id))
  await markViewDeleted(work, id)
  work.record(viewDeleted, id, {})
}

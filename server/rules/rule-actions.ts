// What one can do with rules: create, change, put in order, delete.
import { invalid, notFound, Refusal } from '../platform/errors.ts'
import { actorId, type Work } from '../platform/work.ts'
import type { ActionKind } from './actions/action.ts'
import { checkRule } from './checks.ts'
import { conditionsOf } from './conditions/condition.ts'
import { ruleCreated, ruleDeleted, ruleUpdated } from './events.ts'
import { admitChange } from './policy.ts'
import { countRules, deleteRuleRow, findRule, insertRevision, insertRule, nextPosition, saveRule } from './queries.ts'
import { renewRuleSet } from './rule-set.ts'
import { type Restriction, RULES_PER_KIND, type RuleInput, type RuleRow } from './schema.ts'
import { findCategory } from './triggers/categories/queries.ts'

/** A rule the actor may see, or 404. */
export async function getRule(work: Work, kind: ActionKind, id: number) {
  const rule = await findRule(work, kind, id)
  if (!rule) throw notFound()
  return rule
}

export async function createRule(work: Work, kind: ActionKind, input: RuleInput): Promise<RuleRow> {
  const restriction = restrictionOf(work, input)
  await admitChange(work, kind, restriction)
  if (!input.title?.trim()) throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  if ((await countRules(work, kind)) >= RULES_PER_KIND)
    throw new Refusal('too_many_values', `A desk has at most ${RULES_PER_KIND} rules of a kind`)
  const category_id = kind === 'trigger' ? (input.category_id ?? null) : null
  await checkCategory(work, category_id)
  const row: Omit<RuleRow, 'id'> = {
    kind,
    title: input.title.trim(),
    description: input.description ?? null,
    active: input.active ?? true,
    position: input.position ?? (await nextPosition(work, kind, category_id)),
    category_id,
    conditions: kind === 'macro' ? { all: [], any: [] } : (conditionsOf(input) ?? { all: [], any: [] }),
    actions: input.actions ?? [],
    restriction: kind === 'macro' ? restriction : null,
    is_default: false,
    created_at: work.now,
    updated_at: work.now,
  }
  await checkRule(work, row)
  const rule = await insertRule(work, row)
  if (kind === 'trigger') await insertRevision(work, rule)
  await renewRuleSet(work)
  work.record(ruleCreated, rule.id, { kind }, textsOf(rule))
  return rule
}

export async function updateRule(work: Work, kind: ActionKind, id: number, input: RuleInput): Promise<RuleRow> {
  const rule = await getRule(work, kind, id)
  await admitChange(work, kind, rule.restriction)
  const restriction = input.restriction === undefined ? rule.restriction : restrictionOf(work, input)
  await admitChange(work, kind, restriction)
  if (input.title !== undefined && !input.title.trim()) throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  const changed: RuleRow = {
    ...rule,
    title: input.title?.trim() ?? rule.title,
    description: input.description === undefined ? rule.description : input.description,
    active: input.active ?? rule.active,
    position: input.position ?? rule.position,
    category_id: kind !== 'trigger' || input.category_id === undefined ? rule.category_id : input.category_id,
    conditions: kind === 'macro' ? rule.conditions : (conditionsOf(input) ?? rule.conditions),
    actions: input.actions ?? rule.actions,
    restriction,
    updated_at: work.now,
  }
  if (changed.category_id !== rule.category_id) await checkCategory(work, changed.category_id)
  const fields = FIELDS.filter((field) => JSON.stringify(changed[field]) !== JSON.stringify(rule[field]))
  if (fields.length === 0) return rule
  // Where a rule stands, and whether it is on, can be changed even when a record it names has gone meanwhile.
  if (fields.includes('conditions') || fields.includes('actions')) await checkRule(work, changed)
  await saveRule(work, changed)
  if (kind === 'trigger' && fields.some((field) => field !== 'position' && field !== 'category_id'))
    await insertRevision(work, changed)
  await renewRuleSet(work)
  work.record(ruleUpdated, id, { kind, fields: [...fields] }, textsOf(changed))
  return changed
}

export async function deleteRule(work: Work, kind: ActionKind, id: number): Promise<void> {
  const rule = await getRule(work, kind, id)
  await admitChange(work, kind, rule.restriction)
  await deleteRuleRow(work, id)
  await renewRuleSet(work)
  work.record(ruleDeleted, id, { kind }, textsOf(rule))
}

/** Triggers in the given order, one after the other from 1; those that are not named follow as they were. */
export async function reorderTriggers(work: Work, ids: readonly number[]): Promise<void> {
  for (const [index, id] of ids.entries()) await updateRule(work, 'trigger', id, { position: index + 1 })
}

const FIELDS = [
  'title',
  'description',
  'active',
  'position',
  'category_id',
  'conditions',
  'actions',
  'restriction',
] as const

const textsOf = ({ title, description, active, conditions, actions }: RuleRow) => ({
  title,
  description,
  active,
  conditions,
  actions,
})

async function checkCategory(work: Work, category_id: number | null): Promise<void> {
  if (category_id !== null && !(await findCategory(work, category_id)))
    throw invalid('category_id', 'Category: not found', 'RecordNotFound')
}

/** For whom a macro is: several groups by `ids`, one group or person by `id`. An agent's own where nothing is said. */
function restrictionOf(work: Work, { restriction }: RuleInput): Restriction | null {
  if (!restriction) return null
  const own = actorId(work.actor)
  const ids = restriction.type === 'Group' ? (restriction.ids ?? (restriction.id ? [restriction.id] : [])) : []
  const id = restriction.type === 'User' ? (restriction.id ?? own) : (restriction.id ?? ids[0])
  if (!id) throw invalid('restriction', 'Restriction: name a group or a person', 'BlankValue')
  return restriction.type === 'Group' ? { type: 'Group', id, ids } : { type: 'User', id }
}

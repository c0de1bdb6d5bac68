// Whether a rule may be saved: conditions and actions that can be, records that are there, texts that can be read, and,
// for automations, an end.
import { findBrand } from '../brands/index.ts'
import { findForm, listFieldRows } from '../fields/index.ts'
import { localeName } from '../locales/index.ts'
import { findGroup, findUser } from '../people/index.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { listValuesByIds } from '../routing/index.ts'
import { listSchedules } from '../schedules/index.ts'
import { findWebhook } from '../webhooks/index.ts'
import { type Action, firstOf, listOf } from './actions/action.ts'
import { actionFieldId, skillIds, whyNotAction } from './actions/table.ts'
import { whyNotAutomation } from './automations/ending.ts'
import { checkConditions, refuseFor } from './conditions/check.ts'
import type { Conditions } from './conditions/condition.ts'
import { personFieldOf, ticketFieldOf } from './conditions/custom-fields.ts'
import { webhookIdOf } from './notifications/webhook.ts'
import { templateError } from './placeholders/template.ts'
import type { RuleRow } from './schema.ts'
import { findTarget } from './targets/queries.ts'

/** 422 with what is wrong and what to do. */
export async function checkRule(work: Work, rule: Pick<RuleRow, 'kind' | 'conditions' | 'actions'>): Promise<void> {
  const { kind, conditions, actions } = rule
  if (kind !== 'macro') {
    checkConditions(kind, conditions)
    if (conditions.all.length + conditions.any.length === 0)
      throw invalid('conditions', 'Conditions: give at least one', 'BlankValue')
    await checkFieldsKnown(work, conditions)
  }
  if (actions.length === 0) throw invalid('actions', 'Actions: give at least one', 'BlankValue')
  refuseFor(
    'actions',
    actions.map((action) => whyNotAction(kind, action)).filter((reason) => reason !== null),
  )
  refuseFor('actions', await unknownRecords(work, actions), 'RecordNotFound')
  refuseFor('actions', actions.flatMap(brokenTexts), 'InvalidFormat')
  if (kind === 'automation') {
    const reason = whyNotAutomation(conditions, actions)
    if (reason !== null) throw invalid('base', reason)
  }
}

/** 422 with a reason for each condition about a custom field that is not there. */
export async function checkFieldsKnown(work: Work, conditions: Conditions): Promise<void> {
  refuseFor('conditions', await unknownFields(work, conditions))
}

async function unknownFields(work: Work, { all, any }: Conditions): Promise<string[]> {
  const conditions = [...all, ...any]
  const of_ticket = conditions.filter(({ field }) => ticketFieldOf(field) !== null)
  const of_people = conditions.flatMap(({ field }) => personFieldOf(field) ?? [])
  if (of_ticket.length + of_people.length === 0) return []
  const [fields, user_fields, organization_fields] = await Promise.all([
    listFieldRows(work, 'ticket'),
    listFieldRows(work, 'user'),
    listFieldRows(work, 'organization'),
  ])
  const rows = { user: user_fields, organization: organization_fields }
  return [
    ...of_ticket
      .filter(({ field }) => !fields.some((row) => row.id === ticketFieldOf(field)))
      .map(({ field }) => `Condition: ${field} is about a field that does not exist`),
    ...of_people
      .filter(({ of, key }) => !rows[of].some((row) => row.key === key))
      .map(({ of, key }) => `Condition: there is no ${of} field ${key}`),
  ]
}

const SKILLS = ['add_skills', 'set_skills', 'remove_skills']

/** Records that actions name and that are not there. */
async function unknownRecords(work: Work, actions: readonly Action[]): Promise<string[]> {
  const reasons = await Promise.all(
    actions.map(async ({ field, value }) => {
      const first = firstOf(value)
      const id = /^\d+$/.test(first) ? Number(first) : null
      const field_id = actionFieldId(field)
      if (field_id !== null) {
        const known = (await listFieldRows(work, 'ticket')).some((row) => row.id === field_id && !row.system)
        return known ? null : `Action: ${field} is about a field that does not exist`
      }
      if (field === 'notification_webhook') {
        const webhook_id = webhookIdOf(first)
        const known = webhook_id !== null && (await findWebhook(work, webhook_id)) !== null
        return known ? null : `Action: ${field} names a webhook that does not exist`
      }
      if (SKILLS.includes(field)) {
        const ids = [...new Set(skillIds(value))]
        const known = (await listValuesByIds(work, ids)).length === ids.length
        return known ? null : `Action: ${field} names a skill that does not exist`
      }
      if (id === null) return null
      return (await isKnown(work, field, id)) ? null : `Action: ${field} names a record that does not exist: ${id}`
    }),
  )
  return reasons.filter((reason) => reason !== null)
}

async function isKnown(work: Work, field: string, id: number): Promise<boolean> {
  switch (field) {
    case 'group_id':
    case 'notification_group':
      return (await findGroup(work, id)) !== null
    case 'assignee_id': {
      const user = await findUser(work, id)
      return user?.active === true && user.role !== 'end-user'
    }
    case 'cc':
    case 'follower':
    case 'notification_user':
      return (await findUser(work, id))?.active === true
    case 'brand_id':
      return (await findBrand(work, id)) !== null
    case 'ticket_form_id':
      return (await findForm(work, id)) !== null
    case 'set_schedule':
      return (await listSchedules(work)).some((one) => one.id === id)
    case 'locale_id':
      return localeName(id) !== null
    case 'notification_target':
      return (await findTarget(work, id)) !== null
    default:
      return true
  }
}

/** Texts with placeholders that cannot be read, with the place. */
function brokenTexts({ field, value }: Action): string[] {
  const texts = field.startsWith('notification_')
    ? listOf(value).slice(1)
    : ['comment_value', 'comment_value_html', 'subject', 'reply_public', 'reply_internal'].includes(field)
      ? listOf(value)
      : []
  return texts
    .map(templateError)
    .filter((reason) => reason !== null)
    .map((reason) => `Action: ${field}: ${reason}`)
}

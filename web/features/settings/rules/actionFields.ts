/**
 * What an action can do, as the editor shows it: in the reader's words, with the control for its value. Actions are
 * from the server's definitions; those with words (mails, webhooks, comments) have forms of their own. Pure.
 */
import type { Action, ActionDefinition } from '../../../api/rules.ts'
import { type Choice, conditionFieldOf, type DeskLists } from '../../../conditions/fields.ts'
import { type MessageKey, t } from '../../../language/text.ts'

export type ActionControl =
  | 'choice'
  | 'choices'
  | 'tags'
  | 'text'
  | 'number'
  | 'date'
  | 'user'
  | 'mail'
  | 'webhook'
  | 'target'

export interface ActionField {
  subject: string
  title: string
  group: string
  control: ActionControl
  choices: readonly Choice[]
  /** May stand several times in one rule. */
  isRepeatable: boolean
}

export interface ActionLists extends DeskLists {
  webhooks: readonly Choice[]
  targets: readonly Choice[]
}

const words: Readonly<Record<string, MessageKey>> = {
  set_tags: 'action.set_tags',
  current_tags: 'action.current_tags',
  remove_tags: 'action.remove_tags',
  follower: 'action.follower',
  cc: 'action.cc',
  locale_id: 'action.locale_id',
  subject: 'action.subject',
  notification_user: 'action.notification_user',
  notification_group: 'action.notification_group',
  notification_target: 'action.notification_target',
  notification_webhook: 'action.notification_webhook',
}

/** A macro's comment has an editor of its own. */
export const commentFields = ['comment_value', 'comment_value_html', 'comment_mode_is_public']

const controls: Readonly<Record<string, ActionControl>> = {
  set_tags: 'tags',
  current_tags: 'tags',
  remove_tags: 'tags',
  notification_user: 'mail',
  notification_group: 'mail',
  notification_webhook: 'webhook',
  notification_target: 'target',
}

const person = (value: string, key: MessageKey): Choice => ({ value, label: t(key) })

function choicesOf(subject: string, lists: ActionLists): readonly Choice[] | null {
  const current = person('current_user', 'action.who.current_user')
  const requester = person('requester_id', 'action.who.requester_id')
  const nobody = { value: '', label: t('rule.value.none') }
  switch (subject) {
    case 'assignee_id':
      return [current, requester, ...lists.agents, nobody]
    case 'group_id':
      return [{ value: 'current_groups', label: t('action.who.current_groups') }, ...lists.groups, nobody]
    case 'follower':
      return [current, ...lists.agents]
    case 'cc':
      return [current, requester, ...lists.agents]
    case 'notification_user':
      return [
        requester,
        person('requester_and_ccs', 'action.who.requester_and_ccs'),
        person('assignee_id', 'action.who.assignee_id'),
        current,
        person('all_agents', 'action.who.all_agents'),
        ...lists.agents,
      ]
    case 'notification_group':
      return [{ value: 'group_id', label: t('action.who.group_id') }, ...lists.groups]
    case 'notification_webhook':
      return lists.webhooks
    case 'notification_target':
      return lists.targets
    default:
      return null
  }
}

export function actionFieldOf(definition: ActionDefinition, lists: ActionLists): ActionField {
  const { subject, group, repeatable } = definition
  // An action that sets what a condition asks for has that condition's words, values and control.
  const asked = conditionFieldOf(
    { ...definition, nullable: subject.startsWith('custom_fields_'), operators: [] },
    lists,
  )
  const own = words[subject]
  const isSeveral = lists.fields.some(
    (field) => subject === `custom_fields_${field.id}` && field.type === 'multiselect',
  )
  const control = controls[subject] ?? (subject === 'subject' ? 'text' : isSeveral ? 'choices' : asked.control)
  return {
    subject,
    title: own ? t(own) : asked.title,
    group: asked.group === 'custom' && group === 'ticket' && subject.startsWith('custom_fields_') ? 'custom' : group,
    control: control === 'organization' ? 'text' : control,
    choices: choicesOf(subject, lists) ?? asked.choices,
    isRepeatable: repeatable,
  }
}

/** A new action of a kind, with the first value there is to choose. */
export function actionOn(field: ActionField): Action {
  const first = field.choices[0]?.value ?? ''
  switch (field.control) {
    case 'mail':
      return { field: field.subject, value: [first, '', ''] }
    case 'webhook':
      return { field: field.subject, value: [first, '{\n  "ticket": "{{ticket.id}}"\n}'] }
    case 'target':
      return { field: field.subject, value: [first, ''] }
    case 'choices':
      return { field: field.subject, value: [] }
    case 'choice':
      return { field: field.subject, value: first }
    default:
      return { field: field.subject, value: '' }
  }
}

/** The parts of an action's value; missing ones are empty. */
export function partsOf({ value }: Action): [string, string, string] {
  const [first = '', second = '', third = ''] = value === null ? [] : [value].flat()
  return [first, second, third]
}

import { i18n } from '@lingui/core'
import { describe, expect, it } from 'vitest'
import type { ActionDefinition } from '../../../api/rules.ts'
import { conditionInWords, valueInWords } from '../../../conditions/describe.ts'
import type { ConditionField } from '../../../conditions/fields.ts'
import { type ActionLists, actionFieldOf, actionOn, partsOf } from './actionFields.ts'
import { actionsWith, commentOf, withoutComment } from './macroComment.ts'
import { withExamples } from './placeholders.ts'

i18n.loadAndActivate({ locale: 'en', messages: {} })

const lists: ActionLists = {
  agents: [{ value: '7', label: 'Anna' }],
  groups: [],
  brands: [],
  forms: [],
  statuses: [],
  schedules: [],
  languages: [],
  fields: [{ id: 5, type: 'multiselect' }],
  webhooks: [{ value: '01H', label: 'Warehouse' }],
  targets: [],
}
const field = (subject: string, more: Partial<ActionDefinition> = {}) =>
  actionFieldOf({ subject, title: subject, group: 'ticket', type: 'list', repeatable: false, ...more }, lists)

describe('actions', () => {
  it('begin with the first value there is to choose', () => {
    expect(actionOn(field('assignee_id'))).toEqual({ field: 'assignee_id', value: 'current_user' })
    expect(actionOn(field('notification_user'))).toEqual({
      field: 'notification_user',
      value: ['requester_id', '', ''],
    })
    expect(partsOf(actionOn(field('notification_webhook')))[0]).toBe('01H')
    expect(actionOn(field('custom_fields_5', { values: [{ value: 'red', title: 'Red', enabled: true }] }))).toEqual({
      field: 'custom_fields_5',
      value: [],
    })
  })
  it('take tags for what is about tags', () => {
    for (const subject of ['set_tags', 'current_tags', 'remove_tags']) expect(field(subject).control).toBe('tags')
  })
})

describe('words of macros', () => {
  it('are taken out and put back', () => {
    const actions = [
      { field: 'comment_value_html', value: '<p>Hi</p>' },
      { field: 'comment_mode_is_public', value: 'false' },
      { field: 'status', value: 'solved' },
    ]
    expect(commentOf(actions)).toEqual({ html: '<p>Hi</p>', mode: 'false' })
    expect(actionsWith(commentOf(actions), withoutComment(actions))).toEqual(actions)
  })
  it('are read from plain text, also with a channel before it, and never as HTML', () => {
    const actions = [{ field: 'comment_value', value: ['channel:all', 'a < b\n\nc\nd'] }]
    expect(commentOf(actions).html).toBe('<p>a &lt; b</p><p>c<br>d</p>')
  })
  it('are no action where there are none', () => {
    expect(actionsWith({ html: '<p></p>', mode: 'true' }, [])).toEqual([])
  })
})

describe('placeholders', () => {
  it('are filled with examples, and left where there is none', () => {
    expect(withExamples('#{{ticket.id}} {{ ticket.requester.first_name }} {{ticket.other}}')).toBe(
      '#4711 Mia {{ticket.other}}',
    )
  })
})

describe('conditions and values in words', () => {
  const known: ConditionField[] = [
    {
      subject: 'custom_fields_9',
      title: 'Size',
      group: 'custom',
      control: 'choice',
      choices: [{ value: 'l', label: 'Large' }],
      operators: [
        { value: 'is', label: 'is', isTerminal: false },
        { value: 'present', label: 'is filled in', isTerminal: true },
      ],
    },
  ]
  it('name field, operator and value', () => {
    expect(conditionInWords({ field: 'custom_fields_9', operator: 'is', value: 'l' }, known)).toBe('Size is Large')
    expect(conditionInWords({ field: 'custom_fields_9', operator: 'present', value: '' }, known)).toBe(
      'Size is filled in',
    )
    expect(conditionInWords({ field: 'later', operator: 'is', value: ['a', 'b'] }, known)).toBe('later is a, b')
  })
  it('find a custom field by what events call it', () => {
    expect(valueInWords('9', 'l', known)).toBe('Large')
  })
})

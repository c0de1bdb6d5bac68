import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConditionDefinition } from '../api/conditions.ts'
import { conditionFieldOf, conditionOn, controlOf, type DeskLists, isIncomplete, withOperator } from './fields.ts'

const lists: DeskLists = {
  agents: [{ value: '7', label: 'Anna' }],
  groups: [],
  brands: [],
  forms: [],
  statuses: [],
  schedules: [],
  languages: [],
  fields: [
    { id: 5, type: 'tagger' },
    { id: 6, type: 'date' },
    { id: 8, type: 'checkbox' },
  ],
}
const operators = (...names: string[]) =>
  names.map((value) => ({ value, title: value, terminal: value.endsWith('present') }))
const every = operators(
  'is',
  'is_not',
  'includes',
  'not_includes',
  'present',
  'not_present',
  'less_than',
  'within_previous_n_days',
)
const definition = (subject: string, more: Partial<ConditionDefinition> = {}): ConditionDefinition => ({
  subject,
  title: subject,
  group: 'ticket',
  nullable: true,
  operators: every,
  ...more,
})
const field = (subject: string, more?: Partial<ConditionDefinition>) =>
  conditionFieldOf(definition(subject, more), lists)
const operatorsOf = (subject: string, more?: Partial<ConditionDefinition>) =>
  field(subject, more).operators.map((one) => one.value)

describe('conditions', () => {
  beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

  it('on people offer the team, those around the ticket, and nobody', () => {
    expect(field('assignee_id').choices.map((choice) => choice.value)).toEqual([
      'current_user',
      'requester_id',
      '7',
      '',
    ])
    expect(field('requester_id').control).toBe('user')
  })

  it('on custom fields offer what the type of the field can be asked', () => {
    expect(operatorsOf('custom_fields_5')).toEqual([
      'is',
      'is_not',
      'includes',
      'not_includes',
      'present',
      'not_present',
    ])
    expect(operatorsOf('custom_fields_8')).toEqual(['is'])
    expect(field('custom_fields_6').control).toBe('date')
    expect(controlOf(field('custom_fields_6'), 'within_previous_n_days')).toBe('number')
    expect(field('custom_fields_6').title).toBe('custom_fields_6')
  })

  it('keep their value when the operator changes to a similar one', () => {
    const priority = field('priority', { values: [{ value: 'low', title: 'low', enabled: true }] })
    const one = { ...conditionOn(priority), value: 'low' }
    expect(withOperator(priority, one, 'is_not').value).toBe('low')
    const several = withOperator(priority, one, 'includes')
    expect(several.value).toEqual(['low'])
    expect(withOperator(priority, several, 'is').value).toBe('low')
    expect(withOperator(priority, one, 'present').value).toBeNull()
  })

  it('are incomplete while a value is missing that nobody could mean', () => {
    const tags = field('current_tags')
    expect(operatorsOf('current_tags')).toEqual(['includes', 'not_includes'])
    expect(isIncomplete(conditionOn(tags), tags)).toBe(true)
    expect(isIncomplete({ field: 'current_tags', operator: 'includes', value: 'vip' }, tags)).toBe(false)
    const assignee = field('assignee_id')
    expect(isIncomplete({ field: 'assignee_id', operator: 'is', value: '' }, assignee)).toBe(false)
    expect(isIncomplete({ field: 'assignee_id', operator: 'includes', value: [] }, assignee)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { whyNotCondition } from './check.ts'
import type { Condition } from './condition.ts'
import { firstFalse, isTrue } from './evaluate.ts'
import type { RuleSubject, RuleTicket } from './subject.ts'
import { FIELDS } from './table.ts'

const NOW = new Date('2026-03-10T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)

const ticket: RuleTicket = {
  id: 1,
  status: 'open',
  priority: 'high',
  type: 'incident',
  requester_id: 10,
  assignee_id: 20,
  group_id: 30,
  organization_id: null,
  brand_id: 50,
  ticket_form_id: null,
  custom_status_id: null,
  via_channel: 'email',
  is_public: true,
  due_at: hoursAgo(-3),
  created_at: hoursAgo(50),
  updated_at: hoursAgo(2),
  tags: ['vip', 'returns'],
  field_values: { 7: 'red', 8: ['a', 'b'], 9: 12, 11: '2026-03-08', 12: true },
  satisfaction_score: 'bad',
}

const subject: RuleSubject = {
  now: NOW,
  update_type: 'Change',
  ticket,
  before: { ...ticket, status: 'pending', priority: 'high', assignee_id: null, field_values: { 7: 'blue' } },
  comment: { is_public: true, by_staff: false, author_id: 10 },
  actor: { id: 10, role: 'end-user', group_ids: [30] },
  current_via: 'api',
  cc_added: false,
  has_attachment: true,
  subject: 'My Parcel, ordered in March, is LOST',
  comment_text: 'Straße 5. Please refund.',
  description: 'Hello',
  recipient: 'Support@desk.example',
  requester: { id: 10, role: 'end-user', locale: 'de', fields: { plan: 'gold', seats: 12 } },
  organization: null,
  times: {
    status_updated_at: hoursAgo(5.5),
    assigned_at: hoursAgo(9),
    requester_updated_at: hoursAgo(1),
    assignee_updated_at: null,
    reopens: 2,
    replies: 0,
    assignee_stations: 3,
  },
  schedules: [{ id: 4, isWithin: () => false, minutesBetween: () => 130 }],
  option_values: new Map([['77', 'red']]),
}

const condition = (text: string): Condition => {
  const [field = '', operator = '', ...rest] = text.split(' ')
  const value = rest.join(' ')
  return { field, operator: operator === '-' ? '' : operator, value: rest.length === 0 ? null : value }
}

describe('conditions', () => {
  it.each([
    'status is open',
    'status is_not solved',
    'status less_than pending',
    'status greater_than new',
    'status changed',
    'status value open',
    'status changed_to open',
    'status value_previous pending',
    'status not_value solved',
    'status not_value_previous new',
    'priority not_changed',
    'priority greater_than normal',
    'type is incident',
    'assignee_id value 20',
    'assignee_id value_previous ',
    'organization_id is ',
    'organization_id not_present',
    'group_id is current_groups',
    'requester_id is current_user',
    'assignee_id is_not requester_id',
    'current_tags includes none vip',
    'current_tags not_includes none other',
    'via_id is 4',
    'current_via_id is_not 4',
    'recipient is support@DESK.example',
    'recipient - support@desk.example',
    'satisfaction_score is bad',
    'satisfaction_score less_than good',
    'custom_fields_7 is red',
    'custom_fields_7 is 77',
    'custom_fields_7 changed',
    'custom_fields_7 value_previous blue',
    'custom_fields_8 is b',
    'custom_fields_8 not_includes c',
    'custom_fields_9 greater_than 9',
    'custom_fields_11 within_previous_n_days 3',
    'custom_fields_12 is true',
    'custom_fields_13 not_present',
    'custom_fields_13 is ',
    'requester.custom_fields.plan is Gold',
    'requester.custom_fields.seats less_than 13',
    'organization.custom_fields.tier not_present',
    'subject_includes_word includes lost found',
    'subject_includes_word not_includes refund',
    'subject_includes_word is ordered in march',
    'subject_includes_word is_not ordered in april',
    'comment_includes_word includes REFUND',
    'comment_includes_word is straße 5',
    'update_type is Change',
    'update_type - Change',
    'comment_is_public is true',
    'comment_is_public is not_relevant',
    'comment_is_public is requester_can_see_comment',
    'ticket_is_public is public',
    'attachment - ',
    'attachment is present',
    'cc is false',
    'reopens is 2',
    'reopens greater_than 1',
    'replies less_than 1',
    'agent_stations is 3',
    'in_business_hours is false',
    'within_schedule is_not 4',
    'schedule_id is 4',
    'role is end_user',
    'requester_role is 0',
    'requester_role is_not agent',
    'locale_id is DE',
    'NEW is 50',
    'OPEN is 5',
    'OPEN greater_than 4',
    'OPEN is_business_hours 2',
    'assigned_at less_than 10',
    'updated_at is 2',
    'until_due_date is 3',
  ])('holds: %s', (text) => {
    expect(isTrue(condition(text), subject)).toBe(true)
  })

  it.each([
    'status value pending',
    'status is ',
    'priority changed',
    'type is_not incident',
    'assignee_id is ',
    'current_tags includes none other',
    'custom_fields_7 is blue',
    'custom_fields_11 within_previous_n_days 1',
    'custom_fields_99 less_than 5',
    'nothing is 1',
    'comment_is_public is false',
    'update_type is Create',
    'role is agent',
    'PENDING greater_than 0',
    'assignee_updated_at greater_than 0',
    'due_date greater_than 0',
    'sla_next_breach_at less_than 9',
  ])('does not hold: %s', (text) => {
    expect(isTrue(condition(text), subject)).toBe(false)
  })

  it('takes what a ticket is created with as changed to that, from nothing', () => {
    const created = { ...subject, update_type: 'Create' as const, before: null }
    expect(isTrue(condition('status value open'), created)).toBe(true)
    expect(isTrue(condition('status value_previous new'), created)).toBe(false)
    expect(isTrue(condition('organization_id changed'), created)).toBe(false)
  })

  it('says which condition failed first, the whole of "any" counting as one', () => {
    const all = [condition('status is open'), condition('type is task')]
    expect(firstFalse({ all, any: [] }, subject)).toBe(1)
    expect(firstFalse({ all: all.slice(0, 1), any: all.slice(1) }, subject)).toBe(1)
    expect(firstFalse({ all: all.slice(0, 1), any: all }, subject)).toBe(null)
    expect(firstFalse({ all: [], any: [] }, subject)).toBe(null)
  })

  it('are refused with a reason where they make no sense', () => {
    const reason = (kind: 'trigger' | 'automation' | 'view' | 'sla', text: string) =>
      whyNotCondition(kind, condition(text))
    expect(reason('trigger', 'colour is red')).toContain('colour')
    expect(reason('trigger', 'NEW is 5')).toContain('cannot be used in a trigger')
    expect(reason('automation', 'update_type is Change')).toContain('cannot be used')
    expect(reason('trigger', 'status within 5')).toContain('operators')
    expect(reason('trigger', 'status is fine')).toContain('cannot have the value')
    expect(reason('trigger', 'status is')).toContain('needs a value')
    expect(reason('trigger', 'requester_twitter_verified -')).toContain('no channel')
    expect(reason('trigger', '__proto__ is 1')).toContain('not a field')
    expect(reason('trigger', 'status changed')).toBe(null)
    expect(reason('trigger', 'group_id is ')).toBe(null)
    expect(reason('sla', 'ticket_fields_5 is 7')).toBe(null)
    expect(reason('sla', 'custom_fields_5 is 7')).toContain('cannot be used in a sla')
  })

  it('never fail, whatever the value, once they were let in', () => {
    const values = ['', '0', '5', 'true', 'open', '\u0000', '\ud800'.toWellFormed(), 'a'.repeat(2000), '(?:(']
    for (const [field, entry] of Object.entries(FIELDS))
      for (const operator of entry.operators)
        for (const value of [...values, null, [], ['1', 'x']])
          expect(typeof isTrue({ field, operator, value }, subject)).toBe('boolean')
  })
})

// The fields every ticket has. They exist in each account from its first day without a row: their ids are fixed and
// small (every other id is far larger), and the first change by an admin writes them down.
import type { FieldRow, SystemType } from './schema.ts'

interface Seed {
  id: number
  type: SystemType
  title: string
  title_in_portal?: string
  visible_in_portal?: boolean
  required?: boolean
  sub_type_id?: number
}

const SEEDS: readonly Seed[] = [
  { id: 1, type: 'subject', title: 'Subject', visible_in_portal: true },
  { id: 2, type: 'description', title: 'Description', visible_in_portal: true },
  { id: 3, type: 'status', title: 'Status', sub_type_id: 1 },
  { id: 4, type: 'tickettype', title: 'Type' },
  { id: 5, type: 'priority', title: 'Priority', sub_type_id: 0 },
  { id: 6, type: 'group', title: 'Group' },
  { id: 7, type: 'assignee', title: 'Assignee', required: true },
  { id: 8, type: 'custom_status', title: 'Ticket status', title_in_portal: 'Status' },
]

/** Ids of the fields every ticket has, by type: the same in every account. */
export const SYSTEM_FIELD_IDS = Object.fromEntries(SEEDS.map(({ id, type }) => [type, id])) as Record<
  SystemType,
  number
> // SEEDS has each type once

/** When nobody has changed them, they are as old as the product. */
const SINCE = new Date('2026-01-01T00:00:00Z')

export const SYSTEM_FIELDS: readonly FieldRow[] = SEEDS.map((seed, place) => ({
  id: seed.id,
  of: 'ticket',
  key: null,
  type: seed.type,
  title: seed.title,
  title_in_portal: seed.title_in_portal ?? seed.title,
  description: '',
  agent_description: null,
  tag: null,
  regexp_for_validation: null,
  relationship_target_type: null,
  relationship_filter: null,
  sub_type_id: seed.sub_type_id ?? null,
  position: place,
  active: true,
  required: seed.required ?? false,
  collapsed_for_agents: false,
  visible_in_portal: seed.visible_in_portal ?? false,
  editable_in_portal: seed.visible_in_portal ?? false,
  required_in_portal: seed.visible_in_portal ?? false,
  system: true,
  creator_user_id: null,
  created_at: SINCE,
  updated_at: SINCE,
  options: [],
}))

/** What a system field offers; empty for those that take free input or a record. Names are ours, in English. */
export function systemOptions(row: Pick<FieldRow, 'type' | 'sub_type_id'>): readonly { name: string; value: string }[] {
  if (row.type === 'status')
    return [
      { name: 'Open', value: 'open' },
      { name: 'Pending', value: 'pending' },
      ...(row.sub_type_id === 1 ? [{ name: 'On-hold', value: 'hold' }] : []),
      { name: 'Solved', value: 'solved' },
    ]
  if (row.type === 'tickettype')
    return [
      { name: 'Question', value: 'question' },
      { name: 'Incident', value: 'incident' },
      { name: 'Problem', value: 'problem' },
      { name: 'Task', value: 'task' },
    ]
  if (row.type === 'priority') {
    const middle = [
      { name: 'Normal', value: 'normal' },
      { name: 'High', value: 'high' },
    ]
    return row.sub_type_id === 1
      ? middle
      : [{ name: 'Low', value: 'low' }, ...middle, { name: 'Urgent', value: 'urgent' }]
  }
  return []
}

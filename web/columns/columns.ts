/** The columns that a view can show: what they are called, how wide they begin, which can order a list. Pure. */
import type { DeskField } from '../api/fields.ts'
import type { ViewColumn } from '../api/views.ts'
import { type MessageKey, t } from '../language/text.ts'

interface ColumnLook {
  label: MessageKey
  /** In pixels. */
  width: number
  sortable: boolean
}

const looks: Readonly<Record<string, ColumnLook>> = {
  status: { label: 'column.status', width: 110, sortable: true },
  custom_status_id: { label: 'column.customStatus', width: 140, sortable: true },
  nice_id: { label: 'column.id', width: 84, sortable: true },
  subject: { label: 'column.subject', width: 320, sortable: false },
  description: { label: 'column.description', width: 260, sortable: false },
  requester: { label: 'column.requester', width: 160, sortable: true },
  organization: { label: 'column.organization', width: 150, sortable: true },
  assignee: { label: 'column.assignee', width: 150, sortable: true },
  submitter: { label: 'column.submitter', width: 150, sortable: true },
  group: { label: 'column.group', width: 130, sortable: true },
  priority: { label: 'column.priority', width: 100, sortable: true },
  type: { label: 'column.type', width: 100, sortable: true },
  updated: { label: 'column.updated', width: 110, sortable: true },
  created: { label: 'column.created', width: 110, sortable: true },
  solved: { label: 'column.solved', width: 110, sortable: true },
  assigned: { label: 'column.assigned', width: 110, sortable: true },
  updated_requester: { label: 'column.updatedRequester', width: 130, sortable: true },
  updated_assignee: { label: 'column.updatedAssignee', width: 130, sortable: true },
  due_date: { label: 'column.due', width: 110, sortable: true },
  sla_next_breach_at: { label: 'column.sla', width: 140, sortable: true },
  tags: { label: 'column.tags', width: 180, sortable: false },
  brand: { label: 'column.brand', width: 120, sortable: true },
  ticket_form: { label: 'column.form', width: 120, sortable: true },
  satisfaction_score: { label: 'column.satisfaction', width: 130, sortable: true },
  channel: { label: 'column.channel', width: 100, sortable: false },
  external_id: { label: 'column.externalId', width: 120, sortable: false },
}

const customWidth = 140
export const narrowestColumn = 56
export const widestColumn = 640
/** As the server keeps in one view. */
export const mostColumns = 30

/** Field types by which the server can order; texts are sealed. */
const sortableTypes = ['tagger', 'checkbox', 'integer', 'decimal', 'date', 'lookup']

/** Everything that can be a column: those every desk has, then the desk's own fields. */
export function allColumns(fields: readonly DeskField[]): ViewColumn[] {
  const own = Object.entries(looks).map(([id, { label, sortable }]) => ({ id, title: t(label), sortable }))
  const custom = fields
    .filter((field) => field.active && field.removable !== false)
    .map((field) => ({ id: String(field.id), title: field.title, sortable: sortableTypes.includes(field.type) }))
  return [...own, ...custom]
}

/** What a column is called here; the title of the server for custom fields. */
export function columnTitle({ id, title }: Pick<ViewColumn, 'id' | 'title'>): string {
  const look = looks[id]
  return look ? t(look.label) : title
}

export function columnWidth(id: string, widths: Readonly<Record<string, number>> | undefined): number {
  return widths?.[id] ?? looks[id]?.width ?? customWidth
}

// The columns a view can show, group and sort by: their names, how they sort in SQL over the alias `t`, and what a row
// shows of a presented ticket. Names of people are sealed, so people sort by id.
import { type FieldRow, listFieldRows } from '../../fields/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import type { SortKey } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { nextBreachOf } from '../../slas/index.ts'
import { TICKET_PRIORITIES, TICKET_STATUSES, TICKET_TYPES, type Ticket } from '../../tickets/index.ts'
import { SCORE_ORDER } from '../conditions/choices.ts'
import { COLUMNS_PER_VIEW, type Execution } from '../schema.ts'

export interface Column {
  id: string
  title: string
  /** Absent where rows cannot be ordered by it: texts are sealed. */
  sort?: SortKey
  read(ticket: Ticket): unknown
  field?: FieldRow
}

const rank = (column: RawBuilder<unknown>, order: readonly string[]) =>
  sql`array_position(array[${sql.join(order.map((name) => sql.lit(name)))}], ${column})`
const ranked = (column: RawBuilder<unknown>, order: readonly string[]): SortKey => ({
  by: rank(column, order),
  type: 'bigint',
  nullable: true,
})
const id = (column: RawBuilder<unknown>): SortKey => ({ by: column, type: 'bigint', nullable: true })
const time = (column: RawBuilder<unknown>, nullable = true): SortKey => ({ by: column, type: 'timestamptz', nullable })
const measured = (column: string): SortKey =>
  time(
    sql`(select ${sql.ref(`m.${column}`)} from ticket_metrics m where m.account_id = t.account_id and m.ticket_id = t.id)`,
  )

/** Where a column reads what a ticket itself does not carry, `times` holds it by ticket. */
export interface Times {
  solved_at: string | null
  assigned_at: string | null
  requester_updated_at: string | null
  assignee_updated_at: string | null
  next_breach_at: string | null
}

const own: readonly Column[] = [
  { id: 'nice_id', title: 'ID', sort: { by: sql`t.id`, type: 'bigint' }, read: (ticket) => ticket.id },
  { id: 'subject', title: 'Subject', read: (ticket) => ticket.subject },
  { id: 'description', title: 'Description', read: (ticket) => ticket.description },
  { id: 'status', title: 'Status', sort: ranked(sql`t.status`, TICKET_STATUSES), read: (ticket) => ticket.status },
  {
    id: 'custom_status_id',
    title: 'Ticket status',
    sort: id(sql`t.custom_status_id`),
    read: (ticket) => ticket.custom_status_id,
  },
  {
    id: 'priority',
    title: 'Priority',
    sort: ranked(sql`t.priority`, TICKET_PRIORITIES),
    read: (ticket) => ticket.priority,
  },
  { id: 'type', title: 'Type', sort: ranked(sql`t.type`, TICKET_TYPES), read: (ticket) => ticket.type },
  { id: 'requester', title: 'Requester', sort: id(sql`t.requester_id`), read: (ticket) => ticket.requester_id },
  { id: 'submitter', title: 'Submitter', sort: id(sql`t.submitter_id`), read: (ticket) => ticket.submitter_id },
  { id: 'assignee', title: 'Assignee', sort: id(sql`t.assignee_id`), read: (ticket) => ticket.assignee_id },
  { id: 'group', title: 'Group', sort: id(sql`t.group_id`), read: (ticket) => ticket.group_id },
  {
    id: 'organization',
    title: 'Organization',
    sort: id(sql`t.organization_id`),
    read: (ticket) => ticket.organization_id,
  },
  { id: 'brand', title: 'Brand', sort: id(sql`t.brand_id`), read: (ticket) => ticket.brand_id },
  { id: 'ticket_form', title: 'Form', sort: id(sql`t.ticket_form_id`), read: (ticket) => ticket.ticket_form_id },
  { id: 'created', title: 'Requested', sort: time(sql`t.created_at`, false), read: (ticket) => ticket.created_at },
  { id: 'updated', title: 'Latest update', sort: time(sql`t.updated_at`, false), read: (ticket) => ticket.updated_at },
  { id: 'due_date', title: 'Due date', sort: time(sql`t.due_at`), read: (ticket) => ticket.due_at },
  {
    id: 'satisfaction_score',
    title: 'Satisfaction',
    sort: ranked(sql`coalesce(t.satisfaction, 'unoffered')`, SCORE_ORDER),
    read: (ticket) => ticket.satisfaction_rating.score,
  },
  { id: 'solved', title: 'Solved', sort: time(sql`t.solved_at`), read: () => null },
  { id: 'assigned', title: 'Assigned', sort: measured('assigned_at'), read: () => null },
  {
    id: 'updated_requester',
    title: 'Latest update by requester',
    sort: measured('requester_updated_at'),
    read: () => null,
  },
  {
    id: 'updated_assignee',
    title: 'Latest update by assignee',
    sort: measured('assignee_updated_at'),
    read: () => null,
  },
  { id: 'sla_next_breach_at', title: 'Next SLA breach', sort: time(nextBreachOf), read: () => null },
  { id: 'tags', title: 'Tags', read: (ticket) => ticket.tags },
  { id: 'external_id', title: 'External ID', read: (ticket) => ticket.external_id },
  { id: 'channel', title: 'Channel', read: (ticket) => ticket.via.channel },
]

/** Columns that are read beside the ticket, and what they are of. */
export const TIME_COLUMNS: Readonly<Record<string, keyof Times>> = {
  solved: 'solved_at',
  assigned: 'assigned_at',
  updated_requester: 'requester_updated_at',
  updated_assignee: 'assignee_updated_at',
  sla_next_breach_at: 'next_breach_at',
}

/** Other names that clients use. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['id', 'nice_id'],
  ['ticket_id', 'nice_id'],
  ['created_at', 'created'],
  ['updated_at', 'updated'],
  ['due_at', 'due_date'],
  ['solved_at', 'solved'],
  ['assigned_at', 'assigned'],
  ['requester_id', 'requester'],
  ['assignee_id', 'assignee'],
  ['group_id', 'group'],
  ['organization_id', 'organization'],
  ['brand_id', 'brand'],
  ['ticket_form_id', 'ticket_form'],
  ['ticket_type', 'type'],
  ['requester_updated_at', 'updated_requester'],
  ['assignee_updated_at', 'updated_assignee'],
  ['score', 'satisfaction_score'],
])

const later = new Map<string, Column>()

/** Columns of modules that come after, e.g. the next breach of a service level. Called in compose.ts. */
export function offerViewColumns(columns: readonly Column[]): void {
  for (const column of columns) later.set(column.id, column)
}

/** Every column there is without custom fields. */
export function plainColumns(): Column[] {
  return [...own, ...later.values()]
}

/** A column by its name or, for a custom field, by the field's id; null when there is none. */
export async function findColumn(work: Work, name: string): Promise<Column | null> {
  const known = ALIASES.get(name) ?? name
  const plain = plainColumns().find((column) => column.id === known)
  if (plain) return plain
  const field_id = /^(?:custom_fields?_)?(\d{1,15})$/.exec(name)?.[1]
  const field = field_id ? (await listFieldRows(work, 'ticket')).find((row) => row.id === Number(field_id)) : undefined
  return field && !field.system ? customColumn(field) : null
}

function customColumn(field: FieldRow): Column {
  return {
    id: String(field.id),
    title: field.title,
    field,
    sort: sortOfField(field),
    read: (ticket) => ticket.custom_fields.find((one) => one.id === field.id)?.value ?? null,
  }
}

/** How the values of a field sort; undefined for customers' words and lists. */
function sortOfField(field: FieldRow): SortKey | undefined {
  const value = sql`t.field_values ->> ${sql.lit(String(field.id))}`
  switch (field.type) {
    case 'tagger':
      return field.options.length === 0
        ? undefined
        : ranked(
            value,
            field.options.map((option) => option.value),
          )
    case 'checkbox':
      return { by: sql`(${value})::boolean::int`, type: 'bigint', nullable: true }
    case 'integer':
    case 'decimal':
      // In millionths, within what a cursor holds exactly.
      return {
        by: sql`(least(greatest((${value})::numeric, -9000000000), 9000000000) * 1000000)::bigint`,
        type: 'bigint',
        nullable: true,
      }
    case 'date':
      return { by: value, type: 'text', nullable: true }
    case 'lookup':
      return { by: sql`(${value})::bigint`, type: 'bigint', nullable: true }
    default:
      return undefined
  }
}

/** 422 for columns, sorts and groups that there are not. */
export async function checkExecution(work: Work, execution: Execution): Promise<void> {
  if (execution.columns.length > COLUMNS_PER_VIEW) throw invalid('columns', `Columns: at most ${COLUMNS_PER_VIEW}`)
  for (const name of execution.columns)
    if (!(await findColumn(work, name))) throw invalid('columns', `Columns: there is no column ${name}`)
  for (const key of ['sort_by', 'group_by'] as const) {
    const name = execution[key]
    if (name === null) continue
    const column = await findColumn(work, name)
    if (!column) throw invalid(key, `${key}: there is no column ${name}`)
    if (!column.sort) throw invalid(key, `${key}: tickets cannot be ordered by ${name}, its texts are encrypted`)
  }
}

/** The columns of a view that still exist, in their order. */
export async function columnsOf(work: Work, execution: Execution): Promise<Column[]> {
  const columns: Column[] = []
  for (const name of execution.columns) {
    const column = await findColumn(work, name)
    if (column) columns.push(column)
  }
  return columns
}

export function columnReply({ id, title, sort }: Column) {
  return { id, title, filterable: true, sortable: sort !== undefined }
}

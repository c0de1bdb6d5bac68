// Views as the API shows and takes them. Writes may nest conditions and execution or have them at the top level:
// clients do both.
import { z } from 'zod'
import { idParam } from '../platform/http/ids.ts'
import { type Conditions, conditionsInput, conditionsSchema } from '../rules/index.ts'

export interface Execution {
  columns: string[]
  group_by: string | null
  group_order: 'asc' | 'desc'
  sort_by: string | null
  sort_order: 'asc' | 'desc'
}

export interface ViewRow {
  id: number
  title: string
  description: string | null
  active: boolean
  position: number
  conditions: Conditions
  /** Ours: a search that the tickets must also match. */
  query: string | null
  execution: Execution
  restriction: 'all' | 'groups' | 'user'
  owner_id: number | null
  group_ids: number[]
  is_default: boolean
  created_at: Date
  updated_at: Date
}

export const COLUMNS_PER_VIEW = 30
export const DEFAULT_COLUMNS = ['status', 'nice_id', 'subject', 'requester', 'updated']

export const columnSchema = z.object({
  id: z.string(),
  title: z.string(),
  filterable: z.boolean(),
  sortable: z.boolean(),
})
const orderedColumn = columnSchema.extend({ order: z.enum(['asc', 'desc']) })

export const viewSchema = z.object({
  url: z.string(),
  id: z.number(),
  title: z.string(),
  raw_title: z.string(),
  description: z.string().nullable(),
  active: z.boolean(),
  position: z.number(),
  default: z.boolean(),
  watchable: z.boolean(),
  conditions: conditionsSchema,
  query: z.string().nullable().describe('Our addition: a search that the tickets must also match'),
  execution: z.object({
    group_by: z.string().nullable(),
    group_order: z.enum(['asc', 'desc']),
    sort_by: z.string().nullable(),
    sort_order: z.enum(['asc', 'desc']),
    group: orderedColumn.nullable(),
    sort: orderedColumn.nullable(),
    columns: z.array(columnSchema),
    fields: z.array(columnSchema),
    custom_fields: z.array(z.object({ id: z.number(), title: z.string(), type: z.string(), url: z.string() })),
  }),
  restriction: z
    .object({ type: z.enum(['Group', 'User']), id: z.number(), ids: z.array(z.number()).optional() })
    .nullable(),
  may_edit: z.boolean().describe('Our addition: the caller may change it'),
  created_at: z.string(),
  updated_at: z.string(),
})
export type View = z.output<typeof viewSchema>

const order = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(['asc', 'desc']))
const columnName = z.union([z.string().max(60), z.number()]).transform(String)
const columnInput = z.union([columnName, z.looseObject({ id: columnName }).transform(({ id }) => id)])
const sortInput = z.looseObject({ id: columnName, order: order.optional() }).nullable()

/** `output` in Zendesk's writes, `execution` in its replies. */
const executionInput = z.looseObject({
  columns: z.array(columnInput).max(COLUMNS_PER_VIEW).optional(),
  group_by: columnName.nullable().optional(),
  group_order: order.nullable().optional(),
  sort_by: columnName.nullable().optional(),
  sort_order: order.nullable().optional(),
  group: sortInput.optional(),
  sort: sortInput.optional(),
})
export type ExecutionInput = z.output<typeof executionInput>

const restrictionInput = z.looseObject({
  type: z.string().max(20),
  id: idParam.optional(),
  ids: z.array(idParam).max(100).optional(),
})

const clean = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text.toWellFormed())

export const viewInput = z.looseObject({
  title: clean(255).optional(),
  raw_title: clean(255).optional(),
  description: clean(2_000).nullable().optional(),
  active: z.boolean().optional(),
  position: z.number().int().min(0).max(1_000_000).optional(),
  ...conditionsInput,
  query: clean(1_000).nullable().optional(),
  output: executionInput.optional(),
  execution: executionInput.optional(),
  restriction: restrictionInput.nullable().optional(),
})
export type ViewInput = z.output<typeof viewInput>

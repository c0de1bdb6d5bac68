// What a condition looks like: in a rule of the API, in the database, and to whoever evaluates it or turns it into SQL.
import { z } from 'zod'

/** What conditions belong to. Which fields and operators each may use says the table. */
export type RuleKind = 'trigger' | 'automation' | 'view' | 'sla'

/** One value, several, or none. Numbers and booleans of a client become text, as Zendesk shows them. */
export type ConditionValue = string | readonly string[] | null

export interface Condition {
  readonly field: string
  readonly operator: string
  readonly value: ConditionValue
}

/** All of `all` must hold, and one of `any` where there is one. */
export interface Conditions {
  readonly all: readonly Condition[]
  readonly any: readonly Condition[]
}

export const CONDITIONS_PER_RULE = 100
const VALUES_PER_CONDITION = 100
const VALUE_LENGTH = 2_000

const single = z
  .union([z.string().max(VALUE_LENGTH), z.number(), z.boolean()])
  .transform((value) => String(value).toWellFormed().replaceAll('\u0000', ''))

/** A condition as a client writes it. `source` is what some clients of older versions call the field. */
export const conditionInput = z
  .object({
    field: z.string().max(200).optional(),
    source: z.string().max(200).optional(),
    operator: z.string().max(60).nullish(),
    value: z.union([single, z.array(single).max(VALUES_PER_CONDITION), z.null()]).optional(),
  })
  .transform(
    ({ field, source, operator, value }): Condition => ({
      field: (field ?? source ?? '').toWellFormed().replaceAll('\u0000', ''),
      operator: (operator ?? '').toWellFormed().replaceAll('\u0000', ''),
      value: value ?? null,
    }),
  )

const list = z.array(conditionInput).max(CONDITIONS_PER_RULE).nullish()

/** `conditions: {all, any}`, and the same two at the top level of a rule, as views are written. */
export const conditionsInput = {
  conditions: z.object({ all: list, any: list }).nullish(),
  all: list,
  any: list,
}

interface Written {
  conditions?: { all?: readonly Condition[] | null; any?: readonly Condition[] | null } | null
  all?: readonly Condition[] | null
  any?: readonly Condition[] | null
}

/** The conditions of a write in either form; undefined where it says nothing about them. */
export function conditionsOf(input: Written): Conditions | undefined {
  const { conditions, all, any } = input
  if (!conditions && !all && !any) return undefined
  return { all: conditions?.all ?? all ?? [], any: conditions?.any ?? any ?? [] }
}

export const conditionSchema = z.object({
  field: z.string(),
  operator: z.string(),
  value: z.union([z.string(), z.array(z.string()), z.null()]),
})
export const conditionsSchema = z.object({ all: z.array(conditionSchema), any: z.array(conditionSchema) })

/** The values of a condition as a list; an empty text stands for "nothing". */
export function valuesOf({ value }: Condition): readonly string[] {
  return value === null ? [''] : typeof value === 'string' ? [value] : value
}

/** The first value; '' stands for "nothing". */
export function firstValue(condition: Condition): string {
  return valuesOf(condition)[0] ?? ''
}

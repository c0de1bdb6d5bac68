// What an action looks like: in a rule of the API and in the database.
import { z } from 'zod'

export type ActionKind = 'trigger' | 'automation' | 'macro'
export type ActionValue = string | readonly string[] | null

export interface Action {
  readonly field: string
  readonly value: ActionValue
}

export const ACTIONS_PER_RULE = 50
/** Of one text, e.g. the body of a mail. */
export const TEXT_LENGTH = 65_536
const VALUES_PER_ACTION = 20

const single = z
  .union([z.string().max(TEXT_LENGTH), z.number(), z.boolean()])
  .transform((value) => String(value).toWellFormed().replaceAll('\u0000', ''))

/** An action as a client writes it. `source` is what some clients of older versions call the field. */
export const actionInput = z
  .object({
    field: z.string().max(200).optional(),
    source: z.string().max(200).optional(),
    value: z.union([single, z.array(single).max(VALUES_PER_ACTION), z.null()]).optional(),
  })
  .transform(
    ({ field, source, value }): Action => ({
      field: (field ?? source ?? '').toWellFormed().replaceAll('\u0000', ''),
      value: value ?? null,
    }),
  )

export const actionsInput = z.array(actionInput).max(ACTIONS_PER_RULE)

export const actionSchema = z.object({
  field: z.string(),
  value: z.union([z.string(), z.array(z.string()), z.null()]),
})

/** The values as a list. */
export const listOf = (value: ActionValue): readonly string[] =>
  value === null ? [] : typeof value === 'string' ? [value] : value

/** The first value; '' for none. */
export const firstOf = (value: ActionValue): string => listOf(value)[0] ?? ''

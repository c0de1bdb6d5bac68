// The values of a ticket's custom fields: which a write gives, and what the change of them is.
import type { Work } from '../platform/work.ts'
import type { Change, TicketTexts } from './events.ts'

/** A value as a client or a rule writes it. */
export interface FieldInput {
  id: number
  value: unknown
}

/** What a ticket holds: values without free text, and free text, each by field id. */
export interface HeldValues {
  plain: Record<string, unknown>
  texts: Record<string, string>
}

export interface FieldChange {
  after: HeldValues
  changes: Change[]
  /** All values, as the look-up table holds them. */
  lookups: { field_id: number; value: string }[]
  field_texts: NonNullable<TicketTexts['field_texts']>
  /** Tags of options that were chosen, and of those that no longer are. */
  tags_added: string[]
  tags_removed: string[]
}

export const NO_VALUES: HeldValues = { plain: {}, texts: {} }

/** What a write changes about the values; null when it changes none. 422 for values that are none of their field. */
export async function changeFields(
  _work: Work,
  _before: HeldValues,
  given: readonly FieldInput[] | undefined,
): Promise<FieldChange | null> {
  if (given === undefined || given.length === 0) return null
  return null
}

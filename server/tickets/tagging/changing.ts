// What a write does to a ticket's tags: replaces, adds and takes away, and follows the options of its fields.
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import type { FieldChange, TagChange } from '../custom-fields.ts'
import type { Change } from '../events.ts'
import { addTags, removeTags } from '../queries.ts'
import { TAGS_PER_TICKET } from '../schema.ts'

/** What a write says of tags. */
export interface TagWrite {
  /** Replaces all tags. */
  tags?: readonly string[]
  additional_tags?: readonly string[]
  remove_tags?: readonly string[]
}

interface TagPlan extends TagChange {
  wanted: Set<string>
}

/** What a write itself does to the tags; null when it does not speak of them. */
export function planTags(before: readonly string[], change: TagWrite): TagPlan | null {
  if (!change.tags && !change.additional_tags && !change.remove_tags) return null
  const wanted = new Set(change.tags ?? before)
  for (const tag of change.additional_tags ?? []) wanted.add(tag)
  for (const tag of change.remove_tags ?? []) wanted.delete(tag)
  const added = [...wanted].filter((tag) => !before.includes(tag))
  return { wanted, added, removed: before.filter((tag) => !wanted.has(tag)) }
}

/** Writes the tags as planned, and those of options that were chosen or no longer are. Returns what that changed. */
export function changeTags(
  work: Work,
  id: number,
  before: readonly string[],
  plan: TagPlan | null,
  fields: FieldChange | null,
): Change[] {
  const of_options = fields !== null && fields.tags_added.length + fields.tags_removed.length > 0
  if (plan === null && !of_options) return []
  const wanted = new Set(plan?.wanted ?? before)
  for (const tag of fields?.tags_removed ?? []) wanted.delete(tag)
  for (const tag of fields?.tags_added ?? []) wanted.add(tag)
  if (wanted.size > TAGS_PER_TICKET)
    throw new Refusal('too_many_values', `A ticket has at most ${TAGS_PER_TICKET} tags`)
  const added = [...wanted].filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !wanted.has(tag))
  addTags(work, id, added)
  removeTags(work, id, removed)
  return added.length + removed.length === 0
    ? []
    : [{ field_name: 'tags', value: [...wanted].toSorted(), previous_value: before }]
}

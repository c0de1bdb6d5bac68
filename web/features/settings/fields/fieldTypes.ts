// The types of fields by their words and by what else they ask for.
import type { FieldOf } from '../../../api/fields.ts'
import type { MessageKey } from '../../../language/text.ts'

export const typeWords: Record<string, MessageKey> = {
  text: 'field.type.text',
  textarea: 'field.type.textarea',
  tagger: 'field.type.tagger',
  dropdown: 'field.type.tagger',
  multiselect: 'field.type.multiselect',
  checkbox: 'field.type.checkbox',
  date: 'field.type.date',
  integer: 'field.type.integer',
  decimal: 'field.type.decimal',
  regexp: 'field.type.regexp',
  partialcreditcard: 'field.type.partialcreditcard',
  lookup: 'field.type.lookup',
}

/** What an admin can make, the usual ones first. */
export function typesFor(of: FieldOf): string[] {
  const usual = ['text', 'textarea', of === 'ticket' ? 'tagger' : 'dropdown', 'multiselect', 'checkbox']
  const rest = ['date', 'integer', 'decimal', 'regexp', 'lookup']
  return of === 'ticket' ? [...usual, ...rest, 'partialcreditcard'] : [...usual, ...rest]
}

export const hasOptions = (type: string) => type === 'tagger' || type === 'dropdown' || type === 'multiselect'

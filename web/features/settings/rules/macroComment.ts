/** The words of a macro among its actions: taken out for the editor, and put back when it is saved. Pure. */
import type { Action } from '../../../api/rules.ts'
import { commentFields, partsOf } from './actionFields.ts'

export interface MacroComment {
  html: string
  /** '' leaves it to whoever applies the macro. */
  mode: '' | 'true' | 'false'
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Plain words as paragraphs. */
function htmlOf(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('')
}

/** The last part of a value: older clients write `[channel, text]`. */
const lastOf = (action: Action | undefined): string => {
  const parts = action ? partsOf(action).filter((part) => part !== '') : []
  return parts.at(-1) ?? ''
}

export function commentOf(actions: readonly Action[]): MacroComment {
  const find = (field: string) => actions.find((action) => action.field === field)
  const html = lastOf(find('comment_value_html')) || htmlOf(lastOf(find('comment_value')))
  const mode = lastOf(find('comment_mode_is_public'))
  return { html, mode: mode === 'true' || mode === 'false' ? mode : '' }
}

export const withoutComment = (actions: readonly Action[]): Action[] =>
  actions.filter((action) => !commentFields.includes(action.field))

const isEmpty = (html: string): boolean => html.replace(/<[^>]*>|&nbsp;/g, '').trim() === ''

/** All actions of a macro: its words first, as they are what one looks for. */
export function actionsWith({ html, mode }: MacroComment, actions: readonly Action[]): Action[] {
  if (isEmpty(html)) return [...actions]
  return [
    { field: 'comment_value_html', value: html },
    ...(mode === '' ? [] : [{ field: 'comment_mode_is_public', value: mode }]),
    ...actions,
  ]
}

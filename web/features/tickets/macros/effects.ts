/** What applying a macro does, from what the server says it would: fields that really change, and the words. Pure. */
import type { MacroResult } from '../../../api/macros.ts'
import type { Ticket } from '../../../api/shapes.ts'

const FIELDS = ['priority', 'type', 'assignee_id', 'group_id', 'subject'] as const

export type FieldName = (typeof FIELDS)[number] | 'status' | 'tags'

export interface Effects {
  /** Sent to the server when the macro is applied; the status travels with the comment where there is one. */
  change: Partial<Pick<MacroResult, (typeof FIELDS)[number] | 'status' | 'tags' | 'custom_fields'>>
  /** What the agent is shown, field by field. */
  lines: { field: FieldName | 'custom'; from: unknown; to: unknown }[]
  comment: { html: string; isPublic: boolean } | null
  tagsAdded: string[]
  tagsRemoved: string[]
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The words of a macro as HTML. Without a mode of their own they are public, as a macro says nothing else. */
function commentOf(result: MacroResult): Effects['comment'] {
  const { comment } = result
  const html = comment?.html_body || htmlOf(comment?.body ?? '')
  return html === '' ? null : { html, isPublic: comment?.public !== false }
}

function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return text.trim() === ''
    ? ''
    : escaped
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
        .join('')
}

export function effectsOf(ticket: Ticket, result: MacroResult): Effects {
  const change: Effects['change'] = {}
  const lines: Effects['lines'] = []
  for (const field of FIELDS) {
    if (result[field] === undefined || isSame(result[field], ticket[field])) continue
    Object.assign(change, { [field]: result[field] })
    lines.push({ field, from: ticket[field], to: result[field] })
  }
  if (result.status !== undefined && result.status !== ticket.status) {
    change.status = result.status
    lines.push({ field: 'status', from: ticket.status, to: result.status })
  }
  const tags = result.tags ?? ticket.tags
  const tagsAdded = tags.filter((tag) => !ticket.tags.includes(tag))
  const tagsRemoved = ticket.tags.filter((tag) => !tags.includes(tag))
  if (tagsAdded.length + tagsRemoved.length > 0) change.tags = tags
  const before = new Map((ticket.custom_fields ?? []).map((field) => [field.id, field.value]))
  const custom = (result.custom_fields ?? []).filter((field) => !isSame(before.get(field.id), field.value))
  if (custom.length > 0) change.custom_fields = custom
  for (const field of custom) lines.push({ field: 'custom', from: before.get(field.id), to: field.value })
  return { change, lines, comment: commentOf(result), tagsAdded, tagsRemoved }
}

/** The placeholders one meets most, with an example of each: for the menu that inserts them, and for previews. Pure. */
import type { MessageKey } from '../../../language/text.ts'

export interface Placeholder {
  name: string
  label: MessageKey
  example: string
}

export const placeholders: readonly Placeholder[] = [
  { name: 'ticket.id', label: 'placeholder.id', example: '4711' },
  { name: 'ticket.title', label: 'placeholder.title', example: 'The kettle leaks' },
  { name: 'ticket.description', label: 'placeholder.description', example: 'Hello, my kettle leaks since Monday.' },
  { name: 'ticket.link', label: 'placeholder.link', example: 'https://desk.example/requests/4711' },
  { name: 'ticket.status', label: 'placeholder.status', example: 'open' },
  { name: 'ticket.priority', label: 'placeholder.priority', example: 'normal' },
  { name: 'ticket.tags', label: 'placeholder.tags', example: 'kettle repair' },
  { name: 'ticket.group.name', label: 'placeholder.group', example: 'Support' },
  { name: 'ticket.assignee.name', label: 'placeholder.assignee', example: 'Anna Mertens' },
  { name: 'ticket.requester.name', label: 'placeholder.requester', example: 'Mia Kunz' },
  { name: 'ticket.requester.first_name', label: 'placeholder.firstName', example: 'Mia' },
  { name: 'ticket.requester.email', label: 'placeholder.email', example: 'mia@kunde.example' },
  { name: 'ticket.organization.name', label: 'placeholder.organization', example: 'Kunde GmbH' },
  { name: 'ticket.latest_public_comment', label: 'placeholder.latest', example: 'Can you send us a photo?' },
  { name: 'ticket.public_comments_formatted', label: 'placeholder.comments', example: '…' },
  { name: 'current_user.name', label: 'placeholder.me', example: 'Anna Mertens' },
]

/** A text with examples in place of the placeholders we have one for; the others stay as they are written. */
export function withExamples(text: string): string {
  return text.replaceAll(
    /\{\{\s*([\w.]+)\s*\}\}/g,
    (written, name) => placeholders.find((one) => one.name === name)?.example ?? written,
  )
}

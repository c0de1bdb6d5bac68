// Titles in the reader's language: what an admin wrote may name dynamic content, and what nobody changed is ours.
import { accountSettings } from '../accounts/index.ts'
import { translator } from '../platform/i18n.ts'
import type { Work } from '../platform/work.ts'

/** Our own words for what every desk has, as they stand in rows, and where their translations are. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  Subject: 'field.subject',
  Description: 'field.description',
  Status: 'field.status',
  'Ticket status': 'field.ticket_status',
  Type: 'field.type',
  Priority: 'field.priority',
  Group: 'field.group',
  Assignee: 'field.assignee',
  New: 'field.status.new',
  Open: 'field.status.open',
  Pending: 'field.status.pending',
  'Awaiting your reply': 'field.status.awaiting',
  'On-hold': 'field.status.hold',
  Solved: 'field.status.solved',
  Question: 'field.type.question',
  Incident: 'field.type.incident',
  Problem: 'field.type.problem',
  Task: 'field.type.task',
  Low: 'field.priority.low',
  Normal: 'field.priority.normal',
  High: 'field.priority.high',
  Urgent: 'field.priority.urgent',
  'Default ticket form': 'field.default_form',
}

export interface Wording {
  /** An admin's text. */
  shown(text: string): string
  /** A text of what every desk has: translated as long as nobody changed it. */
  own(text: string): string
}

/** The wording for one reply. `locale` is what the caller asked for; without it the account's language. */
export async function wordingFor(work: Work, locale?: string): Promise<Wording> {
  const language = locale ?? (await accountSettings(work)).desk.locale
  const translate = translator(language)
  const shown = (text: string): string => text
  return {
    shown,
    own: (text) => {
      const key = Object.hasOwn(OWN_WORDS, text) ? OWN_WORDS[text] : undefined
      return key === undefined ? shown(text) : translate(key)
    },
  }
}

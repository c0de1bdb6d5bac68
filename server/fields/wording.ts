// Titles in the reader's language: what an admin wrote may name dynamic content, and what nobody changed is ours.
import { deskLocale, renderDynamicContent } from '../locales/index.ts'
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

/** Texts whose dynamic content is looked up together. */
const BATCH = 100
/** How deep texts lie in a row: a field has options, an option a name. */
const DEPTH = 3

/**
 * The wording for one reply about `rows`, whose dynamic content is looked up here. `locale` is what the caller asked
 * for; without it the desk's language.
 */
export async function wordingFor(work: Work, rows: readonly object[], locale?: string): Promise<Wording> {
  const language = locale ?? (await deskLocale(work)).locale
  const translate = translator(language)
  const texts = [...new Set(textsIn(rows, DEPTH))].filter((text) => text.includes('{{'))
  const rendered = new Map<string, string>()
  for (let start = 0; start < texts.length; start += BATCH) {
    const batch = texts.slice(start, start + BATCH)
    // One look-up for all of them; the texts one by one then ask no more.
    await renderDynamicContent(work, batch.join(' '), language)
    for (const text of batch) rendered.set(text, await renderDynamicContent(work, text, language))
  }
  const shown = (text: string): string => rendered.get(text) ?? text
  return {
    shown,
    own: (text) => {
      const key = Object.hasOwn(OWN_WORDS, text) ? OWN_WORDS[text] : undefined
      return key === undefined ? shown(text) : translate(key)
    },
  }
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth < 0) return []
  return Object.values(value).flatMap((part) => textsIn(part, Array.isArray(value) ? depth : depth - 1))
}

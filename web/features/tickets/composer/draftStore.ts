// Drafts in this browser's storage, per person, ticket and mode. Emptied at sign-out: they are customers' words.
import type { DraftMode } from '../../../api/paths.ts'
import type { LocalDraft } from './drafts.ts'

const prefix = 'custos.draft.'
const keyOf = (meId: number, ticketId: number, mode: DraftMode) => `${prefix}${meId}.${ticketId}.${mode}`

/** The stored draft, or null; damaged storage counts as none. */
export function findLocalDraft(meId: number, ticketId: number, mode: DraftMode): LocalDraft | null {
  const text = localStorage.getItem(keyOf(meId, ticketId, mode))
  if (!text) return null
  try {
    const value = JSON.parse(text) as Partial<LocalDraft> | null // checked below
    if (typeof value?.html_body !== 'string' || typeof value.updated_at !== 'string') return null
    return {
      html_body: value.html_body,
      email_ccs: Array.isArray(value.email_ccs) ? value.email_ccs.filter((entry) => typeof entry === 'string') : [],
      updated_at: value.updated_at,
      base_updated_at: value.base_updated_at ?? null,
      is_unsaved: value.is_unsaved ?? true,
    }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

export function storeLocalDraft(meId: number, ticketId: number, mode: DraftMode, draft: LocalDraft): void {
  localStorage.setItem(keyOf(meId, ticketId, mode), JSON.stringify(draft))
}

export function dropLocalDraft(meId: number, ticketId: number, mode: DraftMode): void {
  localStorage.removeItem(keyOf(meId, ticketId, mode))
}

/** For the pencil in the list. */
export function hasLocalDraft(meId: number, ticketId: number): boolean {
  return (
    localStorage.getItem(keyOf(meId, ticketId, 'reply')) !== null ||
    localStorage.getItem(keyOf(meId, ticketId, 'note')) !== null
  )
}

/** Removes every draft of this browser; called at sign-out, after the server has them. */
export function dropAllLocalDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
}

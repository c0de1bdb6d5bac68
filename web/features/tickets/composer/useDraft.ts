/**
 * One draft of one ticket and mode while its editor is open: written to this browser within a second, to the server
 * within five, and merged with what other devices wrote.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftMode } from '../../../api/paths.ts'
import { RequestProblem } from '../../../api/request.ts'
import { findDraft, removeDraft, saveDraft } from '../../../api/tickets.ts'
import { dropLocalDraft, findLocalDraft, storeLocalDraft } from './draftStore.ts'
import { chooseDraft, type DraftChoice, isEmptyHtml } from './drafts.ts'

const localPause_ms = 400
const serverPause_ms = 2_500

/** Where the draft is now; the composer says it in words. */
export type DraftState = 'loading' | 'clean' | 'typing' | 'saving' | 'saved' | 'offline'

export interface DraftContent {
  html_body: string
  email_ccs: string[]
}

/** Reads both drafts of a ticket and mode; a server that cannot be reached leaves the local one. */
export async function loadDraft(meId: number, ticketId: number, mode: DraftMode): Promise<DraftChoice> {
  const local = findLocalDraft(meId, ticketId, mode)
  const server = await findDraft(ticketId, mode).catch((error: unknown) => {
    if (error instanceof RequestProblem) return null
    throw error
  })
  return chooseDraft(local, server)
}

export function useDraft(meId: number, ticketId: number, mode: DraftMode) {
  const [state, setState] = useState<DraftState>('clean')
  const content = useRef<DraftContent | null>(null)
  const base = useRef<string | null>(null)
  const timers = useRef<{ local?: ReturnType<typeof setTimeout>; server?: ReturnType<typeof setTimeout> }>({})

  const storeHere = useCallback(
    (isUnsaved: boolean) => {
      clearTimeout(timers.current.local)
      timers.current.local = undefined
      const now = content.current
      if (!now) return
      if (isEmptyHtml(now.html_body)) dropLocalDraft(meId, ticketId, mode)
      else
        storeLocalDraft(meId, ticketId, mode, {
          ...now,
          updated_at: new Date().toISOString(),
          base_updated_at: base.current,
          is_unsaved: isUnsaved,
        })
    },
    [meId, ticketId, mode],
  )

  const storeThere = useCallback(async () => {
    clearTimeout(timers.current.server)
    timers.current.server = undefined
    const now = content.current
    if (!now) return
    setState('saving')
    try {
      if (isEmptyHtml(now.html_body)) {
        await removeDraft(ticketId, mode)
        base.current = null
        setState('clean')
      } else {
        const { draft } = await saveDraft(ticketId, mode, now)
        base.current = draft.updated_at
        // Typed on while it was being saved: the next round takes that.
        if (content.current === now) {
          storeHere(false)
          setState('saved')
        }
      }
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setState('offline')
    }
  }, [ticketId, mode, storeHere])

  /** Takes what the editor holds now. */
  const change = useCallback(
    (next: DraftContent) => {
      content.current = next
      setState('typing')
      timers.current.local ??= setTimeout(() => storeHere(true), localPause_ms)
      timers.current.server ??= setTimeout(() => void storeThere(), serverPause_ms)
    },
    [storeHere, storeThere],
  )

  /** Starts from a draft that was loaded, without saving it again. */
  const begin = useCallback((draft: DraftContent, baseUpdatedAt: string | null) => {
    content.current = draft
    base.current = baseUpdatedAt
    setState(baseUpdatedAt ? 'saved' : 'clean')
  }, [])

  const stop = useCallback(() => {
    clearTimeout(timers.current.local)
    clearTimeout(timers.current.server)
    timers.current = {}
  }, [])

  /** Forgets the draft here; `isSent` means the server has done so with the reply already. */
  const discard = useCallback(
    async (isSent: boolean) => {
      stop()
      content.current = null
      base.current = null
      dropLocalDraft(meId, ticketId, mode)
      setState('clean')
      if (isSent) return
      // Without a connection the server's copy stays and comes up again; that is better than to hold the agent up.
      await removeDraft(ticketId, mode).catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
      })
    },
    [stop, meId, ticketId, mode],
  )

  // Leaving the page or the ticket: what was typed is kept at once.
  useEffect(() => {
    const flush = () => {
      if (timers.current.local) storeHere(true)
      if (timers.current.server) void storeThere()
    }
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [storeHere, storeThere])

  return { state, change, begin, discard }
}

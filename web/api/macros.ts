// Macros: prepared steps for a ticket. Applying one here changes nothing; the server says what it would do.
import { useQuery } from '@tanstack/react-query'
import { read, write } from './request.ts'
import type { Action } from './rules.ts'
import type { Priority, Status, Ticket, TicketKind } from './shapes.ts'

export interface Macro {
  id: number
  title: string
  description: string | null
  restriction: { type: 'User' | 'Group'; id: number } | null
}

/** What a macro would do to a ticket; only what it changes is there. */
export interface MacroResult {
  status?: Status
  priority?: Priority
  type?: TicketKind
  assignee_id?: number | null
  group_id?: number | null
  subject?: string
  tags?: string[]
  custom_fields?: { id: number; value: unknown }[]
  comment?: { body?: string; html_body?: string; public?: boolean }
}

/** Macros asked for at once; more than anybody scrolls through. */
const pageSize = 100
const mostPages = 5

/** The macros one may use, by title. */
export function useMacros(isWanted: boolean) {
  return useQuery({
    queryKey: ['macros', 'active'],
    enabled: isWanted,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Macro[]> => {
      const macros: Macro[] = []
      for (let page = 1; page <= mostPages; page += 1) {
        const path = `/api/v2/macros/active?page=${page}&per_page=${pageSize}`
        const reply = await read<{ macros: Macro[]; next_page: string | null }>(path, signal)
        macros.push(...reply.macros)
        if (!reply.next_page) break
      }
      return macros
    },
  })
}

/** What a macro that is not saved yet would do to a ticket; nothing is asked while there is no ticket. */
export function useMacroDraftPreview(ticketId: number | null, actions: readonly Action[]) {
  return useQuery({
    queryKey: ['macros', 'preview', ticketId, actions],
    enabled: ticketId !== null,
    retry: false,
    queryFn: async (): Promise<MacroResult> => {
      const path = `/api/v2/tickets/${ticketId}/macros/preview`
      const { result } = await write<{ result: { ticket: Ticket & MacroResult } }>('POST', path, { macro: { actions } })
      return result.ticket
    },
  })
}

/** What a macro would do to a ticket, with its placeholders filled. */
export function useMacroPreview(ticketId: number, macroId: number | null) {
  return useQuery({
    queryKey: ['macros', 'apply', ticketId, macroId],
    enabled: macroId !== null,
    retry: false,
    queryFn: async ({ signal }): Promise<MacroResult> => {
      const path = `/api/v2/tickets/${ticketId}/macros/${macroId}/apply`
      const { result } = await read<{ result: { ticket: Ticket & MacroResult } }>(path, signal)
      return result.ticket
    },
  })
}

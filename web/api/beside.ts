// What hangs beside a ticket: conversations with people outside of it, linked tickets, time spent, and splitting.
import { useQuery } from '@tanstack/react-query'
import { read, write } from './request.ts'
import type { Attachment, Ticket } from './shapes.ts'
import type { TicketPage } from './tickets.ts'

const root = '/api/v2/tickets'
/** Messages of one side conversation that the page shows; the newest are the last. */
const mostEvents = 100
/** Linked tickets of one kind that are shown. */
const mostLinked = 20

export interface SidePerson {
  user_id: number | null
  name: string | null
  email: string | null
}

export interface SideConversation {
  id: string
  ticket_id: number
  subject: string
  preview_text: string
  state: 'open' | 'closed'
  participants: SidePerson[]
  message_added_at: string
}

export interface SideEvent {
  id: string
  actor: SidePerson
  type: 'create' | 'reply' | 'update'
  via: string
  created_at: string
  message: {
    to: SidePerson[]
    body: string
    quoted_body: string | null
    sender_trust: 'authenticated' | 'unauthenticated' | 'failed' | null
    attachments: Attachment[]
  } | null
  updates: { state?: 'open' | 'closed' }
}

export interface SideMessage {
  subject?: string
  html_body: string
  to?: { email: string }[]
  uploads: string[]
}

/** Everything of this file that one ticket's page shows; live updates ask for all of it again. */
export const besideKey = (ticketId: number) => ['beside', ticketId] as const

export function useSideConversations(ticketId: number) {
  return useQuery({
    queryKey: [...besideKey(ticketId), 'list'],
    queryFn: async ({ signal }) =>
      (await read<{ side_conversations: SideConversation[] }>(`${root}/${ticketId}/side_conversations`, signal))
        .side_conversations,
    staleTime: 15_000,
  })
}

export function useSideEvents(ticketId: number, id: string) {
  return useQuery({
    queryKey: [...besideKey(ticketId), 'events', id],
    queryFn: async ({ signal }) => {
      const path = `${root}/${ticketId}/side_conversations/${id}/events?sort=-id&page[size]=${mostEvents}`
      return (await read<{ events: SideEvent[] }>(path, signal)).events.toReversed()
    },
    staleTime: 15_000,
  })
}

type Said = { side_conversation: SideConversation; event: SideEvent }

export function beginSideConversation(ticketId: number, message: SideMessage): Promise<Said> {
  return write('POST', `${root}/${ticketId}/side_conversations`, { message })
}

export function replyInSideConversation(ticketId: number, id: string, message: SideMessage): Promise<Said> {
  return write('POST', `${root}/${ticketId}/side_conversations/${id}/reply`, { message })
}

export function setSideState(ticketId: number, id: string, state: 'open' | 'closed'): Promise<unknown> {
  return write('PUT', `${root}/${ticketId}/side_conversations/${id}`, { side_conversation: { state } })
}

export interface Related {
  incidents: number
  followup_source_ids: number[]
  followup_ids: number[]
  merged_into_id: number | null
  merged_ids: number[]
}

export function useRelated(ticketId: number) {
  return useQuery({
    queryKey: [...besideKey(ticketId), 'related'],
    queryFn: ({ signal }) => read<Related>(`${root}/${ticketId}/related`, signal),
    staleTime: 15_000,
  })
}

/** Tickets by number, in their order; those that are hidden or gone are left out. */
export function useTicketsByIds(ids: readonly number[]) {
  const named = ids.slice(0, mostLinked)
  return useQuery({
    queryKey: ['tickets', 'many', ...named],
    queryFn: async ({ signal }): Promise<Ticket[]> =>
      (await read<TicketPage>(`${root}/show_many?ids=${named.join(',')}`, signal)).tickets,
    enabled: named.length > 0,
    staleTime: 15_000,
  })
}

export function useIncidents(ticketId: number, isEnabled: boolean) {
  return useQuery({
    queryKey: [...besideKey(ticketId), 'incidents'],
    queryFn: async ({ signal }): Promise<Ticket[]> =>
      (await read<TicketPage>(`${root}/${ticketId}/incidents?page[size]=${mostLinked}&sort=-id`, signal)).tickets,
    enabled: isEnabled,
    staleTime: 15_000,
  })
}

export interface TimeSpent {
  enabled: boolean
  total_s: number
  totals: { user_id: number; seconds: number }[]
}

export function useTimeSpent(ticketId: number) {
  return useQuery({
    queryKey: [...besideKey(ticketId), 'time'],
    queryFn: ({ signal }) => read<TimeSpent>(`${root}/${ticketId}/time_entries?page[size]=1`, signal),
    staleTime: 15_000,
  })
}

export function splitComment(ticketId: number, commentId: number, subject: string): Promise<{ ticket: Ticket }> {
  return write('POST', `${root}/${ticketId}/comments/${commentId}/split`, { subject: subject || null })
}

/** Says that the agent looks at a ticket, so that it is among the recent ones. */
export function rememberVisit(ticketId: number): Promise<void> {
  return write('POST', `${root}/${ticketId}/visits`, {})
}

export function useRecentTickets() {
  return useQuery({
    queryKey: ['tickets', 'recent'],
    queryFn: async ({ signal }): Promise<Ticket[]> => (await read<TicketPage>(`${root}/recent`, signal)).tickets,
    staleTime: 0,
  })
}

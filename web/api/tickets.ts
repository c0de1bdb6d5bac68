// Tickets: lists by cursor, one with its people, its conversation, and the changes an agent makes.
import {
  type InfiniteData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { besideKey } from './beside.ts'
import { readDeliveries } from './deliveries.ts'
import { type DraftMode, paths, type ViewRef } from './paths.ts'
import { api, read, write } from './request.ts'
import type { Audit, Comment, Counts, Draft, Group, Organization, PageMeta, Ticket, User } from './shapes.ts'

export const pageSize = 50
const commentPageSize = 100
/** Conversations are read whole up to this many pages (1,000 comments); the API allows 5,000 comments a ticket. */
const mostCommentPages = 10

export interface TicketPage {
  tickets: Ticket[]
  users: User[]
  groups: Group[]
  organizations?: Organization[]
  meta: PageMeta
}

export interface TicketReply {
  ticket: Ticket
  users?: User[]
  groups?: Group[]
  organizations?: Organization[]
}

export interface Conversation {
  comments: Comment[]
  users: User[]
}

export type TicketChange = Partial<
  Pick<
    Ticket,
    | 'status'
    | 'priority'
    | 'type'
    | 'assignee_id'
    | 'group_id'
    | 'tags'
    | 'subject'
    | 'problem_id'
    | 'custom_fields'
    | 'ticket_form_id'
    | 'custom_status_id'
  >
> & { macro_id?: number }

export const ticketKeys = {
  list: (view: ViewRef, sort: string) => ['tickets', 'list', view, sort] as const,
  lists: ['tickets', 'list'] as const,
  counts: ['tickets', 'counts'] as const,
  one: (id: number) => ['tickets', 'one', id] as const,
  conversation: (id: number) => ['tickets', 'conversation', id] as const,
  audits: (id: number) => ['tickets', 'audits', id] as const,
  workspace: (id: number) => ['tickets', 'workspace', id] as const,
  skips: (id: number) => ['tickets', 'skips', id] as const,
}

/** One page of a view; `after` is the cursor of the page before. */
export function readTicketPage(
  view: ViewRef,
  sort: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<TicketPage> {
  return read<TicketPage>(paths.ticketPage(view, sort, after, pageSize), signal)
}

export function useTicketList(view: ViewRef, sort: string) {
  return useInfiniteQuery({
    queryKey: ticketKeys.list(view, sort),
    queryFn: ({ pageParam, signal }) => readTicketPage(view, sort, pageParam, signal),
    initialPageParam: null as string | null, // widens the literal null to the cursor's type
    getNextPageParam: (page) => (page.meta.has_more ? page.meta.after_cursor : null),
    // Rows must not jump by themselves: live updates patch rows and offer the new ones (features/tickets/list).
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useCounts() {
  return useQuery({
    queryKey: ticketKeys.counts,
    queryFn: async ({ signal }): Promise<Counts> => (await api('GET /api/v2/views/counts', {}, signal)).counts,
    staleTime: 10_000,
  })
}

/** One ticket with requester, assignee, CCs, groups and organisation. */
export function ticketQuery(id: number) {
  return queryOptions({
    queryKey: ticketKeys.one(id),
    queryFn: ({ signal }) => read<TicketReply>(paths.ticketWithPeople(id), signal),
    staleTime: 15_000,
  })
}

/** The whole conversation, oldest first, each reply with what became of its mails. */
export function conversationQuery(id: number) {
  return queryOptions({
    queryKey: ticketKeys.conversation(id),
    queryFn: async ({ signal }): Promise<Conversation> => {
      const [{ comments, users }, byComment] = await Promise.all([readComments(id, signal), readDeliveries(id, signal)])
      const withDelivery = (comment: Comment) => {
        const delivery = byComment.get(comment.id)
        return delivery ? { ...comment, delivery } : comment
      }
      return { comments: comments.map(withDelivery), users }
    },
    staleTime: 15_000,
  })
}

async function readComments(id: number, signal: AbortSignal): Promise<Conversation> {
  const comments: Comment[] = []
  const users = new Map<number, User>()
  let after: string | null = null
  for (let page = 0; page < mostCommentPages; page += 1) {
    const reply: Conversation & { meta: PageMeta } = await read(paths.comments(id, after, commentPageSize), signal)
    comments.push(...reply.comments)
    for (const user of reply.users ?? []) users.set(user.id, user)
    after = reply.meta?.after_cursor ?? null
    if (!reply.meta?.has_more || !after) break
  }
  return { comments, users: [...users.values()] }
}

export function useAudits(id: number) {
  return useQuery({
    queryKey: ticketKeys.audits(id),
    queryFn: async ({ signal }) => (await read<{ audits: Audit[] }>(paths.audits(id), signal)).audits,
    staleTime: 15_000,
    retry: false,
  })
}

/** Loads what opening the ticket will need; called on hover, focus and for the neighbours of the open one. */
export function prefetchTicket(client: QueryClient, id: number): void {
  void client.prefetchQuery(ticketQuery(id))
  void client.prefetchQuery(conversationQuery(id))
}

/** Puts a changed ticket into every list and the open page without moving a row. */
export function patchTicket(client: QueryClient, id: number, change: Partial<Ticket>): void {
  client.setQueryData(ticketQuery(id).queryKey, (old) => (old ? { ...old, ticket: { ...old.ticket, ...change } } : old))
  client.setQueriesData<InfiniteData<TicketPage>>({ queryKey: ticketKeys.lists }, (old) =>
    old
      ? {
          ...old,
          pages: old.pages.map((page) => ({
            ...page,
            tickets: page.tickets.map((ticket) => (ticket.id === id ? { ...ticket, ...change } : ticket)),
          })),
        }
      : old,
  )
}

/** Fetches everything of one ticket again. */
export async function refreshTicket(client: QueryClient, id: number): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ticketKeys.one(id) }),
    client.invalidateQueries({ queryKey: ticketKeys.conversation(id) }),
    client.invalidateQueries({ queryKey: ticketKeys.audits(id) }),
    client.invalidateQueries({ queryKey: ticketKeys.skips(id) }),
    client.invalidateQueries({ queryKey: ticketKeys.workspace(id) }),
    client.invalidateQueries({ queryKey: besideKey(id) }),
    client.invalidateQueries({ queryKey: ticketKeys.counts }),
  ])
}

/** Changes fields at once on screen and takes it back when the server declines. */
export function useChangeTicket(id: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: TicketChange) => write<TicketReply>('PUT', paths.ticket(id), { ticket: change }),
    onMutate: ({ macro_id: _told, custom_fields: _merged, ...change }) => {
      const before = client.getQueryData(ticketQuery(id).queryKey)?.ticket
      patchTicket(client, id, change)
      return before
    },
    onError: (_error, _change, before) => {
      if (before) patchTicket(client, id, before)
    },
    onSuccess: (reply) => patchTicket(client, id, reply.ticket),
    onSettled: () => refreshTicket(client, id),
  })
}

export interface NewTicket {
  subject: string
  requester: { name: string; email: string }
  comment: { body?: string; html_body?: string; public: boolean; uploads?: string[] }
  status?: string
  assignee_id?: number | null
  tags?: string[]
}

export function createTicket(ticket: NewTicket): Promise<TicketReply> {
  return write<TicketReply>('POST', paths.tickets, { ticket })
}

export function deleteTicket(id: number): Promise<void> {
  return api('DELETE /api/v2/tickets/{ticket_id}', { params: { ticket_id: id } })
}

export function decideParticipant(id: number, userId: number, verdict: 'approve' | 'decline'): Promise<unknown> {
  const input = { params: { ticket_id: id, user_id: userId } }
  return verdict === 'approve'
    ? api('POST /api/v2/tickets/{ticket_id}/participants/{user_id}/approve', input)
    : api('POST /api/v2/tickets/{ticket_id}/participants/{user_id}/decline', input)
}

/** The server's draft of a ticket and mode, or null. */
export async function findDraft(id: number, mode: DraftMode, signal?: AbortSignal): Promise<Draft | null> {
  const input = { params: { ticket_id: id, mode } }
  return (await api('GET /api/v2/tickets/{ticket_id}/drafts/{mode}', input, signal)).draft
}

export function saveDraft(
  id: number,
  mode: DraftMode,
  draft: { html_body: string; email_ccs: string[] },
): Promise<{ draft: Draft }> {
  return api('PUT /api/v2/tickets/{ticket_id}/drafts/{mode}', { params: { ticket_id: id, mode }, body: { draft } })
}

export function removeDraft(id: number, mode: DraftMode): Promise<void> {
  return api('DELETE /api/v2/tickets/{ticket_id}/drafts/{mode}', { params: { ticket_id: id, mode } })
}

export interface CopyChange {
  user_email: string
  action: 'put' | 'delete'
}

export interface ReplyBody {
  html_body: string
  uploads: string[]
  /** Who is to be added to those that receive copies, and who is taken out. */
  email_ccs: CopyChange[]
  status?: string
  version?: number
  time_spent_s?: number
}

export interface Written {
  ticket: Ticket
  comment: Comment
}

/** A public reply: leaves by mail. Notes have an endpoint of their own, so that a slip here cannot cross over. */
export function sendReply(id: number, reply: ReplyBody): Promise<Written> {
  return write('POST', paths.replies(id), { reply })
}

/** An internal note: no recipients, and no way to give any. */
export function addNote(
  id: number,
  note: { html_body: string; uploads: string[]; status?: string; time_spent_s?: number },
): Promise<Written> {
  return write('POST', paths.notes(id), { note })
}

export function undoReply(id: number, commentId: number): Promise<{ draft: Draft; ticket: Ticket }> {
  return write('POST', paths.undoReply(id, commentId), {})
}

/** What agents work with on a ticket that meets its conditions. */
export interface Workspace {
  id: number
  title: string
  ticket_form_id: number | null
  macro_ids: number[]
}

/** The workspace of a ticket as it stands; null for none. */
export function useWorkspace(ticket_id: number): Workspace | null {
  const found = useQuery({
    queryKey: ticketKeys.workspace(ticket_id),
    queryFn: async ({ signal }) =>
      (await read<{ workspace: Workspace | null }>(`${paths.ticket(ticket_id)}/workspace`, signal)).workspace,
    staleTime: 15_000,
    retry: false,
  })
  return found.data ?? null
}

/** That somebody passed a ticket over. */
export interface Skip {
  id: number
  user_id: number
  reason: string
  created_at: string
}

/** Skips shown of one ticket, the newest ones. */
const mostSkips = 100

/** Who passed the ticket over, when and why. */
export function useSkips(ticket_id: number) {
  return useQuery({
    queryKey: ticketKeys.skips(ticket_id),
    queryFn: async ({ signal }) =>
      (await read<{ skips: Skip[] }>(`${paths.ticket(ticket_id)}/skips?per_page=${mostSkips}&sort_order=desc`, signal))
        .skips,
    staleTime: 15_000,
    retry: false,
  })
}

/** Notes that somebody passed the ticket over, and why. */
export function skipTicket(ticket_id: number, reason: string): Promise<unknown> {
  return write('POST', '/api/v2/skips', { skip: { ticket_id, reason } })
}

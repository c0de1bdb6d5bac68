// Mails that were held back, with the reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './request.ts'
import type { SuspendedTicket } from './shapes.ts'

const mostInList = 100

export function useSuspended() {
  return useQuery({
    queryKey: ['suspended'],
    queryFn: async ({ signal }): Promise<SuspendedTicket[]> =>
      (await api('GET /api/v2/suspended_tickets', { query: { per_page: mostInList } }, signal)).suspended_tickets,
  })
}

/** Recovers a suspended mail as a ticket, or deletes it. */
export function useDecideSuspended() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, verdict }: { id: number; verdict: 'recover' | 'delete' }): Promise<unknown> =>
      verdict === 'recover'
        ? api('PUT /api/v2/suspended_tickets/{id}/recover', { params: { id } })
        : api('DELETE /api/v2/suspended_tickets/{id}', { params: { id } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['suspended'] }),
        client.invalidateQueries({ queryKey: ['tickets'] }),
      ]),
  })
}

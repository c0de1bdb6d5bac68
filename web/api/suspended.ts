// Mails that were held back, with the reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { paths } from './paths.ts'
import { read, write } from './request.ts'
import type { SuspendedTicket } from './shapes.ts'

export function useSuspended() {
  return useQuery({
    queryKey: ['suspended'],
    queryFn: async ({ signal }) =>
      (await read<{ suspended_tickets: SuspendedTicket[] }>(paths.suspended, signal)).suspended_tickets,
  })
}

/** Recovers a suspended mail as a ticket, or deletes it. */
export function useDecideSuspended() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, verdict }: { id: number; verdict: 'recover' | 'delete' }) =>
      verdict === 'recover' ? write('PUT', paths.recoverSuspended(id), {}) : write('DELETE', paths.suspendedOne(id)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['suspended'] }),
        client.invalidateQueries({ queryKey: ['tickets'] }),
      ]),
  })
}

// People, groups and what a person asked before.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { paths } from './paths.ts'
import { read } from './request.ts'
import type { Group, Ticket, User } from './shapes.ts'

export function userQuery(id: number) {
  return queryOptions({
    queryKey: ['users', id],
    queryFn: async ({ signal }) => (await read<{ user: User }>(paths.user(id), signal)).user,
    staleTime: 60_000,
  })
}

export function useRequestedTickets(userId: number, size: number) {
  return useQuery({
    queryKey: ['users', userId, 'requested', size],
    queryFn: async ({ signal }) =>
      (await read<{ tickets: Ticket[] }>(paths.requestedTickets(userId, size), signal)).tickets,
    staleTime: 30_000,
  })
}

/** Everybody a ticket can be assigned to. */
export function useAgents() {
  return useQuery({
    queryKey: ['agents'],
    queryFn: async ({ signal }) => (await read<{ users: User[] }>(paths.agents, signal)).users,
    staleTime: 300_000,
  })
}

export function useGroups() {
  return useQuery({
    queryKey: ['groups'],
    queryFn: async ({ signal }) => (await read<{ groups: Group[] }>(paths.groups, signal)).groups,
    staleTime: 300_000,
  })
}

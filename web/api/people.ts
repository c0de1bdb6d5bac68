// People, groups and what a person asked before.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { paths } from './paths.ts'
import { api, read } from './request.ts'
import { useMe } from './session.ts'
import type { Group, Ticket, User } from './shapes.ts'

/** The team and its groups are read in one page. */
const mostInList = 100

export function userQuery(id: number) {
  return queryOptions({
    queryKey: ['users', id],
    queryFn: async ({ signal }): Promise<User> =>
      (await api('GET /api/v2/users/{user_id}', { params: { user_id: id } }, signal)).user,
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

/** Everybody a ticket can be assigned to; nobody but oneself for whose role keeps the team from them. */
export function useAgents() {
  const me = useMe()
  return useQuery({
    queryKey: ['agents'],
    queryFn: async ({ signal }): Promise<User[]> => {
      if (me.rights?.manage_team_members === 'off') return [me]
      const query = { 'role[]': ['agent', 'admin'], per_page: mostInList }
      return (await api('GET /api/v2/users', { query }, signal)).users
    },
    staleTime: 300_000,
  })
}

export function useGroups() {
  return useQuery({
    queryKey: ['groups'],
    queryFn: async ({ signal }): Promise<Group[]> =>
      (await api('GET /api/v2/groups', { query: { per_page: mostInList } }, signal)).groups,
    staleTime: 300_000,
  })
}

const mostFound = 20

/** People whose name or address begins like this; nobody for fewer than two characters. */
export function usePeopleNamed(text: string) {
  const name = text.trim()
  return useQuery({
    enabled: name.length >= 2,
    queryKey: ['users', 'named', name],
    queryFn: async ({ signal }) =>
      (
        await read<{ users: { id: number; name: string; email: string | null }[] }>(
          `/api/v2/users/autocomplete?name=${encodeURIComponent(name)}&per_page=${mostFound}`,
          signal,
        )
      ).users,
    staleTime: 30_000,
  })
}

// The team and its groups, as admins keep them: who is in it, in which role and groups, and who may come in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { RequestProblem, write } from './request.ts'

export type TeamRole = 'agent' | 'admin' | 'owner'

export interface TeamMember {
  id: number
  name: string
  email: string | null
  role: 'agent' | 'admin'
  is_owner: boolean
  /** Of agents with a role of the desk's own, or a light one. */
  custom_role_id: number | null
  suspended: boolean
  last_login_at: string | null
}

export interface TeamGroup {
  id: number
  name: string
  description: string
  default: boolean
}

export interface GroupMembership {
  id: number
  user_id: number
  group_id: number
}

const root = '/api/v2'
export function roleOf(member: Pick<TeamMember, 'role' | 'is_owner'>): TeamRole {
  return member.is_owner ? 'owner' : member.role
}

export function useTeam() {
  return useQuery({
    queryKey: ['team'],
    queryFn: ({ signal }) => readAll<TeamMember>(`${root}/users?role[]=agent&role[]=admin`, 'users', signal),
    staleTime: 30_000,
  })
}

export function useTeamGroups() {
  return useQuery({
    queryKey: ['team', 'groups'],
    queryFn: ({ signal }) => readAll<TeamGroup>(`${root}/groups`, 'groups', signal),
    staleTime: 30_000,
  })
}

export function useGroupMemberships() {
  return useQuery({
    queryKey: ['team', 'memberships'],
    queryFn: ({ signal }) => readAll<GroupMembership>(`${root}/group_memberships`, 'group_memberships', signal),
    staleTime: 30_000,
  })
}

/** After a change the pickers of tickets must know too. */
function useTeamChange<Input, Reply>(change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all(['team', 'agents', 'groups'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}

const roleKeys = (role: TeamRole) => ({ role: role === 'owner' ? 'admin' : role, is_owner: role === 'owner' })

/** The address with which an invited person chooses a password, once and within three days. */
async function makeInvitation(user_id: number): Promise<string> {
  const { invitation } = await write<{ invitation: { url: string } }>('POST', `${root}/users/${user_id}/invitations`)
  return invitation.url
}

export function useInvitation() {
  return useMutation({ mutationFn: makeInvitation })
}

/** Takes a new person into the team and makes their invitation. */
export function useInvite() {
  return useTeamChange(
    async (person: {
      name: string
      email: string
      role: TeamRole
      custom_role_id: number | null
      group_ids: readonly number[]
    }) => {
      const { name, email, role, custom_role_id, group_ids } = person
      const { user } = await write<{ user: TeamMember }>('POST', `${root}/users`, {
        user: { name, email, ...roleKeys(role), ...(custom_role_id === null ? {} : { custom_role_id }) },
      })
      for (const group_id of group_ids)
        await write('POST', `${root}/group_memberships`, { group_membership: { user_id: user.id, group_id } })
      return { user, url: await makeInvitation(user.id) }
    },
  )
}

export interface MemberChange {
  id: number
  role?: TeamRole
  /** Of agents: null is the standard rights. */
  custom_role_id?: number | null
  suspended?: false
}

export function useSaveMember() {
  return useTeamChange(({ id, role, ...change }: MemberChange) =>
    write('PUT', `${root}/users/${id}`, { user: { ...(role ? roleKeys(role) : {}), ...change } }),
  )
}

/** Suspends somebody; with their tokens revoked, too, these do not come back. */
export function useSuspendMember() {
  return useTeamChange(({ id, revoke_tokens }: { id: number; revoke_tokens: boolean }) =>
    write('POST', `${root}/users/${id}/suspension`, { suspension: { revoke_tokens } }),
  )
}

export function useRemoveMember() {
  return useTeamChange((id: number) => write('DELETE', `${root}/users/${id}`))
}

export interface MembershipChange {
  join: readonly { user_id: number; group_id: number }[]
  leave: readonly GroupMembership[]
}

async function changeMemberships({ join, leave }: MembershipChange): Promise<void> {
  for (const group_membership of join) await write('POST', `${root}/group_memberships`, { group_membership })
  for (const { id } of leave) await write('DELETE', `${root}/group_memberships/${id}`)
}

export function useChangeMemberships() {
  return useTeamChange(changeMemberships)
}

export function useSaveGroup() {
  return useTeamChange(
    async ({ id, ...group }: { id?: number; name: string; description: string; default: boolean }) => {
      const [method, path] = id === undefined ? (['POST', 'groups'] as const) : (['PUT', `groups/${id}`] as const)
      return (await write<{ group: TeamGroup }>(method, `${root}/${path}`, { group })).group
    },
  )
}

export function useRemoveGroup() {
  return useTeamChange((id: number) => write('DELETE', `${root}/groups/${id}`))
}

/** What the server says about one field of a change that it declined. */
export function reasonOf(error: unknown, field: string): string | undefined {
  return error instanceof RequestProblem ? error.details[field]?.[0]?.description : undefined
}

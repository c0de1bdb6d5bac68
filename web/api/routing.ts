// How groups give out their tickets, who takes them, and what everybody can.
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { read, write } from './request.ts'

export const routingMethods = ['manual', 'round_robin', 'least_loaded'] as const
export const availabilities = ['online', 'away', 'offline'] as const
export type Availability = (typeof availabilities)[number]

export interface GroupRouting {
  group_id: number
  method: (typeof routingMethods)[number]
  capacity: number
  skills_wait_minutes: number | null
}

export interface AgentAvailability {
  agent_id: number
  status: Availability
  capacity: number | null
}

/** A kind of skill ("Language"), or a skill of a kind ("German"). Ids are texts here. */
export interface Attribute {
  id: string
  name: string
}

const root = '/api/v2'
const groupsKey = ['routing', 'groups']
const availabilityKey = ['routing', 'availability']
const attributesPath = `${root}/routing/attributes`
const attributesKey = ['routing', 'attributes']
const skillsKey = ['routing', 'skills']

/** Groups that are not in it give out their tickets by hand. */
export function useGroupRouting() {
  return useQuery({
    queryKey: groupsKey,
    queryFn: async ({ signal }) => (await read<{ groups: GroupRouting[] }>(`${root}/routing/groups`, signal)).groups,
  })
}

function useChange<Input, Reply>(queryKey: readonly string[], change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey }) })
}

export function useSaveGroupRouting() {
  return useChange(groupsKey, ({ group_id, ...group }: GroupRouting) =>
    write<unknown>('PUT', `${root}/routing/groups/${group_id}`, { group }),
  )
}

/** Who of a group takes tickets; its first hundred. */
export function useGroupAvailability(groupId: number | null) {
  return useQuery({
    queryKey: [...availabilityKey, 'group', groupId],
    enabled: groupId !== null,
    queryFn: async ({ signal }): Promise<AgentAvailability[]> =>
      (
        await read<{ agent_availabilities: AgentAvailability[] }>(
          `${root}/groups/${groupId}/agent_availabilities`,
          signal,
        )
      ).agent_availabilities,
  })
}

export function useAvailability(userId: number) {
  return useQuery({
    queryKey: [...availabilityKey, 'user', userId],
    retry: false,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<AgentAvailability> =>
      (await read<{ agent_availability: AgentAvailability }>(`${root}/agent_availabilities/${userId}`, signal))
        .agent_availability,
  })
}

export function useSaveAvailability() {
  return useChange(
    availabilityKey,
    ({ id, ...agent_availability }: { id: number; status?: Availability; capacity?: number | null }) =>
      write<unknown>('PUT', `${root}/agent_availabilities/${id}`, { agent_availability }),
  )
}

export interface SkillKind extends Attribute {
  values: Attribute[]
}

/** The kinds of skills, each with its skills. */
export function useSkills() {
  return useQuery({
    queryKey: attributesKey,
    queryFn: async ({ signal }): Promise<SkillKind[]> => {
      const kinds = await readAll<Attribute>(attributesPath, 'attributes', signal)
      return await Promise.all(
        kinds.map(async (kind) => ({
          ...kind,
          values: await readAll<Attribute>(`${attributesPath}/${kind.id}/values`, 'attribute_values', signal),
        })),
      )
    },
  })
}

export const useAddSkillKind = () =>
  useChange(attributesKey, (name: string) => write<unknown>('POST', attributesPath, { attribute: { name } }))
export const useRemoveSkillKind = () =>
  useChange(attributesKey, (id: string) => write<undefined>('DELETE', `${attributesPath}/${id}`))
export const useAddSkill = () =>
  useChange(attributesKey, ({ kind, name }: { kind: string; name: string }) =>
    write<unknown>('POST', `${attributesPath}/${kind}/values`, { attribute_value: { name } }),
  )
export const useRemoveSkill = () =>
  useChange(attributesKey, ({ kind, id }: { kind: string; id: string }) =>
    write<undefined>('DELETE', `${attributesPath}/${kind}/values/${id}`),
  )

const agentSkillsPath = (id: number) => `${root}/routing/agents/${id}/instance_values`

/** What each of these agents can: ids of skills by the agent's id. */
export function useAgentSkills(ids: readonly number[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [...skillsKey, id],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<string[]> =>
        (await read<{ attribute_values: Attribute[] }>(agentSkillsPath(id), signal)).attribute_values.map(
          (value) => value.id,
        ),
    })),
    combine: (results) => new Map(ids.map((id, place) => [id, results[place]?.data] as const)), // a pair, not a list
  })
}

/** Sets what an agent can; the table shows it at once. */
export function useSaveAgentSkills() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, skills }: { id: number; skills: string[] }) =>
      write<unknown>('POST', agentSkillsPath(id), { attribute_value_ids: skills }),
    onMutate: ({ id, skills }) => {
      // A reading under way would put the old skills back over the new ones.
      void client.cancelQueries({ queryKey: [...skillsKey, id] }, { revert: false })
      client.setQueryData([...skillsKey, id], skills)
    },
    onSettled: () => client.invalidateQueries({ queryKey: skillsKey }),
  })
}

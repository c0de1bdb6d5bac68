// Groups of agents and who is in them, as the API shows them.
import { z } from 'zod'
import { apiTime } from '../../platform/instants.ts'
import { nameText, text } from '../text-input.ts'

export interface GroupRow {
  id: number
  name: string
  description: string
  is_default: boolean
  is_public: boolean
  created_at: Date
  updated_at: Date
}

export interface MembershipRow {
  id: number
  group_id: number
  user_id: number
  is_default: boolean
  created_at: Date
  updated_at: Date
}

export const groupSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  description: z.string(),
  default: z.boolean(),
  is_public: z.boolean(),
  deleted: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
})

export const membershipSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  group_id: z.number(),
  default: z.boolean().describe('The group a ticket gets when it is assigned to this agent'),
  created_at: z.string(),
  updated_at: z.string(),
})

export type Group = z.output<typeof groupSchema>
export type Membership = z.output<typeof membershipSchema>

export const groupWriteSchema = z.object({
  name: nameText(255).optional(),
  description: text(2_000).nullable().optional(),
  is_public: z.boolean().optional(),
  default: z.boolean().optional(),
})

export type GroupWrite = z.output<typeof groupWriteSchema>

export function groupReply(group: GroupRow, origin_url: string): Group {
  return {
    id: group.id,
    url: `${origin_url}/api/v2/groups/${group.id}.json`,
    name: group.name,
    description: group.description,
    default: group.is_default,
    is_public: group.is_public,
    deleted: false,
    created_at: apiTime(group.created_at),
    updated_at: apiTime(group.updated_at),
  }
}

export function membershipReply(membership: MembershipRow, origin_url: string): Membership {
  return {
    id: membership.id,
    url: `${origin_url}/api/v2/group_memberships/${membership.id}.json`,
    user_id: membership.user_id,
    group_id: membership.group_id,
    default: membership.is_default,
    created_at: apiTime(membership.created_at),
    updated_at: apiTime(membership.updated_at),
  }
}

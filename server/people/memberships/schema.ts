// Who belongs to which organisation, as the API shows it.
import { z } from 'zod'
import { bodyId } from '../../platform/http/ids.ts'
import { apiTime } from '../../platform/instants.ts'

export interface OrganizationMembershipRow {
  id: number
  user_id: number
  organization_id: number
  is_default: boolean
  view_tickets: boolean
  created_at: Date
  updated_at: Date
}

export const organizationMembershipSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  organization_id: z.number(),
  organization_name: z.string(),
  default: z.boolean().describe('The organisation of new tickets of this person'),
  view_tickets: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
})

export type OrganizationMembership = z.output<typeof organizationMembershipSchema>

export const organizationMembershipWriteSchema = z.object({
  user_id: bodyId,
  organization_id: bodyId,
  default: z.boolean().nullable().optional(),
  view_tickets: z.boolean().nullable().optional(),
})

export type OrganizationMembershipWrite = z.output<typeof organizationMembershipWriteSchema>

export function organizationMembershipReply(
  row: OrganizationMembershipRow,
  organization_name: string,
  origin_url: string,
): OrganizationMembership {
  return {
    id: row.id,
    url: `${origin_url}/api/v2/organization_memberships/${row.id}.json`,
    user_id: row.user_id,
    organization_id: row.organization_id,
    organization_name,
    default: row.is_default,
    view_tickets: row.view_tickets,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

// Organisations as the API shows them.
import { z } from 'zod'
import { apiTime } from '../../platform/instants.ts'

/** The sealed part of an organisation. */
export interface OrganizationWords {
  name: string
  details: string | null
  notes: string | null
  domain_names: string[]
}

export interface OrganizationRow extends OrganizationWords {
  id: number
  external_id: string | null
  group_id: number | null
  shared_tickets: boolean
  shared_comments: boolean
  tags: string[]
  created_at: Date
  updated_at: Date
}

export const organizationSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  details: z.string().nullable(),
  notes: z.string().nullable(),
  domain_names: z.array(z.string()).describe('People with an address of these domains join the organisation'),
  external_id: z.string().nullable(),
  group_id: z.number().nullable(),
  shared_tickets: z.boolean(),
  shared_comments: z.boolean(),
  tags: z.array(z.string()),
  organization_fields: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  updated_at: z.string(),
})

export type Organization = z.output<typeof organizationSchema>

export const organizationWriteSchema = z.object({
  name: z.string().trim().min(1).max(255).optional(),
  details: z.string().max(10_000).nullable().optional(),
  notes: z.string().max(10_000).nullable().optional(),
  domain_names: z.array(z.string().max(253)).max(500).optional(),
  external_id: z.string().max(255).nullable().optional(),
  group_id: z.number().int().nullable().optional(),
  shared_tickets: z.boolean().optional(),
  shared_comments: z.boolean().optional(),
  tags: z.array(z.string().max(255)).max(200).optional(),
})

export type OrganizationWrite = z.output<typeof organizationWriteSchema>

export function organizationReply(row: OrganizationRow, origin_url: string): Organization {
  const { created_at, updated_at, ...rest } = row
  return {
    ...rest,
    url: `${origin_url}/api/v2/organizations/${row.id}.json`,
    organization_fields: {},
    created_at: apiTime(created_at),
    updated_at: apiTime(updated_at),
  }
}

/** A member reads their organisation without what staff keep about it. */
export function memberOrganizationReply(row: OrganizationRow, origin_url: string): Organization {
  return {
    ...organizationReply(row, origin_url),
    details: null,
    notes: null,
    domain_names: [],
    tags: [],
    external_id: null,
    group_id: null,
  }
}

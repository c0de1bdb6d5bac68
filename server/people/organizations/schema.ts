// Organisations as the API shows them.
import { z } from 'zod'
import type { FieldValues } from '../../fields/index.ts'
import { bodyId } from '../../platform/http/ids.ts'
import { apiTime } from '../../platform/instants.ts'
import { externalId, nameText, tagsInput, text } from '../text-input.ts'

/** The sealed part of an organisation. */
export interface OrganizationWords {
  name: string
  details: string | null
  notes: string | null
  domain_names: string[]
}

/** What a write can make of an organisation. */
export interface EditableOrganization extends OrganizationWords {
  field_values: FieldValues
  external_id: string | null
  group_id: number | null
  shared_tickets: boolean
  shared_comments: boolean
  tags: string[]
}

export interface OrganizationRow extends EditableOrganization {
  id: number
  /** The values of the active fields by key, as the API shows them. */
  organization_fields: Record<string, unknown>
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

/** Fields in one write. */
const FIELDS = 500

export const organizationWriteSchema = z.object({
  name: nameText(255).optional(),
  details: text(10_000).nullable().optional(),
  notes: text(10_000).nullable().optional(),
  domain_names: z
    .union([z.array(text(253)).max(500), text(253).transform((one) => [one])])
    .nullable()
    .optional(),
  external_id: externalId().nullable().optional(),
  group_id: bodyId.nullable().optional(),
  shared_tickets: z.boolean().nullable().optional(),
  shared_comments: z.boolean().nullable().optional(),
  tags: tagsInput.nullable().optional(),
  organization_fields: z
    .record(text(255), z.unknown())
    .refine((fields) => Object.keys(fields).length <= FIELDS, `takes at most ${FIELDS} fields`)
    .optional(),
})

export type OrganizationWrite = z.output<typeof organizationWriteSchema>

export function organizationReply(row: OrganizationRow, origin_url: string): Organization {
  const { created_at, updated_at, field_values: _stored, ...rest } = row
  return {
    ...rest,
    url: `${origin_url}/api/v2/organizations/${row.id}.json`,
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
    organization_fields: {},
  }
}

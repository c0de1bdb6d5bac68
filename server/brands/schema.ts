// Brands as the API shows and takes them.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'

export const MAX_BRANDS = 300

export interface BrandRow {
  id: number
  name: string
  subdomain: string
  host_mapping: string | null
  active: boolean
  is_default: boolean
  signature_template: string
  created_at: Date
  updated_at: Date
}

export const brandSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  brand_url: z.string(),
  subdomain: z.string(),
  host_mapping: z.string().nullable(),
  has_help_center: z.boolean(),
  help_center_state: z.enum(['enabled', 'disabled', 'restricted']),
  active: z.boolean(),
  default: z.boolean(),
  is_deleted: z.boolean(),
  logo: z.null(),
  ticket_form_ids: z.array(z.number()),
  signature_template: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
})

/** A brand as the API shows it; forms are not bound to brands here, so `ticket_form_ids` names none. */
export function brandReply(row: BrandRow, origin_url: string): z.input<typeof brandSchema> {
  return {
    id: row.id,
    url: `${origin_url}/api/v2/brands/${row.id}.json`,
    name: row.name,
    brand_url: row.host_mapping === null ? origin_url : `https://${row.host_mapping}`,
    subdomain: row.subdomain,
    host_mapping: row.host_mapping,
    has_help_center: false,
    help_center_state: 'disabled',
    active: row.active,
    default: row.is_default,
    is_deleted: false,
    logo: null,
    ticket_form_ids: [],
    signature_template: row.signature_template,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '').trim()

/** A host name of at least two labels, in small letters. */
export const hostName = z
  .string()
  .max(255)
  .transform((text) => text.trim().toLowerCase())
  .refine(
    (text) => /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(text),
    'is not a host name',
  )
export const subdomainSchema = z
  .string()
  .max(63)
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text), 'must be letters, digits and dashes')

export const brandWriteSchema = z.object({
  name: z.string().transform(clean).pipe(z.string().min(1).max(255)).optional(),
  subdomain: subdomainSchema.optional(),
  host_mapping: z
    .union([z.literal('').transform(() => null), hostName])
    .nullable()
    .optional(),
  active: z.boolean().optional(),
  default: z.boolean().optional(),
  signature_template: z.string().max(5_000).transform(clean).optional(),
})
export type BrandWrite = z.output<typeof brandWriteSchema>

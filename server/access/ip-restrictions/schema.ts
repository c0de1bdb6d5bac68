// From which addresses an account may be used, as the API shows it.
import { z } from 'zod'
import { readNetwork } from '../../platform/outgoing/index.ts'

export const MAX_RANGES = 500

export interface IpRange {
  /** `198.51.100.0/24`, `2001:db8::/32` or a single address. */
  range: string
  label: string
  /** After this time the range lets nobody in; null for never. ISO 8601. */
  expires_at: string | null
}

export interface IpRestrictions {
  enabled: boolean
  /** Customers and visitors come from anywhere; staff never do. */
  customers_may_bypass: boolean
  ranges: IpRange[]
}

/** What holds, and until when it is only on trial. */
export interface StoredRestrictions {
  current: IpRestrictions
  previous: IpRestrictions | null
  confirm_by: Date | null
}

export const NO_RESTRICTIONS: IpRestrictions = { enabled: false, customers_may_bypass: true, ranges: [] }

const range = z.object({
  range: z
    .string()
    .trim()
    .max(50)
    .refine((text) => readNetwork(text) !== null, 'is no network: write 198.51.100.0/24, 2001:db8::/32 or one address')
    .transform((text) => text.toLowerCase()),
  label: z.string().trim().max(200).default(''),
  expires_at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .nullable()
    .default(null),
})

export const restrictionsWrite = z.object({
  enabled: z.boolean(),
  customers_may_bypass: z.boolean().default(true),
  ranges: z.array(range).max(MAX_RANGES),
})

export const restrictionsSchema = z.object({
  enabled: z.boolean(),
  customers_may_bypass: z.boolean().describe('Customers and visitors come from anywhere; staff never do'),
  ranges: z.array(z.object({ range: z.string(), label: z.string(), expires_at: z.string().nullable() })),
  confirm_by: z.string().nullable().describe('Unless confirmed by then, what was before holds again'),
  your_address: z.string().nullable().describe('The address this request came from, as the server sees it'),
  you_would_be_let_in: z.boolean(),
  behind_unknown_proxy: z
    .boolean()
    .describe('A proxy forwarded this request and is not configured: all requests seem to come from it'),
})

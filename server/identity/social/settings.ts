// Settings of a social network: which one, and how it knows us. Their addresses and claims are in networks.ts.
import { z } from 'zod'
import { shortText, tenantId } from '../oidc/settings.ts'

export const NETWORKS = ['google', 'microsoft', 'apple', 'facebook', 'x'] as const
export type Network = (typeof NETWORKS)[number]

const MAX_DOMAINS = 100
const MAX_TENANTS = 200
/** The directory of all personal Microsoft accounts. */
export const PERSONAL_MICROSOFT = '9188040d-6c67-4c5b-b112-36a304b66dad'

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'is not a domain')

const appleId = z
  .string()
  .trim()
  .regex(/^([A-Z0-9]{10})?$/, 'is not an id of ten letters and digits')

export const socialSettings = z.object({
  network: z.enum(NETWORKS).default('google'),
  client_id: shortText(500).default(''),
  /** Google: only accounts of these Workspace domains. Needed where the team comes in this way. */
  workspace_domains: z.array(domain).max(MAX_DOMAINS).default([]),
  /** Microsoft: directories that may come in. */
  tenants: z.array(tenantId).max(MAX_TENANTS).default([PERSONAL_MICROSOFT]),
  /** Apple: the team, and the key that signs our requests. */
  team_id: appleId.default(''),
  key_id: appleId.default(''),
})
export type SocialSettings = z.output<typeof socialSettings>

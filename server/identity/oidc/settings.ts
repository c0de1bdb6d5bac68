// Settings of an OpenID Connect provider.
import { z } from 'zod'
import { addressOfOther } from '../addresses-of-others.ts'

const MAX_SCOPES = 30
const MAX_VALUES = 20
const MAX_TENANTS = 200

export const shortText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((value) => !value.includes('\u0000'), 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())

/** A tenant of Entra: its directory id. Names of tenants can be given to another one day. */
export const tenantId = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is not the id of a directory (a GUID)')

const DISCOVERY = /\/\.well-known\/openid-configuration$/

/** Without the path of the discovery document, which people copy along. */
const issuer = z
  .string()
  .transform((text) => text.trim().replace(DISCOVERY, ''))
  .pipe(
    z.union([
      z.literal(''),
      addressOfOther.refine((text) => !/[?#]|\/\.well-known\//.test(text), 'must be the address of an issuer'),
    ]),
  )

export const oidcSettings = z.object({
  issuer: issuer.default(''),
  client_id: shortText(500).default(''),
  client_authentication: z.enum(['client_secret_basic', 'client_secret_post', 'none']).default('client_secret_basic'),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'is not a scope'))
    .max(MAX_SCOPES)
    .refine((scopes) => scopes.includes('openid'), 'must have openid among them')
    .default(['openid', 'email', 'profile']),
  prompt: z.enum(['', 'login', 'select_account']).default(''),
  /** What is asked of the provider's way of signing in; empty asks for nothing. */
  acr_values: shortText(500).default(''),
  /** Either of these means that a second factor was proven there. */
  second_factor_acr: z.array(shortText(500)).max(MAX_VALUES).default([]),
  second_factor_amr: z.array(shortText(100)).max(MAX_VALUES).default([]),
  ask_userinfo: z.boolean().default(true),
  /** The provider is the directory that the addresses come from, and says nothing about them by itself. */
  trusts_addresses: z.boolean().default(false),
  /** Directories that may come in, where the issuer speaks for many (Entra). */
  tenants: z.array(tenantId).max(MAX_TENANTS).default([]),
  /** Signing out here goes on there. */
  signs_out_there: z.boolean().default(true),
})
export type OidcSettings = z.output<typeof oidcSettings>

const SHARED_TENANTS = new Set(['common', 'organizations', 'consumers'])

/** True for an issuer that speaks for many directories, each with an issuer of its own. */
export function isForManyTenants(issuer: string): boolean {
  const url = URL.parse(issuer)
  return (
    url?.host === 'login.microsoftonline.com' && SHARED_TENANTS.has(url.pathname.split('/')[1]?.toLowerCase() ?? '')
  )
}

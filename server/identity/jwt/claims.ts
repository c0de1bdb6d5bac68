// What a token may say, as Zendesk's single sign-on defines it.
import { z } from 'zod'
import { attributesOf } from '../oidc/attributes.ts'
import type { Identity } from '../resolving.ts'

const MAX_LIST = 100
/** Whole characters, no U+0000: it is written into people's records. */
const text = (most: number) =>
  z
    .string()
    .transform((value) => value.toWellFormed().replaceAll('\u0000', '').trim())
    .pipe(z.string().min(1).max(most))
const numberText = z.union([text(255), z.number().int().transform(String)])

/** Optional claims that cannot be read are left out: a wrong telephone number keeps nobody out. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().optional().catch(undefined)

const names = z.union([
  z.array(text(255)).max(MAX_LIST),
  // Zendesk also takes them as one text.
  z
    .string()
    .max(10_000)
    .transform((value) => value.split(',').slice(0, MAX_LIST))
    .transform((list) => list.map((one) => one.trim()).filter((one) => one !== ''))
    .pipe(z.array(text(255))),
])

const id = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).refine(Number.isSafeInteger)

export const tokenClaims = z.looseObject({
  iat: z.number(),
  jti: numberText,
  email: text(254),
  name: text(255),
  email_verified: optional(z.boolean()),
  external_id: optional(numberText),
  organization: optional(text(255)),
  organizations: optional(names),
  organization_id: optional(id),
  tags: optional(names),
  locale: optional(text(20)),
  locale_id: optional(id),
  phone: optional(text(100)),
  custom_role_id: optional(id),
  user_fields: optional(z.record(z.string().max(255), z.unknown())),
})
export type TokenClaims = z.output<typeof tokenClaims>

/** The name of all tokens' issuer in links: tokens need not name one, and a provider has one signer. */
const ISSUER = 'jwt'

/**
 * Who a token means: by the other system's own number of the person, else by address. Roles are attributes like any
 * other: what they give, the mapping says, and never more.
 */
export function identityOf(claims: TokenClaims): Identity {
  return {
    issuer: ISSUER,
    subject: claims.external_id ? `external_id:${claims.external_id}` : `email:${claims.email.toLowerCase()}`,
    email: claims.email,
    // The customer's own server vouches, for the domains that the admin listed.
    email_verified: claims.email_verified !== false,
    name: claims.name,
    attributes: attributesOf(claims),
  }
}

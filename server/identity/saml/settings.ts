// Settings of a SAML 2.0 identity provider.
import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { addressOfOther } from '../addresses-of-others.ts'

export const MAX_CERTIFICATES = 10
const MAX_CONTEXTS = 20
const MAX_SKEW_S = 300

export const NAME_ID_FORMATS = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const

/** The base64 of a certificate, from PEM with or without its lines; null when it is none. */
export function readCertificate(text: string): string | null {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64)) return null
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).raw.toString('base64')
  } catch {
    return null // The text is no certificate: the caller says so.
  }
}

const certificate = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    const read = readCertificate(text)
    if (read !== null) return read
    context.addIssue({ code: 'custom', message: 'is not a certificate' })
    return z.NEVER
  })
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((value) => !value.includes('\u0000'), 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())

export const samlSettings = z.object({
  idp_entity_id: text(1_024).default(''),
  sso_url: z.union([z.literal(''), addressOfOther]).default(''),
  sso_binding: z.enum(['redirect', 'post']).default('redirect'),
  slo_url: z.union([z.literal(''), addressOfOther]).default(''),
  /** Any of them may sign: during a rollover there are two. */
  certificates: z.array(certificate).max(MAX_CERTIFICATES).default([]),
  /** Where certificates are followed from; empty means that an admin changes them. */
  metadata_url: z.union([z.literal(''), addressOfOther]).default(''),
  /** Who signs the metadata. Empty means that the web server's own certificate vouches for it. */
  metadata_certificates: z.array(certificate).max(MAX_CERTIFICATES).default([]),
  name_id_format: z.enum(['unspecified', 'email', 'persistent', 'transient']).default('unspecified'),
  /** The attribute that identifies people; empty means the NameID. Needed where NameIDs are transient. */
  subject_attribute: text(255).default(''),
  sign_requests: z.boolean().default(true),
  /** What must be signed: the assertion, or the whole response (which holds it). */
  signed: z.enum(['assertion', 'response']).default('assertion'),
  require_encryption: z.boolean().default(false),
  /** Answers nobody asked for: whoever can post one signs a visitor in. */
  allow_idp_initiated: z.boolean().default(false),
  /** Classes of AuthnContext that mean that a second factor was proven there. */
  second_factor_contexts: z.array(text(500)).max(MAX_CONTEXTS).default([]),
  /** The class we ask for; empty asks for none. */
  requested_context: text(500).default(''),
  clock_skew_s: z.number().int().min(0).max(MAX_SKEW_S).default(60),
})
export type SamlSettings = z.output<typeof samlSettings>

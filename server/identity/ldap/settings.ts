// Settings of an LDAP directory, such as Active Directory.
import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { isLoopbackName } from '../../platform/http/session-cookie.ts'

const MAX_DN = 1_000
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((value) => !value.includes('\u0000'), 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())
const attribute = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9;.-]{0,100}$|^$/, 'is not the name of an attribute')

/** What stands for the name somebody typed; what is put there is escaped. */
export const LOGIN = '{login}'
export const PERSON_DN = '{dn}'

function isPem(value: string): boolean {
  try {
    return value === '' || new X509Certificate(value).ca !== undefined
  } catch {
    return false // Not a certificate: the schema says so.
  }
}

/** Parentheses that match, outside of escapes. */
function isFilter(value: string): boolean {
  let depth = 0
  for (const character of value) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0 && value.startsWith('(') && value.endsWith(')')
}

export const ldapSettings = z.object({
  url: z
    .string()
    .trim()
    .max(500)
    .refine(
      (value) => value === '' || /^ldaps?:\/\/[^/@?#]+\/?$/.test(value),
      'must look like ldaps://directory.example.org',
    )
    .default(''),
  start_tls: z.boolean().default(true),
  /** PEM of the authority that signed the directory's certificate; empty means those that the system trusts. */
  ca: text(20_000).refine(isPem, 'is not a certificate').default(''),
  bind: z.enum(['search', 'direct']).default('search'),
  service_dn: text(MAX_DN).default(''),
  base_dn: text(MAX_DN).default(''),
  user_filter: text(MAX_DN)
    .refine((value) => isFilter(value) && value.includes(LOGIN), `must be a filter in parentheses with ${LOGIN} in it`)
    .default(`(&(objectClass=person)(mail=${LOGIN}))`),
  /** For a direct bind: the name of the person's entry. */
  dn_template: text(MAX_DN)
    .refine((value) => value === '' || value.includes(LOGIN), `must have ${LOGIN} in it`)
    .default(''),
  subject_attribute: attribute.default('entryUUID'),
  email_attribute: attribute.default('mail'),
  name_attribute: attribute.default('cn'),
  /** Of the person's entry; or, with a base, the groups found below it. */
  group_attribute: attribute.default('memberOf'),
  group_base_dn: text(MAX_DN).default(''),
  group_filter: text(MAX_DN)
    .refine(
      (value) => isFilter(value) && value.includes(PERSON_DN),
      `must be a filter in parentheses with ${PERSON_DN} in it`,
    )
    .default(`(|(member=${PERSON_DN})(uniqueMember=${PERSON_DN}))`),
  group_name_attribute: attribute.default('cn'),
  timeout_s: z.number().int().min(1).max(30).default(5),
})
export type LdapSettings = z.output<typeof ldapSettings>

/** A password goes over TLS, or does not leave this machine. */
export function isEncrypted({ url, start_tls }: Pick<LdapSettings, 'url' | 'start_tls'>): boolean {
  return url.startsWith('ldaps:') || start_tls || isLoopbackName(URL.parse(url)?.hostname ?? '')
}

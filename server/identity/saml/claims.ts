// What a SAML answer says about a person, in our words.
import { firstOf, nameOf } from '../mapping/reading.ts'
import type { Mapping } from '../mapping/schema.ts'
import type { Identity } from '../resolving.ts'
import type { ReadResponse } from './response.ts'
import { NAME_ID_FORMATS, type SamlSettings } from './settings.ts'

/** Where identity providers put the address unless told otherwise. */
const EMAIL_ATTRIBUTES = [
  'email',
  'mail',
  'emailAddress',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
]
const NAME_ATTRIBUTES = [
  'displayName',
  'name',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'cn',
]

/** Null where the answer names nobody for longer than this sign-in. */
export function subjectOf(settings: SamlSettings, response: ReadResponse): string | null {
  if (settings.subject_attribute !== '') {
    const [value] = response.attributes[settings.subject_attribute] ?? []
    return value || null
  }
  if (response.name_id_format === NAME_ID_FORMATS.transient) return null
  return response.name_id || null
}

export function identityOf(settings: SamlSettings, mapping: Mapping, response: ReadResponse): Identity | null {
  const subject = subjectOf(settings, response)
  if (subject === null) return null
  const { attributes } = response
  const named = mapping.attributes.email
  const first = (names: readonly string[]) => names.map((name) => firstOf(attributes, name)).find((one) => one !== null)
  const is_address = response.name_id_format === NAME_ID_FORMATS.email
  return {
    issuer: settings.idp_entity_id,
    subject,
    email: first(named === '' ? EMAIL_ATTRIBUTES : [named]) ?? (is_address ? response.name_id : null),
    // SAML has no word for it: the directory of the organisation says so, and is believed about the domains that the
    // admin listed, about no others.
    email_verified: true,
    name: nameOf(mapping, attributes) ?? first(NAME_ATTRIBUTES) ?? null,
    attributes,
  }
}

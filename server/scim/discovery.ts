// What of SCIM is there, in SCIM's own words (RFC 7643 §5–§7).
import { ScimRefusal } from './failures.ts'
import {
  ENTERPRISE_SCHEMA,
  GROUP_SCHEMA,
  type Json,
  MAX_BODY_BYTES,
  MAX_BULK_OPERATIONS,
  MAX_RESULTS,
  USER_SCHEMA,
} from './protocol.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0'

export const SERVICE_PROVIDER = (base_url: string): Json => ({
  schemas: [`${CORE}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize: MAX_BODY_BYTES },
  filter: { supported: true, maxResults: MAX_RESULTS },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token made in the Security center, in the header Authorization',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base_url}/ServiceProviderConfig` },
})

export const RESOURCE_TYPES = (base_url: string): Json[] =>
  [
    {
      id: 'User',
      endpoint: '/Users',
      schema: USER_SCHEMA,
      schemaExtensions: [{ schema: ENTERPRISE_SCHEMA, required: false }],
    },
    { id: 'Group', endpoint: '/Groups', schema: GROUP_SCHEMA },
  ].map((type) => ({
    schemas: [`${CORE}:ResourceType`],
    name: type.id,
    ...type,
    meta: { resourceType: 'ResourceType', location: `${base_url}/ResourceTypes/${type.id}` },
  }))

export function resourceType(base_url: string, id: string): Json {
  const found = RESOURCE_TYPES(base_url).find((type) => type.id === id)
  if (!found) throw new ScimRefusal('not_found', 'There is no such resource type')
  return found
}

interface Attribute {
  name: string
  type: 'string' | 'boolean' | 'complex' | 'reference'
  multiValued: boolean
  required: boolean
  caseExact: boolean
  mutability: 'readWrite' | 'readOnly'
  returned: 'default' | 'always'
  uniqueness: 'none' | 'server'
  subAttributes?: Attribute[]
}

function attribute(name: string, given: Partial<Attribute> = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...given,
  }
}

const texts = (...names: string[]) => names.map((name) => attribute(name))
const complex = (name: string, ...parts: Attribute[]) => attribute(name, { type: 'complex', subAttributes: parts })
const several = (name: string) =>
  attribute(name, {
    type: 'complex',
    multiValued: true,
    subAttributes: [...texts('value', 'display', 'type'), attribute('primary', { type: 'boolean' })],
  })

const USER = [
  attribute('userName', { required: true, uniqueness: 'server' }),
  attribute('externalId', { caseExact: true }),
  complex('name', ...texts('formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix')),
  ...texts('displayName', 'nickName', 'profileUrl', 'title', 'userType', 'preferredLanguage', 'locale', 'timezone'),
  attribute('active', { type: 'boolean' }),
  several('emails'),
  several('phoneNumbers'),
  attribute('addresses', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      ...texts('formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'),
      attribute('primary', { type: 'boolean' }),
    ],
  }),
  several('roles'),
  attribute('groups', {
    type: 'complex',
    multiValued: true,
    mutability: 'readOnly',
    subAttributes: [...texts('value', 'display', 'type')].map((part) => ({ ...part, mutability: 'readOnly' as const })),
  }),
]

const ENTERPRISE = [
  ...texts('employeeNumber', 'costCenter', 'organization', 'division', 'department'),
  complex('manager', ...texts('value', 'displayName')),
]

const GROUP = [
  attribute('displayName', { required: true, uniqueness: 'server' }),
  attribute('externalId', { caseExact: true }),
  attribute('members', { type: 'complex', multiValued: true, subAttributes: texts('value', 'type') }),
]

export const SCHEMAS = (base_url: string): Json[] =>
  [
    { id: USER_SCHEMA, name: 'User', description: 'A member of the team', attributes: USER },
    { id: GROUP_SCHEMA, name: 'Group', description: 'A group of the desk, or a role', attributes: GROUP },
    { id: ENTERPRISE_SCHEMA, name: 'EnterpriseUser', description: 'Kept as it comes', attributes: ENTERPRISE },
  ].map((schema) => ({
    schemas: [`${CORE}:Schema`],
    ...schema,
    meta: { resourceType: 'Schema', location: `${base_url}/Schemas/${schema.id}` },
  }))

export function schemaOf(base_url: string, id: string): Json {
  const found = SCHEMAS(base_url).find((schema) => String(schema.id).toLowerCase() === id.toLowerCase())
  if (!found) throw new ScimRefusal('not_found', 'There is no such schema')
  return found
}

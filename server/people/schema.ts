// People as the API shows them. Staff see the whole user; whoever is served as a customer sees a name.
import { z } from 'zod'
import type { FieldValues } from '../fields/index.ts'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import { type Rights, type RightsHolder, rightsOf } from '../platform/rights.ts'

export const ROLES = ['end-user', 'agent', 'admin', 'owner'] as const

/** A user as our own code handles them: opened, with the primary e-mail address and tags. */
export interface UserRow extends RightsHolder {
  id: number
  role: (typeof ROLES)[number]
  name: string
  alias: string | null
  details: string | null
  notes: string | null
  signature: string | null
  phone: string | null
  email: string | null
  tags: string[]
  /** As stored; and by key, as the API shows the active fields. */
  field_values: FieldValues
  user_fields: Record<string, unknown>
  organization_id: number | null
  default_group_id: number | null
  external_id: string | null
  locale: string | null
  time_zone: string | null
  custom_role_id: number | null
  /** Of end users that moderate a community; null: as the role has it. */
  moderator: boolean | null
  /** Of an operator: from then on they are nobody, whatever they present. */
  access_ends_at: Date | null
  active: boolean
  suspended: boolean
  verified: boolean
  last_login_at: Date | null
  /** Null for who has no second factor. */
  second_factor_since: Date | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  erased_at: Date | null
}

export const userSchema = z.object({
  id: z.number().describe('Time-ordered number below 2^53'),
  url: z.string(),
  name: z.string(),
  email: z.string().nullable().describe('The primary e-mail address'),
  created_at: z.string(),
  updated_at: z.string(),
  time_zone: z.string(),
  iana_time_zone: z.string(),
  phone: z.string().nullable(),
  shared_phone_number: z.boolean().nullable(),
  photo: z.null(),
  locale_id: z.number(),
  locale: z.string(),
  organization_id: z.number().nullable(),
  role: z.enum(['end-user', 'agent', 'admin']).describe('An owner shows as admin, with is_owner true'),
  is_owner: z.boolean().describe('Our addition: owners may do everything, and there is always one'),
  verified: z.boolean(),
  external_id: z.string().nullable(),
  tags: z.array(z.string()),
  alias: z.string().nullable(),
  active: z.boolean().describe('False once deleted'),
  shared: z.boolean(),
  shared_agent: z.boolean(),
  last_login_at: z.string().nullable(),
  two_factor_auth_enabled: z.boolean().nullable(),
  signature: z.string().nullable(),
  details: z.string().nullable(),
  notes: z.string().nullable(),
  role_type: z.number().nullable(),
  custom_role_id: z.number().nullable(),
  moderator: z.boolean(),
  ticket_restriction: z.string().nullable(),
  only_private_comments: z.boolean(),
  restricted_agent: z.boolean(),
  suspended: z.boolean(),
  default_group_id: z.number().nullable(),
  report_csv: z.boolean(),
  chat_only: z.boolean(),
  user_fields: z.record(z.string(), z.unknown()),
})

/** What a customer sees of somebody else in a conversation. */
export const publicUserSchema = z.object({
  id: z.number(),
  name: z.string(),
  photo: z.null(),
  agent: z.boolean(),
  organization_id: z.null(),
})

/** For `users` beside other records: the whole user for staff, the public one for customers. */
export const sideloadedUserSchema = z.union([userSchema, publicUserSchema])

export type User = z.output<typeof userSchema>
export type PublicUser = z.output<typeof publicUserSchema>
export type SideloadedUser = z.output<typeof sideloadedUserSchema>

/** Zendesk's numbers of the languages we speak. */
export const LOCALE_IDS: Record<string, number> = { en: 1, de: 8, it: 22, nl: 1005 }

export const NO_TIME_ZONE = 'Etc/UTC'

/** What Zendesk calls the tickets somebody is restricted to. It has no word for those of groups and public groups. */
const RESTRICTION_OF_ACCESS: Record<Rights['ticket_access'], string | null> = {
  all: null,
  'within-groups-and-public-groups': 'groups',
  'within-groups': 'groups',
  'within-organization': 'organization',
  'assigned-only': 'assigned',
  requested: 'requested',
}

/** Zendesk's number of what somebody is: 4 for admins; agents by their role. Customers have none. */
function roleType(user: RightsHolder): number | null {
  if (user.role === 'admin' || user.role === 'owner') return 4
  return user.role === 'agent' ? (user.custom_role?.role_type ?? 0) : null
}

/** Somebody's restrictions as Zendesk says them: what follows from their role. Customers are restricted too. */
export function shownRestrictions(person: RightsHolder) {
  const { ticket_access, ticket_comment_access } = rightsOf(person)
  const only_private_comments = person.role !== 'end-user' && ticket_comment_access === 'none'
  return {
    ticket_restriction: RESTRICTION_OF_ACCESS[ticket_access],
    only_private_comments,
    restricted_agent: person.role === 'end-user' || ticket_access !== 'all' || only_private_comments,
  }
}

export function userReply(user: UserRow, origin_url: string): User {
  const locale = user.locale ?? 'en'
  const time_zone = user.time_zone ?? NO_TIME_ZONE
  return {
    id: user.id,
    url: `${origin_url}/api/v2/users/${user.id}.json`,
    name: user.name,
    email: user.email,
    created_at: apiTime(user.created_at),
    updated_at: apiTime(user.updated_at),
    time_zone,
    iana_time_zone: time_zone,
    phone: user.phone,
    shared_phone_number: null,
    photo: null,
    locale_id: LOCALE_IDS[locale] ?? 1,
    locale,
    organization_id: user.organization_id,
    role: user.role === 'owner' ? 'admin' : user.role,
    is_owner: user.role === 'owner',
    verified: user.verified,
    external_id: user.external_id,
    tags: user.tags,
    alias: user.alias,
    active: user.active,
    shared: false,
    shared_agent: false,
    last_login_at: apiTimeOrNull(user.last_login_at),
    two_factor_auth_enabled: user.second_factor_since !== null,
    signature: user.signature,
    details: user.details,
    notes: user.notes,
    role_type: roleType(user),
    custom_role_id: user.custom_role_id,
    moderator: user.moderator ?? user.role !== 'end-user',
    ...shownRestrictions(user),
    suspended: user.suspended,
    default_group_id: user.default_group_id,
    report_csv: false,
    chat_only: false,
    user_fields: user.user_fields,
  }
}

export function publicUserReply(user: UserRow): PublicUser {
  return {
    id: user.id,
    name: user.alias || user.name,
    photo: null,
    agent: user.role !== 'end-user',
    organization_id: null,
  }
}

/** A customer reads their own record without what staff wrote about them. */
export function ownUserReply(user: UserRow, origin_url: string): User {
  return {
    ...userReply(user, origin_url),
    notes: null,
    details: null,
    tags: [],
    external_id: null,
    user_fields: {},
    ...(user.role === 'end-user' ? { suspended: false } : {}),
  }
}

/** A person the API shows to whoever presents no credentials. */
export const ANONYMOUS_USER = {
  id: null,
  url: null,
  name: 'Anonymous user',
  email: 'invalid@example.com',
  role: 'end-user' as const,
  is_owner: false,
}

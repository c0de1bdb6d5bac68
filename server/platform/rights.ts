// What somebody may do: Zendesk's keys of a role's configuration, with what each standard role has. Every actor carries
// their rights; endpoints name the one they need, and the rules of each module read the rest. Owners and admins have
// all. What no role says is not allowed.

import type { Actor, Role } from './actor.ts'
import { Refusal } from './errors.ts'

/** Rights that come in steps, the least first. Names and values are Zendesk's. */
export const LEVELS = {
  ticket_access: ['assigned-only', 'within-organization', 'within-groups', 'within-groups-and-public-groups', 'all'],
  ticket_comment_access: ['none', 'public'],
  end_user_list_access: ['none', 'full'],
  end_user_profile_access: ['readonly', 'edit-within-org', 'edit', 'full'],
  macro_access: ['readonly', 'manage-personal', 'manage-group', 'full'],
  view_access: ['playonly', 'readonly', 'manage-personal', 'manage-group', 'full'],
  user_view_access: ['none', 'readonly', 'manage-personal', 'manage-group', 'full'],
  manage_roles: ['none', 'all-except-self'],
  manage_team_members: ['off', 'readonly', 'all-with-self-restriction'],
  report_access: ['none', 'readonly', 'full'],
  explore_access: ['none', 'readonly', 'edit', 'full'],
  forum_access: ['readonly', 'edit-topics', 'full'],
} as const

/** Rights that one has or has not. */
export const SWITCHES = [
  'assign_tickets_to_any_group',
  'chat_access',
  'forum_access_restricted_content',
  'group_access',
  'light_agent',
  'manage_automations',
  'manage_business_rules',
  'manage_contextual_workspaces',
  'manage_dynamic_content',
  'manage_extensions_and_channels',
  'manage_facebook',
  'manage_group_memberships',
  'manage_groups',
  'manage_organization_fields',
  'manage_organizations',
  'manage_skills',
  'manage_slas',
  'manage_suspended_tickets',
  'manage_ticket_fields',
  'manage_ticket_forms',
  'manage_triggers',
  'manage_user_fields',
  'moderate_forums',
  'organization_editing',
  'organization_notes_editing',
  'side_conversation_create',
  'ticket_deletion',
  'ticket_editing',
  'ticket_merge',
  'ticket_redaction',
  'ticket_tag_editing',
  'twitter_search_access',
  'view_deleted_tickets',
  'voice_access',
  'voice_dashboard_access',
] as const

type LevelRight = keyof typeof LEVELS
export type SwitchRight = (typeof SWITCHES)[number]
export type RightName = LevelRight | SwitchRight
type Configured = { [Name in LevelRight]: (typeof LEVELS)[Name][number] } & Record<SwitchRight, boolean>

/** What a role says. */
export type Configuration = Configured
/** What somebody has. Customers see the tickets they take part in (`requested`), or also those of their organisations. */
export type Rights = Readonly<Omit<Configured, 'ticket_access'>> & {
  readonly ticket_access: Configured['ticket_access'] | 'requested'
}

/** A right as an endpoint needs it: a switch, or a level of at least so much. */
export type NeededRight = SwitchRight | readonly [LevelRight, string]

function every(level: 'first' | 'last', on: boolean): Configured {
  const levels = Object.entries(LEVELS).map(([name, values]) => [name, level === 'first' ? values[0] : values.at(-1)])
  const switches = SWITCHES.map((name) => [name, on])
  return Object.fromEntries([...levels, ...switches]) as Configured // all keys of both lists
}

/** The least of everything. */
export const NO_RIGHTS: Readonly<Configured> = Object.freeze(every('first', false))
/** Owners and admins: everything. `light_agent` takes away rather than gives. */
export const ALL_RIGHTS: Readonly<Configured> = Object.freeze({ ...every('last', true), light_agent: false })

/** An agent without a role of their own: works with every ticket and customer, administers nothing. */
export const AGENT_RIGHTS: Readonly<Configured> = Object.freeze({
  ...NO_RIGHTS,
  ticket_access: 'all',
  ticket_comment_access: 'public',
  end_user_list_access: 'full',
  end_user_profile_access: 'full',
  macro_access: 'manage-personal',
  view_access: 'manage-personal',
  user_view_access: 'readonly',
  manage_team_members: 'readonly',
  report_access: 'readonly',
  explore_access: 'readonly',
  assign_tickets_to_any_group: true,
  chat_access: true,
  manage_suspended_tickets: true,
  organization_editing: true,
  organization_notes_editing: true,
  side_conversation_create: true,
  ticket_deletion: true,
  ticket_editing: true,
  ticket_merge: true,
  ticket_redaction: true,
  ticket_tag_editing: true,
  twitter_search_access: true,
  view_deleted_tickets: true,
  voice_access: true,
})

/** A light agent: reads and writes internal notes; speaks to no customer and is given no ticket. */
export const LIGHT_AGENT_RIGHTS: Readonly<Configured> = Object.freeze({
  ...NO_RIGHTS,
  light_agent: true,
  ticket_access: 'all',
  end_user_list_access: 'full',
  view_access: 'readonly',
  manage_team_members: 'readonly',
  report_access: 'readonly',
  explore_access: 'readonly',
})

/** A contributor: notes in the tickets they take part in, nothing else. */
export const CONTRIBUTOR_RIGHTS: Readonly<Configured> = Object.freeze({ ...NO_RIGHTS, light_agent: true })

/** Zendesk's numbers of the standard roles that agents can be given. */
const STANDARD_ROLES: Readonly<Record<number, Readonly<Configured>>> = {
  1: LIGHT_AGENT_RIGHTS,
  3: CONTRIBUTOR_RIGHTS,
}

const END_USER_RIGHTS: Rights = Object.freeze({ ...NO_RIGHTS, ticket_access: 'requested' as const })
const END_USER_OF_ORGANIZATION: Rights = Object.freeze({ ...NO_RIGHTS, ticket_access: 'within-organization' as const })

/** What a person's rights follow from. */
export interface RightsHolder {
  role: Role
  /** The configuration of their role, where they have one of their own. */
  custom_role: { role_type: number; configuration: Partial<Configuration> } | null
  ticket_restriction: TicketRestriction | null
  only_private_comments: boolean
}

export const TICKET_RESTRICTIONS = ['assigned', 'groups', 'organization', 'requested'] as const
export type TicketRestriction = (typeof TICKET_RESTRICTIONS)[number]

const ACCESS_OF_RESTRICTION = {
  assigned: 'assigned-only',
  groups: 'within-groups',
  organization: 'within-organization',
  requested: 'assigned-only',
} as const satisfies Record<TicketRestriction, Configured['ticket_access']>

/**
 * The rights of a person. A role of one's own says everything; without one, an agent has the standard rights less what
 * was restricted for them alone.
 */
export function rightsOf(person: RightsHolder): Rights {
  if (person.role === 'admin' || person.role === 'owner') return ALL_RIGHTS
  if (person.role === 'end-user')
    return person.ticket_restriction === 'organization' ? END_USER_OF_ORGANIZATION : END_USER_RIGHTS
  if (person.custom_role) return rightsOfCustomRole(person.custom_role)
  if (person.ticket_restriction === null && !person.only_private_comments) return AGENT_RIGHTS
  return {
    ...AGENT_RIGHTS,
    ...(person.ticket_restriction === null ? {} : { ticket_access: ACCESS_OF_RESTRICTION[person.ticket_restriction] }),
    ...(person.only_private_comments ? { ticket_comment_access: 'none' as const } : {}),
  }
}

/** What a role allows. The standard ones follow this file; a key that a role does not name is not allowed. */
export function rightsOfCustomRole(role: NonNullable<RightsHolder['custom_role']>): Readonly<Configured> {
  return STANDARD_ROLES[role.role_type] ?? { ...NO_RIGHTS, ...role.configuration }
}

/** The rights of somebody of whom only the role is known and matters. */
export const rightsOfRole = (role: Role): Rights =>
  rightsOf({ role, custom_role: null, ticket_restriction: null, only_private_comments: false })

/** True where somebody's rights hold at least what is needed. */
export function has(rights: Rights, needed: NeededRight): boolean {
  if (typeof needed === 'string') return rights[needed]
  const [name, least] = needed
  const steps: readonly string[] = LEVELS[name]
  const wanted = steps.indexOf(least)
  return wanted >= 0 && steps.indexOf(rights[name]) >= wanted
}

/** Which tickets are among which others. */
const WIDER: Readonly<Record<Rights['ticket_access'], readonly Rights['ticket_access'][]>> = {
  all: ['within-groups-and-public-groups', 'within-groups', 'within-organization', 'assigned-only', 'requested'],
  'within-groups-and-public-groups': ['within-groups', 'assigned-only', 'requested'],
  'within-groups': ['assigned-only', 'requested'],
  'within-organization': ['assigned-only', 'requested'],
  'assigned-only': ['requested'],
  requested: [],
}

/** The rights that `others` have and `own` do not hold: what somebody must not give, or take over with a person. */
export function rightsBeyond(own: Rights, others: Rights): RightName[] {
  const levels = (Object.keys(LEVELS) as LevelRight[]).filter((name) =>
    name === 'ticket_access'
      ? own[name] !== others[name] && !WIDER[own[name]].includes(others[name])
      : !has(own, [name, others[name]]),
  )
  // A light agent may do less, not more.
  return [...levels, ...SWITCHES.filter((name) => name !== 'light_agent' && others[name] && !own[name])]
}

/** True for whoever has the right: the system has all, customers and nobody none. */
export function mayUse(actor: Actor, needed: NeededRight): boolean {
  if (actor.kind === 'system') return true
  return actor.kind === 'user' && actor.role !== 'end-user' && has(actor.rights, needed)
}

/** 403 for whoever has not the right. */
export function requireRight(actor: Actor, needed: NeededRight): void {
  if (!mayUse(actor, needed)) throw new Refusal('forbidden')
}

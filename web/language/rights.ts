// What rights, their values, products and sources are called, and why somebody sees a ticket.
import { type MessageKey, t } from './text.ts'

const names: Readonly<Record<string, MessageKey>> = {
  ticket_access: 'right.ticket_access',
  ticket_comment_access: 'right.ticket_comment_access',
  end_user_list_access: 'right.end_user_list_access',
  end_user_profile_access: 'right.end_user_profile_access',
  macro_access: 'right.macro_access',
  view_access: 'right.view_access',
  user_view_access: 'right.user_view_access',
  manage_roles: 'right.manage_roles',
  manage_team_members: 'right.manage_team_members',
  report_access: 'right.report_access',
  explore_access: 'right.explore_access',
  forum_access: 'right.forum_access',
  assign_tickets_to_any_group: 'right.assign_tickets_to_any_group',
  chat_access: 'right.chat_access',
  forum_access_restricted_content: 'right.forum_access_restricted_content',
  group_access: 'right.group_access',
  manage_automations: 'right.manage_automations',
  manage_business_rules: 'right.manage_business_rules',
  manage_contextual_workspaces: 'right.manage_contextual_workspaces',
  manage_dynamic_content: 'right.manage_dynamic_content',
  manage_extensions_and_channels: 'right.manage_extensions_and_channels',
  manage_facebook: 'right.manage_facebook',
  manage_group_memberships: 'right.manage_group_memberships',
  manage_groups: 'right.manage_groups',
  manage_organization_fields: 'right.manage_organization_fields',
  manage_organizations: 'right.manage_organizations',
  manage_skills: 'right.manage_skills',
  manage_slas: 'right.manage_slas',
  manage_suspended_tickets: 'right.manage_suspended_tickets',
  manage_ticket_fields: 'right.manage_ticket_fields',
  manage_ticket_forms: 'right.manage_ticket_forms',
  manage_triggers: 'right.manage_triggers',
  manage_user_fields: 'right.manage_user_fields',
  moderate_forums: 'right.moderate_forums',
  organization_editing: 'right.organization_editing',
  organization_notes_editing: 'right.organization_notes_editing',
  side_conversation_create: 'right.side_conversation_create',
  ticket_deletion: 'right.ticket_deletion',
  ticket_editing: 'right.ticket_editing',
  ticket_merge: 'right.ticket_merge',
  ticket_redaction: 'right.ticket_redaction',
  ticket_tag_editing: 'right.ticket_tag_editing',
  twitter_search_access: 'right.twitter_search_access',
  view_deleted_tickets: 'right.view_deleted_tickets',
  voice_access: 'right.voice_access',
  voice_dashboard_access: 'right.voice_dashboard_access',
}

const values: Readonly<Record<string, MessageKey>> = {
  none: 'right.value.none',
  full: 'right.value.full',
  readonly: 'right.value.readonly',
  edit: 'right.value.edit',
  'edit-within-org': 'right.value.edit-within-org',
  'manage-personal': 'right.value.manage-personal',
  'manage-group': 'right.value.manage-group',
  playonly: 'right.value.playonly',
  'assigned-only': 'right.value.assigned-only',
  'within-organization': 'right.value.within-organization',
  'within-groups': 'right.value.within-groups',
  'within-groups-and-public-groups': 'right.value.within-groups-and-public-groups',
  all: 'right.value.all',
  public: 'right.value.public',
  'all-except-self': 'right.value.all-except-self',
  off: 'right.value.off',
  'all-with-self-restriction': 'right.value.all-with-self-restriction',
  'edit-topics': 'right.value.edit-topics',
  true: 'right.value.true',
  false: 'right.value.false',
  requested: 'right.value.requested',
}

const productNames: Readonly<Record<string, MessageKey>> = {
  support: 'right.product.support',
  help_center: 'right.product.help_center',
  chat: 'right.product.chat',
  analytics: 'right.product.analytics',
  voice: 'right.product.voice',
}

const sources: Readonly<Record<string, MessageKey>> = {
  owner: 'right.source.owner',
  admin: 'right.source.admin',
  standard: 'right.source.standard',
  custom_role: 'right.source.custom_role',
  restriction: 'right.source.restriction',
  end_user: 'right.source.end_user',
  suspended: 'right.source.suspended',
}

const reasons: Readonly<Record<string, MessageKey>> = {
  owner: 'viewer.owner',
  admin: 'viewer.admin',
  all_tickets: 'viewer.all_tickets',
  group: 'viewer.group',
  public_group: 'viewer.public_group',
  no_group: 'viewer.no_group',
  organization: 'viewer.organization',
  assignee: 'viewer.assignee',
  requester: 'viewer.requester',
  cc: 'viewer.cc',
  follower: 'viewer.follower',
}

export const products = ['support', 'help_center', 'chat', 'analytics', 'voice'] as const

const named = (keys: Readonly<Record<string, MessageKey>>, name: string): string => {
  const key = keys[name]
  return key === undefined ? name : t(key)
}

export const rightName = (name: string): string => named(names, name)
export const rightValue = (value: string | boolean): string => named(values, String(value))
export const productName = (name: string): string => named(productNames, name)
export const sourceName = (name: string): string => named(sources, name)
export const reasonName = (name: string): string => named(reasons, name)

// Which events a webhook can subscribe to: exactly those that we publish. Asking for another is refused rather than
// answered with silence. Names are Zendesk's.

export const CONDITIONAL = 'conditional_ticket_events'
export const EVENT_PREFIX = 'zen:event-type:'

/** Field of a ticket → the event that tells of its change. */
export const TICKET_FIELD_EVENTS: Readonly<Record<string, string>> = {
  assignee_id: 'ticket.agent_assignment_changed',
  brand_id: 'ticket.brand_changed',
  custom_status_id: 'ticket.custom_status_changed',
  due_at: 'ticket.task_due_at_changed',
  email_ccs: 'ticket.email_ccs_changed',
  external_id: 'ticket.external_id_changed',
  followers: 'ticket.followers_changed',
  group_id: 'ticket.group_assignment_changed',
  organization_id: 'ticket.organization_changed',
  priority: 'ticket.priority_changed',
  problem_id: 'ticket.problem_link_changed',
  requester_id: 'ticket.requester_changed',
  status: 'ticket.status_changed',
  subject: 'ticket.subject_changed',
  tags: 'ticket.tags_changed',
  ticket_form_id: 'ticket.form_changed',
  type: 'ticket.type_changed',
}
export const CUSTOM_FIELD_CHANGED = 'ticket.custom_field_changed'
export const COMMENT_ADDED = 'ticket.comment_added'

/** Events of tickets that are told as they are, ours → Zendesk's. */
export const TICKET_EVENTS: Readonly<Record<string, string>> = {
  'ticket.created': 'ticket.created',
  'ticket.deleted': 'ticket.soft_deleted',
  'ticket.restored': 'ticket.undeleted',
  'ticket.permanently_deleted': 'ticket.permanently_deleted',
  'ticket.merged': 'ticket.merged',
  'ticket.marked_as_spam': 'ticket.marked_as_spam',
}

/** The same for people and organisations. */
export const PEOPLE_EVENTS: Readonly<Record<string, string>> = {
  'user.created': 'user.created',
  'user.deleted': 'user.deleted',
  'user.merged': 'user.merged',
  'user.identity_added': 'user.identity_created',
  'user.identity_changed': 'user.identity_changed',
  'user.identity_removed': 'user.identity_deleted',
  'organization.created': 'organization.created',
  'organization.deleted': 'organization.deleted',
}

export const USER_FIELD_EVENTS: Readonly<Record<string, string>> = {
  active: 'user.active_changed',
  alias: 'user.alias_changed',
  default_group_id: 'user.default_group_changed',
  details: 'user.details_changed',
  external_id: 'user.external_id_changed',
  name: 'user.name_changed',
  notes: 'user.notes_changed',
  organization_id: 'user.organization_changed',
  role: 'user.role_changed',
  suspended: 'user.suspended_changed',
  tags: 'user.tags_changed',
  time_zone: 'user.time_zone_changed',
}

export const ORGANIZATION_FIELD_EVENTS: Readonly<Record<string, string>> = {
  external_id: 'organization.external_id_changed',
  name: 'organization.name_changed',
  tags: 'organization.tags_changed',
}

/** All that can be subscribed to, as the API writes it. */
export const EVENT_TYPES: ReadonlySet<string> = new Set(
  [
    ...[TICKET_EVENTS, TICKET_FIELD_EVENTS, PEOPLE_EVENTS, USER_FIELD_EVENTS, ORGANIZATION_FIELD_EVENTS].flatMap(
      Object.values<string>,
    ),
    CUSTOM_FIELD_CHANGED,
    COMMENT_ADDED,
  ].map((type) => EVENT_PREFIX + type),
)

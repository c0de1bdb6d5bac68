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
  email_cc_ids: 'ticket.email_ccs_changed',
  external_id: 'ticket.external_id_changed',
  follower_ids: 'ticket.followers_changed',
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
  'ticket.erased': 'ticket.permanently_deleted',
}
/** Told of each ticket that was merged into another. */
export const TICKET_MERGED = 'ticket.merged'
/** Told with the deletion of a ticket as spam. */
export const MARKED_AS_SPAM = 'ticket.marked_as_spam'

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
  // The organisation that was dissolved into another is gone.
  'organization.merged': 'organization.deleted',
}

/** Facts about an organisation or a group that are told as events of the person who came or went. */
export const MEMBERSHIP_EVENTS: Readonly<Record<string, string>> = {
  'group.member_added': 'user.group_membership_created',
  'group.member_removed': 'user.group_membership_deleted',
  'organization.member_added': 'user.organization_membership_created',
  'organization.member_removed': 'user.organization_membership_deleted',
}
export const USER_FIELD_CHANGED = 'user.custom_field_changed'
export const ORGANIZATION_FIELD_CHANGED = 'organization.custom_field_changed'

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
    ...[
      TICKET_EVENTS,
      TICKET_FIELD_EVENTS,
      PEOPLE_EVENTS,
      MEMBERSHIP_EVENTS,
      USER_FIELD_EVENTS,
      ORGANIZATION_FIELD_EVENTS,
    ].flatMap(Object.values<string>),
    TICKET_MERGED,
    MARKED_AS_SPAM,
    CUSTOM_FIELD_CHANGED,
    USER_FIELD_CHANGED,
    ORGANIZATION_FIELD_CHANGED,
    COMMENT_ADDED,
  ].map((type) => EVENT_PREFIX + type),
)

/** Whether a webhook can subscribe to it. */
export const isSubscription = (type: string): boolean => type === CONDITIONAL || EVENT_TYPES.has(type)

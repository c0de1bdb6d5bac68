/**
 * The events a webhook can subscribe to, by what they are about (web/features/settings/webhooks/events.test.ts holds
 * them to the server's). Their names are what receivers see, so they are shown as they are.
 */
export const eventPrefix = 'zen:event-type:'
export const conditional = 'conditional_ticket_events'

export const events = {
  ticket: [
    'agent_assignment_changed',
    'brand_changed',
    'comment_added',
    'created',
    'custom_field_changed',
    'custom_status_changed',
    'email_ccs_changed',
    'external_id_changed',
    'followers_changed',
    'form_changed',
    'group_assignment_changed',
    'marked_as_spam',
    'merged',
    'organization_changed',
    'permanently_deleted',
    'priority_changed',
    'problem_link_changed',
    'requester_changed',
    'soft_deleted',
    'status_changed',
    'subject_changed',
    'tags_changed',
    'task_due_at_changed',
    'type_changed',
    'undeleted',
  ],
  user: [
    'active_changed',
    'alias_changed',
    'created',
    'custom_field_changed',
    'default_group_changed',
    'deleted',
    'details_changed',
    'external_id_changed',
    'group_membership_created',
    'group_membership_deleted',
    'identity_changed',
    'identity_created',
    'identity_deleted',
    'merged',
    'name_changed',
    'notes_changed',
    'organization_changed',
    'organization_membership_created',
    'organization_membership_deleted',
    'role_changed',
    'suspended_changed',
    'tags_changed',
    'time_zone_changed',
  ],
  organization: ['created', 'custom_field_changed', 'deleted', 'external_id_changed', 'name_changed', 'tags_changed'],
} as const

/** The name of an event without what all have in common. */
export const shortName = (event: string): string => event.replace(eventPrefix, '')

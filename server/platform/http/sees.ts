// Whose record an endpoint is about, and so who may meet it: what the sweep over all endpoints expects for each caller
// and each object. It follows from the first parameter of the path, unless the endpoint names it.
import type { AnyEndpoint } from './endpoint.ts'

/** Kinds of records by who meets them; everything else of an account is 404 for them, and another account's for all. */
export const NOUNS = {
  ticket: 'staff whose rights let them see it; not once it is deleted',
  deleted_ticket: 'staff who may see deleted tickets, of those they saw',
  request: 'customers who take part in it, or whose organisation shares it; staff as tickets',
  person: 'staff; of customers only they themselves',
  organization: 'staff; of customers its members',
  own: 'only whose it is',
  desk: 'everybody whom `allow` and `right` let in',
  secret: 'whoever has the secret in the path',
} as const
export type Noun = keyof typeof NOUNS

const NOUN_OF: Readonly<Record<string, Noun>> = {
  ticket_id: 'ticket',
  ticket_metric_id: 'ticket',
  ticket_comment_id: 'ticket',
  satisfaction_rating_id: 'ticket',
  attachment_id: 'ticket',
  delivery_id: 'ticket',
  request_id: 'request',
  user_id: 'person',
  organization_id: 'organization',
  organization_subscription_id: 'own',
  activity_id: 'own',
  bookmark_id: 'own',
  factor_id: 'own',
  device_id: 'own',
  session_id: 'own',
  token_id: 'own',
  oauth_token_id: 'own',
  job_status_id: 'own',
  token: 'secret',
  conversation_token: 'secret',
  satisfaction_token: 'secret',
  verification_token: 'secret',
  // What an account is set up with, and what its admins look at.
  ...Object.fromEntries(
    [
      'alarm_id',
      'alarm_kind',
      'attribute_id',
      'audience',
      'audit_log_id',
      'automation_id',
      'brand_id',
      'custom_role_id',
      'custom_status_id',
      'deleted_user_id',
      'dynamic_content_item_id',
      'factor_role',
      'group_id',
      'group_membership_id',
      'group_sla_policy_id',
      'id',
      'identity_provider_id',
      'oauth_client_id',
      'scim_id',
      'scim_token_id',
      'service_account_id',
      'support_consent_id',
      'incremental_resource',
      'locale_id',
      'lock_out_id',
      'macro_id',
      'mail_domain_id',
      'mail_id',
      'organization_field_id',
      'organization_membership_id',
      'organization_merge_id',
      'recipient_address_id',
      'satisfaction_reason_id',
      'schedule_id',
      'sharing_agreement_id',
      'sla_policy_id',
      'target_id',
      'ticket_field_id',
      'ticket_form_id',
      'trigger_category_id',
      'trigger_id',
      'user_field_id',
      'view_id',
      'webhook_id',
      'workspace_id',
    ].map((name) => [name, 'desk' as const]),
  ),
}

/** What an endpoint's record is; null where its path names none; undefined where nothing says it. */
export function seenNoun(declared: Pick<AnyEndpoint, 'route' | 'sees'>): Noun | null | undefined {
  if (declared.sees) return declared.sees
  const [, first] = /\{(\w+)\}/.exec(declared.route) ?? []
  return first === undefined ? null : NOUN_OF[first]
}

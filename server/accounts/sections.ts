// The sections of Zendesk's account settings, with what is true here. Most say what the product does and cannot be
// changed; modules that come later add theirs in compose.ts. A write of another value than the true one is refused:
// a success that changed nothing would be a lie.

import type { Config } from '../platform/config.ts'
import { type FieldErrors, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'

type Section = Record<string, unknown>

/** A section whose values live in a module. */
export interface SettingsSection {
  readonly name: string
  read(work: Work): Promise<Section>
  /** Applies keys it knows and returns their names; the others stay for the check against what is true. */
  write?(work: Work, values: Section): Promise<readonly string[]>
}

const offered = new Map<string, SettingsSection>()

/** Adds sections, or replaces them. Called in compose.ts. */
export function offerSettingsSections(sections: readonly SettingsSection[]): void {
  for (const one of sections) offered.set(one.name, one)
}

const MB = 1024 * 1024

/** All sections. `config` has the limits. */
export async function settingsSections(work: Work, config: Config): Promise<Record<string, Section>> {
  const sections = fixedSections(config)
  for (const one of offered.values()) sections[one.name] = { ...sections[one.name], ...(await one.read(work)) }
  return sections
}

/** Applies what a write says about sections. 422 for a value that is not true here and cannot be made so. */
export async function writeSections(work: Work, config: Config, written: Record<string, unknown>): Promise<void> {
  const sections = await settingsSections(work, config)
  const details: FieldErrors = {}
  for (const [name, values] of Object.entries(written)) {
    const truth = Object.hasOwn(sections, name) ? sections[name] : undefined
    if (!truth || values === null || typeof values !== 'object') continue
    const applied = (await offered.get(name)?.write?.(work, values as Section)) ?? [] // an object, as just checked
    for (const [key, value] of Object.entries(values)) {
      if (applied.includes(key) || !Object.hasOwn(truth, key)) continue
      if (JSON.stringify(truth[key]) === JSON.stringify(value)) continue
      const description = `${name}.${key}: cannot be changed; it is ${JSON.stringify(truth[key])}`
      details[`${name}.${key}`] = [{ description, error: 'InvalidValue' }]
    }
  }
  if (Object.keys(details).length > 0) throw new Refusal('invalid', undefined, { details })
}

const none = (keys: string): Section => Object.fromEntries(keys.split(' ').map((key) => [key, false]))

function fixedSections(config: Config): Record<string, Section> {
  return {
    active_features: {
      ...none(
        'agent_forwarding allow_email_template_customization automatic_answers bcc_archiving benchmark_opt_out chat chat_about_my_ticket csat_reason_code custom_dkim_domain customer_context_as_default explore explore_on_support_ent_plan explore_on_support_pro_plan facebook facebook_login fallback_composer forum_analytics good_data_and_explore google_login is_abusive light_agents markdown sandbox satisfaction_prediction suspended_ticket_notification topic_suggestion twitter twitter_login voice',
      ),
      allow_ccs: true,
      business_hours: true,
      custom_dkim_domain: true,
      customer_satisfaction: true,
      dynamic_contents: true,
      on_hold_status: true,
      organization_access_enabled: true,
      rich_content_in_emails: true,
      ticket_forms: true,
      ticket_tagging: true,
      user_org_fields: true,
      user_tagging: true,
    },
    agents: {
      ...none('agent_home aw_self_serve_migration_enabled focus_mode idle_timeout_enabled unified_agent_statuses'),
      agent_workspace: false,
    },
    api: { accepted_api_agreement: true, api_password_access: 'false', api_token_access: 'true' },
    apps: none('create_private create_public use'),
    billing: { backend: 'none' },
    branding: {
      favicon_url: null,
      header_color: null,
      header_logo_url: null,
      page_background_color: null,
      tab_background_color: null,
      text_color: null,
    },
    brands: { require_brand_on_new_tickets: false },
    cdn: { cdn_provider: 'disabled', fallback_cdn_provider: 'disabled', hosts: [] },
    chat: { ...none('available enabled integrated'), maximum_request_count: 0, welcome_message: '' },
    cross_sell: { show_chat_tooltip: false, xsell_source: null },
    email: {
      ...none(
        'accept_wildcard_emails email_template_photos email_template_section gmail_actions no_mail_delimiter send_gmail_messages_via_gmail',
      ),
      custom_dkim_domain: true,
      email_sender_authentication: true,
      modern_email_template: true,
      personalized_replies: true,
    },
    google_apps: none('has_google_apps has_google_apps_admin'),
    groups: { check_group_name_uniqueness: true },
    limits: { attachment_size: config.max_upload_mb * MB },
    localization: { locale_ids: [] },
    lotus: { pod_id: 0, prefer_lotus: true, reporting: false },
    metrics: { account_size: null },
    onboarding: { checklist_onboarding_version: 0, onboarding_segments: null, product_sign_up: null },
    routing: { enabled: false, autorouting_tag: '' },
    rule: { macro_most_used: false, macro_order: 'position', skill_based_filtered_views: [] },
    side_conversations: {
      ...none('msteams_channel show_in_context_panel slack_channel tickets_channel'),
      email_channel: true,
    },
    statistics: none('forum rule_usage search'),
    ticket_form: { ticket_forms_instructions: '', raw_ticket_forms_instructions: '' },
    tickets: {
      ...none(
        'accepted_new_collaboration_tos agent_invitation_enabled auto_translation_enabled chat_sla_enablement emoji_autocompletion has_color_text light_agent_email_ccs_allowed list_empty_views list_newest_comments_first markdown_ticket_comments modern_ticket_reassignment private_attachments show_modern_ticket_reassignment using_skill_based_routing',
      ),
      agent_collision: true,
      agent_ticket_deletion: true,
      allow_group_reset: true,
      assign_default_organization: true,
      assign_tickets_upon_solve: true,
      collaboration: true,
      comments_public_by_default: true,
      email_attachments: true,
      follower_and_email_cc_collaborations: true,
      is_first_comment_private_enabled: true,
      rich_text_comments: true,
      status_hold: true,
      tagging: true,
    },
    twitter: { shorten_url: 'never' },
    user: {
      ...none('agent_created_welcome_emails end_user_phone_number_validation have_gravatars_enabled'),
      language_selection: true,
      multiple_organizations: true,
      tagging: true,
      time_zone_selection: true,
    },
    voice: none(
      'agent_confirmation_when_forwarding agent_wrap_up_after_calls enabled logging only_during_business_hours outbound_enabled recordings_public uk_mobile_forwarding',
    ),
  }
}

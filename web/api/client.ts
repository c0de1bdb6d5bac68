// The API as TypeScript sees it: made from the endpoints by `npm run openapi`, compared by tests/openapi.test.ts.
// Change an endpoint and run it again instead of editing this file. Only `addressOf` is there at run time.

export interface Ability { user_id: number; url: string; can_edit: boolean; can_edit_password: boolean; can_manage_identities_of: boolean; can_verify_identities: boolean }
export interface Action { title: string; subject: string; type: string; group: string; nullable: boolean; repeatable: boolean; values?: Value[] }
export interface ActionWrite { field?: string; source?: string; value?: string | number | boolean | (string | number | boolean)[] | null }
export interface Activity { url: string; id: number; title: string; verb: "tickets.assignment" | "tickets.comment" | "tickets.priority_increase"; user_id: number; actor_id: number; created_at: string; updated_at: string; object: Record<string, never>; target: Record<string, never>; user: User | ActivityUser | null; actor: User | ActivityUser | null }
export interface ActivityActivity { id: number; action: "create" | "update" | "destroy" | "login" | "exported"; action_label: string; actor_id: number | null; impersonator_id: number | null; source_type: string; source_id: number; ip_address: string | null; created_at: string }
export interface ActivityUser { id: number; name: string; photo: null; agent: boolean; organization_id: null }
export interface AgentAvailability { agent_id: number; url: string; status: "online" | "away" | "offline"; capacity: number | null; updated_at: string | null }
export interface AgentCondition { parent_field_id: number; parent_field_type?: string; value: unknown; child_fields: ChildField[] }
export interface AgentConditionWrite { parent_field_id: number; parent_field_type?: string; value: string | boolean | number; child_fields: ChildFieldWrite[] }
export interface Alarm { id: number; url: string; kind: "impossible_travel" | "many_failures" | "new_admin" | "factor_removed" | "bulk_reads" | "token_new_network" | "security_changed" | "provider_failing"; user_id: number | null; user_name: string | null; event_id: number | null; count: number; created_at: string; last_at: string; acknowledged_at: string | null; acknowledged_by: number | null }
export interface AlarmRule { kind: "impossible_travel" | "many_failures" | "new_admin" | "factor_removed" | "bulk_reads" | "token_new_network" | "security_changed" | "provider_failing"; is_active: boolean; threshold: number; window_minutes: number }
export interface AlarmRuleWrite { is_active?: boolean; threshold?: number; window_minutes?: number }
export interface All { field: string; operator: string; value: string | string[] | null }
export interface AllWrite { field?: string; source?: string; operator?: string | null; value?: string | number | boolean | (string | number | boolean)[] | null }
export interface ApiToken { id: number; url: string; user_id: number; description: string; active: boolean; token: string; scopes: string[] | null; allowed_networks: string[] | null; created_at: string; created_by_id: number | null; last_used_at: string | null; last_used_from: { ip_address: string | null; user_agent: string | null } | null; unused: boolean; expires_at: string | null; rotated_at: string | null; previous_expires_at: string | null; revoked_at: string | null; full_token?: string }
export interface ApiTokenApiTokenWrite { expires_at?: string | null; scopes?: string[] | null; allowed_networks?: string[] | null; description?: string; active?: boolean }
export interface ApiTokenWrite { expires_at?: string | null; scopes?: string[] | null; allowed_networks?: string[] | null; description?: string; user_id?: number }
export interface Attachment { url: string; id: number; file_name: string; content_url: string; mapped_content_url: string; content_type: string; size: number; width: null; height: null; inline: boolean; deleted: boolean; malware_access_override: boolean; malware_scan_result: string; thumbnails: unknown[] }
export interface Attempt { id: string; invocation_id: string; status: "unknown" | "accepted" | "success" | "failed" | "timeout" | "circuit broken" | "throttled" | "client error" | "server error"; status_code?: number; started_at: string; completed_at: string; request: AttemptRequest; response?: { headers: { key: string; value: string }[]; payload: string }; error: string | null }
export interface AttemptRequest { headers: { key: string; value: string }[]; payload: string; method: string; url: string }
export interface Attribute { email: unknown; name: unknown; first_name: unknown; last_name: unknown; locale: unknown; groups: unknown }
export interface AttributeAttribute { id: string; url: string; name: string; created_at: string; updated_at: string }
export interface AttributeValue { id: string; url: string; name: string; created_at: string; updated_at: string; attribute_id: string }
export interface AttributeWrite { email?: string; name?: string; first_name?: string; last_name?: string; locale?: string; groups?: string }
export interface Audit { id: number; ticket_id: number; created_at: string; author_id: number; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; events: { id: number; type: string }[]; via: { channel: string; source: Source } }
export interface AuditLog { url: string; id: number; action: "create" | "update" | "destroy" | "login" | "exported"; action_label: string; actor_id: number | null; actor_name: string; source_id: number; source_type: string; source_label: string; change_description: string; ip_address: string | null; created_at: string }
export interface AuditLogAuditLog { url: string; id: number; action: "create" | "update" | "destroy" | "login" | "exported"; action_label: string; actor_id: number | null; actor_name: string; source_id: number; source_type: string; source_label: string; change_description: string; ip_address: string | null; created_at: string; actor_kind: string | null; channel: string | null; request_id: string | null; user_agent: string | null; token_id: number | null; client_id: number | null; impersonator_id: number | null; changes: AuditLogChange[]; data: unknown; position: number | null }
export interface AuditLogChange { field: string; before: string | null; after: string | null }
export interface Authentication { type: string; add_position: string; data?: { username?: string; name?: string } }
export interface AuthenticationWrite { type: "basic_auth"; add_position?: "header"; data?: { username: string; password: string } }
export interface Author { id: null; name: string | null; email: string | null }
export interface Automation { url: string; id: number; title: string; raw_title: string; active: boolean; position: number; description: string | null; default: boolean; actions: ({ field: string; value: string | string[] | null })[]; created_at: string; updated_at: string; usage_1h?: number; usage_24h?: number; usage_7d?: number; usage_30d?: number; conditions: { all: All[]; any: All[] }; last_failure: { error: string; at: string } | null }
export interface AutomationWrite { title?: string; description?: string | null; active?: boolean; position?: number; category_id?: number | null; conditions?: { all?: AllWrite[] | null; any?: AllWrite[] | null } | null; all?: AllWrite[] | null; any?: AllWrite[] | null; actions?: ActionWrite[] | null; restriction?: RestrictionWrite | null }
export interface Bookmark { url: string; id: number; created_at: string; ticket: Ticket }
export interface Brand { id: number; url: string; name: string; brand_url: string; subdomain: string; host_mapping: string | null; has_help_center: boolean; help_center_state: "enabled" | "disabled" | "restricted"; active: boolean; default: boolean; is_deleted: boolean; logo: null; ticket_form_ids: number[]; signature_template: string; created_at: string; updated_at: string }
export interface BrandWrite { name?: string; subdomain?: string; host_mapping?: "" | string | null; active?: boolean; default?: boolean; signature_template?: string }
export interface Change { field_name: string; value: unknown; previous_value: unknown }
export interface Check { what: "people" | "metadata"; tried_at: string; succeeded_at: string | null; failing_since: string | null; problem: "unreadable" | "too_large" | "not_from_provider" | "no_such_request" | "other_browser" | "already_used" | "not_allowed_unasked" | "status" | "not_signed" | "bad_signature" | "weak_algorithm" | "not_encrypted" | "cannot_decrypt" | "wrong_issuer" | "wrong_audience" | "wrong_recipient" | "wrong_destination" | "wrong_time" | "no_subject" | "several_assertions" | "wrong_nonce" | "wrong_tenant" | "wrong_token_type" | "unknown_key" | "claim_missing" | "not_by_address" | "wrong_client" | "unreachable" | "tls" | "wrong_service_account" | "wrong_credentials" | "not_found" | "several_found" | "disabled" | "too_many_missing" | "not_for_audience" | "person_gone" | "no_account" | "address_missing" | "address_unverified" | "address_not_vouched" | "address_taken" | "role_not_offered" | "owner_not_tested" | "settings_changed" | null; count: number }
export interface ChildField { id: number; is_required: boolean; required_on_statuses?: RequiredOnStatuse }
export interface ChildFieldWrite { id: number; is_required?: boolean; required_on_statuses?: RequiredOnStatuseWrite }
export interface Client { id: number; url: string; name: string; identifier: string; kind: "public" | "confidential"; company: string; description: string; global: false; logo_url: null; redirect_uri: string[]; secret?: string | null; scopes: string[] | null; service_account_id: number | null; device_flow: boolean; password_grant: boolean; pkce_required: boolean; user_id: number; created_at: string; updated_at: string }
export interface ClientClient { id: number; url: string; name: string; identifier: string; kind: "public" | "confidential"; company: string; description: string; global: false; logo_url: null; redirect_uri: string[]; user_id: number; created_at: string; updated_at: string; granted_scopes: string[]; granted_at: string; last_used_at: string | null }
export interface ClientClientWrite { name?: string; identifier?: string; company?: string; description?: string; redirect_uri?: string[]; scopes?: string[] | null; service_account_id?: number | null; device_flow?: boolean; password_grant?: boolean; pkce_required?: boolean }
export interface ClientWrite { name: string; identifier: string; company?: string; description?: string; redirect_uri?: string[]; scopes?: string[] | null; service_account_id?: number | null; device_flow?: boolean; password_grant?: boolean; pkce_required?: boolean; kind?: "public" | "confidential" }
export interface Column { id: string; title: string; filterable: boolean; sortable: boolean }
export interface Comment { id: number; type: "Comment"; author_id: number; body: string; html_body: string; plain_body: string; public: boolean; attachments: Attachment[]; audit_id: number; via: { channel: string; source: Source }; created_at: string; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; sender: Sender | null; is_html: boolean; has_quoted: boolean; has_remote_images: boolean; frame_url: string | null; source_url: string | null; undo_until: string | null }
export interface CommentWrite { body?: string; html_body?: string; public?: boolean; author_id?: number; uploads?: string[] | string }
export interface ConditionsAll { title: string; subject: string; type: string; group: string; nullable: boolean; repeatable: boolean; values?: Value[]; operators: Operator[] }
export interface Configuration { ticket_access: "assigned-only" | "within-organization" | "within-groups" | "within-groups-and-public-groups" | "all"; ticket_comment_access: "none" | "public"; end_user_list_access: "none" | "full"; end_user_profile_access: "readonly" | "edit-within-org" | "edit" | "full"; macro_access: "readonly" | "manage-personal" | "manage-group" | "full"; view_access: "playonly" | "readonly" | "manage-personal" | "manage-group" | "full"; user_view_access: "none" | "readonly" | "manage-personal" | "manage-group" | "full"; manage_roles: "none" | "all-except-self"; manage_team_members: "off" | "readonly" | "all-with-self-restriction"; report_access: "none" | "readonly" | "full"; explore_access: "none" | "readonly" | "edit" | "full"; forum_access: "readonly" | "edit-topics" | "full"; assign_tickets_to_any_group: boolean; chat_access: boolean; forum_access_restricted_content: boolean; group_access: boolean; light_agent: boolean; manage_automations: boolean; manage_business_rules: boolean; manage_contextual_workspaces: boolean; manage_dynamic_content: boolean; manage_extensions_and_channels: boolean; manage_facebook: boolean; manage_group_memberships: boolean; manage_groups: boolean; manage_organization_fields: boolean; manage_organizations: boolean; manage_skills: boolean; manage_slas: boolean; manage_suspended_tickets: boolean; manage_ticket_fields: boolean; manage_ticket_forms: boolean; manage_triggers: boolean; manage_user_fields: boolean; moderate_forums: boolean; organization_editing: boolean; organization_notes_editing: boolean; side_conversation_create: boolean; ticket_deletion: boolean; ticket_editing: boolean; ticket_merge: boolean; ticket_redaction: boolean; ticket_tag_editing: boolean; twitter_search_access: boolean; view_deleted_tickets: boolean; voice_access: boolean; voice_dashboard_access: boolean }
export interface ConfigurationWrite { ticket_access?: "assigned-only" | "within-organization" | "within-groups" | "within-groups-and-public-groups" | "all"; ticket_comment_access?: "none" | "public"; end_user_list_access?: "none" | "full"; end_user_profile_access?: "readonly" | "edit-within-org" | "edit" | "full"; macro_access?: "readonly" | "manage-personal" | "manage-group" | "full"; view_access?: "playonly" | "readonly" | "manage-personal" | "manage-group" | "full"; user_view_access?: "none" | "readonly" | "manage-personal" | "manage-group" | "full"; manage_roles?: "none" | "all-except-self"; manage_team_members?: "off" | "readonly" | "all-with-self-restriction"; report_access?: "none" | "readonly" | "full"; explore_access?: "none" | "readonly" | "edit" | "full"; forum_access?: "readonly" | "edit-topics" | "full"; assign_tickets_to_any_group?: boolean; chat_access?: boolean; forum_access_restricted_content?: boolean; group_access?: boolean; light_agent?: boolean; manage_automations?: boolean; manage_business_rules?: boolean; manage_contextual_workspaces?: boolean; manage_dynamic_content?: boolean; manage_extensions_and_channels?: boolean; manage_facebook?: boolean; manage_group_memberships?: boolean; manage_groups?: boolean; manage_organization_fields?: boolean; manage_organizations?: boolean; manage_skills?: boolean; manage_slas?: boolean; manage_suspended_tickets?: boolean; manage_ticket_fields?: boolean; manage_ticket_forms?: boolean; manage_triggers?: boolean; manage_user_fields?: boolean; moderate_forums?: boolean; organization_editing?: boolean; organization_notes_editing?: boolean; side_conversation_create?: boolean; ticket_deletion?: boolean; ticket_editing?: boolean; ticket_merge?: boolean; ticket_redaction?: boolean; ticket_tag_editing?: boolean; twitter_search_access?: boolean; view_deleted_tickets?: boolean; voice_access?: boolean; voice_dashboard_access?: boolean }
export interface CreateOrUpdateOrganizationWrite { name?: string; details?: string | null; notes?: string | null; domain_names?: string[] | string | null; external_id?: string | number | null; group_id?: number | string | null; shared_tickets?: boolean | null; shared_comments?: boolean | null; tags?: string[] | string | null; organization_fields?: Record<string, unknown>; id?: number | string }
export interface CredentialPolicy { max_token_days: number | null; password_access: boolean; own_tokens: "admins" | "staff" | "everyone" }
export interface CredentialPolicyWrite { max_token_days?: number | null; password_access?: boolean; own_tokens?: "admins" | "staff" | "everyone" }
export interface CursorComment { id: number; type: "Comment"; author_id: number; body: string; html_body: string; plain_body: string; public: boolean; attachments: Attachment[]; audit_id: number; via: { channel: string; source: Source }; created_at: string; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; sender: Sender | null; is_html: boolean; has_quoted: boolean; has_remote_images: boolean; frame_url: string | null; source_url: string | null; undo_until: string | null; ticket_id: number }
export interface CustomField { id: number; title: string; type: string; url: string }
export interface CustomFieldOption { id: number; name: string; raw_name: string; value: string; default: boolean }
export interface CustomFieldOptionWrite { id?: number | null; name?: string; raw_name?: string; value?: string; default?: boolean }
export interface CustomRole { id: number; url: string; name: string; description: string; role_type: number; team_member_count: number; configuration: Configuration; is_standard: boolean; risks: string[]; created_at: string; updated_at: string }
export interface CustomRoleWrite { name?: string; description?: string | null; role_type?: 0; configuration?: ConfigurationWrite }
export interface CustomStatusWrite { status_category?: "new" | "open" | "pending" | "hold" | "solved"; agent_label?: string; end_user_label?: string | null; description?: string | null; end_user_description?: string | null; active?: boolean }
export interface CustomStatuse { id: number; url: string; status_category: "new" | "open" | "pending" | "hold" | "solved"; agent_label?: string; raw_agent_label?: string; end_user_label: string; raw_end_user_label: string; description?: string | null; raw_description?: string | null; end_user_description: string | null; raw_end_user_description: string | null; active: boolean; default: boolean; created_at: string; updated_at: string }
export interface Definition { conditions_all: ConditionsAll[]; conditions_any: ConditionsAll[]; actions: Action[] }
export interface DefinitionAll { title: string; value: string; group: string; target: string | null; operators: { title: string; value: string }[]; values: { type: string; list: ({ title: string; value: string | null })[] } }
export interface DefinitionConditionsAll { title: string; subject: string; type: "list" | "text" | "number" | "date"; group: string; nullable: boolean; repeatable: boolean; operators: Operator[]; values: Value[] }
export interface DeletedTicket { id: number; subject: string | null; description: string | null; actor: { id: number; name: string } | null; deleted_at: string; previous_state: string }
export interface DeletedUser { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; active: boolean }
export interface Delivery { id: number; kind: "reply" | "auto_reply" | "test" | "notification" | "side_conversation" | "desk"; ticket_id: number | null; comment_id: number | null; state: "queued" | "sending" | "sent" | "uncertain" | "bounced" | "failed" | "cancelled"; recipients: ({ address: string; name: string | null })[]; error: string | null; code: number | null; attempts: number; send_after: string; sent_at: string | null; may_retry: boolean }
export interface Desk { name: string; locale: "en" | "de" | "nl" | "it"; time_zone: string }
export interface DeskWrite { name?: string; locale?: "en" | "de" | "nl" | "it"; time_zone?: string }
export interface Device { id: number; url: string; user_id: number; name: string; network: string | null; created_at: string; last_used_at: string }
export interface Draft { html_body: string; email_ccs: string[]; updated_at: string }
export interface DryRun { looked_at: number; count: number; tickets: DryRunTicket[] }
export interface DryRunTicket { ticket_id: number; changes: Change[]; messages: { field: string; to: string }[] }
export interface EffectiveRight { user_id: number; role: "end-user" | "agent" | "admin" | "owner"; custom_role_id: number | null; custom_role_name: string | null; group_ids: number[]; groups: { id: number; name: string }[]; organization_ids: number[]; organizations: { id: number; name: string }[]; rights: EffectiveRightRight[] }
export interface EffectiveRightRight { name: string; product: string; value: string | boolean; has_effect: boolean; source: "owner" | "admin" | "standard" | "custom_role" | "restriction" | "end_user" | "suspended" }
export interface EmailCcWrite { user_id?: number; user_email?: string; user_name?: string; action?: "put" | "delete" }
export interface Event { id: string; side_conversation_id: string; ticket_id: number; actor: Participant; type: "create" | "reply" | "update"; via: string; created_at: string; message: Message | null; updates: { state?: "open" | "closed" } }
export interface Execution { group_by: string | null; group_order: "asc" | "desc"; sort_by: string | null; sort_order: "asc" | "desc"; group: ExecutionGroup | null; sort: ExecutionGroup | null; columns: Column[]; fields: Column[]; custom_fields: CustomField[] }
export interface ExecutionGroup { id: string; title: string; filterable: boolean; sortable: boolean; order: "asc" | "desc" }
export interface Export { view_id: number; status: string; content_url: string }
export interface Factor { id: number; url: string; user_id: number; kind: "totp" | "passkey" | "sms"; name: string; is_confirmed: boolean; is_first_factor: boolean; host: string | null; flagged_at: string | null; created_at: string; last_used_at: string | null }
export interface FactorProgressPeople { user_id: number; name: string; email: string | null; enrolled_at: string | null; exempt_until: string | null; last_login_at: string | null }
export interface FactorRequirement { url: string; role: "end-user" | "agent" | "admin" | "owner"; custom_role_id: number | null; name: string | null; follows_agents: boolean; is_required: boolean; required_from: string | null; frequency: "always" | "new_devices"; provider_counts: boolean; updated_at: string | null; people: People }
export interface FactorRequirementPreview { people_count: number; must_enrol_count: number; signed_out_count: number; required_from: string | null; you: { must_enrol: boolean; is_signed_out: boolean } }
export interface FactorRequirementWrite { is_required?: boolean; required_from?: string | null; frequency?: "always" | "new_devices"; provider_counts?: boolean; follows_agents?: boolean }
export interface FilterAll { field: string; operator: string; value: string | null | (string | number)[] }
export interface FilterAllWrite { field: string; operator: string; value?: string | number | boolean | (string | number | boolean)[] | null }
export interface Finding { what: string; position?: number; entry_id?: number; event_id?: number }
export interface Group { id: number; url: string; name: string; description: string; default: boolean; is_public: boolean; deleted: boolean; created_at: string; updated_at: string }
export interface GroupGroup { group_id: number; method: "manual" | "round_robin" | "least_loaded"; capacity: number; skills_wait_minutes: number | null }
export interface GroupGroupWrite { method?: "manual" | "round_robin" | "least_loaded"; capacity?: number; skills_wait_minutes?: number | null }
export interface GroupMembership { id: number; url: string; user_id: number; group_id: number; default: boolean; created_at: string; updated_at: string }
export interface GroupSlaPolicy { id: number | string; url: string; title: string; description: string; position: number; filter: { all: FilterAll[]; any: FilterAll[] }; policy_metrics: PolicyMetric[]; created_at: string; updated_at: string }
export interface GroupSlaPolicyWrite { title?: string; description?: string | null; position?: number; filter?: { all?: FilterAllWrite[] | null; any?: FilterAllWrite[] | null }; policy_metrics?: PolicyMetricWrite[] }
export interface GroupWrite { name?: string; description?: string | null; is_public?: boolean; default?: boolean }
export interface Highlight { field: "subject" | "comment"; comment_id: number | null; public: boolean; html: string }
export interface Holiday { id: number; name: string; start_date: string; end_date: string }
export interface HolidayWrite { name?: string; start_date?: string; end_date?: string }
export interface Identity { id: number; url: string; user_id: number; type: "email" | "phone_number" | "agent_forwarding" | "twitter" | "facebook" | "google" | "sdk" | "messaging" | "any_channel" | "foreign"; value: string; verified: boolean; primary: boolean; undeliverable_count: number; deliverable_state: "deliverable" | "undeliverable"; verification_method: "none" | "full"; verified_at: string | null; created_at: string; updated_at: string }
export interface IdentityIdentityWrite { value?: string; verified?: boolean; primary?: boolean }
export interface IdentityLink { id: number; user_id: number; identity_provider_id: number; issuer: string; subject: string; email: string | null; created_at: string; last_used_at: string; deactivated_at: string | null }
export interface IdentityProvider { id: number; url: string; kind: "saml" | "oidc" | "jwt" | "social" | "ldap"; name: string; label: string; position: number; audiences: ("staff" | "end_user")[]; active: boolean; domains: string[]; creates_people: boolean; mapping: Mapping; settings: Record<string, unknown>; secrets: string[]; our_values: Record<string, string>; warnings: ({ code: string; detail: string | null })[]; checks: Check[]; state: "untested" | "tested" | "changed"; tested_at: string | null; tested_by_id: number | null; created_at: string; updated_at: string }
export interface IdentityProviderWrite { kind?: "saml" | "oidc" | "jwt" | "social" | "ldap"; name?: string; label?: string; audiences?: ("staff" | "end_user")[]; active?: boolean; domains?: string[]; creates_people?: boolean; mapping?: MappingWrite; settings?: Record<string, unknown>; secrets?: Record<string, string | null> }
export interface IdentityWrite { type: "email" | "phone_number" | "agent_forwarding" | "twitter" | "facebook" | "google" | "sdk" | "messaging" | "any_channel" | "foreign"; value: string; verified?: boolean; primary?: boolean; skip_verify_email?: boolean }
export interface Invocation { id: string; webhook_id: string; status: "unknown" | "accepted" | "success" | "failed" | "timeout" | "circuit broken" | "throttled" | "client error" | "server error"; status_code?: number; latest_completed_at: string | null; created_at: string; event_type: string; attempts_count: number; next_attempt_at: string | null; ticket_id: number | null; rule: { kind: string; id: number } | null; replay_of: string | null }
export interface IpRestriction { enabled: boolean; customers_may_bypass: boolean; ranges: Range[]; confirm_by: string | null; your_address: string | null; you_would_be_let_in: boolean; behind_unknown_proxy: boolean }
export interface IpRestrictionWrite { enabled: boolean; customers_may_bypass?: boolean; ranges: RangeWrite[] }
export interface Item { id: number; url: string; name: string; placeholder: string; default_locale_id: number; outdated: boolean; variants: Variant[]; created_at: string; updated_at: string }
export interface ItemWrite { name?: string; default_locale_id?: number; content?: string; variants?: VariantWrite[] }
export interface JobStatus { id: string; url: string; job_type: string; total: number | null; progress: number | null; status: "queued" | "working" | "failed" | "completed" | "killed"; message: string | null; results: Result[] | null }
export interface LastError { id: number; token_id: number; method: string; resource: string; target_id: number | null; status: number; scim_type: string | null; detail: string | null; dry_run: boolean; created_at: string }
export interface Locale { id: number; url: string; locale: string; name: string; native_name: string; presentation_name: string; rtl: boolean; default: boolean; created_at: null; updated_at: null }
export interface LockOut { id: number; limit: string; user_id: number | null; email: string; ip: string | null; created_at: string; expires_at: string }
export interface Macro { url: string; id: number; title: string; raw_title: string; active: boolean; position: number; description: string | null; default: boolean; actions: ({ field: string; value: string | string[] | null })[]; created_at: string; updated_at: string; usage_1h?: number; usage_24h?: number; usage_7d?: number; usage_30d?: number; restriction: Restriction | null }
export interface Mail { undo_send_s: number; auto_reply_enabled: boolean; signature: string }
export interface MailDomain { id: number; name: string; state: "waiting" | "ok" | "attention"; checked_at: string | null; records: MailDomainRecord[] }
export interface MailDomainRecord { type: string; host: string; value: string; zone_file_value: string; purpose: "dkim" | "spf" | "dmarc" | "mx"; importance: "needed" | "advised"; state: "waiting" | "ok" | "missing" | "warning" | "wrong" | "broken"; finding: string | null; reason: string | null; found: string[] }
export interface MailWrite { undo_send_s?: number; auto_reply_enabled?: boolean; signature?: string }
export interface Mapping { attributes: Attribute; default_role: "end-user" | "agent"; default_custom_role_id?: number | null; rules: Rule[]; applies: "creation" | "every_sign_in" }
export interface MappingRule { source: string; value: string; role: string; custom_role_id: number | null }
export interface MappingRuleWrite { source: "role" | "group"; value: string; role: "agent" | "admin"; custom_role_id?: number | string | null }
export interface MappingWrite { attributes?: AttributeWrite; default_role?: "end-user" | "agent"; default_custom_role_id?: number | string | null; rules?: RuleWrite[]; applies?: "creation" | "every_sign_in" }
export interface MeUser { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; chat_only: boolean; user_fields: Record<string, unknown>; rights?: Record<string, string | boolean>; access_ends_at?: string | null; authenticity_token?: string }
export interface MeUser2 { id: null; url: null; name: string; email: string; role: "end-user"; is_owner: false }
export interface Message { subject: string; preview_text: string; from: Participant; to: Participant[]; body: string; html_body: string; external_ids: Record<string, string>; attachments: Attachment[]; quoted_body: string | null; sender_trust: "authenticated" | "unauthenticated" | "failed" | null }
export interface MessageWrite { subject?: string | null; body?: string | null; html_body?: string | null; to?: ToWrite[]; attachment_ids?: string[]; uploads?: string[]; external_ids?: Record<string, string> | null }
export interface Meta { has_more: boolean; after_cursor: string | null; before_cursor: string | null }
export interface NewMacro { title: string; active: boolean; actions: ({ field: string; value: string | string[] | null })[] }
export interface NoteWrite { body?: string; html_body?: string; uploads?: string[]; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; version?: number; time_spent_s?: number | null }
export interface Operator { value: string; title: string; terminal: boolean }
export interface OptionCustomFieldOption { id: number; name: string; raw_name: string; value: string; default: boolean; position: number; url: string }
export interface Organization { id: number; url: string; name: string; details: string | null; notes: string | null; domain_names: string[]; external_id: string | null; group_id: number | null; shared_tickets: boolean; shared_comments: boolean; tags: string[]; organization_fields: Record<string, unknown>; created_at: string; updated_at: string }
export interface OrganizationField { id: number; url: string; title: string; raw_title: string; description: string; raw_description: string; position: number; active: boolean; regexp_for_validation: string | null; relationship_target_type?: string | null; relationship_filter?: { all?: RelationshipFilterAll[] | null; any?: RelationshipFilterAll[] | null } | null; custom_field_options?: CustomFieldOption[]; created_at: string; updated_at: string; type: "text" | "textarea" | "checkbox" | "date" | "integer" | "decimal" | "regexp" | "partialcreditcard" | "multiselect" | "lookup" | "dropdown"; key: string; system: boolean; tag?: string | null }
export interface OrganizationFieldWrite { type?: "subject" | "description" | "status" | "tickettype" | "priority" | "group" | "assignee" | "custom_status" | "text" | "textarea" | "checkbox" | "date" | "integer" | "decimal" | "regexp" | "partialcreditcard" | "multiselect" | "tagger" | "lookup" | "dropdown"; key?: string | null; title?: string; raw_title?: string; title_in_portal?: string | null; raw_title_in_portal?: string | null; description?: string | null; raw_description?: string | null; agent_description?: string | null; tag?: string | null; regexp_for_validation?: string | null; relationship_target_type?: "zen:user" | "zen:organization" | "zen:ticket" | null; relationship_filter?: { all?: RelationshipFilterAllWrite[] | null; any?: RelationshipFilterAllWrite[] | null } | null; sub_type_id?: number | null; position?: number | null; active?: boolean | null; required?: boolean | null; collapsed_for_agents?: boolean | null; visible_in_portal?: boolean | null; editable_in_portal?: boolean | null; required_in_portal?: boolean | null; custom_field_options?: CustomFieldOptionWrite[] | null }
export interface OrganizationMembership { id: number; url: string; user_id: number; organization_id: number; organization_name: string; default: boolean; view_tickets: boolean; created_at: string; updated_at: string }
export interface OrganizationMembershipOrganizationMembershipWrite { user_id?: number | string; organization_id: number | string; default?: boolean | null; view_tickets?: boolean | null }
export interface OrganizationMembershipWrite { user_id: number | string; organization_id: number | string; default?: boolean | null; view_tickets?: boolean | null }
export interface OrganizationMerge { id: string; url: string; loser_id: number; winner_id: number; status: "complete" }
export interface OrganizationOrganization { id: number; url: string; name: string; details: string | null; notes: string | null; domain_names: string[]; external_id: string | null; group_id: number | null; shared_tickets: boolean; shared_comments: boolean; tags: string[]; organization_fields: Record<string, unknown>; created_at: string; updated_at: string; deleted_at: string | null }
export interface OrganizationSubscription { id: number; url: string; organization_id: number; user_id: number; created_at: string }
export interface OrganizationWrite { name?: string; details?: string | null; notes?: string | null; domain_names?: string[] | string | null; external_id?: string | number | null; group_id?: number | string | null; shared_tickets?: boolean | null; shared_comments?: boolean | null; tags?: string[] | string | null; organization_fields?: Record<string, unknown> }
export interface OutputWrite { columns?: (string | number | { id: string | number })[]; group_by?: string | number | null; group_order?: string | null; sort_by?: string | number | null; sort_order?: string | null; group?: { id: string | number; order?: string } | null; sort?: { id: string | number; order?: string } | null }
export interface Participant { user_id: number | null; name: string | null; email: string | null; slack_workspace_id: null; slack_channel_id: null; support_group_id: null; support_agent_id: null; msteams_channel_id: null }
export interface Password { is_allowed: boolean; is_set: boolean; changed_at: string | null; is_new_required: boolean }
export interface PasswordCheck { strength: number; strength_text: string; problem: "too_short" | "too_long" | "needs_mixed_case" | "needs_number" | "needs_symbol" | "leaked" | "guessable" | "used_before" | null; problem_text: string | null; requirements: ({ text: string; is_met: boolean | null })[] }
export interface PasswordRequirement { min_length: number; mixed_case: boolean; numbers: boolean; symbols: boolean; history: number; max_age_days: number }
export interface PasswordRule { min_length: number; mixed_case: boolean; numbers: boolean; symbols: boolean; history: number; max_age_days: number }
export interface PasswordRuleWrite { min_length?: number; mixed_case?: boolean; numbers?: boolean; symbols?: boolean; history?: number; max_age_days?: number }
export interface People { total: number; enrolled: number; exempt: number }
export interface PolicyMetric { priority: "low" | "normal" | "high" | "urgent"; metric: "first_reply_time" | "next_reply_time" | "periodic_update_time" | "pausable_update_time" | "requester_wait_time" | "agent_work_time" | "ownership_time"; target: number; target_in_seconds: number; business_hours: boolean }
export interface PolicyMetricPolicyMetric { breach_at: string | null; stage: "active" | "paused" | "achieved" | "breached"; metric: "first_reply_time" | "next_reply_time" | "periodic_update_time" | "pausable_update_time" | "requester_wait_time" | "agent_work_time" | "ownership_time"; days?: number; hours?: number; minutes?: number }
export interface PolicyMetricWrite { priority: "low" | "normal" | "high" | "urgent"; metric: "first_reply_time" | "next_reply_time" | "periodic_update_time" | "pausable_update_time" | "requester_wait_time" | "agent_work_time" | "ownership_time"; target?: number; target_in_seconds?: number; business_hours?: boolean }
export interface Preset { title: string; kind: "saml" | "oidc" | "jwt" | "social" | "ldap"; settings: Record<string, unknown>; attributes: Record<string, string>; issuer: string | null; guide_url: string | null }
export interface Preview { changes: PreviewChange[]; people_count: number; tickets: PreviewTicket[] }
export interface PreviewChange { name: string; before: string | boolean; after: string | boolean; change: "gained" | "lost" | "different"; has_effect: boolean }
export interface PreviewConfigurationWrite { ticket_access?: "assigned-only" | "within-organization" | "within-groups" | "within-groups-and-public-groups" | "all"; ticket_comment_access?: "none" | "public"; end_user_list_access?: "none" | "full"; end_user_profile_access?: "readonly" | "edit-within-org" | "edit" | "full"; macro_access?: "readonly" | "manage-personal" | "manage-group" | "full"; view_access?: "playonly" | "readonly" | "manage-personal" | "manage-group" | "full"; user_view_access?: "none" | "readonly" | "manage-personal" | "manage-group" | "full"; manage_roles?: "none" | "all-except-self"; manage_team_members?: "off" | "readonly" | "all-with-self-restriction"; report_access?: "none" | "readonly" | "full"; explore_access?: "none" | "readonly" | "edit" | "full"; forum_access?: "readonly" | "edit-topics" | "full"; assign_tickets_to_any_group?: boolean; chat_access?: boolean; forum_access_restricted_content?: boolean; group_access?: boolean; light_agent?: boolean; manage_automations?: boolean; manage_business_rules?: boolean; manage_contextual_workspaces?: boolean; manage_dynamic_content?: boolean; manage_extensions_and_channels?: boolean; manage_facebook?: boolean; manage_group_memberships?: boolean; manage_groups?: boolean; manage_organization_fields?: boolean; manage_organizations?: boolean; manage_skills?: boolean; manage_slas?: boolean; manage_suspended_tickets?: boolean; manage_ticket_fields?: boolean; manage_ticket_forms?: boolean; manage_triggers?: boolean; manage_user_fields?: boolean; moderate_forums?: boolean; organization_editing?: boolean; organization_notes_editing?: boolean; side_conversation_create?: boolean; ticket_deletion?: boolean; ticket_editing?: boolean; ticket_merge?: boolean; ticket_redaction?: boolean; ticket_tag_editing?: boolean; twitter_search_access?: boolean; view_deleted_tickets?: boolean; voice_access?: boolean; voice_dashboard_access?: boolean }
export interface PreviewIpRestriction { enabled: boolean; customers_may_bypass: boolean; ranges: Range[]; your_address: string | null; you_would_be_let_in: boolean; behind_unknown_proxy: boolean }
export interface PreviewTicket { user_id: number; before: number; after: number }
export interface Range { range: string; label: string; expires_at: string | null }
export interface RangeWrite { range: string; label?: string; expires_at?: string | null }
export interface ReadMetadataSetting { idp_entity_id: string; sso_url: string; sso_binding: "redirect" | "post"; slo_url: string; certificates: string[] }
export interface ReadinessCheck { name: string; state: "ok" | "warning" | "problem"; message: string }
export interface Reason { url: string; id: number; reason_code: number; value: string; raw_value: string; created_at: string; updated_at: string; deleted_at: null }
export interface RecipientAddress { id: number; url: string; name: string; email: string; default: boolean; brand_id: number; domain_verification_status: "unknown" | "verified" | "failed"; spf_status: "unknown" | "verified" | "failed"; forwarding_status: "unknown"; cname_status: "unknown"; domain_verification_code: null; created_at: string; updated_at: string }
export interface RecipientAddressRecipientAddressWrite { name?: string; default?: boolean; email?: string; brand_id?: number | null }
export interface RecipientAddressWrite { email: string; name?: string; default?: boolean; brand_id?: number | null }
export interface RelationshipFilterAll { field: string; operator: string; value: string }
export interface RelationshipFilterAllWrite { field: string; operator: string; value: string }
export interface ReplyWrite { body?: string; html_body?: string; uploads?: string[]; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; version?: number; time_spent_s?: number | null; email_ccs?: EmailCcWrite[] }
export interface Request { url: string; id: number; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; priority: "low" | "normal" | "high" | "urgent" | null; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; description: string | null; organization_id: number | null; via: { channel: string; source: Source }; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; requester_id: number; collaborator_ids: number[]; email_cc_ids: number[]; is_public: boolean; due_at: string | null; recipient: string | null; created_at: string; updated_at: string; assignee_id: number | null; ticket_form_id: number | null; custom_status_id: number | null; group_id: number | null; can_be_solved_by_me: boolean; solved: boolean; followup_source_id: number | null }
export interface RequestRequest { url: string; id: number; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; priority: "low" | "normal" | "high" | "urgent" | null; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; description: string | null; organization_id: number | null; via: { channel: string; source: Source }; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; requester_id: null; collaborator_ids: number[]; email_cc_ids: number[]; is_public: boolean; due_at: string | null; recipient: string | null; created_at: string; updated_at: string; assignee_id: number | null; ticket_form_id: number | null; custom_status_id: number | null; group_id: number | null; can_be_solved_by_me: boolean; solved: boolean; followup_source_id: number | null }
export interface RequestRequestWrite { subject: string; comment: CommentWrite; priority?: "low" | "normal" | "high" | "urgent"; type?: "problem" | "incident" | "question" | "task"; requester?: { name?: string; email: string }; due_at?: string | null; custom_fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; ticket_form_id?: number | null; via_followup_source_id?: number | null }
export interface RequestWrite { name?: string; description?: string | null; status?: "active" | "inactive"; endpoint?: string; http_method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; request_format?: "json" | "xml" | "form_encoded"; subscriptions?: string[]; authentication?: AuthenticationWrite | WebhookAuthenticationWrite | WebhookAuthenticationWrite2 | null; custom_headers?: Record<string, string> | null; payload?: string }
export interface RequesterWrite { name?: string; email?: string; locale_id?: number }
export interface RequiredOnStatuse { type: "ALL_STATUSES" | "SOME_STATUSES" | "NO_STATUSES"; statuses?: ("new" | "open" | "pending" | "hold" | "solved" | "closed")[]; custom_statuses?: number[] }
export interface RequiredOnStatuseWrite { type: "ALL_STATUSES" | "SOME_STATUSES" | "NO_STATUSES"; statuses?: ("new" | "open" | "pending" | "hold" | "solved" | "closed")[]; custom_statuses?: number[] }
export interface Response { status_code: number; headers: { key: string; value: string }[]; payload: string }
export interface Restriction { type: string; id: number; ids?: number[] }
export interface RestrictionWrite { type: "Group" | "User"; id?: number; ids?: number[] }
export interface Result { index: number; id?: number; action?: string; status?: string; success?: boolean; error?: string; details?: string }
export interface Right { name: string; product: "support" | "help_center" | "chat" | "analytics" | "voice"; values: string[] | null; has_effect: boolean; is_risky: boolean }
export interface Rule { attribute: unknown; value: string; grant: unknown }
export interface RuleRun { id: number; ticket_id: number; event_id: number | null; created_at: string; is_cut: boolean; rules: RuleRunRule[] }
export interface RuleRunRule { id: number; kind: string; title: string | null; acted: boolean; changes: Change[]; notified: number; error: string | null; failing_condition: All | null; failing_condition_number: number | null }
export interface RuleWrite { attribute?: string; value: string; grant: unknown }
export interface SampleData { tickets: number; made: number; state: "running" | "done"; created_at: string; updated_at: string }
export interface SatisfactionRating { score: string; id?: number; comment?: string | null; reason?: string | null; reason_id?: number | null }
export interface SatisfactionRatingSatisfactionRating { url: string; id: number; ticket_id: number; requester_id: number; assignee_id: number | null; group_id: number | null; score: string; comment: string | null; reason: string | null; reason_id: number | null; reason_code: number | null; created_at: string; updated_at: string }
export interface SatisfactionRatingWrite { score: "good" | "bad"; comment?: string | null; reason_code?: 0 | 5 | 6 | 7 | 8 | 100 | null }
export interface Schedule { id: number; name: string; time_zone: string; intervals: { start_time: number; end_time: number }[]; created_at: string; updated_at: string }
export interface ScheduleWrite { name?: string; time_zone?: string; intervals?: { start_time: number; end_time: number }[] }
export interface Scim { enabled: boolean; dry_run: boolean; ranges: string[]; mapping: { default_custom_role_id: number | null; rules: MappingRule[] }; subject_provider_id: number | null; endpoint_url: string; tokens: Token[]; last_request_at: string | null; requests_today: number; errors_today: number; people: number; last_errors: LastError[] }
export interface ScimWrite { enabled?: boolean; dry_run?: boolean; ranges?: string[]; mapping?: { default_custom_role_id?: number | string | null; rules?: MappingRuleWrite[] }; subject_provider_id?: number | string | null }
export interface SearchResult { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: SatisfactionRating; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; metric_set?: Record<string, never> | null; dates?: Record<string, never>; slas?: Record<string, never>; group_slas?: Record<string, never>; incident_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[]; result_type: "ticket"; highlights?: Highlight[] }
export interface SearchResult2 { result_type: "user"; id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; chat_only: boolean; user_fields: Record<string, unknown> }
export interface SearchResult3 { result_type: "user"; id: number; name: string; photo: null; agent: boolean; organization_id: null }
export interface SearchResult4 { id: number; url: string; name: string; details: string | null; notes: string | null; domain_names: string[]; external_id: string | null; group_id: number | null; shared_tickets: boolean; shared_comments: boolean; tags: string[]; organization_fields: Record<string, unknown>; created_at: string; updated_at: string; result_type: "organization" }
export interface SearchResult5 { id: number; url: string; name: string; description: string; default: boolean; is_public: boolean; deleted: boolean; created_at: string; updated_at: string; result_type: "group" }
export interface Security { user_id: number; is_service_account: boolean; suspended: boolean; access_ends_at: string | null; last_login_at: string | null; password: Password; magic_link: { is_allowed: boolean }; passkeys: { is_allowed: boolean; count: number }; api_token_count: number; oauth_grant_count: number; lock_outs: SecurityLockOut[] }
export interface SecurityLockOut { id: number; limit: string; expires_at: string }
export interface SelectedMacro { url: string; id: number; title: string; raw_title: string; active: boolean; position: number; description: string | null; default: boolean; actions: ({ field: string; value: string | string[] | null })[]; created_at: string; updated_at: string; usage_1h?: number; usage_24h?: number; usage_7d?: number; usage_30d?: number; conditions: { all: All[]; any: All[] }; category_id: string | null; last_failure: { error: string; at: string } | null }
export interface Sender { authenticated: boolean; spf: { result: string; domain: string | null }; dkim: { result: string; domain: string | null }; dmarc: { result: string; domain: string | null }; arc: { result: string; domain: string | null }; from: string | null; reply_to: string | null; envelope_from: string | null; flags: string[] }
export interface ServiceAccount { id: number; url: string; name: string; email: string; role: "agent" | "admin"; custom_role_id: number | null; purpose: string; active: boolean; created_by_id: number | null; created_at: string }
export interface ServiceAccountServiceAccountWrite { name?: string; role?: "agent" | "admin"; custom_role_id?: number | string | null; purpose?: string; active?: boolean }
export interface ServiceAccountWrite { name: string; role?: "agent" | "admin"; custom_role_id?: number | string | null; purpose?: string }
export interface Session { id: number; url: string; user_id: number; authenticated_at: string; last_seen_at: string; expires_at: string; method: "password" | "magic_link" | "passkey" | "saml" | "oidc" | "jwt" | "social" | "ldap" | "invitation"; provider_id: number | null; device_id: number | null; device_name: string; network: string | null; is_current: boolean }
export interface Setting { desk: Desk; mail: Mail; requests: { anybody_can_submit: boolean }; time_tracking: { enabled: boolean }; is_set_up: boolean }
export interface SettingWrite { desk?: DeskWrite; mail?: MailWrite; requests?: { anybody_can_submit?: boolean }; time_tracking?: { enabled?: boolean } }
export interface ShutOut { user_id: number; name: string; role: string; addresses: string[] }
export interface SideConversation { url: string; id: string; ticket_id: number; subject: string; preview_text: string; state: "open" | "closed"; participants: Participant[]; created_at: string; updated_at: string; message_added_at: string; state_updated_at: string; external_ids: Record<string, string> }
export interface SideConversationWrite { state?: "open" | "closed"; subject?: string; external_ids?: Record<string, string> | null }
export interface SignInPolicy { url: string; audience: "staff" | "end_user"; password_enabled: boolean; password_level: "low" | "medium" | "high" | "recommended" | "custom"; password_rules: PasswordRule; password_requirements: PasswordRequirement; admins_set_passwords: boolean; magic_link_enabled: boolean; sso_only: boolean; session_idle_minutes: number; session_absolute_minutes: number; updated_at: string | null }
export interface SignInPolicyPreview { changes: string[]; people_count: number; must_choose_password_count: number; password_lost_count: number; without_way_count: number; signed_out_count: number; sessions_ended_count: number; you: You; has_break_glass: boolean }
export interface SignInPolicyWrite { password_enabled?: boolean; password_level?: "low" | "medium" | "high" | "recommended" | "custom"; password_rules?: PasswordRuleWrite; admins_set_passwords?: boolean; magic_link_enabled?: boolean; sso_only?: boolean; session_idle_minutes?: number; session_absolute_minutes?: number }
export interface Skip { id: number; ticket_id: number; user_id: number; reason: string; created_at: string; updated_at: string; ticket: Ticket | null }
export interface SmsGateway { is_active: boolean; kind: "http" | "twilio"; url: string; method: string | null; content_type: string | null; body: string | null; headers: Record<string, string>; account_sid: string | null; from: string | null; has_auth_token: boolean; updated_at: string }
export interface Snapshot { title: string; description: string | null; active: boolean; conditions: { all: All[]; any: All[] }; actions: ({ field: string; value: string | string[] | null })[] }
export interface Source { from: Record<string, unknown>; to: Record<string, unknown>; rel: string | null }
export interface StandardRole { role: "owner" | "admin" | "agent"; configuration: Configuration; risks: string[] }
export interface SupportAccessOperator { user_id: number; name: string; ends_at: string }
export interface SupportConsent { id: number; granted_by_id: number; level: "read" | "agent"; purpose: string; is_valid: boolean; operators: { user_id: number; name: string }[]; created_at: string; expires_at: string; revoked_at: string | null }
export interface SupportConsentWrite { hours: number; level?: "read" | "agent"; purpose: string }
export interface SuspendedTicket { id: number; url: string; author: Author; subject: string | null; content: string | null; cause: "unreadable" | "no_sender" | "several_senders" | "loop" | "own_address" | "bounce" | "automatic_reply" | "verification_mail" | "suspended_sender" | "unverified_staff" | "processing_failed"; cause_id: number; message_id: string | null; ticket_id: null; created_at: string; updated_at: string; via: { channel: string; source: ViaSource }; attachments: unknown[]; recipient: string | null; brand_id: null; error_messages: { description: string }[] | null; source_url: string | null }
export interface Target { url: string; id: number; title: string; type: string; active: boolean; created_at: string; email?: string; subject?: string; target_url?: string; method?: string; attribute?: string; username?: string | null; password?: null; content_type?: string | null }
export interface TargetWrite { title?: string; type?: string; active?: boolean; email?: string; subject?: string; target_url?: string; method?: string; attribute?: string; username?: string | null; password?: string | null; content_type?: string | null }
export interface Ticket { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: SatisfactionRating; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; metric_set?: Record<string, never> | null; dates?: Record<string, never>; slas?: Record<string, never>; group_slas?: Record<string, never>; incident_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[] }
export interface TicketCommentWrite { body?: string; html_body?: string; public?: boolean; author_id?: number; uploads?: string[] | string; value?: string; created_at?: string }
export interface TicketEvent { id: number; ticket_id: number; timestamp: number; created_at: string; updater_id: number; via: string; event_type: string; child_events: { id: number; event_type: string }[] }
export interface TicketField { id: number; url: string; title: string; raw_title: string; description: string; raw_description: string; position: number; active: boolean; regexp_for_validation: string | null; relationship_target_type?: string | null; relationship_filter?: { all?: RelationshipFilterAll[] | null; any?: RelationshipFilterAll[] | null } | null; custom_field_options?: CustomFieldOption[]; created_at: string; updated_at: string; type: "subject" | "description" | "status" | "tickettype" | "priority" | "group" | "assignee" | "custom_status" | "text" | "textarea" | "checkbox" | "date" | "integer" | "decimal" | "regexp" | "partialcreditcard" | "multiselect" | "tagger" | "lookup"; title_in_portal: string; raw_title_in_portal: string; key: null; visible_in_portal: boolean; editable_in_portal: boolean; required_in_portal: boolean; removable: boolean; tag: string | null; sub_type_id?: number; system_field_options?: { name: string; value: string }[]; custom_statuses?: CustomStatuse[]; required?: boolean; collapsed_for_agents?: boolean; agent_description?: string | null; agent_can_edit?: boolean; creator_user_id?: number | null; creator_app_name?: null }
export interface TicketForm { id: number; url: string; name: string; raw_name: string; display_name: string; raw_display_name: string; position: number; active: boolean; default: boolean; end_user_visible: boolean; in_all_brands: boolean; restricted_brand_ids: number[]; ticket_field_ids: number[]; agent_conditions?: AgentCondition[]; end_user_conditions: AgentCondition[]; deleted_at: null; created_at: string; updated_at: string }
export interface TicketFormWrite { name?: string; raw_name?: string; display_name?: string | null; raw_display_name?: string | null; position?: number; active?: boolean; default?: boolean; end_user_visible?: boolean; in_all_brands?: boolean; restricted_brand_ids?: number[]; ticket_field_ids?: number[]; agent_conditions?: AgentConditionWrite[]; end_user_conditions?: AgentConditionWrite[] }
export interface TicketMetric { url: string; id: number; ticket_id: number; created_at: string; updated_at: string; group_stations: number; assignee_stations: number; reopens: number; replies: number; assignee_updated_at: string | null; requester_updated_at: string | null; status_updated_at: string; initially_assigned_at: string | null; assigned_at: string | null; solved_at: string | null; latest_comment_added_at: string | null; custom_status_updated_at: string | null; reply_time_in_minutes: { calendar: number | null; business: number | null }; reply_time_in_seconds: { calendar: number | null; business: number | null }; first_resolution_time_in_minutes: { calendar: number | null; business: number | null }; full_resolution_time_in_minutes: { calendar: number | null; business: number | null }; agent_wait_time_in_minutes: { calendar: number | null; business: number | null }; requester_wait_time_in_minutes: { calendar: number | null; business: number | null }; on_hold_time_in_minutes: { calendar: number | null; business: number | null } }
export interface TicketMetricEvent { id: number; ticket_id: number; metric: string; instance_id: number; type: string; time: string }
export interface TicketRelated { topic_id: null; jira_issue_ids: string[]; followup_source_ids: number[]; from_archive: boolean; incidents: number; followup_ids: number[]; merged_into_id: number | null; merged_ids: number[] }
export interface TicketTicket { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: SatisfactionRating; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; metric_set?: Record<string, never> | null; dates?: Record<string, never>; slas?: Record<string, never>; group_slas?: Record<string, never>; incident_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[]; comments?: Comment[]; comments_truncated?: boolean }
export interface TicketTicketWrite { subject?: string | null; raw_subject?: string | null; description?: string; comment?: TicketCommentWrite; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; priority?: "low" | "normal" | "high" | "urgent" | null; type?: "problem" | "incident" | "question" | "task" | null; requester_id?: number; requester?: RequesterWrite; submitter_id?: number; assignee_id?: number | null; assignee_email?: string; group_id?: number | null; organization_id?: number | null; external_id?: string | null; due_at?: string | null; tags?: string[] | string; additional_tags?: string[] | string; remove_tags?: string[] | string; email_ccs?: EmailCcWrite[]; followers?: EmailCcWrite[]; collaborators?: (number | string | RequesterWrite)[]; additional_collaborators?: (number | string | RequesterWrite)[]; collaborator_ids?: number[]; brand_id?: number | null; ticket_form_id?: number | null; custom_status_id?: number | null; problem_id?: number | null; custom_fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; via_followup_source_id?: number | null; macro_id?: number | null; macro_ids?: number[] | null; metadata?: { custom?: Record<string, unknown> | null } | null; time_spent_s?: number | null; safe_update?: boolean | string; updated_stamp?: string; comments?: TicketCommentWrite[]; created_at?: string; updated_at?: string; solved_at?: string }
export interface TicketWrite { subject?: string | null; raw_subject?: string | null; description?: string; comment?: CommentWrite | string; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; priority?: "low" | "normal" | "high" | "urgent" | null; type?: "problem" | "incident" | "question" | "task" | null; requester_id?: number; requester?: RequesterWrite; submitter_id?: number; assignee_id?: number | null; assignee_email?: string; group_id?: number | null; organization_id?: number | null; external_id?: string | null; due_at?: string | null; tags?: string[] | string; additional_tags?: string[] | string; remove_tags?: string[] | string; email_ccs?: EmailCcWrite[]; followers?: EmailCcWrite[]; collaborators?: (number | string | RequesterWrite)[]; additional_collaborators?: (number | string | RequesterWrite)[]; collaborator_ids?: number[]; brand_id?: number | null; ticket_form_id?: number | null; custom_status_id?: number | null; problem_id?: number | null; custom_fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; via_followup_source_id?: number | null; macro_id?: number | null; macro_ids?: number[] | null; metadata?: { custom?: Record<string, unknown> | null } | null; time_spent_s?: number | null; safe_update?: boolean | string; updated_stamp?: string }
export interface TimeEntry { id: number; ticket_id: number; user_id: number; audit_id: number; seconds: number; created_at: string }
export interface ToWrite { user_id?: number | null; name?: string | null; email?: string | null }
export interface Token { id: number; url: string; name: string; created_by_id: number; created_at: string; rotated_at: string | null; last_used_at: string | null; full_token?: string }
export interface TokenToken { id: number; url: string; user_id: number; client_id: number | null; token: string; full_token?: string; refresh_token: null; scopes: string[]; created_at: string; used_at: string | null; expires_at: string | null; refresh_token_expires_at: null }
export interface Trial { id: number; identity_provider_id: number; outcome: "waiting" | "succeeded" | "failed"; start_url: string | null; problem: "unreadable" | "too_large" | "not_from_provider" | "no_such_request" | "other_browser" | "already_used" | "not_allowed_unasked" | "status" | "not_signed" | "bad_signature" | "weak_algorithm" | "not_encrypted" | "cannot_decrypt" | "wrong_issuer" | "wrong_audience" | "wrong_recipient" | "wrong_destination" | "wrong_time" | "no_subject" | "several_assertions" | "wrong_nonce" | "wrong_tenant" | "wrong_token_type" | "unknown_key" | "claim_missing" | "not_by_address" | "wrong_client" | "unreachable" | "tls" | "wrong_service_account" | "wrong_credentials" | "not_found" | "several_found" | "disabled" | "too_many_missing" | "not_for_audience" | "person_gone" | "no_account" | "address_missing" | "address_unverified" | "address_not_vouched" | "address_taken" | "role_not_offered" | "owner_not_tested" | "settings_changed" | null; detail: string | null; identity: TrialIdentity | null; claims: Record<string, string[]> | null; result: TrialResult | null; created_at: string; finished_at: string | null }
export interface TrialIdentity { issuer: string; subject: string; email: string | null; email_verified: boolean; name: string | null; attributes: Record<string, string[]> }
export interface TrialResult { outcome: "linked" | "by_directory" | "by_address" | "new" | "refused"; problem: "unreadable" | "too_large" | "not_from_provider" | "no_such_request" | "other_browser" | "already_used" | "not_allowed_unasked" | "status" | "not_signed" | "bad_signature" | "weak_algorithm" | "not_encrypted" | "cannot_decrypt" | "wrong_issuer" | "wrong_audience" | "wrong_recipient" | "wrong_destination" | "wrong_time" | "no_subject" | "several_assertions" | "wrong_nonce" | "wrong_tenant" | "wrong_token_type" | "unknown_key" | "claim_missing" | "not_by_address" | "wrong_client" | "unreachable" | "tls" | "wrong_service_account" | "wrong_credentials" | "not_found" | "several_found" | "disabled" | "too_many_missing" | "not_for_audience" | "person_gone" | "no_account" | "address_missing" | "address_unverified" | "address_not_vouched" | "address_taken" | "role_not_offered" | "owner_not_tested" | "settings_changed" | null; user_id: number | null; role: string | null; group_ids: number[]; custom_role_id: number | null; organization_id: number | null; organization_ids: number[]; tags: string[]; second_factor_proved: boolean }
export interface TriggerCategory { id: string; name: string; position: number; created_at: string; updated_at: string }
export interface TriggerRevision { id: number; url: string; author_id: number | null; created_at: string; snapshot: Snapshot }
export interface UpdateManyAutomationWrite { title?: string; description?: string | null; active?: boolean; position?: number; category_id?: number | null; conditions?: { all?: AllWrite[] | null; any?: AllWrite[] | null } | null; all?: AllWrite[] | null; any?: AllWrite[] | null; actions?: ActionWrite[] | null; restriction?: RestrictionWrite | null; id: number }
export interface UpdateManyVariantWrite { id: number; locale_id?: number; content?: string; active?: boolean; default?: boolean }
export interface UpdateManyViewWrite { id: number; position?: number; active?: boolean }
export interface Upload { token: string | null; expires_at: string | null; attachments: Attachment[] }
export interface User { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; chat_only: boolean; user_fields: Record<string, unknown> }
export interface UserRelated { assigned_tickets: number; requested_tickets: number; ccd_tickets: number; organization_subscriptions: number }
export interface UserWrite { name?: string; email?: string | null; role?: "end-user" | "agent" | "admin"; is_owner?: boolean; alias?: string | null; details?: string | null; notes?: string | null; signature?: string | null; phone?: string | null; organization_id?: number | string | null; organization?: { name?: string } | null; default_group_id?: number | string | null; external_id?: string | number | null; locale?: string | null; locale_id?: number | null; time_zone?: string | null; tags?: string[] | string; suspended?: boolean; verified?: boolean; identities?: IdentityWrite[]; user_fields?: Record<string, unknown>; custom_role_id?: number | string | null; ticket_restriction?: "assigned" | "groups" | "organization" | "requested" | null; only_private_comments?: boolean | null; moderator?: boolean | null }
export interface Value { value: string; title: string; enabled: boolean }
export interface Variant { id: number; url: string; locale_id: number; content: string; active: boolean; default: boolean; outdated: boolean; created_at: string; updated_at: string }
export interface VariantWrite { id?: number; locale_id?: number; content?: string; active?: boolean; default?: boolean }
export interface ViaSource { from: Record<string, unknown>; to: Record<string, unknown>; rel: null }
export interface View { url: string; id: number; title: string; raw_title: string; description: string | null; active: boolean; position: number; default: boolean; watchable: boolean; conditions: { all: All[]; any: All[] }; query: string | null; execution: Execution; restriction: ViewRestriction | null; may_edit: boolean; created_at: string; updated_at: string }
export interface ViewCount { view_id: number | null; url: string | null; value: number | null; pretty: string; fresh: boolean; active: boolean }
export interface ViewRestriction { type: "Group" | "User"; id: number; ids?: number[] }
export interface ViewRestrictionWrite { type: string; id?: number; ids?: number[] }
export interface ViewWrite { title?: string; raw_title?: string; description?: string | null; active?: boolean; position?: number; conditions?: { all?: AllWrite[] | null; any?: AllWrite[] | null } | null; all?: AllWrite[] | null; any?: AllWrite[] | null; query?: string | null; output?: OutputWrite; execution?: OutputWrite; restriction?: ViewRestrictionWrite | null }
export interface Webhook { id: string; name: string; description: string | null; status: "active" | "inactive"; endpoint: string; http_method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; request_format: "json" | "xml" | "form_encoded"; subscriptions: string[]; authentication?: Authentication; custom_headers?: Record<string, string>; created_at: string; created_by: string; updated_at: string; updated_by: string; circuit: { state: "closed" | "open" | "half_open"; open_until: string | null } }
export interface WebhookAuthenticationWrite { type: "bearer_token"; add_position?: "header"; data?: { token: string } }
export interface WebhookAuthenticationWrite2 { type: "api_key"; add_position?: "header" | "query_string"; data?: { name: string; value: string } }
export interface WebhookWrite { name?: string; description?: string | null; status?: "active" | "inactive"; endpoint?: string; http_method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; request_format?: "json" | "xml" | "form_encoded"; subscriptions?: string[]; authentication?: AuthenticationWrite | WebhookAuthenticationWrite | WebhookAuthenticationWrite2 | null; custom_headers?: Record<string, string> | null }
export interface Workspace { url: string; id: number; title: string; description: string | null; macro_ids: number[]; macros: number[]; selected_macros: (SelectedMacro | Automation | Macro)[]; ticket_form_id: number | null; layout_uuid: null; knowledge_settings: null; apps: unknown[]; position: number; activated: boolean; prefer_workspace_app_order: boolean; conditions: { all: All[]; any: All[] }; created_at: string; updated_at: string }
export interface WorkspaceWrite { conditions?: { all?: AllWrite[] | null; any?: AllWrite[] | null } | null; all?: AllWrite[] | null; any?: AllWrite[] | null; title?: string; description?: string | null; ticket_form_id?: number | string | null; macros?: (number | string)[]; macro_ids?: (number | string)[]; activated?: boolean; prefer_workspace_app_order?: boolean; position?: number }
export interface You { must_choose_password: boolean; is_without_way: boolean; is_signed_out: boolean }

/** What every list takes: pages by number (page, per_page) or by cursor (page[size], page[after]). */
export interface Paging { "page[size]"?: number; "page[after]"?: string | number; include?: string | number }
type Nothing = Record<never, never>

/** Every operation with JSON on both sides: what it is given and what it answers. */
export interface Operations {
  /** Show the settings of the desk. */
  'GET /api/v2/account/settings': { input: Nothing; reply: { settings: Setting } }
  /** Change settings of the desk; what cannot be changed is refused. */
  'PUT /api/v2/account/settings': { input: { body: { settings: SettingWrite } }; reply: { settings: Setting } }
  /** List what others did with tickets of the caller, newest first. */
  'GET /api/v2/activities': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; since?: string | number } }; reply: { activities: Activity[]; users: (User | ActivityUser)[]; actors: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what others did with tickets of the caller. */
  'GET /api/v2/activities/count': { input: { query?: { since?: string | number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Show one activity of the caller. */
  'GET /api/v2/activities/{activity_id}': { input: { params: { activity_id: number } }; reply: { activity: Activity } }
  /** Show whether an agent takes tickets. */
  'GET /api/v2/agent_availabilities/{user_id}': { input: { params: { user_id: number } }; reply: { agent_availability: AgentAvailability } }
  /** Say whether you take tickets; admins say it, and how many, of everybody. */
  'PUT /api/v2/agent_availabilities/{user_id}': { input: { params: { user_id: number }; body: { agent_availability: { status?: "online" | "away" | "offline"; capacity?: number | null } } }; reply: { agent_availability: AgentAvailability } }
  /** List what admins are told at once. */
  'GET /api/v2/alarm_rules': { input: Nothing; reply: { alarm_rules: AlarmRule[] } }
  /** Change when admins are told of one kind of thing, or that they are not. */
  'PUT /api/v2/alarm_rules/{alarm_kind}': { input: { params: { alarm_kind: "impossible_travel" | "many_failures" | "new_admin" | "factor_removed" | "bulk_reads" | "token_new_network" | "security_changed" | "provider_failing" }; body: { alarm_rule: AlarmRuleWrite } }; reply: { alarm_rule: AlarmRule } }
  /** List the alarms, the newest first. */
  'GET /api/v2/alarms': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; open?: "true" | "false" } }; reply: { alarms: Alarm[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Say that an alarm is looked after; saying so twice changes nothing. */
  'PUT /api/v2/alarms/{alarm_id}/acknowledge': { input: { params: { alarm_id: number } }; reply: { alarm: Alarm } }
  /** List one's own API tokens; admins see everybody's, or those of `user_id`. */
  'GET /api/v2/api_tokens': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; user_id?: number; revoked?: "true" | "false" } }; reply: { api_tokens: ApiToken[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an API token for oneself, or for a service account; only this reply has its secret. Not with a token. */
  'POST /api/v2/api_tokens': { input: { body: { api_token: ApiTokenWrite } }; reply: { api_token: ApiToken } }
  /** Revoke an API token. */
  'DELETE /api/v2/api_tokens/{token_id}': { input: { params: { token_id: number } }; reply: undefined }
  /** Show an API token, also a revoked one, without its secret. */
  'GET /api/v2/api_tokens/{token_id}': { input: { params: { token_id: number } }; reply: { api_token: ApiToken } }
  /** Change what an API token may be used for, from where and until when, or switch it off. Not with a token. */
  'PUT /api/v2/api_tokens/{token_id}': { input: { params: { token_id: number }; body: { api_token: ApiTokenApiTokenWrite } }; reply: { api_token: ApiToken } }
  /** List what was done with a token, the newest first; also with a revoked one and with access tokens of OAuth. */
  'GET /api/v2/api_tokens/{token_id}/activity': { input: { params: { token_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { activity: ActivityActivity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Give an API token a new secret; the former one works on for `overlap_hours`. Not with a token. */
  'POST /api/v2/api_tokens/{token_id}/rotate': { input: { params: { token_id: number }; body: { overlap_hours?: number } }; reply: { api_token: ApiToken } }
  /** Show an attachment. */
  'GET /api/v2/attachments/{attachment_id}': { input: { params: { attachment_id: number } }; reply: { attachment: Attachment } }
  /** Say whether a file may be fetched whatever a scanner thinks of it. */
  'PUT /api/v2/attachments/{attachment_id}': { input: { params: { attachment_id: number }; body: { attachment: { malware_access_override: boolean } } }; reply: { attachment: Attachment } }
  /** List what was done, the newest first. */
  'GET /api/v2/audit_logs': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; "filter[action]"?: string | number; "filter[request_id]"?: string | number; "filter[source_type]"?: string | number; "filter[source_id]"?: number; "filter[actor_id]"?: number; "filter[token_id]"?: number; "filter[client_id]"?: number; "filter[ip_address]"?: string | number; "filter[created_at]"?: string | string[]; "filter[created_at][]"?: string | string[] } }; reply: { audit_logs: AuditLog[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Go through the whole audit and say whether it is as it was sealed. */
  'POST /api/v2/audit_logs/verify': { input: Nothing; reply: { is_intact: boolean; entries: number; unsealed: number; texts_erased: number; sealed_at: string | null; anchor: string; findings: Finding[] } }
  /** Show one entry: what changed from what to what, and what else the same request did. */
  'GET /api/v2/audit_logs/{audit_log_id}': { input: { params: { audit_log_id: number } }; reply: { audit_log: AuditLogAuditLog; related: AuditLog[] } }
  /** Tags that begin with `name`. */
  'GET /api/v2/autocomplete/tags': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; name: string | number } }; reply: { tags: string[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the automations, in the order they run. */
  'GET /api/v2/automations': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { automations: Automation[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a automation. */
  'POST /api/v2/automations': { input: { body: { automation: AutomationWrite } }; reply: { automation: Automation } }
  /** List the automations that are on. */
  'GET /api/v2/automations/active': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { automations: Automation[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the conditions and actions that automations can have. */
  'GET /api/v2/automations/definitions': { input: Nothing; reply: { definitions: Definition } }
  /** Delete several automations at once, all or none. */
  'DELETE /api/v2/automations/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[] } }; reply: undefined }
  /** Tell what a automation would have done to the last 1,000 tickets; nothing is changed or sent. */
  'POST /api/v2/automations/dry_run': { input: { body: { automation: AutomationWrite } }; reply: { dry_run: DryRun } }
  /** Run the automations now, and not only at the hour. */
  'POST /api/v2/automations/run': { input: Nothing; reply: { requested: boolean } }
  /** Search the automations by a part of their title. */
  'GET /api/v2/automations/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { automations: Automation[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change several automations at once, all or none. */
  'PUT /api/v2/automations/update_many': { input: { body: { automations: UpdateManyAutomationWrite[] } }; reply: { automations: Automation[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a automation. */
  'DELETE /api/v2/automations/{automation_id}': { input: { params: { automation_id: number } }; reply: undefined }
  /** Show a automation. */
  'GET /api/v2/automations/{automation_id}': { input: { params: { automation_id: number } }; reply: { automation: Automation } }
  /** Change a automation; what the write leaves out stays. */
  'PUT /api/v2/automations/{automation_id}': { input: { params: { automation_id: number }; body: { automation: AutomationWrite } }; reply: { automation: Automation } }
  /** List the caller's bookmarks. */
  'GET /api/v2/bookmarks': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { bookmarks: Bookmark[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Bookmark a ticket; 200 where it was bookmarked before. */
  'POST /api/v2/bookmarks': { input: { body: { bookmark: { ticket_id: number } } }; reply: { bookmark: Bookmark } }
  /** Remove one of the caller's bookmarks. */
  'DELETE /api/v2/bookmarks/{bookmark_id}': { input: { params: { bookmark_id: number } }; reply: undefined }
  /** List the brands. */
  'GET /api/v2/brands': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { brands: Brand[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a brand. */
  'POST /api/v2/brands': { input: { body: { brand: BrandWrite } }; reply: { brand: Brand } }
  /** Check whether a host name leads to this desk. */
  'GET /api/v2/brands/check_host_mapping': { input: { query: { host_mapping: string | number; subdomain?: string | number } }; reply: { is_valid: boolean; cname: string | null; expected_cnames: string[]; reason: "success" | "wrong_cname" | "not_a_cname" } }
  /** Delete a brand. */
  'DELETE /api/v2/brands/{brand_id}': { input: { params: { brand_id: number } }; reply: undefined }
  /** Show a brand. */
  'GET /api/v2/brands/{brand_id}': { input: { params: { brand_id: number } }; reply: { brand: Brand } }
  /** Change a brand, or make it the default one. */
  'PUT /api/v2/brands/{brand_id}': { input: { params: { brand_id: number }; body: { brand: BrandWrite } }; reply: { brand: Brand } }
  /** Check whether a brand's host name leads to this desk. */
  'GET /api/v2/brands/{brand_id}/check_host_mapping': { input: { params: { brand_id: number } }; reply: { is_valid: boolean; cname: string | null; expected_cnames: string[]; reason: "success" | "wrong_cname" | "not_a_cname" } }
  /** List the schedules of business hours. */
  'GET /api/v2/business_hours/schedules': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { schedules: Schedule[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a schedule; without intervals it is open Monday to Friday from nine to five. */
  'POST /api/v2/business_hours/schedules': { input: { body: { schedule: ScheduleWrite } }; reply: { schedule: Schedule } }
  /** Delete a schedule. */
  'DELETE /api/v2/business_hours/schedules/{schedule_id}': { input: { params: { schedule_id: number } }; reply: undefined }
  /** Show a schedule. */
  'GET /api/v2/business_hours/schedules/{schedule_id}': { input: { params: { schedule_id: number } }; reply: { schedule: Schedule } }
  /** Change a schedule. */
  'PUT /api/v2/business_hours/schedules/{schedule_id}': { input: { params: { schedule_id: number }; body: { schedule: ScheduleWrite } }; reply: { schedule: Schedule } }
  /** List the holidays of a schedule. */
  'GET /api/v2/business_hours/schedules/{schedule_id}/holidays': { input: { params: { schedule_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { holidays: Holiday[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add a holiday to a schedule; both dates belong to it. */
  'POST /api/v2/business_hours/schedules/{schedule_id}/holidays': { input: { params: { schedule_id: number }; body: { holiday: HolidayWrite } }; reply: { holiday: Holiday } }
  /** Delete a holiday. */
  'DELETE /api/v2/business_hours/schedules/{schedule_id}/holidays/{holiday_id}': { input: { params: { schedule_id: number; holiday_id: number } }; reply: undefined }
  /** Show a holiday. */
  'GET /api/v2/business_hours/schedules/{schedule_id}/holidays/{holiday_id}': { input: { params: { schedule_id: number; holiday_id: number } }; reply: { holiday: Holiday } }
  /** Change a holiday. */
  'PUT /api/v2/business_hours/schedules/{schedule_id}/holidays/{holiday_id}': { input: { params: { schedule_id: number; holiday_id: number }; body: { holiday: HolidayWrite } }; reply: { holiday: Holiday } }
  /** Set the weekly intervals of a schedule, in minutes from Sunday 00:00. */
  'PUT /api/v2/business_hours/schedules/{schedule_id}/workweek': { input: { params: { schedule_id: number }; body: { workweek: { intervals: { start_time: number; end_time: number }[] } } }; reply: { workweek: { intervals: { start_time: number; end_time: number }[] } } }
  /** Take out of a comment what its HTML marks with <redact>, and the attachments named beside it. */
  'PUT /api/v2/comment_redactions/{ticket_comment_id}': { input: { params: { ticket_comment_id: number }; body: { ticket_id: number; html_body?: string; external_attachment_urls?: string[] } }; reply: { comment: Comment } }
  /** Show the rules for credentials of programs. */
  'GET /api/v2/credential_policy': { input: Nothing; reply: { credential_policy: CredentialPolicy } }
  /** Change the rules for credentials of programs. */
  'PUT /api/v2/credential_policy': { input: { body: { credential_policy: CredentialPolicyWrite } }; reply: { credential_policy: CredentialPolicy } }
  /** List the roles of agents. */
  'GET /api/v2/custom_roles': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { custom_roles: CustomRole[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a role; what it does not name is not allowed. */
  'POST /api/v2/custom_roles': { input: { body: { custom_role: CustomRoleWrite } }; reply: { custom_role: CustomRole } }
  /** List the rights there are, by product, and what those have who have no role of their own. */
  'GET /api/v2/custom_roles/catalog': { input: Nothing; reply: { rights: Right[]; standard_roles: StandardRole[] } }
  /** Tell what a change of a role would mean: who gains and loses which right, and how many tickets they would see. */
  'POST /api/v2/custom_roles/preview': { input: { body: { custom_role_id?: number | string | null; configuration: PreviewConfigurationWrite } }; reply: { preview: Preview } }
  /** Delete a role that nobody has. */
  'DELETE /api/v2/custom_roles/{custom_role_id}': { input: { params: { custom_role_id: number } }; reply: undefined }
  /** Show a role. */
  'GET /api/v2/custom_roles/{custom_role_id}': { input: { params: { custom_role_id: number } }; reply: { custom_role: CustomRole } }
  /** Change a role; whoever has it has the new rights from their next request on. */
  'PUT /api/v2/custom_roles/{custom_role_id}': { input: { params: { custom_role_id: number }; body: { custom_role: CustomRoleWrite } }; reply: { custom_role: CustomRole } }
  /** Make statuses the default of their categories. */
  'PUT /api/v2/custom_status/default': { input: { body: { ids: string | number[] } }; reply: { custom_statuses: CustomStatuse[] } }
  /** List the statuses a ticket can have. */
  'GET /api/v2/custom_statuses': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; locale?: string | number; status_categories?: string | number; active?: "true" | "false"; default?: "true" | "false" } }; reply: { custom_statuses: CustomStatuse[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a status in one of the five categories. */
  'POST /api/v2/custom_statuses': { input: { body: { custom_status: CustomStatusWrite } }; reply: { custom_status: CustomStatuse } }
  /** Delete a status that is no default and that no ticket has but closed ones, which keep it. */
  'DELETE /api/v2/custom_statuses/{custom_status_id}': { input: { params: { custom_status_id: number } }; reply: undefined }
  /** Show a status. */
  'GET /api/v2/custom_statuses/{custom_status_id}': { input: { params: { custom_status_id: number } }; reply: { custom_status: CustomStatuse } }
  /** Change a status. */
  'PUT /api/v2/custom_statuses/{custom_status_id}': { input: { params: { custom_status_id: number }; body: { custom_status: CustomStatusWrite } }; reply: { custom_status: CustomStatuse } }
  /** List deleted tickets that can still be restored. */
  'GET /api/v2/deleted_tickets': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { deleted_tickets: DeletedTicket[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Erase up to 100 deleted tickets for good, as a job. */
  'DELETE /api/v2/deleted_tickets/destroy_many': { input: { query?: { ids?: string | number } }; reply: { job_status: JobStatus } }
  /** Restore up to 100 deleted tickets, all of them or, where one is unknown, none. */
  'PUT /api/v2/deleted_tickets/restore_many': { input: { query?: { ids?: string | number } }; reply: Record<string, never> }
  /** Erase a deleted ticket for good, as a job. */
  'DELETE /api/v2/deleted_tickets/{ticket_id}': { input: { params: { ticket_id: number } }; reply: { job_status: JobStatus } }
  /** Restore a deleted ticket. */
  'PUT /api/v2/deleted_tickets/{ticket_id}/restore': { input: { params: { ticket_id: number } }; reply: Record<string, never> }
  /** List deleted people, erased ones too. */
  'GET /api/v2/deleted_users': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { deleted_users: DeletedUser[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count deleted people, erased ones too. */
  'GET /api/v2/deleted_users/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Erase what is known about a deleted person; their tickets stay. */
  'DELETE /api/v2/deleted_users/{deleted_user_id}': { input: { params: { deleted_user_id: number } }; reply: { deleted_user: DeletedUser } }
  /** Show a deleted person. */
  'GET /api/v2/deleted_users/{deleted_user_id}': { input: { params: { deleted_user_id: number } }; reply: { deleted_user: DeletedUser } }
  /** Send a mail again that failed, came back or may have arrived. */
  'POST /api/v2/deliveries/{delivery_id}/retry': { input: { params: { delivery_id: number } }; reply: { delivery: Delivery } }
  /** List the texts in several languages. */
  'GET /api/v2/dynamic_content/items': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { items: Item[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a text in several languages. */
  'POST /api/v2/dynamic_content/items': { input: { body: { item: ItemWrite } }; reply: { item: Item } }
  /** Show texts by the keys of their placeholders. */
  'GET /api/v2/dynamic_content/items/show_many': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; identifiers: string | number } }; reply: { items: Item[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a text with all its languages. */
  'DELETE /api/v2/dynamic_content/items/{dynamic_content_item_id}': { input: { params: { dynamic_content_item_id: number } }; reply: undefined }
  /** Show a text with its languages. */
  'GET /api/v2/dynamic_content/items/{dynamic_content_item_id}': { input: { params: { dynamic_content_item_id: number } }; reply: { item: Item } }
  /** Change the name of a text, its default language or its variants. */
  'PUT /api/v2/dynamic_content/items/{dynamic_content_item_id}': { input: { params: { dynamic_content_item_id: number }; body: { item: ItemWrite } }; reply: { item: Item } }
  /** List the languages of a text. */
  'GET /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants': { input: { params: { dynamic_content_item_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { variants: Variant[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add a language to a text. */
  'POST /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants': { input: { params: { dynamic_content_item_id: number }; body: { variant: VariantWrite } }; reply: { variant: Variant } }
  /** Add several languages to a text. */
  'POST /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants/create_many': { input: { params: { dynamic_content_item_id: number }; body: { variants: VariantWrite[] } }; reply: { variants: Variant[] } }
  /** Change a text in several languages. */
  'PUT /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants/update_many': { input: { params: { dynamic_content_item_id: number }; body: { variants: UpdateManyVariantWrite[] } }; reply: { variants: Variant[] } }
  /** Take a language away from a text. */
  'DELETE /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants/{dynamic_content_variant_id}': { input: { params: { dynamic_content_item_id: number; dynamic_content_variant_id: number } }; reply: undefined }
  /** Show a text in one language. */
  'GET /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants/{dynamic_content_variant_id}': { input: { params: { dynamic_content_item_id: number; dynamic_content_variant_id: number } }; reply: { variant: Variant } }
  /** Change a text in one language. */
  'PUT /api/v2/dynamic_content/items/{dynamic_content_item_id}/variants/{dynamic_content_variant_id}': { input: { params: { dynamic_content_item_id: number; dynamic_content_variant_id: number }; body: { variant: VariantWrite } }; reply: { variant: Variant } }
  /** List the addresses and numbers of a person. */
  'GET /api/v2/end_users/{user_id}/identities': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { identities: Identity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add an address or number to a customer; for staff only. */
  'POST /api/v2/end_users/{user_id}/identities': { input: { params: { user_id: number }; body: { identity: IdentityWrite } }; reply: { identity: Identity } }
  /** Remove an address or number of a person. */
  'DELETE /api/v2/end_users/{user_id}/identities/{user_identity_id}': { input: { params: { user_id: number; user_identity_id: number } }; reply: undefined }
  /** Show an address or number of a person. */
  'GET /api/v2/end_users/{user_id}/identities/{user_identity_id}': { input: { params: { user_id: number; user_identity_id: number } }; reply: { identity: Identity } }
  /** Make an address the primary one. */
  'PUT /api/v2/end_users/{user_id}/identities/{user_identity_id}/make_primary': { input: { params: { user_id: number; user_identity_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { identities: Identity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Mail somebody a link by which they prove that an address is theirs. */
  'PUT /api/v2/end_users/{user_id}/identities/{user_identity_id}/request_verification': { input: { params: { user_id: number; user_identity_id: number } }; reply: Record<string, never> }
  /** People of a role, by its name or its number, with a second factor, or without. */
  'GET /api/v2/factor_progress': { input: { query: Paging & { role: "end-user" | "agent" | "admin" | "owner" | number; enrolled?: "true" | "false"; page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { people: FactorProgressPeople[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Ask people who have no second factor, by mail, to set one up; at most a hundred at once. */
  'POST /api/v2/factor_reminders': { input: { body: { factor_reminder: { user_ids: (number | string)[] } } }; reply: { factor_reminder: { reminded: number } } }
  /** From which roles a second factor is asked, and how many have one; the roles of the desk’s own come last. */
  'GET /api/v2/factor_requirements': { input: Nothing; reply: { factor_requirements: FactorRequirement[] } }
  /** Change from when and how a second factor is asked of a role, by its name or its number. */
  'PUT /api/v2/factor_requirements/{factor_role}': { input: { params: { factor_role: "end-user" | "agent" | "admin" | "owner" | number }; body: { factor_requirement: FactorRequirementWrite } }; reply: { factor_requirement: FactorRequirement } }
  /** What asking a role for a second factor would mean for whom; changes nothing. */
  'POST /api/v2/factor_requirements/{factor_role}/preview': { input: { params: { factor_role: "end-user" | "agent" | "admin" | "owner" | number }; body: { factor_requirement: FactorRequirementWrite } }; reply: { factor_requirement_preview: FactorRequirementPreview } }
  /** List who is in which group. */
  'GET /api/v2/group_memberships': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Put an agent into a group. */
  'POST /api/v2/group_memberships': { input: { body: { group_membership: { user_id: number | string; group_id: number | string } } }; reply: { group_membership: GroupMembership } }
  /** List who is in which group, of agents a ticket can be given to. */
  'GET /api/v2/group_memberships/assignable': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Put agents into groups, up to 100 in a job. */
  'POST /api/v2/group_memberships/create_many': { input: { body: { group_memberships: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Take agents out of groups, up to 100 in a job. */
  'DELETE /api/v2/group_memberships/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[]; group_memberships?: ({ id?: number | string; external_id?: string | number })[] } }; reply: { job_status: JobStatus } }
  /** Take an agent out of a group. */
  'DELETE /api/v2/group_memberships/{group_membership_id}': { input: { params: { group_membership_id: number } }; reply: undefined }
  /** Show a membership. */
  'GET /api/v2/group_memberships/{group_membership_id}': { input: { params: { group_membership_id: number } }; reply: { group_membership: GroupMembership } }
  /** List the policies: group's service level policy. */
  'GET /api/v2/group_slas/policies': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_sla_policies: GroupSlaPolicy[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a group's service level policy. */
  'POST /api/v2/group_slas/policies': { input: { body: { group_sla_policy: GroupSlaPolicyWrite } }; reply: { group_sla_policy: GroupSlaPolicy } }
  /** List what the filter of a group's service level policy may look at. */
  'GET /api/v2/group_slas/policies/definitions': { input: Nothing; reply: { definitions: { all: DefinitionAll[]; any: DefinitionAll[] } } }
  /** Put the policies into an order: the first that fits a ticket is its group's service level policy. */
  'PUT /api/v2/group_slas/policies/reorder': { input: { query?: { group_sla_policy_ids?: string | number }; body: { group_sla_policy_ids?: number[] } }; reply: { group_sla_policies: GroupSlaPolicy[] } }
  /** Delete a group's service level policy. */
  'DELETE /api/v2/group_slas/policies/{group_sla_policy_id}': { input: { params: { group_sla_policy_id: number } }; reply: undefined }
  /** Show a group's service level policy. */
  'GET /api/v2/group_slas/policies/{group_sla_policy_id}': { input: { params: { group_sla_policy_id: number } }; reply: { group_sla_policy: GroupSlaPolicy } }
  /** Change a group's service level policy; tickets follow with their next change. */
  'PUT /api/v2/group_slas/policies/{group_sla_policy_id}': { input: { params: { group_sla_policy_id: number }; body: { group_sla_policy: GroupSlaPolicyWrite } }; reply: { group_sla_policy: GroupSlaPolicy } }
  /** List the groups. */
  'GET /api/v2/groups': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { groups: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a group. */
  'POST /api/v2/groups': { input: { body: { group: GroupWrite } }; reply: { group: Group } }
  /** List the groups a ticket can be given to. */
  'GET /api/v2/groups/assignable': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { groups: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the groups. */
  'GET /api/v2/groups/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Delete a group. */
  'DELETE /api/v2/groups/{group_id}': { input: { params: { group_id: number } }; reply: undefined }
  /** Show a group. */
  'GET /api/v2/groups/{group_id}': { input: { params: { group_id: number } }; reply: { group: Group } }
  /** Change a group. */
  'PUT /api/v2/groups/{group_id}': { input: { params: { group_id: number }; body: { group: GroupWrite } }; reply: { group: Group } }
  /** List who of a group takes tickets. */
  'GET /api/v2/groups/{group_id}/agent_availabilities': { input: { params: { group_id: number } }; reply: { agent_availabilities: AgentAvailability[] } }
  /** List the memberships of a group. */
  'GET /api/v2/groups/{group_id}/memberships': { input: { params: { group_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the memberships of a group, of agents a ticket can be given to. */
  'GET /api/v2/groups/{group_id}/memberships/assignable': { input: { params: { group_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the agents of a group. */
  'GET /api/v2/groups/{group_id}/users': { input: { params: { group_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: string | string[]; "role[]"?: string | string[]; permission_set?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number>; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the agents of a group. */
  'GET /api/v2/groups/{group_id}/users/count': { input: { params: { group_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List the identity providers in the order of their buttons. */
  'GET /api/v2/identity_providers': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { identity_providers: IdentityProvider[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Set an identity provider up. It is switched on after a trial. */
  'POST /api/v2/identity_providers': { input: { body: { identity_provider: IdentityProviderWrite } }; reply: { identity_provider: IdentityProvider } }
  /** What is known of the usual identity providers. */
  'GET /api/v2/identity_providers/presets': { input: Nothing; reply: { presets: Preset[] } }
  /** Read the settings of a SAML provider from its metadata: XML, or an address to fetch it from. */
  'POST /api/v2/identity_providers/read_metadata': { input: { body: { metadata?: string; url?: string } }; reply: { settings: ReadMetadataSetting } }
  /** Put the buttons of the sign-in page in another order. */
  'PUT /api/v2/identity_providers/reorder': { input: { body: { identity_provider_ids: (number | string)[] } }; reply: { identity_providers: IdentityProvider[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete an identity provider with the links to it. */
  'DELETE /api/v2/identity_providers/{identity_provider_id}': { input: { params: { identity_provider_id: number } }; reply: undefined }
  /** Show an identity provider, without its secrets. */
  'GET /api/v2/identity_providers/{identity_provider_id}': { input: { params: { identity_provider_id: number } }; reply: { identity_provider: IdentityProvider } }
  /** Change an identity provider. Changed settings count for people once they were tried. */
  'PUT /api/v2/identity_providers/{identity_provider_id}': { input: { params: { identity_provider_id: number }; body: { identity_provider: IdentityProviderWrite } }; reply: { identity_provider: IdentityProvider } }
  /** Ask a directory about its people, or a SAML provider for its metadata, now instead of by the clock. */
  'POST /api/v2/identity_providers/{identity_provider_id}/checks': { input: { params: { identity_provider_id: number }; body: { check?: { accepts_many?: boolean } } }; reply: { identity_provider: IdentityProvider } }
  /** Try the settings of an identity provider as they are edited. */
  'POST /api/v2/identity_providers/{identity_provider_id}/trials': { input: { params: { identity_provider_id: number }; body: { trial?: { login?: string; password?: string } } }; reply: { trial: Trial } }
  /** What a trial of one’s own found. */
  'GET /api/v2/identity_providers/{identity_provider_id}/trials/{trial_id}': { input: { params: { identity_provider_id: number; trial_id: number } }; reply: { trial: Trial } }
  /** Import a ticket with its conversation and times; nothing is sent and no rule runs. */
  'POST /api/v2/imports/tickets': { input: { query?: { archive_immediately?: string | number }; body: { ticket: TicketTicketWrite } }; reply: { ticket: Ticket } }
  /** Import up to 100 tickets with their conversations and times. */
  'POST /api/v2/imports/tickets/create_many': { input: { query?: { archive_immediately?: string | number }; body: { tickets: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** What was said in all tickets, in order, by cursor (our addition). Redacting shows with the ticket. */
  'GET /api/v2/incremental/comments/cursor': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { comments: CursorComment[]; after_cursor: string; after_url: string; before_cursor: null; before_url: null; end_of_stream: boolean } }
  /** Organisations that changed since a time; deleted ones carry deleted_at. */
  'GET /api/v2/incremental/organizations': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { organizations: OrganizationOrganization[]; count: number; end_time: number; end_of_stream: boolean; next_page: string } }
  /** What happened to tickets since a time; include=comment_events gives what was said too. */
  'GET /api/v2/incremental/ticket_events': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { ticket_events: TicketEvent[]; count: number; end_time: number; end_of_stream: boolean; next_page: string } }
  /** What happened to measures of tickets since a time. */
  'GET /api/v2/incremental/ticket_metric_events': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { ticket_metric_events: TicketMetricEvent[]; count: number; end_time: number; end_of_stream: boolean; next_page: string } }
  /** Tickets that changed since a time, deleted ones included. */
  'GET /api/v2/incremental/tickets': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number; exclude_deleted?: "true" | "false" } }; reply: { tickets: TicketTicket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count: number; end_time: number; end_of_stream: boolean; next_page: string } }
  /** Tickets that changed, by cursor; include=comments (our addition) gives their conversations too. */
  'GET /api/v2/incremental/tickets/cursor': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number; exclude_deleted?: "true" | "false" } }; reply: { tickets: TicketTicket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; after_cursor: string; after_url: string; before_cursor: null; before_url: null; end_of_stream: boolean } }
  /** People who changed since a time, deleted and merged ones included. */
  'GET /api/v2/incremental/users': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { users: (User | ActivityUser)[]; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number>; count: number; end_time: number; end_of_stream: boolean; next_page: string } }
  /** People who changed, by cursor. */
  'GET /api/v2/incremental/users/cursor': { input: { query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { users: (User | ActivityUser)[]; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number>; after_cursor: string; after_url: string; before_cursor: null; before_url: null; end_of_stream: boolean } }
  /** The first fifty of an incremental export. */
  'GET /api/v2/incremental/{incremental_resource}/sample': { input: { params: { incremental_resource: string | number }; query?: { start_time?: number; cursor?: string | number; after?: string | number; per_page?: number; include?: string | number } }; reply: { tickets?: TicketTicket[]; users?: (User | ActivityUser)[]; organizations?: OrganizationOrganization[]; ticket_events?: TicketEvent[]; ticket_metric_events?: TicketMetricEvent[]; count: number; end_time: number; end_of_stream: boolean; next_page: string } }
  /** Show from which addresses the account may be used. */
  'GET /api/v2/ip_restrictions': { input: Nothing; reply: { ip_restrictions: IpRestriction } }
  /** Change from which addresses the account may be used, on trial for ten minutes until it is confirmed. */
  'PUT /api/v2/ip_restrictions': { input: { body: { ip_restrictions: IpRestrictionWrite } }; reply: { ip_restrictions: IpRestriction } }
  /** Confirm a change from an address that it lets in, so that it stays. */
  'POST /api/v2/ip_restrictions/confirm': { input: Nothing; reply: { ip_restrictions: IpRestriction } }
  /** Tell whom a change would shut out, by where people are signed in. */
  'POST /api/v2/ip_restrictions/preview': { input: { body: { ip_restrictions: IpRestrictionWrite } }; reply: { ip_restrictions: PreviewIpRestriction; shut_out: ShutOut[]; looked_at: number } }
  /** Take a change on trial back at once. */
  'POST /api/v2/ip_restrictions/revert': { input: Nothing; reply: { ip_restrictions: IpRestriction } }
  /** List bulk jobs: your own, and for admins all, of the last day. */
  'GET /api/v2/job_statuses': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { job_statuses: JobStatus[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 bulk jobs; unknown ids are left out. */
  'GET /api/v2/job_statuses/show_many': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids: string | number } }; reply: { job_statuses: JobStatus[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show a bulk job: how far it is and what became of each record. */
  'GET /api/v2/job_statuses/{job_status_id}': { input: { params: { job_status_id: string | number } }; reply: { job_status: JobStatus } }
  /** List the languages the desk speaks. */
  'GET /api/v2/locales': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { locales: Locale[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the languages agents can work in. */
  'GET /api/v2/locales/agent': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { locales: Locale[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show the language of whoever asks. */
  'GET /api/v2/locales/current': { input: Nothing; reply: { locale: Locale } }
  /** Show the language of the desk that suits the Accept-Language header best. */
  'GET /api/v2/locales/detect_best_locale': { input: Nothing; reply: { locale: Locale } }
  /** List the languages texts can be written in. */
  'GET /api/v2/locales/public': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { locales: Locale[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show a language, by its number or its name. */
  'GET /api/v2/locales/{locale_id}': { input: { params: { locale_id: string | number } }; reply: { locale: Locale } }
  /** List addresses and places that may not try to sign in for a while. */
  'GET /api/v2/lock_outs': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { lock_outs: LockOut[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Let an address or a place try again at once. */
  'DELETE /api/v2/lock_outs/{lock_out_id}': { input: { params: { lock_out_id: number } }; reply: undefined }
  /** List the macros, in the order they run. */
  'GET /api/v2/macros': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { macros: Macro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a macro. */
  'POST /api/v2/macros': { input: { body: { macro: AutomationWrite } }; reply: { macro: Macro } }
  /** List the actions that macros can have. */
  'GET /api/v2/macros/actions': { input: Nothing; reply: { actions: Action[] } }
  /** List the macros that are on. */
  'GET /api/v2/macros/active': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { macros: Macro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the categories of macros: what stands before :: in their titles. */
  'GET /api/v2/macros/categories': { input: Nothing; reply: { categories: string[] } }
  /** List the actions that macros can have, as the lists of other rules are shaped. */
  'GET /api/v2/macros/definitions': { input: Nothing; reply: { definitions: { actions: Action[] } } }
  /** Delete several macros at once, all or none. */
  'DELETE /api/v2/macros/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[] } }; reply: undefined }
  /** Tell what a macro would have done to the last 1,000 tickets; nothing is changed or sent. */
  'POST /api/v2/macros/dry_run': { input: { body: { macro: AutomationWrite } }; reply: { dry_run: DryRun } }
  /** Show the macro that would make a ticket like this one, or a copy of a macro; nothing is saved. */
  'GET /api/v2/macros/new': { input: { query?: { macro_id?: number; ticket_id?: number } }; reply: { macro: NewMacro } }
  /** Search the macros by a part of their title. */
  'GET /api/v2/macros/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { macros: Macro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change several macros at once, all or none. */
  'PUT /api/v2/macros/update_many': { input: { body: { macros: UpdateManyAutomationWrite[] } }; reply: { macros: Macro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a macro. */
  'DELETE /api/v2/macros/{macro_id}': { input: { params: { macro_id: number } }; reply: undefined }
  /** Show a macro. */
  'GET /api/v2/macros/{macro_id}': { input: { params: { macro_id: number } }; reply: { macro: Macro } }
  /** Change a macro; what the write leaves out stays. */
  'PUT /api/v2/macros/{macro_id}': { input: { params: { macro_id: number }; body: { macro: AutomationWrite } }; reply: { macro: Macro } }
  /** Show what a macro would make of a new ticket; nothing is saved. */
  'GET /api/v2/macros/{macro_id}/apply': { input: { params: { macro_id: number } }; reply: { result: { ticket: Record<string, never> } } }
  /** Send a test mail to your own address. */
  'POST /api/v2/mail/test': { input: Nothing; reply: { delivery: Delivery } }
  /** List the mail domains of the desk with the DNS records to publish. */
  'GET /api/v2/mail_domains': { input: Nothing; reply: { mail_domains: MailDomain[] } }
  /** Add a mail domain; makes its DKIM keys. */
  'POST /api/v2/mail_domains': { input: { body: { mail_domain: { name: string } } }; reply: { mail_domain: MailDomain } }
  /** Remove a mail domain and its DKIM keys. */
  'DELETE /api/v2/mail_domains/{mail_domain_id}': { input: { params: { mail_domain_id: number } }; reply: undefined }
  /** Look at the domain's DNS now, and say how each record stands. */
  'GET /api/v2/mail_domains/{mail_domain_id}/check': { input: { params: { mail_domain_id: number } }; reply: { mail_domain: MailDomain } }
  /** List the OAuth clients of the account. */
  'GET /api/v2/oauth/clients': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { clients: Client[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Register an OAuth client; only this reply has its secret. */
  'POST /api/v2/oauth/clients': { input: { body: { client: ClientWrite } }; reply: { client: Client } }
  /** Remove an OAuth client with all its tokens. */
  'DELETE /api/v2/oauth/clients/{oauth_client_id}': { input: { params: { oauth_client_id: number } }; reply: undefined }
  /** Show an OAuth client, without its secret. */
  'GET /api/v2/oauth/clients/{oauth_client_id}': { input: { params: { oauth_client_id: number } }; reply: { client: Client } }
  /** Change an OAuth client. */
  'PUT /api/v2/oauth/clients/{oauth_client_id}': { input: { params: { oauth_client_id: number }; body: { client: ClientClientWrite } }; reply: { client: Client } }
  /** Give an OAuth client a new secret; the former one works no more. */
  'PUT /api/v2/oauth/clients/{oauth_client_id}/generate_secret': { input: { params: { oauth_client_id: number } }; reply: { client: Client } }
  /** Revoke all tokens of an OAuth client and what was allowed it, or those of `user_id`; the client stays. */
  'DELETE /api/v2/oauth/clients/{oauth_client_id}/tokens': { input: { params: { oauth_client_id: number }; query?: { user_id?: number } }; reply: undefined }
  /** List clients of all accounts that people here use: there are none, every account registers its own. */
  'GET /api/v2/oauth/global_clients': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { global_clients: Client[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List one's own access tokens; admins see everybody's with `all`. */
  'GET /api/v2/oauth/tokens': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; all?: string | number; client_id?: number; global_client_id?: number } }; reply: { tokens: TokenToken[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an access token of a client for oneself, without a refresh token. Not with a token. */
  'POST /api/v2/oauth/tokens': { input: { body: { token: { client_id: number; scopes: string[] } } }; reply: { token: TokenToken } }
  /** Give up the token this request was made with, whatever its scopes. */
  'DELETE /api/v2/oauth/tokens/current': { input: Nothing; reply: undefined }
  /** Show the token this request was made with, whatever its scopes. */
  'GET /api/v2/oauth/tokens/current': { input: Nothing; reply: { token: TokenToken } }
  /** Revoke an access token, with the refresh token beside it. */
  'DELETE /api/v2/oauth/tokens/{oauth_token_id}': { input: { params: { oauth_token_id: number } }; reply: undefined }
  /** Show an access token, without its secret. */
  'GET /api/v2/oauth/tokens/{oauth_token_id}': { input: { params: { oauth_token_id: number } }; reply: { token: TokenToken } }
  /** List the fields of organisations. */
  'GET /api/v2/organization_fields': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; locale?: string | number; creator?: "true" | "false" } }; reply: { organization_fields: OrganizationField[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a field of organisations. */
  'POST /api/v2/organization_fields': { input: { body: { organization_field: OrganizationFieldWrite } }; reply: { organization_field: OrganizationField } }
  /** Put the fields of organisations into an order. */
  'PUT /api/v2/organization_fields/reorder': { input: { body: { organization_field_ids: number[] } }; reply: Record<string, never> }
  /** Delete a field of organisations; values of it are kept and no longer shown. */
  'DELETE /api/v2/organization_fields/{organization_field_id}': { input: { params: { organization_field_id: number } }; reply: undefined }
  /** Show a field of organisations. */
  'GET /api/v2/organization_fields/{organization_field_id}': { input: { params: { organization_field_id: number }; query?: { locale?: string | number; creator?: "true" | "false" } }; reply: { organization_field: OrganizationField } }
  /** Change a field of organisations, and its options. */
  'PUT /api/v2/organization_fields/{organization_field_id}': { input: { params: { organization_field_id: number }; body: { organization_field: OrganizationFieldWrite } }; reply: { organization_field: OrganizationField } }
  /** List the options of a field (organization). */
  'GET /api/v2/organization_fields/{organization_field_id}/options': { input: { params: { organization_field_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { custom_field_options: OptionCustomFieldOption[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an option of a field, or change the one of this id or value (organization). */
  'POST /api/v2/organization_fields/{organization_field_id}/options': { input: { params: { organization_field_id: number }; body: { custom_field_option: CustomFieldOptionWrite } }; reply: { custom_field_option: OptionCustomFieldOption } }
  /** Take an option away; records keep its value, which is no longer shown (organization). */
  'DELETE /api/v2/organization_fields/{organization_field_id}/options/{organization_field_option_id}': { input: { params: { organization_field_id: number; organization_field_option_id: number } }; reply: undefined }
  /** Show an option of a field (organization). */
  'GET /api/v2/organization_fields/{organization_field_id}/options/{organization_field_option_id}': { input: { params: { organization_field_id: number; organization_field_option_id: number } }; reply: { custom_field_option: OptionCustomFieldOption } }
  /** List who is in which organisation. */
  'GET /api/v2/organization_memberships': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a person a member of an organisation. */
  'POST /api/v2/organization_memberships': { input: { body: { organization_membership: OrganizationMembershipWrite } }; reply: { organization_membership: OrganizationMembership } }
  /** Make people members of organisations, up to 100 in a job. */
  'POST /api/v2/organization_memberships/create_many': { input: { body: { organization_memberships: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Take people out of organisations, up to 100 in a job. */
  'DELETE /api/v2/organization_memberships/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[]; organization_memberships?: ({ id?: number | string; external_id?: string | number })[] } }; reply: { job_status: JobStatus } }
  /** Take a person out of an organisation. */
  'DELETE /api/v2/organization_memberships/{organization_membership_id}': { input: { params: { organization_membership_id: number } }; reply: undefined }
  /** Show a membership of an organisation. */
  'GET /api/v2/organization_memberships/{organization_membership_id}': { input: { params: { organization_membership_id: number } }; reply: { organization_membership: OrganizationMembership } }
  /** Show a merge of two organisations. */
  'GET /api/v2/organization_merges/{organization_merge_id}': { input: { params: { organization_merge_id: number } }; reply: { organization_merge: OrganizationMerge } }
  /** List who hears of which organisation's tickets; a customer sees their own. */
  'GET /api/v2/organization_subscriptions': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_subscriptions: OrganizationSubscription[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Let a person hear of the tickets of an organisation; a customer asks for themself. */
  'POST /api/v2/organization_subscriptions': { input: { body: { organization_subscription: { user_id: number | string; organization_id: number | string } } }; reply: { organization_subscription: OrganizationSubscription } }
  /** End a subscription of an organisation. */
  'DELETE /api/v2/organization_subscriptions/{organization_subscription_id}': { input: { params: { organization_subscription_id: number } }; reply: undefined }
  /** Show a subscription of an organisation. */
  'GET /api/v2/organization_subscriptions/{organization_subscription_id}': { input: { params: { organization_subscription_id: number } }; reply: { organization_subscription: OrganizationSubscription } }
  /** List the organisations. */
  'GET /api/v2/organizations': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an organisation. */
  'POST /api/v2/organizations': { input: { body: { organization: OrganizationWrite } }; reply: { organization: Organization } }
  /** Find organisations by the beginning of a name or domain, two letters at least. */
  'GET /api/v2/organizations/autocomplete': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; name: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the organisations. */
  'GET /api/v2/organizations/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Create up to 100 organisations in a job. */
  'POST /api/v2/organizations/create_many': { input: { body: { organizations: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Create an organisation, or change the one with this id or external id. */
  'POST /api/v2/organizations/create_or_update': { input: { body: { organization: CreateOrUpdateOrganizationWrite } }; reply: { organization: Organization } }
  /** Delete up to 100 organisations in a job; their members stay. */
  'DELETE /api/v2/organizations/destroy_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { ids?: string | (number | string)[]; organizations?: ({ id?: number | string; external_id?: string | number })[] } }; reply: { job_status: JobStatus } }
  /** Find organisations by the words of their name or domains (query), or by exact name or external id. */
  'GET /api/v2/organizations/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; query?: string | number; name?: string | number; external_id?: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 organisations by id or external id. */
  'GET /api/v2/organizations/show_many': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids?: string | number; external_ids?: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change up to 100 organisations in a job: all alike (ids or external_ids, organization), or each (organizations). */
  'PUT /api/v2/organizations/update_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { organization?: Record<string, unknown>; organizations?: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Delete an organisation; its members stay. */
  'DELETE /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number } }; reply: undefined }
  /** Show an organisation. */
  'GET /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number } }; reply: { organization: Organization } }
  /** Change an organisation. */
  'PUT /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number }; body: { organization: OrganizationWrite } }; reply: { organization: Organization } }
  /** Merge this organisation into another, which gets all that was its. */
  'POST /api/v2/organizations/{organization_id}/merge': { input: { params: { organization_id: number }; body: { organization_merge: { winner_id: number | string } } }; reply: { organization_merge: OrganizationMerge } }
  /** List the merges an organisation took part in. */
  'GET /api/v2/organizations/{organization_id}/merges': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_merges: OrganizationMerge[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the memberships of an organisation. */
  'GET /api/v2/organizations/{organization_id}/organization_memberships': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the tickets and people of an organisation. */
  'GET /api/v2/organizations/{organization_id}/related': { input: { params: { organization_id: number } }; reply: { organization_related: { tickets_count: number; users_count: number } } }
  /** List the requests of an organisation, as far as it shares them with the caller. */
  'GET /api/v2/organizations/{organization_id}/requests': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List who hears of the tickets of an organisation. */
  'GET /api/v2/organizations/{organization_id}/subscriptions': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_subscriptions: OrganizationSubscription[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Take tags away from an organisation. */
  'DELETE /api/v2/organizations/{organization_id}/tags': { input: { params: { organization_id: number }; query?: { tags?: string | number }; body: { tags?: string[] | string } }; reply: { tags: string[] } }
  /** List the tags of an organisation. */
  'GET /api/v2/organizations/{organization_id}/tags': { input: { params: { organization_id: number } }; reply: { tags: string[] } }
  /** Set the tags of an organisation. */
  'POST /api/v2/organizations/{organization_id}/tags': { input: { params: { organization_id: number }; body: { tags: string[] | string } }; reply: { tags: string[] } }
  /** Add tags to an organisation. */
  'PUT /api/v2/organizations/{organization_id}/tags': { input: { params: { organization_id: number }; body: { tags: string[] | string } }; reply: { tags: string[] } }
  /** List the tickets of an organisation. */
  'GET /api/v2/organizations/{organization_id}/tickets': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what GET organizations/{organization_id}/tickets lists. */
  'GET /api/v2/organizations/{organization_id}/tickets/count': { input: { params: { user_id: number; organization_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List the people of an organisation. */
  'GET /api/v2/organizations/{organization_id}/users': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: string | string[]; "role[]"?: string | string[]; permission_set?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number>; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the people of an organisation. */
  'GET /api/v2/organizations/{organization_id}/users/count': { input: { params: { organization_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List tickets of type problem, the last changed first. */
  'GET /api/v2/problems': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Problems whose subject contains a text, the newest first. */
  'POST /api/v2/problems/autocomplete': { input: { query?: { text?: string | number }; body: { text?: string | null } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show the checks behind /readyz by name. */
  'GET /api/v2/readiness': { input: Nothing; reply: { checks: ReadinessCheck[] } }
  /** List the addresses at which the desk takes mail. */
  'GET /api/v2/recipient_addresses': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { recipient_addresses: RecipientAddress[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add a support address, and DKIM keys for its domain. */
  'POST /api/v2/recipient_addresses': { input: { body: { recipient_address: RecipientAddressWrite } }; reply: { recipient_address: RecipientAddress } }
  /** Remove a support address. */
  'DELETE /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number } }; reply: undefined }
  /** Show one support address. */
  'GET /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number } }; reply: { recipient_address: RecipientAddress } }
  /** Change the name or the brand of a support address, or make it the default. */
  'PUT /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number }; body: { recipient_address: RecipientAddressRecipientAddressWrite } }; reply: { recipient_address: RecipientAddress } }
  /** List the caller's requests. */
  'GET /api/v2/requests': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Ask for something; who is not signed in says who they are, and learns nothing about anybody. */
  'POST /api/v2/requests': { input: { body: { request: RequestRequestWrite } }; reply: { request: Request | RequestRequest } }
  /** List the requests the caller is copied on. */
  'GET /api/v2/requests/ccd': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the caller's requests that are open. */
  'GET /api/v2/requests/open': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Search the caller's requests by words; `organization_id`, `cc_id` and `status` narrow them. */
  'GET /api/v2/requests/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number; query?: string | number; organization_id?: number; cc_id?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the caller's requests that are solved. */
  'GET /api/v2/requests/solved': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show a request of the caller. */
  'GET /api/v2/requests/{request_id}': { input: { params: { request_id: number } }; reply: { request: Request } }
  /** Answer in, or solve, a request of the caller. */
  'PUT /api/v2/requests/{request_id}': { input: { params: { request_id: number }; body: { request: { comment?: CommentWrite; solved?: boolean } } }; reply: { request: Request } }
  /** List what was said publicly in a request. */
  'GET /api/v2/requests/{request_id}/comments': { input: { params: { request_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { comments: Comment[]; users: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show one public comment of a request. */
  'GET /api/v2/requests/{request_id}/comments/{comment_id}': { input: { params: { request_id: number; comment_id: number } }; reply: { comment: Comment } }
  /** List what an agent can. */
  'GET /api/v2/routing/agents/{user_id}/instance_values': { input: { params: { user_id: number } }; reply: { attribute_values: AttributeValue[] } }
  /** Set what an agent can; what is not named is taken away. */
  'POST /api/v2/routing/agents/{user_id}/instance_values': { input: { params: { user_id: number }; body: { attribute_value_ids: number[] } }; reply: { attribute_values: AttributeValue[] } }
  /** List the kinds of skills. */
  'GET /api/v2/routing/attributes': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { attributes: AttributeAttribute[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a kind of skill. */
  'POST /api/v2/routing/attributes': { input: { body: { attribute: { name: string } } }; reply: { attribute: AttributeAttribute } }
  /** Remove a kind of skill from everybody and every ticket. */
  'DELETE /api/v2/routing/attributes/{attribute_id}': { input: { params: { attribute_id: number } }; reply: undefined }
  /** Show a kind of skill. */
  'GET /api/v2/routing/attributes/{attribute_id}': { input: { params: { attribute_id: number } }; reply: { attribute: AttributeAttribute } }
  /** Rename a kind of skill. */
  'PUT /api/v2/routing/attributes/{attribute_id}': { input: { params: { attribute_id: number }; body: { attribute: { name: string } } }; reply: { attribute: AttributeAttribute } }
  /** List the skills of a kind. */
  'GET /api/v2/routing/attributes/{attribute_id}/values': { input: { params: { attribute_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { attribute_values: AttributeValue[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a skill of a kind. */
  'POST /api/v2/routing/attributes/{attribute_id}/values': { input: { params: { attribute_id: number }; body: { attribute_value: { name: string } } }; reply: { attribute_value: AttributeValue } }
  /** Remove a skill from everybody and every ticket. */
  'DELETE /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}': { input: { params: { attribute_id: number; attribute_value_id: number } }; reply: undefined }
  /** Show a skill. */
  'GET /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}': { input: { params: { attribute_id: number; attribute_value_id: number } }; reply: { attribute_value: AttributeValue } }
  /** Rename a skill. */
  'PUT /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}': { input: { params: { attribute_id: number; attribute_value_id: number }; body: { attribute_value: { name: string } } }; reply: { attribute_value: AttributeValue } }
  /** List the groups that give out their tickets in a way of their own. */
  'GET /api/v2/routing/groups': { input: Nothing; reply: { groups: GroupGroup[] } }
  /** Show how a group gives out its tickets. */
  'GET /api/v2/routing/groups/{group_id}': { input: { params: { group_id: number } }; reply: { group: GroupGroup } }
  /** Set how a group gives out its tickets: by hand, by turn or by load. */
  'PUT /api/v2/routing/groups/{group_id}': { input: { params: { group_id: number }; body: { group: GroupGroupWrite } }; reply: { group: GroupGroup } }
  /** List what a ticket asks for of whoever gets it. */
  'GET /api/v2/routing/tickets/{ticket_id}/instance_values': { input: { params: { ticket_id: number } }; reply: { attribute_values: AttributeValue[] } }
  /** Set what a ticket asks for of whoever gets it; what is not named is taken away. */
  'POST /api/v2/routing/tickets/{ticket_id}/instance_values': { input: { params: { ticket_id: number }; body: { attribute_value_ids: number[] } }; reply: { attribute_values: AttributeValue[] } }
  /** Show how far the newest sample data is; null when none was asked for. */
  'GET /api/v2/sample_data': { input: Nothing; reply: { sample_data: SampleData | null } }
  /** Ask for sample tickets with people and conversations in four languages. */
  'POST /api/v2/sample_data': { input: { body: { tickets: number } }; reply: { sample_data: SampleData | null } }
  /** List what customers were asked and thought. */
  'GET /api/v2/satisfaction_ratings': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; score?: "offered" | "unoffered" | "received" | "received_with_comment" | "received_without_comment" | "good" | "good_with_comment" | "good_without_comment" | "bad" | "bad_with_comment" | "bad_without_comment"; start_time?: number; end_time?: number } }; reply: { satisfaction_ratings: SatisfactionRatingSatisfactionRating[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count ratings. */
  'GET /api/v2/satisfaction_ratings/count': { input: { query?: { score?: "offered" | "unoffered" | "received" | "received_with_comment" | "received_without_comment" | "good" | "good_with_comment" | "good_without_comment" | "bad" | "bad_with_comment" | "bad_without_comment"; start_time?: number; end_time?: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List the ratings that customers gave. */
  'GET /api/v2/satisfaction_ratings/received': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; score?: "offered" | "unoffered" | "received" | "received_with_comment" | "received_without_comment" | "good" | "good_with_comment" | "good_without_comment" | "bad" | "bad_with_comment" | "bad_without_comment"; start_time?: number; end_time?: number } }; reply: { satisfaction_ratings: SatisfactionRatingSatisfactionRating[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show a rating. */
  'GET /api/v2/satisfaction_ratings/{satisfaction_rating_id}': { input: { params: { satisfaction_rating_id: number } }; reply: { satisfaction_rating: SatisfactionRatingSatisfactionRating } }
  /** List why customers may be dissatisfied. */
  'GET /api/v2/satisfaction_reasons': { input: Nothing; reply: { reasons: Reason[] } }
  /** Show why a customer may be dissatisfied. */
  'GET /api/v2/satisfaction_reasons/{satisfaction_reason_id}': { input: { params: { satisfaction_reason_id: number } }; reply: { reason: Reason } }
  /** Show how a directory keeps the team, and whether it works. */
  'GET /api/v2/scim': { input: Nothing; reply: { scim: Scim } }
  /** Change how a directory may keep the team. */
  'PUT /api/v2/scim': { input: { body: { scim: ScimWrite } }; reply: { scim: Scim } }
  /** List what directories asked last. */
  'GET /api/v2/scim/requests': { input: Nothing; reply: { scim_requests: LastError[] } }
  /** Make a token for a directory. Its secret is shown this once. */
  'POST /api/v2/scim/tokens': { input: { body: { scim_token: { name: string } } }; reply: { scim_token: Token } }
  /** Revoke a token for a directory. */
  'DELETE /api/v2/scim/tokens/{scim_token_id}': { input: { params: { scim_token_id: number } }; reply: undefined }
  /** Show a token for a directory, without its secret. */
  'GET /api/v2/scim/tokens/{scim_token_id}': { input: { params: { scim_token_id: number } }; reply: { scim_token: Token } }
  /** Give a token a new secret, shown this once; the old one ends at once. */
  'POST /api/v2/scim/tokens/{scim_token_id}/rotate': { input: { params: { scim_token_id: number } }; reply: { scim_token: Token } }
  /** Search tickets, people, organisations and groups by words and fields, over committed data. */
  'GET /api/v2/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; query?: string | number; facets?: "true" | "false"; count_limit?: number } }; reply: { results: (SearchResult | SearchResult2 | SearchResult3 | SearchResult4 | SearchResult5)[]; facets: Record<string, Record<string, number>> | null; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what a search finds. */
  'GET /api/v2/search/count': { input: { query?: { query?: string | number } }; reply: { count: number } }
  /** Read everything a search finds of one kind, in pages of up to a thousand. */
  'GET /api/v2/search/export': { input: { query: Paging & { query?: string | number; "filter[type]": "ticket" | "user" | "organization" | "group" } }; reply: { results: (SearchResult | SearchResult2 | SearchResult3 | SearchResult4 | SearchResult5)[]; facets: Record<string, Record<string, number>> | null; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the programs that are part of the team. */
  'GET /api/v2/service_accounts': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { service_accounts: ServiceAccount[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a service account: a person of the team that is a program and cannot sign in. Not with a token. */
  'POST /api/v2/service_accounts': { input: { body: { service_account: ServiceAccountWrite } }; reply: { service_account: ServiceAccount } }
  /** Show a service account. */
  'GET /api/v2/service_accounts/{service_account_id}': { input: { params: { service_account_id: number } }; reply: { service_account: ServiceAccount } }
  /** Change a service account; `active: false` switches it off and revokes all its tokens for good. Not with a token. */
  'PUT /api/v2/service_accounts/{service_account_id}': { input: { params: { service_account_id: number }; body: { service_account: ServiceAccountServiceAccountWrite } }; reply: { service_account: ServiceAccount } }
  /** End all sessions, or those of a role, but the one that asks. */
  'DELETE /api/v2/sessions': { input: { query?: { role?: "end-user" | "agent" | "admin" | "owner" } }; reply: undefined }
  /** List open sessions: everybody's for admins, one's own for others. */
  'GET /api/v2/sessions': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: "end-user" | "agent" | "admin" | "owner" } }; reply: { sessions: Session[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the agreements to share tickets with other desks: there are none. */
  'GET /api/v2/sharing_agreements': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { sharing_agreements: { id: number }[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show an agreement to share tickets: there is none, so this answers 404. */
  'GET /api/v2/sharing_agreements/{sharing_agreement_id}': { input: { params: { sharing_agreement_id: string | number } }; reply: { sharing_agreement: { id: number } } }
  /** How staff and end users sign in. */
  'GET /api/v2/sign_in_policies': { input: Nothing; reply: { sign_in_policies: SignInPolicy[] } }
  /** How an audience signs in. */
  'GET /api/v2/sign_in_policies/{audience}': { input: { params: { audience: "staff" | "end_user" } }; reply: { sign_in_policy: SignInPolicy } }
  /** Change how an audience signs in; refused where no owner could come in any more. */
  'PUT /api/v2/sign_in_policies/{audience}': { input: { params: { audience: "staff" | "end_user" }; body: { sign_in_policy: SignInPolicyWrite } }; reply: { sign_in_policy: SignInPolicy } }
  /** What a policy would mean for whom: who must act, who is signed out, you yourself; changes nothing. */
  'POST /api/v2/sign_in_policies/{audience}/preview': { input: { params: { audience: "staff" | "end_user" }; body: { sign_in_policy: SignInPolicyWrite } }; reply: { sign_in_policy_preview: SignInPolicyPreview } }
  /** List which tickets were passed over. */
  'GET /api/v2/skips': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { skips: Skip[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Pass a ticket over, and say why. */
  'POST /api/v2/skips': { input: { body: { skip: { ticket_id: number; reason?: string } } }; reply: { skip: Skip } }
  /** List the policies: service level policy. */
  'GET /api/v2/slas/policies': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { sla_policies: GroupSlaPolicy[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a service level policy. */
  'POST /api/v2/slas/policies': { input: { body: { sla_policy: GroupSlaPolicyWrite } }; reply: { sla_policy: GroupSlaPolicy } }
  /** List what the filter of a service level policy may look at. */
  'GET /api/v2/slas/policies/definitions': { input: Nothing; reply: { definitions: { all: DefinitionAll[]; any: DefinitionAll[] } } }
  /** Put the policies into an order: the first that fits a ticket is its service level policy. */
  'PUT /api/v2/slas/policies/reorder': { input: { query?: { sla_policy_ids?: string | number }; body: { sla_policy_ids?: number[] } }; reply: { sla_policies: GroupSlaPolicy[] } }
  /** Delete a service level policy. */
  'DELETE /api/v2/slas/policies/{sla_policy_id}': { input: { params: { sla_policy_id: number } }; reply: undefined }
  /** Show a service level policy. */
  'GET /api/v2/slas/policies/{sla_policy_id}': { input: { params: { sla_policy_id: number } }; reply: { sla_policy: GroupSlaPolicy } }
  /** Change a service level policy; tickets follow with their next change. */
  'PUT /api/v2/slas/policies/{sla_policy_id}': { input: { params: { sla_policy_id: number }; body: { sla_policy: GroupSlaPolicyWrite } }; reply: { sla_policy: GroupSlaPolicy } }
  /** Send no texts any more; the credentials are forgotten. */
  'DELETE /api/v2/sms_gateway': { input: Nothing; reply: undefined }
  /** Who sends our texts, without secrets; null where nobody does. */
  'GET /api/v2/sms_gateway': { input: Nothing; reply: { sms_gateway: SmsGateway | null } }
  /** Set up who sends our texts. */
  'PUT /api/v2/sms_gateway': { input: { body: { sms_gateway: unknown } }; reply: { sms_gateway: SmsGateway | null } }
  /** Send a text through the gateway as it is set up, and say what came of it. */
  'POST /api/v2/sms_gateway/test': { input: { body: { number: string } }; reply: { test: { is_sent: boolean; problem: string | null } } }
  /** Say which operators may be in now, and until when: everybody on the team may know. */
  'GET /api/v2/support_access': { input: Nothing; reply: { support_access: { operators: SupportAccessOperator[] } } }
  /** List the consents to an operator coming in, the newest first. */
  'GET /api/v2/support_consents': { input: Nothing; reply: { support_consents: SupportConsent[] } }
  /** Consent to an operator coming in, for some hours and a purpose. */
  'POST /api/v2/support_consents': { input: { body: { support_consent: SupportConsentWrite } }; reply: { support_consent: SupportConsent } }
  /** Take a consent back; whoever came in by it is shut out at once. */
  'DELETE /api/v2/support_consents/{support_consent_id}': { input: { params: { support_consent_id: number } }; reply: undefined }
  /** List mail that was kept back, and why. */
  'GET /api/v2/suspended_tickets': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { suspended_tickets: SuspendedTicket[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Throw away up to 100 mails that were kept back; unknown ids are left out. */
  'DELETE /api/v2/suspended_tickets/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[] } }; reply: undefined }
  /** Make tickets of up to 100 mails that were kept back; what cannot become one is told beside. */
  'PUT /api/v2/suspended_tickets/recover_many': { input: { query: { ids: string | number } }; reply: { tickets: { id: number }[]; failed: { id: number; error: string }[] } }
  /** Throw away a mail that was kept back. */
  'DELETE /api/v2/suspended_tickets/{id}': { input: { params: { id: number } }; reply: undefined }
  /** Show one mail that was kept back. */
  'GET /api/v2/suspended_tickets/{id}': { input: { params: { id: number } }; reply: { suspended_ticket: SuspendedTicket } }
  /** Copy the files of a mail that was kept back; the token joins them to a comment within the hour. */
  'POST /api/v2/suspended_tickets/{id}/attachments': { input: { params: { id: number } }; reply: { upload: Upload } }
  /** Make a ticket of a mail that was kept back. */
  'PUT /api/v2/suspended_tickets/{id}/recover': { input: { params: { id: number } }; reply: { ticket: { id: number }[] } }
  /** List all tags of tickets with how many tickets have them, the most popular first. */
  'GET /api/v2/tags': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tags: { name: string; count: number }[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the tags of tickets. */
  'GET /api/v2/tags/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** List the targets of rules. */
  'GET /api/v2/targets': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { targets: Target[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a target of rules. */
  'POST /api/v2/targets': { input: { body: { target: TargetWrite } }; reply: { target: Target } }
  /** Delete a target of rules; rules that name it show so when they act. */
  'DELETE /api/v2/targets/{target_id}': { input: { params: { target_id: number } }; reply: undefined }
  /** Show a target of rules. */
  'GET /api/v2/targets/{target_id}': { input: { params: { target_id: number } }; reply: { target: Target } }
  /** Change a target of rules. */
  'PUT /api/v2/targets/{target_id}': { input: { params: { target_id: number }; body: { target: TargetWrite } }; reply: { target: Target } }
  /** List the audits of all tickets, newest first. */
  'GET /api/v2/ticket_audits': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; limit?: number; cursor?: string | number } }; reply: { audits: Audit[]; users?: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null }; after_url?: string | null; after_cursor?: string | null; before_url?: string | null; before_cursor?: string | null } }
  /** List the fields of tickets. */
  'GET /api/v2/ticket_fields': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; locale?: string | number; creator?: "true" | "false" } }; reply: { ticket_fields: TicketField[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a field of tickets. */
  'POST /api/v2/ticket_fields': { input: { body: { ticket_field: OrganizationFieldWrite } }; reply: { ticket_field: TicketField } }
  /** Count the fields of tickets. */
  'GET /api/v2/ticket_fields/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Put the fields of tickets into an order. */
  'PUT /api/v2/ticket_fields/reorder': { input: { body: { ticket_field_ids: number[] } }; reply: Record<string, never> }
  /** Show fields of tickets by their ids. */
  'GET /api/v2/ticket_fields/show_many': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids: string | number } }; reply: { ticket_fields: TicketField[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a field of tickets; values of it are kept and no longer shown. */
  'DELETE /api/v2/ticket_fields/{ticket_field_id}': { input: { params: { ticket_field_id: number } }; reply: undefined }
  /** Show a field of tickets. */
  'GET /api/v2/ticket_fields/{ticket_field_id}': { input: { params: { ticket_field_id: number }; query?: { locale?: string | number; creator?: "true" | "false" } }; reply: { ticket_field: TicketField } }
  /** Change a field of tickets, and its options. */
  'PUT /api/v2/ticket_fields/{ticket_field_id}': { input: { params: { ticket_field_id: number }; body: { ticket_field: OrganizationFieldWrite } }; reply: { ticket_field: TicketField } }
  /** List the options of a field (ticket). */
  'GET /api/v2/ticket_fields/{ticket_field_id}/options': { input: { params: { ticket_field_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { custom_field_options: OptionCustomFieldOption[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an option of a field, or change the one of this id or value (ticket). */
  'POST /api/v2/ticket_fields/{ticket_field_id}/options': { input: { params: { ticket_field_id: number }; body: { custom_field_option: CustomFieldOptionWrite } }; reply: { custom_field_option: OptionCustomFieldOption } }
  /** Take an option away; records keep its value, which is no longer shown (ticket). */
  'DELETE /api/v2/ticket_fields/{ticket_field_id}/options/{ticket_field_option_id}': { input: { params: { ticket_field_id: number; ticket_field_option_id: number } }; reply: undefined }
  /** Show an option of a field (ticket). */
  'GET /api/v2/ticket_fields/{ticket_field_id}/options/{ticket_field_option_id}': { input: { params: { ticket_field_id: number; ticket_field_option_id: number } }; reply: { custom_field_option: OptionCustomFieldOption } }
  /** List the ticket forms. */
  'GET /api/v2/ticket_forms': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; end_user_visible?: "true" | "false"; fallback_to_default?: "true" | "false"; associated_to_brand?: "true" | "false"; locale?: string | number } }; reply: { ticket_forms: TicketForm[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a ticket form. */
  'POST /api/v2/ticket_forms': { input: { body: { ticket_form: TicketFormWrite } }; reply: { ticket_form: TicketForm } }
  /** Put the ticket forms into an order. */
  'PUT /api/v2/ticket_forms/reorder': { input: { body: { ticket_form_ids: number[] } }; reply: { ticket_forms: TicketForm[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show ticket forms by their ids. */
  'GET /api/v2/ticket_forms/show_many': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; end_user_visible?: "true" | "false"; fallback_to_default?: "true" | "false"; associated_to_brand?: "true" | "false"; locale?: string | number; ids: string | number } }; reply: { ticket_forms: TicketForm[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a ticket form. */
  'DELETE /api/v2/ticket_forms/{ticket_form_id}': { input: { params: { ticket_form_id: number } }; reply: undefined }
  /** Show a ticket form. */
  'GET /api/v2/ticket_forms/{ticket_form_id}': { input: { params: { ticket_form_id: number } }; reply: { ticket_form: TicketForm } }
  /** Change a ticket form. */
  'PUT /api/v2/ticket_forms/{ticket_form_id}': { input: { params: { ticket_form_id: number }; body: { ticket_form: TicketFormWrite } }; reply: { ticket_form: TicketForm } }
  /** Copy a ticket form. */
  'POST /api/v2/ticket_forms/{ticket_form_id}/clone': { input: { params: { ticket_form_id: number }; body: { prepend_clone_title?: boolean } }; reply: { ticket_form: TicketForm } }
  /** List the metrics of tickets, newest tickets first. */
  'GET /api/v2/ticket_metrics': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { ticket_metrics: TicketMetric[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show the metrics of a ticket; they have its number. */
  'GET /api/v2/ticket_metrics/{ticket_metric_id}': { input: { params: { ticket_metric_id: number } }; reply: { ticket_metric: TicketMetric } }
  /** List tickets; `view` picks one of the built-in lists. */
  'GET /api/v2/tickets': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; external_id?: string | number; view?: "unsolved" | "mine" | "unassigned" | "pending" | "solved" | "all" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a ticket; with an Idempotency-Key a repeat creates nothing. */
  'POST /api/v2/tickets': { input: { query?: { async?: "true" | "false" | "" }; body: { ticket: TicketWrite } }; reply: { ticket: Ticket; audit: Audit } }
  /** Count all tickets. */
  'GET /api/v2/tickets/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Create up to 100 tickets. */
  'POST /api/v2/tickets/create_many': { input: { body: { tickets: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Delete up to 100 tickets (they can be restored). */
  'DELETE /api/v2/tickets/destroy_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { ids?: string | (number | string)[]; tickets?: { id: number }[] } }; reply: { job_status: JobStatus } }
  /** Delete up to 100 tickets as spam and suspend who asked. */
  'PUT /api/v2/tickets/mark_many_as_spam': { input: { query?: { ids?: string | number; external_ids?: string | number } }; reply: { job_status: JobStatus } }
  /** List the tickets the caller looked at last, the latest first. */
  'GET /api/v2/tickets/recent': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 tickets by `ids` or `external_ids`; unknown ones are left out. */
  'GET /api/v2/tickets/show_many': { input: { query?: Paging & { ids?: string | number; external_ids?: string | number; page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change up to 100 tickets: alike with `ids` and one ticket, or each by its own in `tickets`. */
  'PUT /api/v2/tickets/update_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { ticket?: Record<string, unknown>; tickets?: { id: number }[] } }; reply: { job_status: JobStatus } }
  /** Delete a ticket (it can be restored). */
  'DELETE /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number } }; reply: undefined }
  /** Show a ticket. */
  'GET /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number }; query?: { include?: string | number } }; reply: { ticket: Ticket; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[] } }
  /** Update a ticket, and say something in it. */
  'PUT /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number }; query?: { async?: "true" | "false" | "" }; body: { ticket: TicketWrite } }; reply: { ticket: Ticket; audit: Audit } }
  /** List the audits of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; limit?: number; cursor?: string | number } }; reply: { audits: Audit[]; users?: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null }; after_url?: string | null; after_cursor?: string | null; before_url?: string | null; before_cursor?: string | null } }
  /** Count the audits of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits/count': { input: { params: { ticket_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Show one audit of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits/{audit_id}': { input: { params: { ticket_id: number; audit_id: number } }; reply: { audit: Audit } }
  /** Make an audit's public reply an internal note. */
  'PUT /api/v2/tickets/{ticket_id}/audits/{audit_id}/make_private': { input: { params: { ticket_id: number; audit_id: number } }; reply: Record<string, never> }
  /** List the CCs and followers of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/collaborators': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { users: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List what was said in a ticket, public replies and internal notes. */
  'GET /api/v2/tickets/{ticket_id}/comments': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; include_inline_images?: string | number } }; reply: { comments: Comment[]; users?: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what was said in a ticket. */
  'GET /api/v2/tickets/{ticket_id}/comments/count': { input: { params: { ticket_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Take a file out of a comment for good; an empty redacted.txt stands in its place. */
  'PUT /api/v2/tickets/{ticket_id}/comments/{comment_id}/attachments/{attachment_id}/redact': { input: { params: { ticket_id: number; comment_id: number; attachment_id: number } }; reply: { attachment: Attachment } }
  /** Make a new ticket of one comment; the comment stays where it is. */
  'POST /api/v2/tickets/{ticket_id}/comments/{comment_id}/split': { input: { params: { ticket_id: number; comment_id: number }; body: { subject?: string | null } }; reply: { ticket: Ticket; audit: Audit } }
  /** Make a public reply an internal note; mails of it that have not left do not leave. */
  'PUT /api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private': { input: { params: { ticket_id: number; ticket_comment_id: number } }; reply: Record<string, never> }
  /** Take words out of a comment for good, and out of whatever repeats it in the ticket. */
  'PUT /api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/redact': { input: { params: { ticket_id: number; ticket_comment_id: number }; body: { text: string } }; reply: { comment: Comment } }
  /** List the mails that a ticket sent, and what became of each. */
  'GET /api/v2/tickets/{ticket_id}/deliveries': { input: { params: { ticket_id: number } }; reply: { deliveries: Delivery[] } }
  /** Throw the caller's draft away. */
  'DELETE /api/v2/tickets/{ticket_id}/drafts/{mode}': { input: { params: { ticket_id: number; mode: "reply" | "note" } }; reply: undefined }
  /** The caller's draft of a reply or note, or null. */
  'GET /api/v2/tickets/{ticket_id}/drafts/{mode}': { input: { params: { ticket_id: number; mode: "reply" | "note" } }; reply: { draft: Draft | null } }
  /** Keep the caller's draft. */
  'PUT /api/v2/tickets/{ticket_id}/drafts/{mode}': { input: { params: { ticket_id: number; mode: "reply" | "note" }; body: { draft: { html_body: string; email_ccs?: string[] } } }; reply: { draft: Draft } }
  /** List the CCs of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/email_ccs': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { users: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the followers of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/followers': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { users: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the clocks of a ticket that hold its group to the team's own promise. */
  'GET /api/v2/tickets/{ticket_id}/group_slas/policy_metrics': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { policy_metrics: PolicyMetricPolicyMetric[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the incidents of a problem. */
  'GET /api/v2/tickets/{ticket_id}/incidents': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show what a macro that is not saved would make of a ticket; nothing is saved. */
  'POST /api/v2/tickets/{ticket_id}/macros/preview': { input: { params: { ticket_id: number }; body: { macro: AutomationWrite } }; reply: { result: { ticket: Record<string, never> } } }
  /** Show what a macro would make of a ticket, its comment filled in; nothing is saved. */
  'GET /api/v2/tickets/{ticket_id}/macros/{macro_id}/apply': { input: { params: { ticket_id: number; macro_id: number } }; reply: { result: { ticket: Record<string, never> } } }
  /** Delete a ticket as spam and suspend who asked. */
  'PUT /api/v2/tickets/{ticket_id}/mark_as_spam': { input: { params: { ticket_id: number } }; reply: Record<string, never> }
  /** Merge tickets into this one and close them, as a job. */
  'POST /api/v2/tickets/{ticket_id}/merge': { input: { params: { ticket_id: number }; body: { ids: number[]; target_comment?: string | null; source_comment?: string | null; target_comment_is_public?: boolean | null; source_comment_is_public?: boolean | null } }; reply: { job_status: JobStatus } }
  /** Show the metrics of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/metrics': { input: { params: { ticket_id: number } }; reply: { ticket_metric: TicketMetric } }
  /** Add an internal note; it never leaves. */
  'POST /api/v2/tickets/{ticket_id}/notes': { input: { params: { ticket_id: number }; body: { note: NoteWrite } }; reply: { ticket: Ticket; comment: Comment; audit: Audit } }
  /** Let a pending person take part. */
  'POST /api/v2/tickets/{ticket_id}/participants/{user_id}/approve': { input: { params: { ticket_id: number; user_id: number } }; reply: { ticket: Ticket } }
  /** Keep a pending person out. */
  'POST /api/v2/tickets/{ticket_id}/participants/{user_id}/decline': { input: { params: { ticket_id: number; user_id: number } }; reply: { ticket: Ticket } }
  /** Take words out of a whole ticket for good: subject, fields, comments, names of files, history. */
  'PUT /api/v2/tickets/{ticket_id}/redact': { input: { params: { ticket_id: number }; body: { text: string | string[] } }; reply: { ticket: Ticket } }
  /** What a ticket follows up, what follows it up, how many incidents it has, and what was merged. */
  'GET /api/v2/tickets/{ticket_id}/related': { input: { params: { ticket_id: number } }; reply: { topic_id: null; jira_issue_ids: string[]; followup_source_ids: number[]; from_archive: boolean; incidents: number; followup_ids: number[]; merged_into_id: number | null; merged_ids: number[]; ticket_related: TicketRelated } }
  /** Reply to the customer; it leaves when the undo window is over. */
  'POST /api/v2/tickets/{ticket_id}/replies': { input: { params: { ticket_id: number }; body: { reply: ReplyWrite } }; reply: { ticket: Ticket; comment: Comment; audit: Audit } }
  /** Take back a reply that has not left; its text comes back as a draft. */
  'POST /api/v2/tickets/{ticket_id}/replies/{comment_id}/undo': { input: { params: { ticket_id: number; comment_id: number } }; reply: { draft: Draft; ticket: Ticket } }
  /** List which rules were looked at for each change of a ticket, and what they did. */
  'GET /api/v2/tickets/{ticket_id}/rule_runs': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { rule_runs: RuleRun[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Say how satisfied one is with a solved ticket, as its requester; saying it again replaces it. */
  'POST /api/v2/tickets/{ticket_id}/satisfaction_rating': { input: { params: { ticket_id: number }; body: { satisfaction_rating: SatisfactionRatingWrite } }; reply: { satisfaction_rating: SatisfactionRatingSatisfactionRating } }
  /** List the conversations beside a ticket, the newest first. */
  'GET /api/v2/tickets/{ticket_id}/side_conversations': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { side_conversations: SideConversation[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Begin a conversation beside a ticket; its first message leaves as a mail. */
  'POST /api/v2/tickets/{ticket_id}/side_conversations': { input: { params: { ticket_id: number }; body: { message: MessageWrite; external_ids?: Record<string, string> | null } }; reply: { side_conversation: SideConversation; event: Event } }
  /** Show a side conversation; with `include=events`, what was said in it. */
  'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}': { input: { params: { ticket_id: number; side_conversation_id: string | number }; query?: { include?: string | number } }; reply: { side_conversation: SideConversation; events?: Event[] } }
  /** Close a side conversation, open it again or rename it. */
  'PUT /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}': { input: { params: { ticket_id: number; side_conversation_id: string | number }; body: { side_conversation?: SideConversationWrite; state?: "open" | "closed"; subject?: string; external_ids?: Record<string, string> | null } }; reply: { side_conversation: SideConversation; events?: Event[] } }
  /** List what happened in a side conversation, the oldest first. */
  'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/events': { input: { params: { ticket_id: number; side_conversation_id: string | number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { events: Event[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Take words out of a side conversation for good. */
  'PUT /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/redact': { input: { params: { ticket_id: number; side_conversation_id: string | number }; body: { text: string } }; reply: { side_conversation: SideConversation; events?: Event[] } }
  /** Say something in a side conversation, to all in it unless the message names people. */
  'POST /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/reply': { input: { params: { ticket_id: number; side_conversation_id: string | number }; body: { message: MessageWrite } }; reply: { side_conversation: SideConversation; event: Event } }
  /** List who passed a ticket over. */
  'GET /api/v2/tickets/{ticket_id}/skips': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { skips: Skip[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the service level clocks of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/slas/policy_metrics': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { policy_metrics: PolicyMetricPolicyMetric[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Take tags away from a ticket. */
  'DELETE /api/v2/tickets/{ticket_id}/tags': { input: { params: { ticket_id: number }; query?: { safe_update?: boolean | string; updated_stamp?: string | number }; body: { tags: string[] | string; safe_update?: boolean | string; updated_stamp?: string } }; reply: { tags: string[] } }
  /** List the tags of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/tags': { input: { params: { ticket_id: number } }; reply: { tags: string[] } }
  /** Replace the tags of a ticket. */
  'POST /api/v2/tickets/{ticket_id}/tags': { input: { params: { ticket_id: number }; query?: { safe_update?: boolean | string; updated_stamp?: string | number }; body: { tags: string[] | string; safe_update?: boolean | string; updated_stamp?: string } }; reply: { tags: string[] } }
  /** Add tags to a ticket. */
  'PUT /api/v2/tickets/{ticket_id}/tags': { input: { params: { ticket_id: number }; query?: { safe_update?: boolean | string; updated_stamp?: string | number }; body: { tags: string[] | string; safe_update?: boolean | string; updated_stamp?: string } }; reply: { tags: string[] } }
  /** List how long people worked on a ticket, with totals; `enabled` says whether the desk keeps that now. */
  'GET /api/v2/tickets/{ticket_id}/time_entries': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { time_entries: TimeEntry[]; totals: { user_id: number; seconds: number }[]; total_s: number; enabled: boolean; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List who can see a ticket, and why. */
  'GET /api/v2/tickets/{ticket_id}/viewers': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { viewers: ({ user_id: number; reasons: ("owner" | "admin" | "all_tickets" | "group" | "public_group" | "no_group" | "organization" | "assignee" | "requester" | "cc" | "follower")[] })[]; users: (User | ActivityUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Remember that the caller looks at a ticket. */
  'POST /api/v2/tickets/{ticket_id}/visits': { input: { params: { ticket_id: number } }; reply: undefined }
  /** Show the first active workspace whose conditions a ticket meets, or null. */
  'GET /api/v2/tickets/{ticket_id}/workspace': { input: { params: { ticket_id: number } }; reply: { workspace: Workspace | null } }
  /** List the categories of triggers. */
  'GET /api/v2/trigger_categories': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { trigger_categories: TriggerCategory[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a category of triggers. */
  'POST /api/v2/trigger_categories': { input: { body: { trigger_category: { name?: string; position?: number } } }; reply: { trigger_category: TriggerCategory } }
  /** Delete a category that has no triggers. */
  'DELETE /api/v2/trigger_categories/{trigger_category_id}': { input: { params: { trigger_category_id: number } }; reply: undefined }
  /** Show a category of triggers. */
  'GET /api/v2/trigger_categories/{trigger_category_id}': { input: { params: { trigger_category_id: number } }; reply: { trigger_category: TriggerCategory } }
  /** Change a category of triggers. */
  'PATCH /api/v2/trigger_categories/{trigger_category_id}': { input: { params: { trigger_category_id: number }; body: { trigger_category: { name?: string; position?: number } } }; reply: { trigger_category: TriggerCategory } }
  /** Change a category of triggers. */
  'PUT /api/v2/trigger_categories/{trigger_category_id}': { input: { params: { trigger_category_id: number }; body: { trigger_category: { name?: string; position?: number } } }; reply: { trigger_category: TriggerCategory } }
  /** List the triggers, in the order they run. */
  'GET /api/v2/triggers': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { triggers: SelectedMacro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a trigger. */
  'POST /api/v2/triggers': { input: { body: { trigger: AutomationWrite } }; reply: { trigger: SelectedMacro } }
  /** List the triggers that are on. */
  'GET /api/v2/triggers/active': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { triggers: SelectedMacro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the conditions and actions that triggers can have. */
  'GET /api/v2/triggers/definitions': { input: Nothing; reply: { definitions: Definition } }
  /** Delete several triggers at once, all or none. */
  'DELETE /api/v2/triggers/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[] } }; reply: undefined }
  /** Tell what a trigger would have done to the last 1,000 tickets; nothing is changed or sent. */
  'POST /api/v2/triggers/dry_run': { input: { body: { trigger: AutomationWrite } }; reply: { dry_run: DryRun } }
  /** Put triggers into an order. */
  'PUT /api/v2/triggers/reorder': { input: { body: { trigger_ids: number[] } }; reply: { triggers: SelectedMacro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Search the triggers by a part of their title. */
  'GET /api/v2/triggers/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; category_id?: number; category?: string | number; group_id?: number; access?: "personal" | "agents" | "shared" | "account"; query?: string | number } }; reply: { triggers: SelectedMacro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change several triggers at once, all or none. */
  'PUT /api/v2/triggers/update_many': { input: { body: { triggers: UpdateManyAutomationWrite[] } }; reply: { triggers: SelectedMacro[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a trigger. */
  'DELETE /api/v2/triggers/{trigger_id}': { input: { params: { trigger_id: number } }; reply: undefined }
  /** Show a trigger. */
  'GET /api/v2/triggers/{trigger_id}': { input: { params: { trigger_id: number } }; reply: { trigger: SelectedMacro } }
  /** Change a trigger; what the write leaves out stays. */
  'PUT /api/v2/triggers/{trigger_id}': { input: { params: { trigger_id: number }; body: { trigger: AutomationWrite } }; reply: { trigger: SelectedMacro } }
  /** List what a trigger was, newest first. */
  'GET /api/v2/triggers/{trigger_id}/revisions': { input: { params: { trigger_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { trigger_revisions: TriggerRevision[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show what a trigger was. */
  'GET /api/v2/triggers/{trigger_id}/revisions/{trigger_revision_id}': { input: { params: { trigger_id: number; trigger_revision_id: number } }; reply: { trigger_revision: TriggerRevision } }
  /** Forget an upload that was not used. */
  'DELETE /api/v2/uploads/{token}': { input: { params: { token: string | number } }; reply: undefined }
  /** List the fields of people. */
  'GET /api/v2/user_fields': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; locale?: string | number; creator?: "true" | "false" } }; reply: { user_fields: OrganizationField[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a field of people. */
  'POST /api/v2/user_fields': { input: { body: { user_field: OrganizationFieldWrite } }; reply: { user_field: OrganizationField } }
  /** Put the fields of people into an order. */
  'PUT /api/v2/user_fields/reorder': { input: { body: { user_field_ids: number[] } }; reply: Record<string, never> }
  /** Delete a field of people; values of it are kept and no longer shown. */
  'DELETE /api/v2/user_fields/{user_field_id}': { input: { params: { user_field_id: number } }; reply: undefined }
  /** Show a field of people. */
  'GET /api/v2/user_fields/{user_field_id}': { input: { params: { user_field_id: number }; query?: { locale?: string | number; creator?: "true" | "false" } }; reply: { user_field: OrganizationField } }
  /** Change a field of people, and its options. */
  'PUT /api/v2/user_fields/{user_field_id}': { input: { params: { user_field_id: number }; body: { user_field: OrganizationFieldWrite } }; reply: { user_field: OrganizationField } }
  /** List the options of a field (user). */
  'GET /api/v2/user_fields/{user_field_id}/options': { input: { params: { user_field_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { custom_field_options: OptionCustomFieldOption[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an option of a field, or change the one of this id or value (user). */
  'POST /api/v2/user_fields/{user_field_id}/options': { input: { params: { user_field_id: number }; body: { custom_field_option: CustomFieldOptionWrite } }; reply: { custom_field_option: OptionCustomFieldOption } }
  /** Take an option away; records keep its value, which is no longer shown (user). */
  'DELETE /api/v2/user_fields/{user_field_id}/options/{user_field_option_id}': { input: { params: { user_field_id: number; user_field_option_id: number } }; reply: undefined }
  /** Show an option of a field (user). */
  'GET /api/v2/user_fields/{user_field_id}/options/{user_field_option_id}': { input: { params: { user_field_id: number; user_field_option_id: number } }; reply: { custom_field_option: OptionCustomFieldOption } }
  /** List people, by role where asked. */
  'GET /api/v2/users': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: string | string[]; "role[]"?: string | string[]; permission_set?: string | number; external_id?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number>; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a person. */
  'POST /api/v2/users': { input: { body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number> } }
  /** Find people by the beginning of a name or address, two letters at least. */
  'GET /api/v2/users/autocomplete': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; name: string | number } }; reply: { users: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count people, by role where asked. */
  'GET /api/v2/users/count': { input: { query?: { role?: string | string[]; "role[]"?: string | string[]; permission_set?: string | number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Create up to 100 people in a job. */
  'POST /api/v2/users/create_many': { input: { body: { users: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Create a person, or change the one with this address or external id. */
  'POST /api/v2/users/create_or_update': { input: { body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number> } }
  /** Create up to 100 people in a job, or change those known by address or external id. */
  'POST /api/v2/users/create_or_update_many': { input: { body: { users: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Delete up to 100 people in a job. */
  'DELETE /api/v2/users/destroy_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { ids?: string | (number | string)[]; users?: ({ id?: number | string; external_id?: string | number })[] } }; reply: { job_status: JobStatus } }
  /** Show who is calling; without credentials an anonymous user with id null. */
  'GET /api/v2/users/me': { input: { query?: { include?: string | number } }; reply: { user: MeUser | MeUser2; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number> } }
  /** List one's own factors. */
  'GET /api/v2/users/me/factors': { input: Nothing; reply: { factors: Factor[]; recovery_codes_left: number } }
  /** Begin to set up an authenticator app; only this reply has its seed. */
  'POST /api/v2/users/me/factors': { input: { body: { factor: { kind: "totp"; name: string } } }; reply: { factor: Factor; seed: string; uri: string; qr_svg: string } }
  /** Remove one of one's own factors. */
  'DELETE /api/v2/users/me/factors/{factor_id}': { input: { params: { factor_id: number } }; reply: undefined }
  /** Give a factor another name. */
  'PUT /api/v2/users/me/factors/{factor_id}': { input: { params: { factor_id: number }; body: { factor: { name: string } } }; reply: { factor: Factor } }
  /** Activate an authenticator app with the code it shows. */
  'PUT /api/v2/users/me/factors/{factor_id}/confirm': { input: { params: { factor_id: number }; body: { code: string } }; reply: { factor: Factor } }
  /** End the session this request belongs to. */
  'DELETE /api/v2/users/me/logout': { input: Nothing; reply: undefined }
  /** List the OAuth clients that can act for oneself, with what they may do. */
  'GET /api/v2/users/me/oauth/clients': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { clients: ClientClient[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Take back what one allowed an OAuth client; its tokens for oneself are revoked at once. */
  'DELETE /api/v2/users/me/oauth/clients/{oauth_client_id}': { input: { params: { oauth_client_id: number } }; reply: undefined }
  /** Add the passkey that an authenticator made. */
  'POST /api/v2/users/me/passkeys': { input: { body: { passkey: { name: string; credential: unknown } } }; reply: { factor: Factor } }
  /** What a browser is to ask an authenticator for a new passkey. */
  'POST /api/v2/users/me/passkeys/options': { input: Nothing; reply: { options: Record<string, never> } }
  /** Begin to add a phone: a code is texted to it. */
  'POST /api/v2/users/me/phones': { input: { body: { phone: { number: string } } }; reply: { factor: Factor } }
  /** Text a code to one of one's own phones. */
  'POST /api/v2/users/me/phones/{factor_id}/code': { input: { params: { factor_id: number } }; reply: Record<string, never> }
  /** Confirm a phone with the code that was texted to it. */
  'PUT /api/v2/users/me/phones/{factor_id}/confirm': { input: { params: { factor_id: number }; body: { code: string } }; reply: { factor: Factor } }
  /** Make recovery codes; only this reply has them, and they work once confirmed. */
  'POST /api/v2/users/me/recovery_codes': { input: Nothing; reply: { recovery_codes: string[] } }
  /** Say by one of the new recovery codes that they are kept; the old ones stop. */
  'PUT /api/v2/users/me/recovery_codes/confirm': { input: { body: { code: string } }; reply: { recovery_codes_left: number } }
  /** Show the session this request belongs to. */
  'GET /api/v2/users/me/session': { input: Nothing; reply: { session: Session } }
  /** Keep the session this request belongs to from ending for not being used; its last moment stays. */
  'GET /api/v2/users/me/session/renew': { input: Nothing; reply: { authenticity_token: string } }
  /** How the person of this session may prove again who they are, and until when they did. */
  'GET /api/v2/users/me/step_up': { input: Nothing; reply: { step_up: { proved_until: string | null; methods: ("password" | "totp" | "passkey" | "sms" | "recovery_code")[] } } }
  /** Prove again who one is, by password, code or passkey: good for ten minutes of dangerous acts. */
  'POST /api/v2/users/me/step_up': { input: { body: { step_up: { method: "password" | "totp" | "passkey" | "sms" | "recovery_code"; answer: string } } }; reply: { step_up: { proved_until: string } } }
  /** What a browser is to ask an authenticator for a fresh proof. */
  'POST /api/v2/users/me/step_up/options': { input: Nothing; reply: { options: Record<string, never> | null } }
  /** Find people by the words of their name, by e-mail address or by external id. */
  'GET /api/v2/users/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; query?: string | number; external_id?: string | number } }; reply: { users: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 people by id or external id. */
  'GET /api/v2/users/show_many': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids?: string | number; external_ids?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number>; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change up to 100 people in a job: all alike (ids or external_ids, user), or each (users). */
  'PUT /api/v2/users/update_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { user?: Record<string, unknown>; users?: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Delete a person: they become inactive and lose their addresses. */
  'DELETE /api/v2/users/{user_id}': { input: { params: { user_id: number } }; reply: { user: User; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number> } }
  /** Show a person; an end user sees only themself. */
  'GET /api/v2/users/{user_id}': { input: { params: { user_id: number }; query?: { include?: string | number } }; reply: { user: User; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number> } }
  /** Change a person. */
  'PUT /api/v2/users/{user_id}': { input: { params: { user_id: number }; body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[]; identities?: Identity[]; roles?: CustomRole[]; abilities?: Ability[]; open_ticket_count?: Record<string, number> } }
  /** Revoke all tokens of a person, and take back what they allowed programs. */
  'DELETE /api/v2/users/{user_id}/api_tokens': { input: { params: { user_id: number } }; reply: undefined }
  /** List the browsers that a person signed in with. */
  'GET /api/v2/users/{user_id}/devices': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { devices: Device[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Forget a browser of a person, and end its sessions. */
  'DELETE /api/v2/users/{user_id}/devices/{device_id}': { input: { params: { user_id: number; device_id: number } }; reply: undefined }
  /** Show what a person may do and why: each right with its source. One’s own; others’ for who keeps roles. */
  'GET /api/v2/users/{user_id}/effective_rights': { input: { params: { user_id: number } }; reply: { effective_rights: EffectiveRight } }
  /** End the exemption of somebody. */
  'DELETE /api/v2/users/{user_id}/factor_exemption': { input: { params: { user_id: number } }; reply: undefined }
  /** Let somebody off having a second factor until a date. */
  'PUT /api/v2/users/{user_id}/factor_exemption': { input: { params: { user_id: number }; body: { factor_exemption: { ends_at: string } } }; reply: { factor_exemption: { user_id: number; ends_at: string } } }
  /** Take all factors and recovery codes of somebody away, who lost them; ends their sessions. */
  'DELETE /api/v2/users/{user_id}/factors': { input: { params: { user_id: number } }; reply: undefined }
  /** List the factors of a person. */
  'GET /api/v2/users/{user_id}/factors': { input: { params: { user_id: number } }; reply: { factors: Factor[]; recovery_codes_left: number; exempt_until: string | null } }
  /** List the memberships of an agent. */
  'GET /api/v2/users/{user_id}/group_memberships': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Put this agent into a group. */
  'POST /api/v2/users/{user_id}/group_memberships': { input: { params: { user_id: number }; body: { group_membership: { group_id: number | string } } }; reply: { group_membership: GroupMembership } }
  /** Take this agent out of a group. */
  'DELETE /api/v2/users/{user_id}/group_memberships/{group_membership_id}': { input: { params: { user_id: number; group_membership_id: number } }; reply: undefined }
  /** Show a membership of an agent. */
  'GET /api/v2/users/{user_id}/group_memberships/{group_membership_id}': { input: { params: { user_id: number; group_membership_id: number } }; reply: { group_membership: GroupMembership } }
  /** Make a group an agent's default one. */
  'PUT /api/v2/users/{user_id}/group_memberships/{group_membership_id}/make_default': { input: { params: { user_id: number; group_membership_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the groups an agent is in. */
  'GET /api/v2/users/{user_id}/groups': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { groups: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the groups of an agent. */
  'GET /api/v2/users/{user_id}/groups/count': { input: { params: { user_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List the addresses and numbers of a person. */
  'GET /api/v2/users/{user_id}/identities': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { identities: Identity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add an address or number to a person. */
  'POST /api/v2/users/{user_id}/identities': { input: { params: { user_id: number }; body: { identity: IdentityWrite } }; reply: { identity: Identity } }
  /** Remove an address or number of a person. */
  'DELETE /api/v2/users/{user_id}/identities/{user_identity_id}': { input: { params: { user_id: number; user_identity_id: number } }; reply: undefined }
  /** Show an address or number of a person. */
  'GET /api/v2/users/{user_id}/identities/{user_identity_id}': { input: { params: { user_id: number; user_identity_id: number } }; reply: { identity: Identity } }
  /** Change an address or number of a person, or whether it is proven. */
  'PUT /api/v2/users/{user_id}/identities/{user_identity_id}': { input: { params: { user_id: number; user_identity_id: number }; body: { identity: IdentityIdentityWrite } }; reply: { identity: Identity } }
  /** Make an address the primary one. */
  'PUT /api/v2/users/{user_id}/identities/{user_identity_id}/make_primary': { input: { params: { user_id: number; user_identity_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { identities: Identity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Mail somebody a link by which they prove that an address is theirs. */
  'PUT /api/v2/users/{user_id}/identities/{user_identity_id}/request_verification': { input: { params: { user_id: number; user_identity_id: number } }; reply: Record<string, never> }
  /** Say that an address or number is proven to be theirs. */
  'PUT /api/v2/users/{user_id}/identities/{user_identity_id}/verify': { input: { params: { user_id: number; user_identity_id: number } }; reply: { identity: Identity } }
  /** Who a person is at the identity providers. */
  'GET /api/v2/users/{user_id}/identity_links': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { identity_links: IdentityLink[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Remove the link of a person to an identity provider, and end the sessions that came of it. */
  'DELETE /api/v2/users/{user_id}/identity_links/{identity_link_id}': { input: { params: { user_id: number; identity_link_id: number } }; reply: undefined }
  /** Make a one-time link with which a person of the team chooses a password. */
  'POST /api/v2/users/{user_id}/invitations': { input: { params: { user_id: number } }; reply: { invitation: { user_id: number; url: string } } }
  /** Merge this customer into another, named by id or address, who gets all that was theirs. */
  'PUT /api/v2/users/{user_id}/merge': { input: { params: { user_id: number }; body: { user: { id?: number | string; email?: string } } }; reply: { user: User } }
  /** List the memberships of a person. */
  'GET /api/v2/users/{user_id}/organization_memberships': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make this person a member of an organisation. */
  'POST /api/v2/users/{user_id}/organization_memberships': { input: { params: { user_id: number }; body: { organization_membership: OrganizationMembershipOrganizationMembershipWrite } }; reply: { organization_membership: OrganizationMembership } }
  /** Take a person out of an organisation. */
  'DELETE /api/v2/users/{user_id}/organization_memberships/{organization_membership_id}': { input: { params: { user_id: number; organization_membership_id: number } }; reply: undefined }
  /** Show a membership of a person. */
  'GET /api/v2/users/{user_id}/organization_memberships/{organization_membership_id}': { input: { params: { user_id: number; organization_membership_id: number } }; reply: { organization_membership: OrganizationMembership } }
  /** Make an organisation a person's default one. */
  'PUT /api/v2/users/{user_id}/organization_memberships/{organization_membership_id}/make_default': { input: { params: { user_id: number; organization_membership_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the organisations a person hears of. */
  'GET /api/v2/users/{user_id}/organization_subscriptions': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_subscriptions: OrganizationSubscription[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the organisations of a person. */
  'GET /api/v2/users/{user_id}/organizations': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the organisations of a person. */
  'GET /api/v2/users/{user_id}/organizations/count': { input: { params: { user_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Take a person out of an organisation. */
  'DELETE /api/v2/users/{user_id}/organizations/{organization_id}': { input: { params: { user_id: number; organization_id: number } }; reply: undefined }
  /** Make an organisation a person's default one. */
  'PUT /api/v2/users/{user_id}/organizations/{organization_id}/make_default': { input: { params: { user_id: number; organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Set somebody's password, where the sign-in policy lets admins; ends their sessions. */
  'POST /api/v2/users/{user_id}/password': { input: { params: { user_id: number }; body: { password: string } }; reply: Record<string, never> }
  /** Change one's own password; ends one's other sessions. */
  'PUT /api/v2/users/{user_id}/password': { input: { params: { user_id: number }; body: { previous_password: string; password: string } }; reply: Record<string, never> }
  /** How good a password would be for somebody: its strength, and what it lacks. Nothing is stored. */
  'POST /api/v2/users/{user_id}/password/check': { input: { params: { user_id: number }; body: { password: string; locale?: string } }; reply: { password_check: PasswordCheck } }
  /** Sign a person out and have them replace their password at the next sign-in. */
  'POST /api/v2/users/{user_id}/password/require_new': { input: { params: { user_id: number } }; reply: Record<string, never> }
  /** What somebody's password must be, one sentence each. */
  'GET /api/v2/users/{user_id}/password/requirements': { input: { params: { user_id: number } }; reply: { requirements: string[] } }
  /** Send a person a link with which they choose a password; nobody but they sees it. */
  'POST /api/v2/users/{user_id}/password/reset_link': { input: { params: { user_id: number } }; reply: Record<string, never> }
  /** Count the tickets a person asked for, has been given and is copied on. */
  'GET /api/v2/users/{user_id}/related': { input: { params: { user_id: number } }; reply: { user_related: UserRelated } }
  /** List what a person asked for, as far as the caller takes part in it. */
  'GET /api/v2/users/{user_id}/requests': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; status?: string | number } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** How a person may sign in, and what else lets them in: their own, or of somebody whom an admin may edit. */
  'GET /api/v2/users/{user_id}/security': { input: { params: { user_id: number } }; reply: { security: Security } }
  /** End all sessions of a person. */
  'DELETE /api/v2/users/{user_id}/sessions': { input: { params: { user_id: number } }; reply: undefined }
  /** List the open sessions of a person. */
  'GET /api/v2/users/{user_id}/sessions': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { sessions: Session[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** End a session of a person; its open sockets close at once. */
  'DELETE /api/v2/users/{user_id}/sessions/{session_id}': { input: { params: { user_id: number; session_id: number } }; reply: undefined }
  /** Show an open session of a person. */
  'GET /api/v2/users/{user_id}/sessions/{session_id}': { input: { params: { user_id: number; session_id: number } }; reply: { session: Session } }
  /** List what an agent passed over. */
  'GET /api/v2/users/{user_id}/skips': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { skips: Skip[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Suspend a person: nothing lets them in while they are. Their tokens are revoked, too, where asked. */
  'POST /api/v2/users/{user_id}/suspension': { input: { params: { user_id: number }; body: { suspension: { revoke_tokens?: boolean } } }; reply: { suspension: { user_id: number; suspended: boolean } } }
  /** Take tags away from a person. */
  'DELETE /api/v2/users/{user_id}/tags': { input: { params: { user_id: number }; query?: { tags?: string | number }; body: { tags?: string[] | string } }; reply: { tags: string[] } }
  /** List the tags of a person. */
  'GET /api/v2/users/{user_id}/tags': { input: { params: { user_id: number } }; reply: { tags: string[] } }
  /** Set the tags of a person. */
  'POST /api/v2/users/{user_id}/tags': { input: { params: { user_id: number }; body: { tags: string[] | string } }; reply: { tags: string[] } }
  /** Add tags to a person. */
  'PUT /api/v2/users/{user_id}/tags': { input: { params: { user_id: number }; body: { tags: string[] | string } }; reply: { tags: string[] } }
  /** List the tickets an agent has. */
  'GET /api/v2/users/{user_id}/tickets/assigned': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what GET users/{user_id}/tickets/assigned lists. */
  'GET /api/v2/users/{user_id}/tickets/assigned/count': { input: { params: { user_id: number; organization_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List the tickets a person is copied on. */
  'GET /api/v2/users/{user_id}/tickets/ccd': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what GET users/{user_id}/tickets/ccd lists. */
  'GET /api/v2/users/{user_id}/tickets/ccd/count': { input: { params: { user_id: number; organization_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** List the tickets a person asked for. */
  'GET /api/v2/users/{user_id}/tickets/requested': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the views the caller sees, by position. */
  'GET /api/v2/views': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; access?: "personal" | "shared" | "account"; group_id?: number } }; reply: { views: View[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a view; agents make their own, admins also shared ones. */
  'POST /api/v2/views': { input: { body: { view: ViewWrite } }; reply: { view: View } }
  /** List the active views. */
  'GET /api/v2/views/active': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; access?: "personal" | "shared" | "account"; group_id?: number } }; reply: { views: View[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the first active views, as a sidebar shows them. */
  'GET /api/v2/views/compact': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { views: View[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** How many views the caller sees. */
  'GET /api/v2/views/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** How many tickets each of up to 100 views holds. */
  'GET /api/v2/views/count_many': { input: { query: { ids: string | number } }; reply: { view_counts: ViewCount[] } }
  /** How many tickets each built-in list has for the caller. */
  'GET /api/v2/views/counts': { input: Nothing; reply: { counts: Record<string, number> } }
  /** Which conditions views can have. */
  'GET /api/v2/views/definitions': { input: Nothing; reply: { definitions: { conditions_all: DefinitionConditionsAll[]; conditions_any: DefinitionConditionsAll[] } } }
  /** Delete up to 100 views. */
  'DELETE /api/v2/views/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[] } }; reply: undefined }
  /** Show the rows a view would have, without saving it. */
  'POST /api/v2/views/preview': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; group_by?: string | number; group_order?: "asc" | "desc" }; body: { view: ViewWrite; group_by?: string; group_order?: "asc" | "desc"; sort_by?: string; sort_order?: "asc" | "desc" } }; reply: { rows: { ticket_id: number; ticket: Ticket }[]; columns: { id: string; title: string }[]; view: { id: number | null; url: string | null }; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count the tickets a view would hold, without saving it. */
  'POST /api/v2/views/preview/count': { input: { body: { view: ViewWrite; group_by?: string; group_order?: "asc" | "desc"; sort_by?: string; sort_order?: "asc" | "desc" } }; reply: { view_count: ViewCount } }
  /** Put views one after the other, from the first; those that are not named stay where they are. */
  'PUT /api/v2/views/reorder': { input: { body: { ids: (number | string)[] } }; reply: Record<string, never> }
  /** Find views by a part of their title. */
  'GET /api/v2/views/search': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; active?: "true" | "false"; access?: "personal" | "shared" | "account"; group_id?: number; query: string | number } }; reply: { views: View[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 views by id; unknown ids are left out. */
  'GET /api/v2/views/show_many': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids: string | number; active?: "true" | "false" } }; reply: { views: View[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change the position of several views, or whether they are active. */
  'PUT /api/v2/views/update_many': { input: { body: { views: UpdateManyViewWrite[] } }; reply: { views: View[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a view. */
  'DELETE /api/v2/views/{view_id}': { input: { params: { view_id: number } }; reply: undefined }
  /** Show a view. */
  'GET /api/v2/views/{view_id}': { input: { params: { view_id: number } }; reply: { view: View } }
  /** Change a view. */
  'PUT /api/v2/views/{view_id}': { input: { params: { view_id: number }; body: { view: ViewWrite } }; reply: { view: View } }
  /** How many tickets a view holds; at most ten seconds old. */
  'GET /api/v2/views/{view_id}/count': { input: { params: { view_id: number } }; reply: { view_count: ViewCount } }
  /** Show a view's tickets as rows of its columns. */
  'GET /api/v2/views/{view_id}/execute': { input: { params: { view_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; group_by?: string | number; group_order?: "asc" | "desc" } }; reply: { rows: { ticket_id: number; ticket: Ticket }[]; columns: { id: string; title: string }[]; view: { id: number | null; url: string | null }; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Where to fetch a view as CSV. */
  'GET /api/v2/views/{view_id}/export': { input: { params: { view_id: number } }; reply: { export: Export } }
  /** List a view's tickets. */
  'GET /api/v2/views/{view_id}/tickets': { input: { params: { view_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; group_by?: string | number; group_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | ActivityUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the webhooks. */
  'GET /api/v2/webhooks': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; "filter[name_contains]"?: string | number; "filter[status]"?: "active" | "inactive" } }; reply: { webhooks: Webhook[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a webhook, or a second one like another with clone_webhook_id. */
  'POST /api/v2/webhooks': { input: { query?: { clone_webhook_id?: string | number }; body: { webhook?: WebhookWrite } }; reply: { webhook: Webhook } }
  /** Send a test request to an address, or as an existing webhook would. */
  'POST /api/v2/webhooks/test': { input: { query?: { webhook_id?: string | number }; body: { request?: RequestWrite; webhook?: RequestWrite } }; reply: { response: Response } }
  /** Delete a webhook. */
  'DELETE /api/v2/webhooks/{webhook_id}': { input: { params: { webhook_id: string | number } }; reply: undefined }
  /** Show a webhook. */
  'GET /api/v2/webhooks/{webhook_id}': { input: { params: { webhook_id: string | number } }; reply: { webhook: Webhook } }
  /** Change parts of a webhook. */
  'PATCH /api/v2/webhooks/{webhook_id}': { input: { params: { webhook_id: string | number }; body: { webhook: WebhookWrite } }; reply: undefined }
  /** Change a webhook; all that a new one needs must be said. */
  'PUT /api/v2/webhooks/{webhook_id}': { input: { params: { webhook_id: string | number }; body: { webhook: WebhookWrite } }; reply: undefined }
  /** List what was sent to a webhook in the last seven days, newest first. */
  'GET /api/v2/webhooks/{webhook_id}/invocations': { input: { params: { webhook_id: string | number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; "filter[status]"?: "unknown" | "accepted" | "success" | "failed" | "timeout" | "circuit broken" | "throttled" | "client error" | "server error"; "filter[from_ts]"?: string | number; "filter[to_ts]"?: string | number } }; reply: { invocations: Invocation[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the attempts of an invocation, with what was sent and answered. */
  'GET /api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/attempts': { input: { params: { webhook_id: string | number; invocation_id: string | number } }; reply: { attempts: Attempt[] } }
  /** Send the same once more, as an invocation of its own with the same Idempotency-Key. */
  'POST /api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/replay': { input: { params: { webhook_id: string | number; invocation_id: string | number } }; reply: { invocation: Invocation } }
  /** Show the secret that requests are signed with. */
  'GET /api/v2/webhooks/{webhook_id}/signing_secret': { input: { params: { webhook_id: string | number } }; reply: { signing_secret: { algorithm: string; secret: string } } }
  /** Give a webhook another signing secret. */
  'POST /api/v2/webhooks/{webhook_id}/signing_secret': { input: { params: { webhook_id: string | number } }; reply: { signing_secret: { algorithm: string; secret: string } } }
  /** List the workspaces, by position. */
  'GET /api/v2/workspaces': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { workspaces: Workspace[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a workspace: a form and macros for tickets that meet conditions. */
  'POST /api/v2/workspaces': { input: { body: { workspace: WorkspaceWrite } }; reply: { workspace: Workspace } }
  /** Delete several workspaces at once, all or none. */
  'DELETE /api/v2/workspaces/destroy_many': { input: { query?: { ids?: string | number }; body: { ids?: string | (number | string)[] } }; reply: Record<string, never> }
  /** Put workspaces one after the other, from the first. */
  'PUT /api/v2/workspaces/reorder': { input: { body: { ids: (number | string)[] } }; reply: Record<string, never> }
  /** Delete a workspace. */
  'DELETE /api/v2/workspaces/{workspace_id}': { input: { params: { workspace_id: number } }; reply: undefined }
  /** Show a workspace. */
  'GET /api/v2/workspaces/{workspace_id}': { input: { params: { workspace_id: number } }; reply: { workspace: Workspace } }
  /** Change a workspace; what the write leaves out stays. */
  'PUT /api/v2/workspaces/{workspace_id}': { input: { params: { workspace_id: number }; body: { workspace: WorkspaceWrite } }; reply: { workspace: Workspace } }
}

/** An operation of the API, such as 'GET /api/v2/tickets/{ticket_id}'. */
export type Route = keyof Operations
/** What an operation is given: params of its path, query, JSON body. */
export type Input<R extends Route> = Operations[R]['input']
/** What an operation answers with; undefined for 204. */
export type Reply<R extends Route> = Operations[R]['reply']
type Values = Record<string, string | number | boolean | readonly string[] | undefined>

/** The method and address of an operation. Everything put into the address is encoded; undefined is left out. */
export function addressOf<R extends Route>(route: R, input: Input<R>): [method: string, address: string] {
  const { params = {}, query = {} } = input as { params?: Values; query?: Values } // both are made of such values
  const [method = '', path = ''] = route.split(' ')
  const address = path.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(String(params[name])))
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
  )
  return [method, pairs.length === 0 ? address : `${address}?${pairs.join('&')}`]
}

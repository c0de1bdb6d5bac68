// The API as TypeScript sees it: made from the endpoints by `npm run openapi`, compared by tests/openapi.test.ts.
// Change an endpoint and run it again instead of editing this file. Only `addressOf` is there at run time.

export interface AgentAvailability { agent_id: number; url: string; status: "online" | "away" | "offline"; capacity: number | null; updated_at: string | null }
export interface AgentCondition { parent_field_id: number; parent_field_type?: string; value: unknown; child_fields: ChildField[] }
export interface AgentConditionWrite { parent_field_id: number; parent_field_type?: string; value: string | boolean | number; child_fields: ChildFieldWrite[] }
export interface All { field: string; operator: string; value: string }
export interface AllWrite { field: string; operator: string; value: string }
export interface ApiToken { id: number; url: string; user_id: number; description: string; created_at: string; last_used_at: string | null; expires_at: string | null; full_token?: string }
export interface Attachment { url: string; id: number; file_name: string; content_url: string; mapped_content_url: string; content_type: string; size: number; width: null; height: null; inline: boolean; deleted: boolean; malware_access_override: boolean; malware_scan_result: string; thumbnails: unknown[] }
export interface Attribute { id: string; url: string; name: string; created_at: string; updated_at: string }
export interface AttributeValue { id: string; url: string; name: string; created_at: string; updated_at: string; attribute_id: string }
export interface Audit { id: number; ticket_id: number; created_at: string; author_id: number; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; events: { id: number; type: string }[]; via: { channel: string; source: Source } }
export interface AuditLog { url: string; id: number; action: "create" | "update" | "destroy" | "login" | "exported"; action_label: string; actor_id: number | null; actor_name: string; source_id: number; source_type: string; source_label: string; change_description: string; ip_address: string | null; created_at: string }
export interface Author { id: null; name: string | null; email: string | null }
export interface Brand { id: number; url: string; name: string; brand_url: string; subdomain: string; host_mapping: string | null; has_help_center: boolean; help_center_state: "enabled" | "disabled" | "restricted"; active: boolean; default: boolean; is_deleted: boolean; logo: null; ticket_form_ids: number[]; signature_template: string; created_at: string; updated_at: string }
export interface BrandWrite { name?: string; subdomain?: string; host_mapping?: "" | string | null; active?: boolean; default?: boolean; signature_template?: string }
export interface Check { name: string; state: "ok" | "warning" | "problem"; message: string }
export interface ChildField { id: number; is_required: boolean; required_on_statuses?: RequiredOnStatuse }
export interface ChildFieldWrite { id: number; is_required?: boolean; required_on_statuses?: RequiredOnStatuseWrite }
export interface Comment { id: number; type: "Comment"; author_id: number; body: string; html_body: string; plain_body: string; public: boolean; attachments: Attachment[]; audit_id: number; via: { channel: string; source: Source }; created_at: string; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; sender: Sender | null; is_html: boolean; has_quoted: boolean; has_remote_images: boolean; frame_url: string | null; source_url: string | null; undo_until: string | null }
export interface CommentWrite { body?: string; html_body?: string; public?: boolean; author_id?: number; uploads?: string[] | string }
export interface CustomFieldOption { id: number; name: string; raw_name: string; value: string; default: boolean }
export interface CustomFieldOptionWrite { id?: number | null; name?: string; raw_name?: string; value?: string; default?: boolean }
export interface CustomStatusWrite { status_category?: "new" | "open" | "pending" | "hold" | "solved"; agent_label?: string; end_user_label?: string | null; description?: string | null; end_user_description?: string | null; active?: boolean }
export interface CustomStatuse { id: number; url: string; status_category: "new" | "open" | "pending" | "hold" | "solved"; agent_label?: string; raw_agent_label?: string; end_user_label: string; raw_end_user_label: string; description?: string | null; raw_description?: string | null; end_user_description: string | null; raw_end_user_description: string | null; active: boolean; default: boolean; created_at: string; updated_at: string }
export interface DeletedTicket { id: number; subject: string | null; description: string | null; actor: { id: number; name: string } | null; deleted_at: string; previous_state: string }
export interface Delivery { id: number; kind: "reply" | "auto_reply" | "test"; ticket_id: number | null; comment_id: number | null; state: "queued" | "sending" | "sent" | "uncertain" | "bounced" | "failed" | "cancelled"; recipients: ({ address: string; name: string | null })[]; error: string | null; code: number | null; attempts: number; send_after: string; sent_at: string | null; may_retry: boolean }
export interface Desk { name: string; locale: "en" | "de" | "nl" | "it"; time_zone: string }
export interface DeskWrite { name?: string; locale?: "en" | "de" | "nl" | "it"; time_zone?: string }
export interface Draft { html_body: string; email_ccs: string[]; updated_at: string }
export interface EmailCcWrite { user_id?: number; user_email?: string; user_name?: string; action?: "put" | "delete" }
export interface Group { id: number; url: string; name: string; description: string; default: boolean; is_public: boolean; deleted: boolean; created_at: string; updated_at: string }
export interface GroupGroup { group_id: number; method: "manual" | "round_robin" | "least_loaded"; capacity: number; skills_wait_minutes: number | null }
export interface GroupGroupWrite { method?: "manual" | "round_robin" | "least_loaded"; capacity?: number; skills_wait_minutes?: number | null }
export interface GroupMembership { id: number; url: string; user_id: number; group_id: number; default: boolean; created_at: string; updated_at: string }
export interface GroupWrite { name?: string; description?: string | null; is_public?: boolean; default?: boolean }
export interface Highlight { field: "subject" | "comment"; comment_id: number | null; public: boolean; html: string }
export interface Holiday { id: number; name: string; start_date: string; end_date: string }
export interface HolidayWrite { name?: string; start_date?: string; end_date?: string }
export interface Identity { id: number; url: string; user_id: number; type: "email" | "phone_number" | "agent_forwarding" | "twitter" | "facebook" | "google" | "sdk" | "messaging" | "any_channel" | "foreign"; value: string; verified: boolean; primary: boolean; undeliverable_count: number; deliverable_state: "deliverable" | "undeliverable"; verification_method: "none" | "full"; verified_at: string | null; created_at: string; updated_at: string }
export interface IdentityIdentityWrite { value?: string; verified?: boolean; primary?: boolean }
export interface IdentityWrite { type: "email" | "phone_number" | "agent_forwarding" | "twitter" | "facebook" | "google" | "sdk" | "messaging" | "any_channel" | "foreign"; value: string; verified?: boolean; primary?: boolean; skip_verify_email?: boolean }
export interface Item { id: number; url: string; name: string; placeholder: string; default_locale_id: number; outdated: boolean; variants: Variant[]; created_at: string; updated_at: string }
export interface ItemWrite { name?: string; default_locale_id?: number; content?: string; variants?: VariantWrite[] }
export interface JobStatus { id: string; url: string; job_type: string; total: number | null; progress: number | null; status: "queued" | "working" | "failed" | "completed" | "killed"; message: string | null; results: Result[] | null }
export interface Locale { id: number; url: string; locale: string; name: string; native_name: string; presentation_name: string; rtl: boolean; default: boolean; created_at: null; updated_at: null }
export interface Mail { undo_send_s: number; auto_reply_enabled: boolean; signature: string }
export interface MailDomain { id: number; name: string; state: "waiting" | "ok" | "attention"; checked_at: string | null; records: MailDomainRecord[] }
export interface MailDomainRecord { type: string; host: string; value: string; zone_file_value: string; purpose: "dkim" | "spf" | "dmarc" | "mx"; importance: "needed" | "advised"; state: "waiting" | "ok" | "missing" | "warning" | "wrong" | "broken"; finding: string | null; reason: string | null; found: string[] }
export interface MailWrite { undo_send_s?: number; auto_reply_enabled?: boolean; signature?: string }
export interface MeUser { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; user_fields: Record<string, unknown>; authenticity_token?: string }
export interface MeUser2 { id: null; url: null; name: string; email: string; role: "end-user"; is_owner: false }
export interface Meta { has_more: boolean; after_cursor: string | null; before_cursor: string | null }
export interface NoteWrite { body?: string; html_body?: string; uploads?: string[]; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; version?: number }
export interface OptionCustomFieldOption { id: number; name: string; raw_name: string; value: string; default: boolean; position: number; url: string }
export interface Organization { id: number; url: string; name: string; details: string | null; notes: string | null; domain_names: string[]; external_id: string | null; group_id: number | null; shared_tickets: boolean; shared_comments: boolean; tags: string[]; organization_fields: Record<string, unknown>; created_at: string; updated_at: string }
export interface OrganizationField { id: number; url: string; title: string; raw_title: string; description: string; raw_description: string; position: number; active: boolean; regexp_for_validation: string | null; relationship_target_type?: string | null; relationship_filter?: { all?: All[] | null; any?: All[] | null } | null; custom_field_options?: CustomFieldOption[]; created_at: string; updated_at: string; type: "text" | "textarea" | "checkbox" | "date" | "integer" | "decimal" | "regexp" | "partialcreditcard" | "multiselect" | "lookup" | "dropdown"; key: string; system: boolean; tag?: string | null }
export interface OrganizationFieldWrite { type?: "subject" | "description" | "status" | "tickettype" | "priority" | "group" | "assignee" | "custom_status" | "text" | "textarea" | "checkbox" | "date" | "integer" | "decimal" | "regexp" | "partialcreditcard" | "multiselect" | "tagger" | "lookup" | "dropdown"; key?: string | null; title?: string; raw_title?: string; title_in_portal?: string | null; raw_title_in_portal?: string | null; description?: string | null; raw_description?: string | null; agent_description?: string | null; tag?: string | null; regexp_for_validation?: string | null; relationship_target_type?: "zen:user" | "zen:organization" | "zen:ticket" | null; relationship_filter?: { all?: AllWrite[] | null; any?: AllWrite[] | null } | null; sub_type_id?: number | null; position?: number | null; active?: boolean | null; required?: boolean | null; collapsed_for_agents?: boolean | null; visible_in_portal?: boolean | null; editable_in_portal?: boolean | null; required_in_portal?: boolean | null; custom_field_options?: CustomFieldOptionWrite[] | null }
export interface OrganizationMembership { id: number; url: string; user_id: number; organization_id: number; organization_name: string; default: boolean; view_tickets: boolean; created_at: string; updated_at: string }
export interface OrganizationMembershipOrganizationMembershipWrite { user_id?: number | string; organization_id: number | string; default?: boolean | null; view_tickets?: boolean | null }
export interface OrganizationMembershipWrite { user_id: number | string; organization_id: number | string; default?: boolean | null; view_tickets?: boolean | null }
export interface OrganizationWrite { name?: string; details?: string | null; notes?: string | null; domain_names?: string[] | string | null; external_id?: string | number | null; group_id?: number | string | null; shared_tickets?: boolean | null; shared_comments?: boolean | null; tags?: string[] | string | null; organization_fields?: Record<string, unknown> }
export interface RecipientAddress { id: number; url: string; name: string; email: string; default: boolean; brand_id: number | null; domain_verification_status: "unknown" | "verified" | "failed"; spf_status: "unknown" | "verified" | "failed"; forwarding_status: "unknown"; cname_status: "unknown"; domain_verification_code: null; created_at: string; updated_at: string }
export interface RecipientAddressWrite { email: string; name?: string; default?: boolean }
export interface ReplyWrite { body?: string; html_body?: string; uploads?: string[]; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; version?: number; email_ccs?: EmailCcWrite[] }
export interface Request { url: string; id: number; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; priority: "low" | "normal" | "high" | "urgent" | null; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; description: string | null; organization_id: number | null; via: { channel: string; source: Source }; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; requester_id: number; collaborator_ids: number[]; email_cc_ids: number[]; is_public: boolean; due_at: string | null; recipient: string | null; created_at: string; updated_at: string; assignee_id: number | null; ticket_form_id: number | null; custom_status_id: number | null; group_id: number | null; can_be_solved_by_me: boolean; solved: boolean; followup_source_id: null }
export interface RequestWrite { subject: string; comment: CommentWrite; priority?: "low" | "normal" | "high" | "urgent"; type?: "problem" | "incident" | "question" | "task"; requester?: { name?: string; email: string } }
export interface RequesterWrite { name?: string; email?: string; locale_id?: number }
export interface RequiredOnStatuse { type: "ALL_STATUSES" | "SOME_STATUSES" | "NO_STATUSES"; statuses?: ("new" | "open" | "pending" | "hold" | "solved" | "closed")[]; custom_statuses?: number[] }
export interface RequiredOnStatuseWrite { type: "ALL_STATUSES" | "SOME_STATUSES" | "NO_STATUSES"; statuses?: ("new" | "open" | "pending" | "hold" | "solved" | "closed")[]; custom_statuses?: number[] }
export interface Result { index: number; id?: number; action?: string; status?: string; success?: boolean; error?: string; details?: string }
export interface SampleData { tickets: number; made: number; state: "running" | "done"; created_at: string; updated_at: string }
export interface Schedule { id: number; name: string; time_zone: string; intervals: { start_time: number; end_time: number }[]; created_at: string; updated_at: string }
export interface ScheduleWrite { name?: string; time_zone?: string; intervals?: { start_time: number; end_time: number }[] }
export interface SearchResult { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: { score: string }; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; metric_set?: Record<string, never> | null; dates?: Record<string, never>; slas?: Record<string, never>; incident_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[]; result_type: "ticket"; highlights?: Highlight[] }
export interface SearchResult2 { result_type: "user"; id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; user_fields: Record<string, unknown> }
export interface SearchResult3 { result_type: "user"; id: number; name: string; photo: null; agent: boolean; organization_id: null }
export interface SearchResult4 { id: number; url: string; name: string; details: string | null; notes: string | null; domain_names: string[]; external_id: string | null; group_id: number | null; shared_tickets: boolean; shared_comments: boolean; tags: string[]; organization_fields: Record<string, unknown>; created_at: string; updated_at: string; result_type: "organization" }
export interface SearchResult5 { id: number; url: string; name: string; description: string; default: boolean; is_public: boolean; deleted: boolean; created_at: string; updated_at: string; result_type: "group" }
export interface Sender { authenticated: boolean; spf: { result: string; domain: string | null }; dkim: { result: string; domain: string | null }; dmarc: { result: string; domain: string | null }; arc: { result: string; domain: string | null }; from: string | null; reply_to: string | null; envelope_from: string | null; flags: string[] }
export interface Session { id: number; url: string; user_id: number; authenticated_at: string; last_seen_at: string; expires_at: string }
export interface Setting { desk: Desk; mail: Mail; is_set_up: boolean }
export interface Source { from: Record<string, unknown>; to: Record<string, unknown>; rel: string | null }
export interface SuspendedTicket { id: number; url: string; author: Author; subject: string | null; content: string | null; cause: "unreadable" | "no_sender" | "several_senders" | "loop" | "own_address" | "bounce" | "automatic_reply" | "verification_mail" | "suspended_sender" | "unverified_staff" | "processing_failed"; cause_id: number; message_id: string | null; ticket_id: null; created_at: string; updated_at: string; via: { channel: string; source: ViaSource }; attachments: unknown[]; recipient: string | null; brand_id: null; error_messages: { description: string }[] | null; source_url: string | null }
export interface Ticket { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: { score: string }; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; metric_set?: Record<string, never> | null; dates?: Record<string, never>; slas?: Record<string, never>; incident_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[] }
export interface TicketField { id: number; url: string; title: string; raw_title: string; description: string; raw_description: string; position: number; active: boolean; regexp_for_validation: string | null; relationship_target_type?: string | null; relationship_filter?: { all?: All[] | null; any?: All[] | null } | null; custom_field_options?: CustomFieldOption[]; created_at: string; updated_at: string; type: "subject" | "description" | "status" | "tickettype" | "priority" | "group" | "assignee" | "custom_status" | "text" | "textarea" | "checkbox" | "date" | "integer" | "decimal" | "regexp" | "partialcreditcard" | "multiselect" | "tagger" | "lookup"; title_in_portal: string; raw_title_in_portal: string; key: null; visible_in_portal: boolean; editable_in_portal: boolean; required_in_portal: boolean; removable: boolean; tag: string | null; sub_type_id?: number; system_field_options?: { name: string; value: string }[]; custom_statuses?: CustomStatuse[]; required?: boolean; collapsed_for_agents?: boolean; agent_description?: string | null; agent_can_edit?: boolean; creator_user_id?: number | null; creator_app_name?: null }
export interface TicketForm { id: number; url: string; name: string; raw_name: string; display_name: string; raw_display_name: string; position: number; active: boolean; default: boolean; end_user_visible: boolean; in_all_brands: boolean; restricted_brand_ids: number[]; ticket_field_ids: number[]; agent_conditions?: AgentCondition[]; end_user_conditions: AgentCondition[]; deleted_at: null; created_at: string; updated_at: string }
export interface TicketFormWrite { name?: string; raw_name?: string; display_name?: string | null; raw_display_name?: string | null; position?: number; active?: boolean; default?: boolean; end_user_visible?: boolean; in_all_brands?: boolean; restricted_brand_ids?: number[]; ticket_field_ids?: number[]; agent_conditions?: AgentConditionWrite[]; end_user_conditions?: AgentConditionWrite[] }
export interface TicketMetric { url: string; id: number; ticket_id: number; created_at: string; updated_at: string; group_stations: number; assignee_stations: number; reopens: number; replies: number; assignee_updated_at: string | null; requester_updated_at: string | null; status_updated_at: string; initially_assigned_at: string | null; assigned_at: string | null; solved_at: string | null; latest_comment_added_at: string | null; custom_status_updated_at: string | null; reply_time_in_minutes: { calendar: number | null; business: number | null }; reply_time_in_seconds: { calendar: number | null; business: number | null }; first_resolution_time_in_minutes: { calendar: number | null; business: number | null }; full_resolution_time_in_minutes: { calendar: number | null; business: number | null }; agent_wait_time_in_minutes: { calendar: number | null; business: number | null }; requester_wait_time_in_minutes: { calendar: number | null; business: number | null }; on_hold_time_in_minutes: { calendar: number | null; business: number | null } }
export interface TicketUser { id: number; name: string; photo: null; agent: boolean; organization_id: null }
export interface TicketWrite { subject?: string | null; raw_subject?: string | null; description?: string; comment?: CommentWrite | string; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; priority?: "low" | "normal" | "high" | "urgent" | null; type?: "problem" | "incident" | "question" | "task" | null; requester_id?: number; requester?: RequesterWrite; submitter_id?: number; assignee_id?: number | null; assignee_email?: string; group_id?: number | null; organization_id?: number | null; external_id?: string | null; due_at?: string | null; tags?: string[] | string; additional_tags?: string[] | string; remove_tags?: string[] | string; email_ccs?: EmailCcWrite[]; followers?: EmailCcWrite[]; collaborators?: (number | string | RequesterWrite)[]; additional_collaborators?: (number | string | RequesterWrite)[]; collaborator_ids?: number[]; brand_id?: number | null; ticket_form_id?: number | null; custom_status_id?: number | null; problem_id?: number | null; custom_fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; fields?: { id: number; value: unknown }[] | Record<string, unknown> | null; via_followup_source_id?: number | null; macro_id?: number | null; macro_ids?: number[] | null; metadata?: { custom?: Record<string, unknown> | null } | null; safe_update?: boolean; updated_stamp?: string }
export interface UpdateManyVariantWrite { id: number; locale_id?: number; content?: string; active?: boolean; default?: boolean }
export interface User { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; user_fields: Record<string, unknown> }
export interface UserWrite { name?: string; email?: string | null; role?: "end-user" | "agent" | "admin"; is_owner?: boolean; alias?: string | null; details?: string | null; notes?: string | null; signature?: string | null; phone?: string | null; organization_id?: number | string | null; organization?: { name?: string } | null; default_group_id?: number | string | null; external_id?: string | number | null; locale?: string | null; locale_id?: number | null; time_zone?: string | null; tags?: string[] | string; suspended?: boolean; verified?: boolean; identities?: IdentityWrite[]; user_fields?: Record<string, unknown>; custom_role_id?: null; ticket_restriction?: "requested" | null; only_private_comments?: false | null; restricted_agent?: false | null }
export interface Variant { id: number; url: string; locale_id: number; content: string; active: boolean; default: boolean; outdated: boolean; created_at: string; updated_at: string }
export interface VariantWrite { id?: number; locale_id?: number; content?: string; active?: boolean; default?: boolean }
export interface ViaSource { from: Record<string, unknown>; to: Record<string, unknown>; rel: null }

/** What every list takes: pages by number (page, per_page) or by cursor (page[size], page[after]). */
export interface Paging { "page[size]"?: number; "page[after]"?: string | number; include?: string | number }
type Nothing = Record<never, never>

/** Every operation with JSON on both sides: what it is given and what it answers. */
export interface Operations {
  /** Show the settings of the desk. */
  'GET /api/v2/account/settings': { input: Nothing; reply: { settings: Setting } }
  /** Change settings of the desk. */
  'PUT /api/v2/account/settings': { input: { body: { settings: { desk?: DeskWrite; mail?: MailWrite } } }; reply: { settings: Setting } }
  /** Show whether an agent takes tickets. */
  'GET /api/v2/agent_availabilities/{user_id}': { input: { params: { user_id: number } }; reply: { agent_availability: AgentAvailability | null } }
  /** Say whether you take tickets; admins say it, and how many, of everybody. */
  'PUT /api/v2/agent_availabilities/{user_id}': { input: { params: { user_id: number }; body: { agent_availability: { status?: "online" | "away" | "offline"; capacity?: number | null } } }; reply: { agent_availability: AgentAvailability } }
  /** List one's own API tokens; admins see everybody's. */
  'GET /api/v2/api_tokens': { input: Nothing; reply: { api_tokens: ApiToken[]; count: number; next_page: null; previous_page: null } }
  /** Create an API token for oneself; only this reply has its secret. Not with a token. */
  'POST /api/v2/api_tokens': { input: { body: { api_token: { description?: string; expires_at?: string } } }; reply: { api_token: ApiToken } }
  /** Revoke an API token. */
  'DELETE /api/v2/api_tokens/{token_id}': { input: { params: { token_id: number } }; reply: undefined }
  /** Show an API token, without its secret. */
  'GET /api/v2/api_tokens/{token_id}': { input: { params: { token_id: number } }; reply: { api_token: ApiToken } }
  /** Show an attachment. */
  'GET /api/v2/attachments/{attachment_id}': { input: { params: { attachment_id: number } }; reply: { attachment: Attachment } }
  /** Say whether a file may be fetched whatever a scanner thinks of it. */
  'PUT /api/v2/attachments/{attachment_id}': { input: { params: { attachment_id: number }; body: { attachment: { malware_access_override: boolean } } }; reply: { attachment: Attachment } }
  /** List what was done, the newest first. */
  'GET /api/v2/audit_logs': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; "filter[source_type]"?: string | number; "filter[source_id]"?: number; "filter[actor_id]"?: number; "filter[ip_address]"?: string | number; "filter[created_at]"?: string | string[]; "filter[created_at][]"?: string | string[] } }; reply: { audit_logs: AuditLog[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
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
  /** Make statuses the default of their categories. */
  'PUT /api/v2/custom_status/default': { input: { body: { ids: string | number[] } }; reply: { custom_statuses: CustomStatuse[] } }
  /** List the statuses a ticket can have. */
  'GET /api/v2/custom_statuses': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; locale?: string | number; status_categories?: string | number; active?: "true" | "false"; default?: "true" | "false" } }; reply: { custom_statuses: CustomStatuse[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a status in one of the five categories. */
  'POST /api/v2/custom_statuses': { input: { body: { custom_status: CustomStatusWrite } }; reply: { custom_status: CustomStatuse } }
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
  /** Add an address or number to a customer; for staff only. */
  'POST /api/v2/end_users/{user_id}/identities': { input: { params: { user_id: number }; body: { identity: IdentityWrite } }; reply: { identity: Identity } }
  /** List who is in which group. */
  'GET /api/v2/group_memberships': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Put an agent into a group. */
  'POST /api/v2/group_memberships': { input: { body: { group_membership: { user_id: number | string; group_id: number | string } } }; reply: { group_membership: GroupMembership } }
  /** List who is in which group, of agents a ticket can be given to. */
  'GET /api/v2/group_memberships/assignable': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Take an agent out of a group. */
  'DELETE /api/v2/group_memberships/{group_membership_id}': { input: { params: { group_membership_id: number } }; reply: undefined }
  /** Show a membership. */
  'GET /api/v2/group_memberships/{group_membership_id}': { input: { params: { group_membership_id: number } }; reply: { group_membership: GroupMembership } }
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
  'GET /api/v2/groups/{id}/users': { input: { params: { id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: string | string[]; "role[]"?: string | string[] } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
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
  /** Take a person out of an organisation. */
  'DELETE /api/v2/organization_memberships/{organization_membership_id}': { input: { params: { organization_membership_id: number } }; reply: undefined }
  /** Show a membership of an organisation. */
  'GET /api/v2/organization_memberships/{organization_membership_id}': { input: { params: { organization_membership_id: number } }; reply: { organization_membership: OrganizationMembership } }
  /** List the organisations. */
  'GET /api/v2/organizations': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an organisation. */
  'POST /api/v2/organizations': { input: { body: { organization: OrganizationWrite } }; reply: { organization: Organization } }
  /** Find organisations by the beginning of a name or domain, two letters at least. */
  'GET /api/v2/organizations/autocomplete': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; name: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Find organisations by the words of their name or domains (query), or by exact name or external id. */
  'GET /api/v2/organizations/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; query?: string | number; name?: string | number; external_id?: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 organisations by id. */
  'GET /api/v2/organizations/show_many': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the people of an organisation. */
  'GET /api/v2/organizations/{id}/users': { input: { params: { id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: string | string[]; "role[]"?: string | string[] } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete an organisation; its members stay. */
  'DELETE /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number } }; reply: undefined }
  /** Show an organisation. */
  'GET /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number } }; reply: { organization: Organization } }
  /** Change an organisation. */
  'PUT /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number }; body: { organization: OrganizationWrite } }; reply: { organization: Organization } }
  /** List the memberships of an organisation. */
  'GET /api/v2/organizations/{organization_id}/organization_memberships': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the tickets of an organisation. */
  'GET /api/v2/organizations/{organization_id}/tickets': { input: { params: { organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show the checks behind /readyz by name. */
  'GET /api/v2/readiness': { input: Nothing; reply: { checks: Check[] } }
  /** List the addresses at which the desk takes mail. */
  'GET /api/v2/recipient_addresses': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { recipient_addresses: RecipientAddress[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add a support address, and DKIM keys for its domain. */
  'POST /api/v2/recipient_addresses': { input: { body: { recipient_address: RecipientAddressWrite } }; reply: { recipient_address: RecipientAddress } }
  /** Remove a support address. */
  'DELETE /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number } }; reply: undefined }
  /** Show one support address. */
  'GET /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number } }; reply: { recipient_address: RecipientAddress } }
  /** Change the name of a support address, or make it the default. */
  'PUT /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number }; body: { recipient_address: { name?: string; default?: boolean } } }; reply: { recipient_address: RecipientAddress } }
  /** List the caller's requests. */
  'GET /api/v2/requests': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Ask for something. */
  'POST /api/v2/requests': { input: { body: { request: RequestWrite } }; reply: { request: Request } }
  /** List the caller's requests that are open. */
  'GET /api/v2/requests/open': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the caller's requests that are solved. */
  'GET /api/v2/requests/solved': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show a request of the caller. */
  'GET /api/v2/requests/{request_id}': { input: { params: { request_id: number } }; reply: { request: Request } }
  /** Answer in, or solve, a request of the caller. */
  'PUT /api/v2/requests/{request_id}': { input: { params: { request_id: number }; body: { request: { comment?: CommentWrite; solved?: boolean } } }; reply: { request: Request } }
  /** List what was said publicly in a request. */
  'GET /api/v2/requests/{request_id}/comments': { input: { params: { request_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { comments: Comment[]; users: (User | TicketUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show one public comment of a request. */
  'GET /api/v2/requests/{request_id}/comments/{comment_id}': { input: { params: { request_id: number; comment_id: number } }; reply: { comment: Comment } }
  /** List what an agent can. */
  'GET /api/v2/routing/agents/{user_id}/instance_values': { input: { params: { user_id: number } }; reply: { attribute_values: AttributeValue[] } }
  /** Set what an agent can; what is not named is taken away. */
  'POST /api/v2/routing/agents/{user_id}/instance_values': { input: { params: { user_id: number }; body: { attribute_value_ids: number[] } }; reply: { attribute_values: AttributeValue[] } }
  /** List the kinds of skills. */
  'GET /api/v2/routing/attributes': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { attributes: Attribute[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a kind of skill. */
  'POST /api/v2/routing/attributes': { input: { body: { attribute: { name: string } } }; reply: { attribute: Attribute } }
  /** Remove a kind of skill from everybody and every ticket. */
  'DELETE /api/v2/routing/attributes/{attribute_id}': { input: { params: { attribute_id: number } }; reply: undefined }
  /** Show a kind of skill. */
  'GET /api/v2/routing/attributes/{attribute_id}': { input: { params: { attribute_id: number } }; reply: { attribute: Attribute } }
  /** Rename a kind of skill. */
  'PUT /api/v2/routing/attributes/{attribute_id}': { input: { params: { attribute_id: number }; body: { attribute: { name: string } } }; reply: { attribute: Attribute } }
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
  /** Search tickets, people, organisations and groups by words and fields, over committed data. */
  'GET /api/v2/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; query?: string | number; facets?: "true" | "false"; count_limit?: number } }; reply: { results: (SearchResult | SearchResult2 | SearchResult3 | SearchResult4 | SearchResult5)[]; facets: Record<string, Record<string, number>> | null; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what a search finds. */
  'GET /api/v2/search/count': { input: { query?: { query?: string | number } }; reply: { count: number } }
  /** Read everything a search finds of one kind, in pages of up to a thousand. */
  'GET /api/v2/search/export': { input: { query: Paging & { query?: string | number; "filter[type]": "ticket" | "user" | "organization" | "group" } }; reply: { results: (SearchResult | SearchResult2 | SearchResult3 | SearchResult4 | SearchResult5)[]; facets: Record<string, Record<string, number>> | null; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List mail that was kept back, and why. */
  'GET /api/v2/suspended_tickets': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { suspended_tickets: SuspendedTicket[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Throw away a mail that was kept back. */
  'DELETE /api/v2/suspended_tickets/{id}': { input: { params: { id: number } }; reply: undefined }
  /** Show one mail that was kept back. */
  'GET /api/v2/suspended_tickets/{id}': { input: { params: { id: number } }; reply: { suspended_ticket: SuspendedTicket } }
  /** Make a ticket of a mail that was kept back. */
  'PUT /api/v2/suspended_tickets/{id}/recover': { input: { params: { id: number } }; reply: { ticket: { id: number }[] } }
  /** List the audits of all tickets, newest first. */
  'GET /api/v2/ticket_audits': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; limit?: number; cursor?: string | number } }; reply: { audits: Audit[]; users?: (User | TicketUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null }; after_url?: string | null; after_cursor?: string | null; before_url?: string | null; before_cursor?: string | null } }
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
  'GET /api/v2/tickets': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; external_id?: string | number; view?: "unsolved" | "mine" | "unassigned" | "pending" | "solved" | "all" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a ticket; with an Idempotency-Key a repeat creates nothing. */
  'POST /api/v2/tickets': { input: { query?: { async?: "true" | "false" | "" }; body: { ticket: TicketWrite } }; reply: { ticket: Ticket; audit: Audit } }
  /** Count all tickets. */
  'GET /api/v2/tickets/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Create up to 100 tickets. */
  'POST /api/v2/tickets/create_many': { input: { body: { tickets: Record<string, unknown>[] } }; reply: { job_status: JobStatus } }
  /** Delete up to 100 tickets (they can be restored). */
  'DELETE /api/v2/tickets/destroy_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { tickets?: { id: number }[] } }; reply: { job_status: JobStatus } }
  /** Delete up to 100 tickets as spam and suspend who asked. */
  'PUT /api/v2/tickets/mark_many_as_spam': { input: { query?: { ids?: string | number; external_ids?: string | number } }; reply: { job_status: JobStatus } }
  /** Show up to 100 tickets by `ids` or `external_ids`; unknown ones are left out. */
  'GET /api/v2/tickets/show_many': { input: { query?: Paging & { ids?: string | number; external_ids?: string | number; page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change up to 100 tickets: alike with `ids` and one ticket, or each by its own in `tickets`. */
  'PUT /api/v2/tickets/update_many': { input: { query?: { ids?: string | number; external_ids?: string | number }; body: { ticket?: Record<string, unknown>; tickets?: { id: number }[] } }; reply: { job_status: JobStatus } }
  /** Delete a ticket (it can be restored). */
  'DELETE /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number } }; reply: undefined }
  /** Show a ticket. */
  'GET /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number }; query?: { include?: string | number } }; reply: { ticket: Ticket; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[] } }
  /** Update a ticket, and say something in it. */
  'PUT /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number }; query?: { async?: "true" | "false" | "" }; body: { ticket: TicketWrite } }; reply: { ticket: Ticket; audit: Audit } }
  /** List the audits of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; limit?: number; cursor?: string | number } }; reply: { audits: Audit[]; users?: (User | TicketUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null }; after_url?: string | null; after_cursor?: string | null; before_url?: string | null; before_cursor?: string | null } }
  /** Count the audits of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits/count': { input: { params: { ticket_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Show one audit of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits/{audit_id}': { input: { params: { ticket_id: number; audit_id: number } }; reply: { audit: Audit } }
  /** Make an audit's public reply an internal note. */
  'PUT /api/v2/tickets/{ticket_id}/audits/{audit_id}/make_private': { input: { params: { ticket_id: number; audit_id: number } }; reply: Record<string, never> }
  /** List what was said in a ticket, public replies and internal notes. */
  'GET /api/v2/tickets/{ticket_id}/comments': { input: { params: { ticket_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; include_inline_images?: string | number } }; reply: { comments: Comment[]; users?: (User | TicketUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what was said in a ticket. */
  'GET /api/v2/tickets/{ticket_id}/comments/count': { input: { params: { ticket_id: number } }; reply: { count: { value: number; refreshed_at: string } } }
  /** Take a file out of a comment for good; an empty redacted.txt stands in its place. */
  'PUT /api/v2/tickets/{ticket_id}/comments/{comment_id}/attachments/{attachment_id}/redact': { input: { params: { ticket_id: number; comment_id: number; attachment_id: number } }; reply: { attachment: Attachment } }
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
  /** Delete a ticket as spam and suspend who asked. */
  'PUT /api/v2/tickets/{ticket_id}/mark_as_spam': { input: { params: { ticket_id: number } }; reply: Record<string, never> }
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
  /** Reply to the customer; it leaves when the undo window is over. */
  'POST /api/v2/tickets/{ticket_id}/replies': { input: { params: { ticket_id: number }; body: { reply: ReplyWrite } }; reply: { ticket: Ticket; comment: Comment; audit: Audit } }
  /** Take back a reply that has not left; its text comes back as a draft. */
  'POST /api/v2/tickets/{ticket_id}/replies/{comment_id}/undo': { input: { params: { ticket_id: number; comment_id: number } }; reply: { draft: Draft; ticket: Ticket } }
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
  'GET /api/v2/users': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; role?: string | string[]; "role[]"?: string | string[]; external_id?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a person. */
  'POST /api/v2/users': { input: { body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Find people by the beginning of a name or address, two letters at least. */
  'GET /api/v2/users/autocomplete': { input: { query: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; name: string | number } }; reply: { users: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a person, or change the one with this address. */
  'POST /api/v2/users/create_or_update': { input: { body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Show who is calling; without credentials an anonymous user with id null. */
  'GET /api/v2/users/me': { input: Nothing; reply: { user: MeUser | MeUser2 } }
  /** End the session this request belongs to. */
  'DELETE /api/v2/users/me/logout': { input: Nothing; reply: undefined }
  /** Show the session this request belongs to. */
  'GET /api/v2/users/me/session': { input: Nothing; reply: { session: Session } }
  /** Find people by the words of their name, by e-mail address or by external id. */
  'GET /api/v2/users/search': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; query?: string | number; external_id?: string | number } }; reply: { users: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 people by id or external id. */
  'GET /api/v2/users/show_many': { input: { query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; ids?: string | number; external_ids?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a person: they become inactive and lose their addresses. */
  'DELETE /api/v2/users/{user_id}': { input: { params: { user_id: number } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Show a person; an end user sees only themself. */
  'GET /api/v2/users/{user_id}': { input: { params: { user_id: number }; query?: { include?: string | number } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Change a person. */
  'PUT /api/v2/users/{user_id}': { input: { params: { user_id: number }; body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
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
  /** Say that an address or number is proven to be theirs. */
  'PUT /api/v2/users/{user_id}/identities/{user_identity_id}/verify': { input: { params: { user_id: number; user_identity_id: number } }; reply: { identity: Identity } }
  /** Make a one-time link with which a person of the team chooses a password. */
  'POST /api/v2/users/{user_id}/invitations': { input: { params: { user_id: number } }; reply: { invitation: { user_id: number; url: string } } }
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
  /** List the organisations of a person. */
  'GET /api/v2/users/{user_id}/organizations': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Take a person out of an organisation. */
  'DELETE /api/v2/users/{user_id}/organizations/{organization_id}': { input: { params: { user_id: number; organization_id: number } }; reply: undefined }
  /** Make an organisation a person's default one. */
  'PUT /api/v2/users/{user_id}/organizations/{organization_id}/make_default': { input: { params: { user_id: number; organization_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { organization_memberships: OrganizationMembership[]; users?: User[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Change one's own password; ends one's other sessions. */
  'PUT /api/v2/users/{user_id}/password': { input: { params: { user_id: number }; body: { previous_password: string; password: string } }; reply: Record<string, never> }
  /** List the sessions of a person. */
  'GET /api/v2/users/{user_id}/sessions': { input: { params: { user_id: number } }; reply: { sessions: Session[]; count: number; next_page: null; previous_page: null } }
  /** End a session of a person. */
  'DELETE /api/v2/users/{user_id}/sessions/{session_id}': { input: { params: { user_id: number; session_id: number } }; reply: undefined }
  /** List the tickets an agent has. */
  'GET /api/v2/users/{user_id}/tickets/assigned': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the tickets a person is copied on. */
  'GET /api/v2/users/{user_id}/tickets/ccd': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the tickets a person asked for. */
  'GET /api/v2/users/{user_id}/tickets/requested': { input: { params: { user_id: number }; query?: Paging & { page?: number; per_page?: number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; ticket_forms?: Record<string, never>[]; brands?: Record<string, never>[]; metric_sets?: Record<string, never>[]; metric_events?: Record<string, Record<string, never>[]>; last_audits?: Record<string, never>[]; sharing_agreements?: Record<string, never>[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** How many tickets each built-in list has for the caller. */
  'GET /api/v2/views/counts': { input: Nothing; reply: { counts: Record<string, number> } }
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

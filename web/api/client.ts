// The API as TypeScript sees it: made from the endpoints by `npm run openapi`, compared by tests/openapi.test.ts.
// Change an endpoint and run it again instead of editing this file. Only `addressOf` is there at run time.

export interface ApiToken { id: number; url: string; user_id: number; description: string; created_at: string; last_used_at: string | null; expires_at: string | null; full_token?: string }
export interface Attachment { url: string; id: number; file_name: string; content_url: string; mapped_content_url: string; content_type: string; size: number; width: null; height: null; inline: boolean; deleted: boolean; malware_access_override: boolean; malware_scan_result: string; thumbnails: unknown[] }
export interface Audit { id: number; ticket_id: number; created_at: string; author_id: number; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; events: { id: number; type: string }[]; via: { channel: string; source: Source } }
export interface AuditLog { url: string; id: number; action: "create" | "update" | "destroy" | "login" | "exported"; action_label: string; actor_id: number | null; actor_name: string; source_id: number; source_type: string; source_label: string; change_description: string; ip_address: string | null; created_at: string }
export interface Author { id: null; name: string | null; email: string | null }
export interface Check { name: string; state: "ok" | "warning" | "problem"; message: string }
export interface Comment { id: number; type: "Comment"; author_id: number; body: string; html_body: string; plain_body: string; public: boolean; attachments: Attachment[]; audit_id: number; via: { channel: string; source: Source }; created_at: string; metadata: { system: Record<string, unknown>; custom: Record<string, unknown> }; sender: Sender | null; is_html: boolean; has_quoted: boolean; has_remote_images: boolean; frame_url: string | null; source_url: string | null; undo_until: string | null }
export interface CommentWrite { body?: string; html_body?: string; public?: boolean; author_id?: number; uploads?: string[] | string }
export interface Delivery { id: number; kind: "reply" | "auto_reply" | "test"; ticket_id: number | null; comment_id: number | null; state: "queued" | "sending" | "sent" | "uncertain" | "bounced" | "failed" | "cancelled"; recipients: ({ address: string; name: string | null })[]; error: string | null; code: number | null; attempts: number; send_after: string; sent_at: string | null; may_retry: boolean }
export interface Desk { name: string; locale: "en" | "de" | "nl" | "it"; time_zone: string }
export interface DeskWrite { name?: string; locale?: "en" | "de" | "nl" | "it"; time_zone?: string }
export interface Draft { html_body: string; email_ccs: string[]; updated_at: string }
export interface EmailCcWrite { user_id?: number; user_email?: string; user_name?: string; action?: "put" | "delete" }
export interface Group { id: number; url: string; name: string; description: string; default: boolean; is_public: boolean; deleted: boolean; created_at: string; updated_at: string }
export interface GroupMembership { id: number; url: string; user_id: number; group_id: number; default: boolean; created_at: string; updated_at: string }
export interface GroupWrite { name?: string; description?: string | null; is_public?: boolean; default?: boolean }
export interface Identity { id: number; url: string; user_id: number; type: "email" | "phone_number"; value: string; verified: boolean; primary: boolean; undeliverable_count: number; deliverable_state: "deliverable" | "undeliverable"; created_at: string; updated_at: string }
export interface IdentityWrite { type: "email"; value: string; verified?: boolean }
export interface Mail { undo_send_s: number; auto_reply_enabled: boolean; signature: string }
export interface MailDomain { id: number; name: string; state: "waiting" | "ok" | "attention"; checked_at: string | null; records: MailDomainRecord[] }
export interface MailDomainRecord { type: string; host: string; value: string; zone_file_value: string; purpose: "dkim" | "spf" | "dmarc" | "mx"; importance: "needed" | "advised"; state: "waiting" | "ok" | "missing" | "warning" | "wrong" | "broken"; finding: string | null; reason: string | null; found: string[] }
export interface MailWrite { undo_send_s?: number; auto_reply_enabled?: boolean; signature?: string }
export interface MeUser { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; user_fields: Record<string, unknown>; authenticity_token?: string }
export interface MeUser2 { id: null; url: null; name: string; email: string; role: "end-user"; is_owner: false }
export interface Meta { has_more: boolean; after_cursor: string | null; before_cursor: string | null }
export interface NoteWrite { body?: string; html_body?: string; uploads?: string[]; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; version?: number }
export interface Organization { id: number; url: string; name: string; details: string | null; notes: string | null; domain_names: string[]; external_id: string | null; group_id: number | null; shared_tickets: boolean; shared_comments: boolean; tags: string[]; organization_fields: Record<string, unknown>; created_at: string; updated_at: string }
export interface OrganizationWrite { name?: string; details?: string | null; notes?: string | null; domain_names?: string[]; external_id?: string | null; group_id?: number | null; shared_tickets?: boolean; shared_comments?: boolean; tags?: string[] }
export interface RecipientAddress { id: number; url: string; name: string; email: string; default: boolean; brand_id: number | null; domain_verification_status: "unknown" | "verified" | "failed"; spf_status: "unknown" | "verified" | "failed"; forwarding_status: "unknown"; cname_status: "unknown"; domain_verification_code: null; created_at: string; updated_at: string }
export interface RecipientAddressWrite { email: string; name?: string; default?: boolean }
export interface ReplyWrite { body?: string; html_body?: string; uploads?: string[]; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; version?: number; email_ccs?: EmailCcWrite[] }
export interface Request { url: string; id: number; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; priority: "low" | "normal" | "high" | "urgent" | null; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; description: string | null; organization_id: number | null; via: { channel: string; source: Source }; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; requester_id: number; collaborator_ids: number[]; email_cc_ids: number[]; is_public: boolean; due_at: string | null; recipient: string | null; created_at: string; updated_at: string; assignee_id: number | null; ticket_form_id: number | null; custom_status_id: number | null; group_id: number | null; can_be_solved_by_me: boolean; solved: boolean; followup_source_id: null }
export interface RequestWrite { subject: string; comment: CommentWrite; priority?: "low" | "normal" | "high" | "urgent"; type?: "problem" | "incident" | "question" | "task"; requester?: { name?: string; email: string } }
export interface RequesterWrite { name?: string; email?: string; locale_id?: number }
export interface Result { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: { score: string }; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[]; result_type: "ticket" }
export interface SampleData { tickets: number; made: number; state: "running" | "done"; created_at: string; updated_at: string }
export interface Sender { authenticated: boolean; spf: { result: string; domain: string | null }; dkim: { result: string; domain: string | null }; dmarc: { result: string; domain: string | null }; arc: { result: string; domain: string | null }; from: string | null; reply_to: string | null; envelope_from: string | null; flags: string[] }
export interface Session { id: number; url: string; user_id: number; authenticated_at: string; last_seen_at: string; expires_at: string }
export interface Setting { desk: Desk; mail: Mail; is_set_up: boolean }
export interface Source { from: Record<string, unknown>; to: Record<string, unknown>; rel: string | null }
export interface SuspendedTicket { id: number; url: string; author: Author; subject: string | null; content: string | null; cause: "unreadable" | "no_sender" | "several_senders" | "loop" | "own_address" | "bounce" | "automatic_reply" | "verification_mail" | "suspended_sender" | "unverified_staff" | "processing_failed"; cause_id: number; message_id: string | null; ticket_id: null; created_at: string; updated_at: string; via: { channel: string; source: ViaSource }; attachments: unknown[]; recipient: string | null; brand_id: null; error_messages: { description: string }[] | null; source_url: string | null }
export interface Ticket { url: string; id: number; external_id: string | null; via: { channel: string; source: Source }; created_at: string; updated_at: string; generated_timestamp: number; type: "problem" | "incident" | "question" | "task" | null; subject: string | null; raw_subject: string | null; description: string | null; priority: "low" | "normal" | "high" | "urgent" | null; status: "new" | "open" | "pending" | "hold" | "solved" | "closed" | "deleted"; recipient: string | null; requester_id: number; submitter_id: number; assignee_id: number | null; organization_id: number | null; group_id: number | null; collaborator_ids: number[]; follower_ids: number[]; email_cc_ids: number[]; forum_topic_id: null; problem_id: number | null; has_incidents: boolean; is_public: boolean; due_at: string | null; tags: string[]; custom_fields: { id: number; value: unknown }[]; fields: { id: number; value: unknown }[]; satisfaction_rating: { score: string }; sharing_agreement_ids: number[]; custom_status_id: number | null; followup_ids: number[]; ticket_form_id: number | null; brand_id: number | null; allow_channelback: boolean; allow_attachments: boolean; from_messaging_channel: boolean; comment_count?: number; version: number; pending_participants: ({ user_id: number; added_by: number | null })[] }
export interface TicketUser { id: number; name: string; photo: null; agent: boolean; organization_id: null }
export interface TicketWrite { subject?: string | null; raw_subject?: string | null; description?: string; comment?: CommentWrite | string; status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"; priority?: "low" | "normal" | "high" | "urgent" | null; type?: "problem" | "incident" | "question" | "task" | null; requester_id?: number; requester?: RequesterWrite; submitter_id?: number; assignee_id?: number | null; assignee_email?: string; group_id?: number | null; organization_id?: number | null; external_id?: string | null; due_at?: string | null; tags?: string[] | string; additional_tags?: string[] | string; remove_tags?: string[] | string; email_ccs?: EmailCcWrite[]; followers?: EmailCcWrite[]; collaborators?: (number | string | RequesterWrite)[]; collaborator_ids?: number[]; safe_update?: boolean; updated_stamp?: string }
export interface User { id: number; url: string; name: string; email: string | null; created_at: string; updated_at: string; time_zone: string; iana_time_zone: string; phone: string | null; shared_phone_number: boolean | null; photo: null; locale_id: number; locale: string; organization_id: number | null; role: "end-user" | "agent" | "admin"; is_owner: boolean; verified: boolean; external_id: string | null; tags: string[]; alias: string | null; active: boolean; shared: boolean; shared_agent: boolean; last_login_at: string | null; two_factor_auth_enabled: boolean | null; signature: string | null; details: string | null; notes: string | null; role_type: number | null; custom_role_id: number | null; moderator: boolean; ticket_restriction: string | null; only_private_comments: boolean; restricted_agent: boolean; suspended: boolean; default_group_id: number | null; report_csv: boolean; user_fields: Record<string, unknown> }
export interface UserWrite { name?: string; email?: string | null; role?: "end-user" | "agent" | "admin"; is_owner?: boolean; alias?: string | null; details?: string | null; notes?: string | null; signature?: string | null; phone?: string | null; organization_id?: number | null; default_group_id?: number | null; external_id?: string | null; locale?: string | null; time_zone?: string | null; tags?: string[]; suspended?: boolean; verified?: boolean }
export interface ViaSource { from: Record<string, unknown>; to: Record<string, unknown>; rel: null }

/** What every list takes: pages by number (page, per_page) or by cursor (page[size], page[after]). */
export interface Paging { page?: number; per_page?: number; "page[size]"?: number; "page[after]"?: string | number; "page[before]"?: string | number; sort?: string | number; sort_by?: string | number; sort_order?: "asc" | "desc"; include?: string | number }
type Nothing = Record<never, never>

/** Every operation with JSON on both sides: what it is given and what it answers. */
export interface Operations {
  /** Show the settings of the desk. */
  'GET /api/v2/account/settings': { input: Nothing; reply: { settings: Setting } }
  /** Change settings of the desk. */
  'PUT /api/v2/account/settings': { input: { body: { settings: { desk?: DeskWrite; mail?: MailWrite } } }; reply: { settings: Setting } }
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
  /** List what was done, the newest first. */
  'GET /api/v2/audit_logs': { input: { query?: Paging & { "filter[source_type]"?: string | number; "filter[source_id]"?: number; "filter[actor_id]"?: number; "filter[ip_address]"?: string | number; "filter[created_at]"?: string | string[]; "filter[created_at][]"?: string | string[] } }; reply: { audit_logs: AuditLog[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Send a mail again that failed, came back or may have arrived. */
  'POST /api/v2/deliveries/{delivery_id}/retry': { input: { params: { delivery_id: number } }; reply: { delivery: Delivery } }
  /** List who is in which group. */
  'GET /api/v2/group_memberships': { input: { query?: Paging }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Put an agent into a group. */
  'POST /api/v2/group_memberships': { input: { body: { group_membership: { user_id: number; group_id: number } } }; reply: { group_membership: GroupMembership } }
  /** Take an agent out of a group. */
  'DELETE /api/v2/group_memberships/{membership_id}': { input: { params: { membership_id: number } }; reply: undefined }
  /** Show a membership. */
  'GET /api/v2/group_memberships/{membership_id}': { input: { params: { membership_id: number } }; reply: { group_membership: GroupMembership } }
  /** List the groups. */
  'GET /api/v2/groups': { input: { query?: Paging }; reply: { groups: Group[]; users?: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a group. */
  'POST /api/v2/groups': { input: { body: { group: GroupWrite } }; reply: { group: Group } }
  /** List the groups a ticket can be given to. */
  'GET /api/v2/groups/assignable': { input: { query?: Paging }; reply: { groups: Group[]; users?: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a group. */
  'DELETE /api/v2/groups/{group_id}': { input: { params: { group_id: number } }; reply: undefined }
  /** Show a group. */
  'GET /api/v2/groups/{group_id}': { input: { params: { group_id: number } }; reply: { group: Group } }
  /** Change a group. */
  'PUT /api/v2/groups/{group_id}': { input: { params: { group_id: number }; body: { group: GroupWrite } }; reply: { group: Group } }
  /** List the memberships of a group. */
  'GET /api/v2/groups/{group_id}/memberships': { input: { params: { group_id: number }; query?: Paging }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the agents of a group. */
  'GET /api/v2/groups/{id}/users': { input: { params: { id: number }; query?: Paging & { role?: string | string[]; "role[]"?: string | string[] } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
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
  /** List the organisations. */
  'GET /api/v2/organizations': { input: { query?: Paging }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create an organisation. */
  'POST /api/v2/organizations': { input: { body: { organization: OrganizationWrite } }; reply: { organization: Organization } }
  /** Find organisations by the beginning of a name or domain, two letters at least. */
  'GET /api/v2/organizations/autocomplete': { input: { query: Paging & { name: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Find organisations by the words of their name or domains (query), or by exact name or external id. */
  'GET /api/v2/organizations/search': { input: { query?: Paging & { query?: string | number; name?: string | number; external_id?: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 organisations by id. */
  'GET /api/v2/organizations/show_many': { input: { query: Paging & { ids: string | number } }; reply: { organizations: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the people of an organisation. */
  'GET /api/v2/organizations/{id}/users': { input: { params: { id: number }; query?: Paging & { role?: string | string[]; "role[]"?: string | string[] } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete an organisation; its members stay. */
  'DELETE /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number } }; reply: undefined }
  /** Show an organisation. */
  'GET /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number } }; reply: { organization: Organization } }
  /** Change an organisation. */
  'PUT /api/v2/organizations/{organization_id}': { input: { params: { organization_id: number }; body: { organization: OrganizationWrite } }; reply: { organization: Organization } }
  /** List the tickets of an organisation. */
  'GET /api/v2/organizations/{organization_id}/tickets': { input: { params: { organization_id: number }; query?: Paging }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show the checks behind /readyz by name. */
  'GET /api/v2/readiness': { input: Nothing; reply: { checks: Check[] } }
  /** List the addresses at which the desk takes mail. */
  'GET /api/v2/recipient_addresses': { input: { query?: Paging }; reply: { recipient_addresses: RecipientAddress[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add a support address, and DKIM keys for its domain. */
  'POST /api/v2/recipient_addresses': { input: { body: { recipient_address: RecipientAddressWrite } }; reply: { recipient_address: RecipientAddress } }
  /** Remove a support address. */
  'DELETE /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number } }; reply: undefined }
  /** Show one support address. */
  'GET /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number } }; reply: { recipient_address: RecipientAddress } }
  /** Change the name of a support address, or make it the default. */
  'PUT /api/v2/recipient_addresses/{recipient_address_id}': { input: { params: { recipient_address_id: number }; body: { recipient_address: { name?: string; default?: boolean } } }; reply: { recipient_address: RecipientAddress } }
  /** List the caller's requests. */
  'GET /api/v2/requests': { input: { query?: Paging }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Ask for something. */
  'POST /api/v2/requests': { input: { body: { request: RequestWrite } }; reply: { request: Request } }
  /** List the caller's requests that are open. */
  'GET /api/v2/requests/open': { input: { query?: Paging }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the caller's requests that are solved. */
  'GET /api/v2/requests/solved': { input: { query?: Paging }; reply: { requests: Request[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show a request of the caller. */
  'GET /api/v2/requests/{request_id}': { input: { params: { request_id: number } }; reply: { request: Request } }
  /** Answer in, or solve, a request of the caller. */
  'PUT /api/v2/requests/{request_id}': { input: { params: { request_id: number }; body: { request: { comment?: CommentWrite; solved?: boolean } } }; reply: { request: Request } }
  /** List what was said publicly in a request. */
  'GET /api/v2/requests/{request_id}/comments': { input: { params: { request_id: number }; query?: Paging }; reply: { comments: Comment[]; users: (User | TicketUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show one public comment of a request. */
  'GET /api/v2/requests/{request_id}/comments/{comment_id}': { input: { params: { request_id: number; comment_id: number } }; reply: { comment: Comment } }
  /** Show how far the newest sample data is; null when none was asked for. */
  'GET /api/v2/sample_data': { input: Nothing; reply: { sample_data: SampleData | null } }
  /** Ask for sample tickets with people and conversations in four languages. */
  'POST /api/v2/sample_data': { input: { body: { tickets: number } }; reply: { sample_data: SampleData | null } }
  /** Search tickets by words and fields, over committed data. */
  'GET /api/v2/search': { input: { query?: Paging & { query?: string | number; count_limit?: number } }; reply: { results: Result[]; facets: null; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Count what a search finds. */
  'GET /api/v2/search/count': { input: { query?: { query?: string | number } }; reply: { count: number } }
  /** List mail that was kept back, and why. */
  'GET /api/v2/suspended_tickets': { input: { query?: Paging }; reply: { suspended_tickets: SuspendedTicket[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Throw away a mail that was kept back. */
  'DELETE /api/v2/suspended_tickets/{id}': { input: { params: { id: number } }; reply: undefined }
  /** Show one mail that was kept back. */
  'GET /api/v2/suspended_tickets/{id}': { input: { params: { id: number } }; reply: { suspended_ticket: SuspendedTicket } }
  /** Make a ticket of a mail that was kept back. */
  'PUT /api/v2/suspended_tickets/{id}/recover': { input: { params: { id: number } }; reply: { ticket: { id: number }[] } }
  /** List tickets; `view` picks one of the built-in lists. */
  'GET /api/v2/tickets': { input: { query?: Paging & { external_id?: string | number; view?: "unsolved" | "mine" | "unassigned" | "pending" | "solved" | "all" } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a ticket; with an Idempotency-Key a repeat creates nothing. */
  'POST /api/v2/tickets': { input: { body: { ticket: TicketWrite } }; reply: { ticket: Ticket; audit: Audit } }
  /** Count all tickets. */
  'GET /api/v2/tickets/count': { input: Nothing; reply: { count: { value: number; refreshed_at: string } } }
  /** Show up to 100 tickets by id; unknown ids are left out. */
  'GET /api/v2/tickets/show_many': { input: { query: Paging & { ids: string | number } }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a ticket (it can be restored). */
  'DELETE /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number } }; reply: undefined }
  /** Show a ticket. */
  'GET /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number }; query?: { include?: string | number } }; reply: { ticket: Ticket; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[] } }
  /** Update a ticket, and say something in it. */
  'PUT /api/v2/tickets/{ticket_id}': { input: { params: { ticket_id: number }; body: { ticket: TicketWrite } }; reply: { ticket: Ticket; audit: Audit } }
  /** List the audits of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits': { input: { params: { ticket_id: number }; query?: Paging }; reply: { audits: Audit[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show one audit of a ticket. */
  'GET /api/v2/tickets/{ticket_id}/audits/{audit_id}': { input: { params: { ticket_id: number; audit_id: number } }; reply: { audit: Audit } }
  /** List what was said in a ticket, public replies and internal notes. */
  'GET /api/v2/tickets/{ticket_id}/comments': { input: { params: { ticket_id: number }; query?: Paging & { include_inline_images?: string | number } }; reply: { comments: Comment[]; users?: (User | TicketUser)[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the mails that a ticket sent, and what became of each. */
  'GET /api/v2/tickets/{ticket_id}/deliveries': { input: { params: { ticket_id: number } }; reply: { deliveries: Delivery[] } }
  /** Throw the caller's draft away. */
  'DELETE /api/v2/tickets/{ticket_id}/drafts/{mode}': { input: { params: { ticket_id: number; mode: "reply" | "note" } }; reply: undefined }
  /** The caller's draft of a reply or note, or null. */
  'GET /api/v2/tickets/{ticket_id}/drafts/{mode}': { input: { params: { ticket_id: number; mode: "reply" | "note" } }; reply: { draft: Draft | null } }
  /** Keep the caller's draft. */
  'PUT /api/v2/tickets/{ticket_id}/drafts/{mode}': { input: { params: { ticket_id: number; mode: "reply" | "note" }; body: { draft: { html_body: string; email_ccs?: string[] } } }; reply: { draft: Draft } }
  /** Add an internal note; it never leaves. */
  'POST /api/v2/tickets/{ticket_id}/notes': { input: { params: { ticket_id: number }; body: { note: NoteWrite } }; reply: { ticket: Ticket; comment: Comment; audit: Audit } }
  /** Let a pending person take part. */
  'POST /api/v2/tickets/{ticket_id}/participants/{user_id}/approve': { input: { params: { ticket_id: number; user_id: number } }; reply: { ticket: Ticket } }
  /** Keep a pending person out. */
  'POST /api/v2/tickets/{ticket_id}/participants/{user_id}/decline': { input: { params: { ticket_id: number; user_id: number } }; reply: { ticket: Ticket } }
  /** Reply to the customer; it leaves when the undo window is over. */
  'POST /api/v2/tickets/{ticket_id}/replies': { input: { params: { ticket_id: number }; body: { reply: ReplyWrite } }; reply: { ticket: Ticket; comment: Comment; audit: Audit } }
  /** Take back a reply that has not left; its text comes back as a draft. */
  'POST /api/v2/tickets/{ticket_id}/replies/{comment_id}/undo': { input: { params: { ticket_id: number; comment_id: number } }; reply: { draft: Draft; ticket: Ticket } }
  /** Forget an upload that was not used. */
  'DELETE /api/v2/uploads/{token}': { input: { params: { token: string | number } }; reply: undefined }
  /** List people, by role where asked. */
  'GET /api/v2/users': { input: { query?: Paging & { role?: string | string[]; "role[]"?: string | string[]; external_id?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a person. */
  'POST /api/v2/users': { input: { body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Find people by the beginning of a name or address, two letters at least. */
  'GET /api/v2/users/autocomplete': { input: { query: Paging & { name: string | number } }; reply: { users: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Create a person, or change the one with this address. */
  'POST /api/v2/users/create_or_update': { input: { body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Show who is calling; without credentials an anonymous user with id null. */
  'GET /api/v2/users/me': { input: Nothing; reply: { user: MeUser | MeUser2 } }
  /** End the session this request belongs to. */
  'DELETE /api/v2/users/me/logout': { input: Nothing; reply: undefined }
  /** Show the session this request belongs to. */
  'GET /api/v2/users/me/session': { input: Nothing; reply: { session: Session } }
  /** Find people by the words of their name, by e-mail address or by external id. */
  'GET /api/v2/users/search': { input: { query?: Paging & { query?: string | number; external_id?: string | number } }; reply: { users: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Show up to 100 people by id or external id. */
  'GET /api/v2/users/show_many': { input: { query?: Paging & { ids?: string | number; external_ids?: string | number } }; reply: { users: User[]; organizations?: Organization[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Delete a person: they become inactive and lose their addresses. */
  'DELETE /api/v2/users/{user_id}': { input: { params: { user_id: number } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Show a person; an end user sees only themself. */
  'GET /api/v2/users/{user_id}': { input: { params: { user_id: number }; query?: { include?: string | number } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** Change a person. */
  'PUT /api/v2/users/{user_id}': { input: { params: { user_id: number }; body: { user: UserWrite } }; reply: { user: User; organizations?: Organization[]; groups?: Group[] } }
  /** List the memberships of an agent. */
  'GET /api/v2/users/{user_id}/group_memberships': { input: { params: { user_id: number }; query?: Paging }; reply: { group_memberships: GroupMembership[]; users?: User[]; groups?: Group[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the groups an agent is in. */
  'GET /api/v2/users/{user_id}/groups': { input: { params: { user_id: number }; query?: Paging }; reply: { groups: Group[]; users?: User[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the addresses of a person. */
  'GET /api/v2/users/{user_id}/identities': { input: { params: { user_id: number }; query?: Paging }; reply: { identities: Identity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Add an e-mail address to a person. */
  'POST /api/v2/users/{user_id}/identities': { input: { params: { user_id: number }; body: { identity: IdentityWrite } }; reply: { identity: Identity } }
  /** Remove an address of a person. */
  'DELETE /api/v2/users/{user_id}/identities/{identity_id}': { input: { params: { user_id: number; identity_id: number } }; reply: undefined }
  /** Show an address of a person. */
  'GET /api/v2/users/{user_id}/identities/{identity_id}': { input: { params: { user_id: number; identity_id: number } }; reply: { identity: Identity } }
  /** Make an address the primary one. */
  'PUT /api/v2/users/{user_id}/identities/{identity_id}/make_primary': { input: { params: { user_id: number; identity_id: number }; query?: Paging }; reply: { identities: Identity[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** Make a one-time link with which a person of the team chooses a password. */
  'POST /api/v2/users/{user_id}/invitations': { input: { params: { user_id: number } }; reply: { invitation: { user_id: number; url: string } } }
  /** Change one's own password; ends one's other sessions. */
  'PUT /api/v2/users/{user_id}/password': { input: { params: { user_id: number }; body: { previous_password: string; password: string } }; reply: Record<string, never> }
  /** List the sessions of a person. */
  'GET /api/v2/users/{user_id}/sessions': { input: { params: { user_id: number } }; reply: { sessions: Session[]; count: number; next_page: null; previous_page: null } }
  /** End a session of a person. */
  'DELETE /api/v2/users/{user_id}/sessions/{session_id}': { input: { params: { user_id: number; session_id: number } }; reply: undefined }
  /** List the tickets an agent has. */
  'GET /api/v2/users/{user_id}/tickets/assigned': { input: { params: { user_id: number }; query?: Paging }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the tickets a person is copied on. */
  'GET /api/v2/users/{user_id}/tickets/ccd': { input: { params: { user_id: number }; query?: Paging }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
  /** List the tickets a person asked for. */
  'GET /api/v2/users/{user_id}/tickets/requested': { input: { params: { user_id: number }; query?: Paging }; reply: { tickets: Ticket[]; users?: (User | TicketUser)[]; groups?: Group[]; organizations?: Organization[]; count?: number; count_capped?: true; next_page?: string | null; previous_page?: string | null; meta?: Meta; links?: { next: string | null; prev: string | null } } }
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

/** The nouns as far as the page needs them; the generated client says what the API sends. Instants are ISO 8601 strings in UTC. */
import type * as Api from './client.ts'

export type { Draft, Setting as Settings } from './client.ts'

export type Attachment = Pick<Api.Attachment, 'id' | 'file_name' | 'content_type' | 'size' | 'content_url' | 'inline'>
export type Group = Pick<Api.Group, 'id' | 'name'>
export type Organization = Pick<Api.Organization, 'id' | 'name'>

export type Status = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export type TicketKind = 'question' | 'incident' | 'problem' | 'task'

export interface User {
  id: number
  name: string
  email: string | null
  role: 'end-user' | 'agent' | 'admin'
  locale?: string | null
  time_zone?: string | null
  iana_time_zone?: string | null
  phone?: string | null
  organization_id?: number | null
  tags?: string[]
  notes?: string | null
  verified?: boolean
  suspended?: boolean
  /** Owners are admins too. */
  is_owner?: boolean
  created_at?: string
}

/** The signed-in agent; `authenticity_token` goes with every request that changes something. */
export interface Me extends User {
  authenticity_token: string
  two_factor_auth_enabled?: boolean | null
  /** What they may do, by Zendesk's names; absent is nothing. */
  rights?: Record<string, string | boolean>
  custom_role_id?: number | null
  /** Of an operator: when the consent they came in by ends. */
  access_ends_at?: string | null
}

export interface Via {
  channel: string
  source?: {
    from?: { address?: string | null; name?: string | null } | null
    to?: { address?: string | null; name?: string | null; email_ccs?: (string | number)[] } | null
    rel?: string | null
  }
}

export interface Ticket {
  id: number
  subject: string | null
  raw_subject?: string | null
  description?: string | null
  snippet?: string | null
  status: Status
  priority: Priority | null
  type: TicketKind | null
  requester_id: number
  assignee_id: number | null
  group_id: number | null
  organization_id: number | null
  email_cc_ids?: number[]
  tags: string[]
  created_at: string
  updated_at: string
  recipient?: string | null
  via?: Via
  version?: number
  problem_id?: number | null
  has_incidents?: boolean
  custom_fields?: { id: number; value: unknown }[]
  ticket_form_id?: number | null
  custom_status_id?: number | null
  pending_participants?: { user_id: number; added_by: number | null }[]
}

export interface Check {
  result: string
  domain?: string | null
}

/** Who sent a mail, as far as the mail proves it. */
export interface Sender {
  authenticated: boolean
  spf?: Check | null
  dkim?: Check | null
  dmarc?: Check | null
  arc?: Check | null
  from?: string | null
  reply_to?: string | null
  envelope_from?: string | null
  flags?: string[]
}

export type DeliveryState = 'held' | 'queued' | 'sending' | 'sent' | 'uncertain' | 'bounced' | 'failed' | 'cancelled'

export interface Delivery {
  /** Absent while the page only knows that a reply was written. */
  id?: number
  recipient: string
  state: DeliveryState
  error?: string | null
  send_after?: string | null
  sent_at?: string | null
  may_retry?: boolean
}

export interface Comment {
  id: number
  type: string
  author_id: number
  body: string
  html_body?: string | null
  plain_body?: string | null
  public: boolean
  attachments: Attachment[]
  created_at: string
  via?: Via
  sender?: Sender | null
  /** False for plain text, which needs no frame unless its folded history is HTML. */
  is_html?: boolean
  has_quoted?: boolean
  has_remote_images?: boolean
  frame_url?: string | null
  source_url?: string | null
  delivery?: Delivery[]
  undo_until?: string | null
}

export interface AuditEvent {
  id: number
  type: string
  field_name?: string
  value?: unknown
  previous_value?: unknown
}

export interface Audit {
  id: number
  ticket_id: number
  created_at: string
  author_id: number
  events: AuditEvent[]
}

export interface PageMeta {
  has_more: boolean
  after_cursor: string | null
  before_cursor?: string | null
}

export type Counts = Partial<
  Record<'unsolved' | 'mine' | 'unassigned' | 'pending' | 'solved' | 'all' | 'suspended', number>
>

export interface SearchResult extends Partial<Ticket> {
  id: number
  result_type: string
  name?: string
  email?: string | null
  highlights?: { field: 'subject' | 'comment'; comment_id: number | null; public: boolean; html: string }[]
}

export interface SuspendedTicket {
  id: number
  subject: string | null
  author: { id?: number | null; name?: string | null; email?: string | null } | null
  cause: string
  created_at: string
  recipient: string | null
  content: string | null
}

export interface RecipientAddress {
  id: number
  name: string | null
  email: string
  default: boolean
  forwarding_status?: string | null
  spf_status?: string | null
}

export interface DnsRecord {
  type: string
  host: string
  value: string
  purpose: string
  importance?: 'needed' | 'advised'
  state: string
  /** What the last check found, as a code; `reason` says it in English. */
  finding?: string | null
  reason?: string | null
  /** What stands in the DNS now. */
  found?: string[]
}

export interface MailDomain {
  id: number
  name: string
  state?: string
  checked_at?: string | null
  records: DnsRecord[]
}

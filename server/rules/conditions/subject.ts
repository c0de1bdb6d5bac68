// What rules look at: a ticket before and after a change, with whatever of its surroundings some condition needs. Plain
// values, so that conditions are pure functions and the same history always gives the same answer.
import type { Role } from '../../platform/work.ts'

/** The parts of a ticket that conditions read. */
export interface RuleTicket {
  readonly id: number
  readonly status: string
  readonly priority: string | null
  readonly type: string | null
  readonly requester_id: number
  readonly assignee_id: number | null
  readonly group_id: number | null
  readonly organization_id: number | null
  readonly brand_id: number | null
  readonly ticket_form_id: number | null
  readonly custom_status_id: number | null
  readonly via_channel: string
  readonly is_public: boolean
  readonly due_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly tags: readonly string[]
  /** Values of custom fields by the field's id. Free text is there only where a condition asked for it. */
  readonly field_values: Readonly<Record<string, unknown>>
  readonly satisfaction_score: string | null
}

export interface RuleComment {
  readonly is_public: boolean
  readonly by_staff: boolean
  readonly author_id: number
}

/** A person or an organisation, as far as conditions read them: values of custom fields by key. */
export interface RulePerson {
  readonly id: number
  readonly role: Role
  readonly locale: string | null
  readonly fields: Readonly<Record<string, unknown>>
}

/** Times and counts of a ticket's life; null where it never happened or nobody counted. */
export interface RuleTimes {
  readonly status_updated_at: Date | null
  readonly assigned_at: Date | null
  readonly requester_updated_at: Date | null
  readonly assignee_updated_at: Date | null
  readonly reopens: number
  readonly replies: number
  readonly assignee_stations: number
}

/** Working hours, for the conditions that count in them. */
export interface RuleSchedule {
  readonly id: number
  isWithin(at: Date): boolean
  minutesBetween(from: Date, to: Date): number
}

export interface RuleSubject {
  readonly now: Date
  readonly update_type: 'Create' | 'Change'
  readonly ticket: RuleTicket
  /** Null when the ticket is created now. */
  readonly before: RuleTicket | null
  readonly comment: RuleComment | null
  /** Who made the change; null where nobody did (a rule, the clock). */
  readonly actor: { readonly id: number; readonly role: Role; readonly group_ids?: readonly number[] } | null
  /** The channel of this change; the ticket's own is `ticket.via_channel`. */
  readonly current_via: string
  /** True when somebody was put in copy by this change. */
  readonly cc_added: boolean
  // What follows is loaded only where a condition needs it (`needsOf`).
  readonly has_attachment?: boolean
  readonly subject?: string | null
  readonly description?: string | null
  readonly comment_text?: string | null
  readonly recipient?: string | null
  readonly requester?: RulePerson | null
  readonly author?: RulePerson | null
  readonly organization?: { readonly id: number; readonly fields: Readonly<Record<string, unknown>> } | null
  readonly times?: RuleTimes
  /** The ticket's own first. */
  readonly schedules?: readonly RuleSchedule[]
  readonly next_breach_at?: Date | null
  /** Id of an option of a drop-down field to the value that tickets hold. */
  readonly option_values?: ReadonlyMap<string, string>
}

/** What has to be loaded for a subject beyond the ticket and the change itself. */
export type Need =
  | 'attachment'
  | 'subject'
  | 'description'
  | 'comment_text'
  | 'recipient'
  | 'requester'
  | 'author'
  | 'organization'
  | 'times'
  | 'schedules'
  | 'next_breach_at'
  | 'custom_fields'
  | 'satisfaction'
  | 'actor_groups'

const NEVER = new Date(0)

/** A ticket of which nothing is known yet. */
export const EMPTY_TICKET: RuleTicket = {
  id: 0,
  status: 'new',
  priority: null,
  type: null,
  requester_id: 0,
  assignee_id: null,
  group_id: null,
  organization_id: null,
  brand_id: null,
  ticket_form_id: null,
  custom_status_id: null,
  via_channel: '',
  is_public: true,
  due_at: null,
  created_at: NEVER,
  updated_at: NEVER,
  tags: [],
  field_values: {},
  satisfaction_score: null,
}

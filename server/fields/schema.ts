// Fields as the other modules know them: one kind of row for tickets, people and organisations.

export const FIELD_OWNERS = ['ticket', 'user', 'organization'] as const
/** Whose field it is. */
export type FieldOf = (typeof FIELD_OWNERS)[number]

/** What an admin can make. People's and organisations' drop-downs are called `dropdown` in their API, `tagger` here. */
export const CUSTOM_TYPES = [
  'text',
  'textarea',
  'checkbox',
  'date',
  'integer',
  'decimal',
  'regexp',
  'partialcreditcard',
  'multiselect',
  'tagger',
  'lookup',
] as const
export type CustomType = (typeof CUSTOM_TYPES)[number]

/** Fields every ticket has; their values are columns of the ticket, not field values. */
export const SYSTEM_TYPES = [
  'subject',
  'description',
  'status',
  'tickettype',
  'priority',
  'group',
  'assignee',
  'custom_status',
] as const
export type SystemType = (typeof SYSTEM_TYPES)[number]

/** Types whose value is one or several of the field's options. */
export const OPTION_TYPES: readonly string[] = ['tagger', 'multiselect']
/** Types whose value is a customer's words: sealed wherever it is stored. */
export const TEXT_TYPES: readonly string[] = ['text', 'textarea', 'regexp', 'partialcreditcard']

export const FIELDS_PER_ACCOUNT = 400
export const OPTIONS_PER_FIELD = 2_000
export const FORMS_PER_ACCOUNT = 300

export const RELATIONSHIP_TARGETS = ['zen:user', 'zen:organization', 'zen:ticket'] as const
export type RelationshipTarget = (typeof RELATIONSHIP_TARGETS)[number]

export interface OptionRow {
  id: number
  field_id: number
  name: string
  /** The tag this option puts on the record. */
  value: string
  default: boolean
  position: number
}

export interface FieldRow {
  id: number
  of: FieldOf
  /** Name in the API of people's and organisations' fields; null for tickets. */
  key: string | null
  type: CustomType | SystemType
  title: string
  title_in_portal: string
  description: string
  agent_description: string | null
  tag: string | null
  regexp_for_validation: string | null
  relationship_target_type: RelationshipTarget | null
  relationship_filter: unknown
  sub_type_id: number | null
  position: number
  active: boolean
  required: boolean
  collapsed_for_agents: boolean
  visible_in_portal: boolean
  editable_in_portal: boolean
  required_in_portal: boolean
  /** True for what every ticket has (`removable: false` in the API). */
  system: boolean
  creator_user_id: number | null
  created_at: Date
  updated_at: Date
  /** In their order; empty for types without options. */
  options: readonly OptionRow[]
}

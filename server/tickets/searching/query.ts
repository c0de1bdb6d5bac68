// Splits a search into its fields (`status:open`, `created>2days`, `-tags:vip`) and the words that are left. Nothing
// that is typed is a syntax error.

export interface Filter {
  field: string
  operator: ':' | '<' | '>' | '<=' | '>='
  value: string
  negated: boolean
}

export interface ParsedQuery {
  /** What is left for the word index, phrases and minus signs included. */
  words: string
  filters: Filter[]
}

const MAX_FILTERS = 30
const FILTER = /(^|\s)(-?)([a-z_]{2,40})(:|<=|>=|<|>)(?:"([^"]{0,200})"|([^\s"]{1,200}))/gi

/** Fields that order the result or that we take silently. */
const IGNORED = new Set(['order_by', 'sort'])
const FIELDS = new Set([
  'type',
  'ticket_type',
  'status',
  'priority',
  'tags',
  'tag',
  'assignee',
  'requester',
  'submitter',
  'cc',
  'group',
  'organization',
  'external_id',
  'via',
  'created',
  'updated',
  'solved',
  'id',
])

/** Reads a query. A `word:word` whose field is unknown stays a word (a time, a URL). */
export function parseQuery(text: string): ParsedQuery {
  const filters: Filter[] = []
  const words = text.replaceAll(
    FILTER,
    (
      whole,
      space: string,
      minus: string,
      name: string,
      operator: Filter['operator'],
      quoted?: string,
      plain?: string,
    ) => {
      const field = name.toLowerCase()
      if (IGNORED.has(field)) return space
      if (!FIELDS.has(field) || filters.length >= MAX_FILTERS) return whole
      filters.push({ field, operator, value: quoted ?? plain ?? '', negated: minus === '-' })
      return space
    },
  )
  return { words: words.replaceAll(/\s+/g, ' ').trim(), filters }
}

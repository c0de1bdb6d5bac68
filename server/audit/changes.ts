// What an event says was changed, field by field, for those who read the audit. Settings carry how they were before and
// after; customers' words are shown by no audit, whatever an event keeps of them.

export interface FieldChange {
  field: string
  before: string | null
  after: string | null
}

const MOST_CHANGES = 200
const MOST_LETTERS = 1_000
const MOST_DEPTH = 8

/** Changes as an event's facts tell them, or the difference of the settings it keeps. `text` is its hidden part. */
export function changesOf(data: unknown, text: Record<string, unknown> | null): FieldChange[] {
  return [...listed(data), ...sides(data), ...sides(text)].slice(0, MOST_CHANGES)
}

/** `before` and `after` of settings; what was made has no before, what was deleted no after. */
function sides(told: unknown): FieldChange[] {
  if (!isRecord(told)) return []
  const { before, after } = told
  if (isRecord(before) || isRecord(after)) return difference(before, after)
  return 'before' in told && 'after' in told ? difference({ value: before }, { value: after }) : []
}

/** `changes: [{field_name, previous_value, value}]`, as events of tickets and people have them. */
function listed(data: unknown): FieldChange[] {
  const changes = isRecord(data) && Array.isArray(data.changes) ? data.changes : []
  return changes.filter(isRecord).map((change) => ({
    field: String(change.field_name ?? change.field ?? ''),
    before: shown(change.previous_value),
    after: shown(change.value),
  }))
}

/** The fields in which two values differ, by their path: `ranges.0.label`. */
export function difference(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [flat(before), flat(after)]
  const fields = [...new Set([...old.keys(), ...now.keys()])]
  return fields
    .map((field) => ({ field, before: shown(old.get(field)), after: shown(now.get(field)) }))
    .filter((change) => change.before !== change.after)
    .slice(0, MOST_CHANGES)
}

function flat(value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  const is_deep = path.split('.').length > MOST_DEPTH
  const parts = Array.isArray(value) || isRecord(value) ? Object.entries(value) : []
  if (parts.length === 0 || is_deep) into.set(path, value)
  else for (const [name, part] of parts) flat(part, path === '' ? name : `${path}.${name}`, into)
  return into
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MOST_LETTERS)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

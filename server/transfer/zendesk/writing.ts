// What writes of people and organisations have in common.
import type { Work } from '../../platform/work.ts'
import { callDesk } from '../moving-in/desk.ts'
import { type Json, listOf, textOf } from './reading.ts'
import type { Run } from './taking.ts'

/** What of a source's own id scheme stays visible here, where the record has no external id of its own. */
export const externalIdOf = (record: Json, key: string): string => {
  const own = typeof record.external_id === 'number' ? String(record.external_id) : textOf(record.external_id)
  return own?.trim() ? own.slice(0, 255) : `zendesk:${key}`
}

/** Tags as far as one record of ours holds them. */
export const tagsOf = (record: Json) => ({ tags: Array.isArray(record.tags) ? record.tags.slice(0, 200) : [] })

/** Field values by key that are set; a field of ours may be gone or ask for something else. */
export function setFields(values: unknown): Json {
  const [fields = {}] = listOf([values])
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))
}

/** Makes a record of ours and returns its id. */
export async function made(work: Work, run: Run, route: string, single: string, body: Json): Promise<number> {
  const [reply] = listOf([(await callDesk(work, run.platform, route, { body: { [single]: body } }))[single]])
  return Number(reply?.id)
}

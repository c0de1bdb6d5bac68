// Remembers in the database how far ids have come, so that a process that starts with a clock set back goes on from there.
import type pg from 'pg'
import { type IdSource, timeOfId } from './ids.ts'

/** How often the highest id is noted, where there are new ones. */
export const NOTE_EVERY_MS = 10_000

/**
 * Makes the ids of a starting process larger than all that were noted, and than those that may have been given since the
 * last note. Without effect while the clock is past that, which is always but for a restart within some seconds.
 */
export async function raiseIds(client: pg.ClientBase, ids: IdSource, now_ms = Date.now()): Promise<void> {
  const { rows } = await client.query<{ last_value: number }>('select last_value from highest_id')
  const noted = Number(rows[0]?.last_value ?? 0)
  const floor_ms = timeOfId(noted).getTime() + NOTE_EVERY_MS + 1_000
  if (noted > 1 && now_ms <= floor_ms) ids.raise(floor_ms)
}

/** Notes the highest id of this process. Returns it, to be given the next time: nothing is written for the same again. */
export async function noteIds(client: pg.ClientBase, ids: IdSource, noted: number): Promise<number> {
  const { highest } = ids
  if (highest > noted) await client.query('select note_id($1)', [highest])
  return highest
}

// What a process asks the database before it makes ids: a slot that no other has, and how far ids have come, so that one that
// starts with a clock set back goes on from there.
import type pg from 'pg'
import { FIRST_SLOT_LOCK, ID_SLOTS, type IdSource, timeOfId } from './ids.ts'

/** How often the highest id is noted, where there are new ones. */
export const NOTE_EVERY_MS = 10_000

/**
 * Takes a slot for as long as this connection lives. Each process begins to look at another one: two short ones in a row may
 * be raised to the same moment (raiseIds), and would give the same ids in the same slot.
 */
export async function takeSlot(client: pg.ClientBase, ids: IdSource): Promise<void> {
  const { rows: starts } = await client.query<{ start: string }>("select nextval('process_starts') as start")
  const first = Number(starts[0]?.start ?? 0)
  for (let tried = 0; tried < ID_SLOTS; tried++) {
    const slot = (first + tried) % ID_SLOTS
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      FIRST_SLOT_LOCK + slot,
    ])
    if (rows[0]?.taken) return ids.takeSlot(slot)
  }
  throw new Error(
    `all ${ID_SLOTS} process slots are taken: stop a process, or wait until the database has noticed that one died`,
  )
}

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

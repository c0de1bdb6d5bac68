// Taking one record: in one unit of work with the note of what it became, so that a run that is cut off takes nothing
// twice. What cannot be taken is noted with the reason and the run goes on.
import { Refusal } from '../../platform/errors.ts'
import { asRefusal } from '../../platform/http/failures.ts'
import type { Work } from '../../platform/work.ts'
import { findRecord, listRecords, putRecord, type RecordRow, type SourceRow } from '../moving-in/queries.ts'
import { type Into, quietWork } from '../moving-in/quiet.ts'
import { describeRefusal } from '../moving-in/refusals.ts'
import type { Report } from '../moving-in/report.ts'
import type { SourceClient } from './client.ts'
import { idOf } from './reading.ts'

export interface Options {
  /** Agents of the source become agents here: all of them, or those with these addresses. */
  agents: 'all' | ReadonlySet<string>
  /** Rules that act by themselves stay on where they were. */
  activate: boolean
  /** Tickets get their number of the source where it is free. */
  keep_numbers: boolean
  /** The largest attachment that is taken. */
  file_bytes: number
}

/** One run over one source. */
export interface Run extends Into {
  source: SourceRow
  client: SourceClient
  report: Report
  options: Options
}

export interface Taken {
  id: number | null
  how: 'created' | 'matched' | 'updated'
  /** What of it could not be taken. */
  lost?: readonly string[]
  state?: Record<string, unknown>
}

interface What {
  kind: string
  key: string
  stamp: Date | null
  /** How many ways there are to take it, each leaving out more than the one before. Default: 1. */
  ways?: number
  /** Take it again although nothing says that it changed. */
  again?: boolean
}

/**
 * Takes a record with `write`, unless it was taken and has not changed since. When a way is refused the next one is
 * tried; the last refusal is noted. Returns our id, or null.
 */
export async function take(
  run: Run,
  what: What,
  write: (work: Work, known: RecordRow | null, way: number) => Promise<Taken | null>,
): Promise<number | null> {
  const { kind, key, stamp, ways = 1 } = what
  const before: string[] = []
  for (let way = 0; ; way++) {
    try {
      const taken = await quietWork(run, async (work) => {
        const known = await findRecord(work, run.source.id, kind, key)
        if (known && known.problem === null && !what.again && !isNewer(stamp, known.stamp)) return known
        const result = await write(work, known, way)
        if (result === null) return known
        const state = { how: known?.record_id ? known.state.how : result.how, ...result.state }
        await putRecord(work, run.source.id, { kind, key, record_id: result.id, stamp, state, problem: null })
        return result
      })
      if (taken === null || 'record_id' in taken) return taken?.record_id ?? null
      const lost = [...before, ...(taken.lost ?? [])]
      run.report.note(
        lost.length > 0
          ? { kind, source: key, result: 'partly', id: taken.id, why: lost }
          : { kind, source: key, result: taken.how, id: taken.id },
      )
      return taken.id
    } catch (error) {
      const reason = reasonOf(run, error, kind)
      if (way + 1 < ways) {
        before.push(reason)
        continue
      }
      return await refuse(run, what, reason)
    }
  }
}

/** Notes that a record cannot be taken. */
export async function refuse(run: Run, { kind, key, stamp }: What, reason: string): Promise<null> {
  await quietWork(run, (work) =>
    putRecord(work, run.source.id, { kind, key, record_id: null, stamp, state: {}, problem: reason.slice(0, 1_000) }),
  )
  run.report.note({ kind, source: key, result: 'refused', why: reason })
  return null
}

/** Why a record could not be taken. Throws on when it is not the record's fault. */
export function reasonOf(run: Run, error: unknown, kind: string): string {
  const refusal = asRefusal(error)
  if (!refusal) {
    if (!(error instanceof TypeError)) throw error
    run.platform.log.error({ err: error, kind }, 'a record of another desk could not be read')
    return 'it has a form that cannot be read'
  }
  if (refusal.code === 'no_space' || (refusal.code === 'unavailable' && refusal.retry_after_s !== undefined))
    throw error
  return describeRefusal(refusal)
}

const isNewer = (stamp: Date | null, known: Date | null): boolean =>
  stamp !== null && known !== null && stamp.getTime() > known.getTime()

/** Our id for an id of the source; null for none or one that was not taken. */
export async function findOurs(work: Work, run: Run, kind: string, value: unknown): Promise<number | null> {
  const key = idOf(value)
  if (key === null) return null
  return (await findRecord(work, run.source.id, kind, key))?.record_id ?? null
}

/** Our ids for several, by the source's. */
export async function mapOurs(
  work: Work,
  run: Run,
  kind: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await listRecords(work, run.source.id, kind, [...new Set(keys)])
  return new Map(rows.flatMap((row) => (row.record_id === null ? [] : [[row.key, row.record_id] as const])))
}

/** As findOurs, where the record makes no sense without it. */
export async function needOurs(work: Work, run: Run, kind: string, value: unknown): Promise<number> {
  const id = await findOurs(work, run, kind, value)
  if (id === null)
    throw new Refusal(
      'invalid',
      `it names a ${kind.replaceAll('_', ' ')} that was not taken (${String(value).slice(0, 40)})`,
    )
  return id
}

// Doing a bulk job: item by item, each in a unit of work of its own and in the name of whoever asked. The progress is
// written with the item, so that a job which was cut off goes on with the next one and does none twice.
import { z } from 'zod'
import { REFUSALS, type Refusal } from '../platform/errors.ts'
import { asRefusal } from '../platform/http/failures.ts'
import { type Job, job } from '../platform/module.ts'
import { type Platform, systemWork } from '../platform/platform.ts'
import { doWork, isStaff, type Work } from '../platform/work.ts'
import { bulkJobEnded } from './events.ts'
import { type BulkContent, type BulkJobRow, resultsOf, saveProgress, takeJob } from './queries.ts'
import type { ItemResult } from './schema.ts'

const payload = z.object({ account_id: z.number(), bulk_job_id: z.number() })
type Payload = z.output<typeof payload>

export interface BulkJob<Item, Options> extends Job {
  readonly job_type: string
  /** Only for their types. */
  readonly takes?: (item: Item, options: Options) => void
}

/** What an item's `run` may say beside having done it. */
export type ItemDone = Omit<ItemResult, 'index' | 'error' | 'details'>

/**
 * Declares a kind of bulk job; put it into the module's `jobs` and start one with `startBulk`. `run` does one item, in
 * its own unit of work; a Refusal undoes the item and is reported for it, and the job goes on with the next.
 */
export function bulkJob<Item, Options>(declaration: {
  name: string
  job_type: string
  summary: string
  item: z.ZodType<Item, unknown>
  options: z.ZodType<Options, unknown>
  run(work: Work, item: Item, options: Options, context: { platform: Platform; index: number }): Promise<ItemDone>
}): BulkJob<Item, Options> {
  const { name, summary, job_type } = declaration
  const declared = job({
    name,
    summary,
    payload,
    async run(platform, { account_id, bulk_job_id }) {
      const step = () =>
        doNext(platform, { account_id, bulk_job_id }, async (work, raw, content, index) => {
          const [item, options] = [declaration.item.parse(raw), declaration.options.parse(content.options)]
          return await declaration.run(work, item, options, { platform, index })
        })
      // It ends: every step counts one item off, whatever became of it.
      while (await step());
    },
  })
  return { ...declared, job_type }
}

type RunItem = (work: Work, raw: unknown, content: BulkContent, index: number) => Promise<ItemDone>

/** Does the next item and says whether there are more. */
async function doNext(platform: Platform, asked: Payload, runItem: RunItem): Promise<boolean> {
  const taken = await systemWork(platform, asked.account_id, 'bulk', 'staff', async (work) => {
    const found = await takeJob(work, asked.bulk_job_id)
    const person = found && (await platform.findActor(work, found.job.user_id))
    const { asked_by = 'program' } = found?.content ?? {}
    return found && { ...found, actor: person?.kind === 'user' ? { ...person, asked_by } : person }
  })
  if (!taken) return false
  const { job: row, content, actor } = taken
  if (!actor) {
    await systemWork(platform, asked.account_id, 'bulk', 'staff', (work) => endKilled(work, row))
    return false
  }
  const unit = {
    account_id: asked.account_id,
    actor,
    origin: content.origin,
    audience: isStaff(actor) ? ('staff' as const) : ('customer' as const),
  }
  try {
    return await doWork(platform.engine, unit, async (work) => {
      // The lock makes sure that no item is done by two workers.
      const current = await takeJob(work, asked.bulk_job_id)
      if (!current) return false
      const index = current.job.progress
      const done = await runItem(work, content.items[index], content, index)
      return await countOff(work, current.job, { index, success: true, ...done })
    })
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal) platform.log.error({ err: error, task: row.task }, 'an item of a bulk job failed')
    // When the database is away this fails too, and the queue tries the job again later.
    return await systemWork(platform, asked.account_id, 'bulk', 'staff', async (work) => {
      const current = await takeJob(work, asked.bulk_job_id)
      if (!current) return false
      const index = current.job.progress
      const id = idOf(content.items[index])
      return await countOff(work, current.job, { index, ...id, success: false, ...reasonOf(refusal) })
    })
  }
}

const named = z.union([
  z.object({ id: z.number() }),
  z.object({ subject: z.object({ id: z.number() }) }).transform(({ subject }) => ({ id: subject.id })),
])

/** The record an item is about, where it is about one that is there already: who asked wants to know which failed. */
function idOf(item: unknown): { id?: number } {
  return named.safeParse(item).data ?? {}
}

/** Writes what became of an item. True when there are more. */
async function countOff(work: Work, row: BulkJobRow, result: ItemResult): Promise<boolean> {
  const results = [...resultsOf(work, row), result]
  const progress = row.progress + 1
  const is_last = progress >= row.total
  const refused = results.filter((one) => one.error !== undefined).length
  const status = is_last ? (refused === row.total ? 'failed' : 'completed') : 'working'
  await saveProgress(work, row.id, { status, progress, results })
  if (status !== 'working') work.record(bulkJobEnded, row.id, { task: row.task, status, refused })
  return !is_last
}

/** Whoever asked may do nothing any more. */
async function endKilled(work: Work, row: BulkJobRow): Promise<void> {
  const results = resultsOf(work, row)
  await saveProgress(work, row.id, { status: 'killed', progress: row.progress, results })
  work.record(bulkJobEnded, row.id, { task: row.task, status: 'killed', refused: row.total - row.progress })
}

function reasonOf(refusal: Refusal | null): { error: string; details: string } {
  if (!refusal) return { error: 'InternalError', details: 'This record could not be changed; nothing of it was' }
  const reasons = Object.entries(refusal.details ?? {}).flatMap(([field, list]) =>
    list.map((one) => (field === 'base' ? one.description : `${field}: ${one.description}`)),
  )
  return { error: REFUSALS[refusal.code].error, details: reasons.length > 0 ? reasons.join('; ') : refusal.message }
}

// All SQL on sample_data_runs.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export interface SampleRun {
  id: number
  wanted: number
  made: number
  state: 'running' | 'done'
  created_at: Date
  updated_at: Date
}

const columns = sql.raw('id, wanted, made, state, created_at, updated_at')

export async function findNewestRun(work: Work): Promise<SampleRun | null> {
  return await work.db.first<SampleRun>(
    sql`select ${columns} from sample_data_runs where account_id = ${work.account_id}::bigint order by id desc limit 1`,
  )
}

/** The run, locked until the commit, or null. */
export async function lockRun(work: Work, id: number): Promise<SampleRun | null> {
  return await work.db.first<SampleRun>(
    sql`select ${columns} from sample_data_runs where account_id = ${work.account_id}::bigint and id = ${id}::bigint for update`,
  )
}

/** Begins a run. Refusal('collision') by the database when one is running. */
export async function insertRun(work: Work, wanted: number): Promise<SampleRun> {
  return await work.db.one<SampleRun>(sql`
    insert into sample_data_runs (account_id, id, wanted, state, created_at, updated_at)
    values (${work.account_id}, ${newId()}, ${wanted}, 'running', ${work.now}, ${work.now}) returning ${columns}`)
}

export async function saveProgress(work: Work, run: SampleRun, made: number): Promise<void> {
  await work.db.run(sql`
    update sample_data_runs set made = ${made}, state = ${made >= run.wanted ? 'done' : 'running'}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${run.id}::bigint`)
}

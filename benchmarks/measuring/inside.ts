// The product's own code in this process, on the database of the running desk: for preparing what the API would take
// long to, and for measuring single parts of a request.
import { listAccountIds } from '../../server/accounts/index.ts'
import { type Desk, openDesk } from '../../server/compose.ts'
import { loadConfig } from '../../server/platform/config.ts'
import { openLog } from '../../server/platform/log.ts'
import { systemWork } from '../../server/platform/platform.ts'
import { openDatabase } from '../../server/platform/postgres/open.ts'
import type { Work } from '../../server/platform/work.ts'
import type { Bench } from '../bench.ts'

export interface Inside {
  readonly desk: Desk
  readonly account_id: number
  /** A unit of work of the system. */
  work<Result>(run: (work: Work) => Promise<Result>): Promise<Result>
}

/** Runs `run` beside the running desk, and closes what was opened for it. */
export async function inside<Result>(bench: Bench, run: (inside: Inside) => Promise<Result>): Promise<Result> {
  await bench.desk()
  const config = loadConfig((await bench.folder()).env)
  const database = await openDatabase(config, () => undefined)
  try {
    const desk = await openDesk(config, database.app, openLog('warn'))
    try {
      const [account_id] = await listAccountIds(desk.pool)
      if (account_id === undefined) throw new Error('the desk has no account')
      return await run({ desk, account_id, work: (act) => systemWork(desk, account_id, 'bench', 'staff', act) })
    } finally {
      await desk.close()
    }
  } finally {
    await database.stop()
  }
}

// What every verb about people and accounts begins with: the database (the running one, or started for the occasion),
// the composed product on it, and the account that is meant.
import { findAccount, listAccountIds } from '../server/accounts/index.ts'
import { type Desk, openDesk } from '../server/compose.ts'
import { loadConfig } from '../server/platform/config.ts'
import { openLog } from '../server/platform/log.ts'
import { listPendingMigrations } from '../server/platform/migrations.ts'
import { openDatabase } from '../server/platform/postgres/open.ts'
import { CommandFailed } from './verb.ts'

/** Runs `run` with the product open, and closes everything again. */
export async function withDesk<Result>(run: (desk: Desk) => Promise<Result>): Promise<Result> {
  const config = loadConfig()
  const database = await openDatabase(config, () => undefined)
  try {
    const pending = await listPendingMigrations(database.app)
    if (pending.length > 0) throw new CommandFailed('The database is not up to date. Run: bin/custos migrate')
    const desk = await openDesk(config, database.app, openLog('warn'))
    try {
      return await run(desk)
    } finally {
      await desk.close()
    }
  } finally {
    await database.stop()
  }
}

/** The account that `--account` names by number or host; the only one where it is not given. */
export async function accountMeant(desk: Desk, given: string | undefined): Promise<number> {
  const ids = await listAccountIds(desk.pool)
  if (given === undefined) {
    const [only] = ids
    if (only === undefined)
      throw new CommandFailed('There is no account yet: start the desk once, or use: custos account create')
    if (ids.length > 1)
      throw new CommandFailed(`There are ${ids.length} accounts: name one with --account NUMBER or --account HOST`)
    return only
  }
  const found = /^\d{1,16}$/.test(given) ? ids.find((id) => id === Number(given)) : await findAccount(desk.pool, given)
  if (found === undefined || found === null) throw new CommandFailed(`There is no account ${given}`)
  return found
}

import { parseArgs } from 'node:util'
import { loadConfig } from '../server/platform/config.ts'
import { migrate } from '../server/platform/migrations.ts'
import { openDatabase } from '../server/platform/postgres/open.ts'
import { CommandFailed, type Verb } from './verb.ts'

/** `custos migrate`: for an installation where the server itself does not have the owner's password. */
export const migrateVerb: Verb = {
  usage: 'migrate',
  async run(args) {
    parseArgs({ args: [...args], options: {} })
    const database = await openDatabase(loadConfig(), console.log)
    try {
      if (!database.owner)
        throw new CommandFailed('DATABASE_OWNER_URL must be set: only the role that owns the tables can change them')
      const { applied } = await migrate(database.owner)
      console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
    } finally {
      await database.stop()
    }
    return undefined
  },
}

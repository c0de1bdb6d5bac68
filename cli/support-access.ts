// `custos support-access`: lets an operator into a desk while its owner consents. Prints a one-time link.
import { parseArgs } from 'node:util'
import { admitOperator } from '../server/access/index.ts'
import { Refusal } from '../server/platform/errors.ts'
import { systemWork } from '../server/platform/platform.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const supportAccess: Verb = {
  usage: 'support-access --name NAME --email ADDRESS [--account NUMBER|HOST]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { name: { type: 'string' }, email: { type: 'string' }, account: { type: 'string' } },
    })
    const { name, email } = values
    if (!name || !email) throw new UsageError('--name and --email say who comes in')
    return await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      const admitted = await systemWork(desk, account_id, 'cli.support_access', 'staff', async (work) => {
        try {
          return await admitOperator(work, { name, email })
        } catch (error) {
          if (error instanceof Refusal) throw new CommandFailed(error.message)
          throw error
        }
      })
      console.log(`${await desk.publicUrl(account_id)}/welcome/${admitted.secret}`)
      console.log(
        `until ${admitted.ends_at.toISOString()}, to ${admitted.level === 'read' ? 'read' : 'work as an agent'}`,
      )
      return undefined
    })
  },
}

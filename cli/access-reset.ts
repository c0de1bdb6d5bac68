// `custos access reset`: the way back in for whoever runs the server, when nobody can sign in any more.
import { parseArgs } from 'node:util'
import { liftRestrictions, resetAccess } from '../server/access/index.ts'
import { systemWork } from '../server/platform/platform.ts'
import { CommandFailed, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const accessReset: Verb = {
  usage: 'access reset [--email OWNER] [--account NUMBER|HOST]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { email: { type: 'string' }, account: { type: 'string' } },
    })
    return await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      const { reset, lifted } = await systemWork(desk, account_id, 'cli.access_reset', 'staff', async (work) => ({
        lifted: await liftRestrictions(work),
        reset: await resetAccess(work, values.email ?? null),
      }))
      console.log('The team may sign in with passwords again; nobody is locked out.')
      if (lifted) console.log('The IP restrictions are off.')
      if (!reset) throw new CommandFailed(values.email ? 'No owner has that address' : 'This desk has no owner yet')
      console.log(
        `For ${reset.email} to choose a new password, within an hour (works once): ${await desk.publicUrl(account_id)}/reset/${reset.token}`,
      )
      return undefined
    })
  },
}

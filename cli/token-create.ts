// `custos token create`: an API token that acts as one person. It is printed once; we keep a hash.
import { parseArgs } from 'node:util'
import { createToken } from '../server/access/index.ts'
import { findUserByEmail } from '../server/people/index.ts'
import { systemWork } from '../server/platform/platform.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const tokenCreate: Verb = {
  usage: 'token create --email ADDRESS [--description TEXT] [--account NUMBER|HOST]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { email: { type: 'string' }, description: { type: 'string' }, account: { type: 'string' } },
    })
    const { email } = values
    if (!email) throw new UsageError('--email says for whom')
    return await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      const full_token = await systemWork(desk, account_id, 'cli.token_create', 'staff', async (work) => {
        const user = await findUserByEmail(work, email)
        if (!user) throw new CommandFailed('Nobody of this desk has that address')
        return (await createToken(work, user.id, values.description ?? 'command line')).full_token
      })
      console.log(full_token)
      return undefined
    })
  },
}

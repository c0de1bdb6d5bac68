// `custos keys rotate`: gives an account a new data key. A job of the running server then seals everything anew.
import { parseArgs } from 'node:util'
import { systemWork } from '../server/platform/platform.ts'
import { rotateAccountKey } from '../server/vault/index.ts'
import type { Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const keysRotate: Verb = {
  usage: 'keys rotate [--account NUMBER|HOST]',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { account: { type: 'string' } } })
    return await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      const version = await systemWork(desk, account_id, 'cli.keys_rotate', 'staff', (work) =>
        rotateAccountKey(work, desk.vault),
      )
      console.log(`account ${account_id} has key version ${version}. New data is sealed with it from now on; within`)
      console.log('minutes the worker begins to seal the older data anew. Keep backups of the key file as before.')
      return undefined
    })
  },
}

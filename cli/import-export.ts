// `custos import custos-export`: puts back what `custos export` wrote.
import { parseArgs } from 'node:util'
import { SEALED_COLUMNS } from '../server/compose.ts'
import { importAccount } from '../server/transfer/index.ts'
import { UsageError, type Verb } from './verb.ts'
import { withDesk } from './with-desk.ts'

export const importExportVerb: Verb = {
  usage: 'import custos-export FOLDER',
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
    const [folder, ...rest] = positionals
    if (folder === undefined || rest.length > 0) throw new UsageError('name the folder that custos export wrote')
    await withDesk(async (desk) => {
      const manifest = await importAccount(desk, folder, SEALED_COLUMNS, (what, count) =>
        console.log(`custos: ${what} ${count}`),
      )
      console.log(`custos: account ${manifest.account_id} is here, as it was at ${manifest.exported_at}`)
    })
    return undefined
  },
}

// `custos export`: writes everything of an account into a folder, its words in clear.
import { parseArgs } from 'node:util'
import { SEALED_COLUMNS } from '../server/compose.ts'
import { exportAccount } from '../server/transfer/index.ts'
import { UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const exportVerb: Verb = {
  usage: 'export FOLDER [--account NUMBER|HOST]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { account: { type: 'string' } },
    })
    const [folder, ...rest] = positionals
    if (folder === undefined || rest.length > 0) throw new UsageError('name the folder to write to')
    await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      console.error('custos: WARNING: the export holds all words, files and secrets of the account in clear.')
      console.error(
        'custos: only you can read its files now; keep it as you keep the key file, and remove it after use.',
      )
      const manifest = await exportAccount(desk, account_id, folder, SEALED_COLUMNS, (what, count) =>
        console.log(`custos: ${what} ${count}`),
      )
      const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0)
      console.log(`custos: account ${account_id} is in ${folder}: ${rows} rows, ${manifest.files} files`)
      if (manifest.missing_files.length > 0)
        console.log(`custos: ${manifest.missing_files.length} files were missing; manifest.json names them`)
    })
    return undefined
  },
}

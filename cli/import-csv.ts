// `custos import csv`: people, organisations or tickets from a table. Tries each row unless --yes is given.
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { CSV_KINDS, importCsv } from '../server/transfer/index.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const importCsvVerb: Verb = {
  usage: `import csv FILE --kind ${CSV_KINDS.join('|')} [--yes] [--account NUMBER|HOST]`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { kind: { type: 'string' }, yes: { type: 'boolean', default: false }, account: { type: 'string' } },
    })
    const [path, ...rest] = positionals
    const kind = CSV_KINDS.find((one) => one === values.kind)
    if (path === undefined || rest.length > 0) throw new UsageError('name the file')
    if (!kind) throw new UsageError(`--kind takes one of ${CSV_KINDS.join(', ')}`)
    await access(path).catch(() => {
      throw new CommandFailed(`${path} cannot be read`)
    })
    return await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      const is_whole = await importCsv(
        desk,
        account_id,
        { kind, rows: createReadStream(path), yes: values.yes },
        { write: (line) => console.log(line), tell: (line) => console.error(`custos: ${line}`) },
      )
      if (!values.yes) console.error('custos: this was a trial: nothing was kept. To do it, add --yes')
      return is_whole
    })
  },
}

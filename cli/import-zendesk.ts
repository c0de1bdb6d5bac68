// `custos import zendesk`: takes a live Zendesk account (or another Custos) over its API. The token comes from a file or
// the environment: on the command line it would stand in the list of processes.
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { importZendesk } from '../server/transfer/index.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

const MAX_TOKEN_CHARS = 16_384
const STANDARD_FILE_MB = '50'
const MOST_FILE_MB = 1_000

export const importZendeskVerb: Verb = {
  usage:
    'import zendesk --url https://example.zendesk.com [--email ADDRESS] [--token-file FILE] [--agents all|ADDRESS,…] [--activate]\n' +
    '       [--keep-numbers] [--max-file-mb 50] [--report FILE] [--allow-private] [--account NUMBER|HOST]\n' +
    '       The token is read from --token-file or CUSTOS_IMPORT_TOKEN: an API token with --email, an OAuth token without.',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        email: { type: 'string' },
        'token-file': { type: 'string' },
        agents: { type: 'string' },
        activate: { type: 'boolean', default: false },
        'keep-numbers': { type: 'boolean', default: false },
        'max-file-mb': { type: 'string', default: STANDARD_FILE_MB },
        report: { type: 'string' },
        'allow-private': { type: 'boolean', default: false },
        account: { type: 'string' },
      },
    })
    const { url, email = null, account } = values
    if (!url) throw new UsageError('--url names the source')
    const megabytes = Number(values['max-file-mb'])
    if (!Number.isInteger(megabytes) || megabytes < 1 || megabytes > MOST_FILE_MB)
      throw new UsageError(`--max-file-mb takes a whole number up to ${MOST_FILE_MB}`)
    const from_file = await readToken(values['token-file'])
    const report = values.report ?? `custos-import-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}.ndjson`
    return await withReport(report, async (write) =>
      withDesk(async (desk) => {
        const token = from_file ?? desk.config.import_token
        if (!token) throw new UsageError('give the token in a file with --token-file, or in CUSTOS_IMPORT_TOKEN')
        const is_whole = await importZendesk(
          desk,
          await accountMeant(desk, account),
          { url, email, token, allow_private: values['allow-private'] },
          {
            agents: agentsOf(values.agents),
            activate: values.activate,
            keep_numbers: values['keep-numbers'],
            file_bytes: megabytes * 1024 * 1024,
          },
          { write, tell: (line) => console.log(`custos: ${line}`) },
        )
        console.log(`custos: every record of this run: ${report}`)
        return is_whole
      }),
    )
  },
}

function agentsOf(given: string | undefined): 'all' | ReadonlySet<string> {
  if (given === 'all') return 'all'
  return new Set((given ?? '').split(',').map((address) => address.trim().toLowerCase()))
}

async function readToken(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null
  const token = (await readFile(file, 'utf8').catch(unreadable(file))).trim()
  if (token === '' || token.length > MAX_TOKEN_CHARS || /\s/.test(token))
    throw new UsageError(`${file} should hold a token and nothing else`)
  return token
}

const unreadable = (file: string) => (error: Error) => {
  throw new CommandFailed(`${file} cannot be read: ${error.message}`)
}

/** Opens a report that did not exist, for its owner only: it holds ids and reasons. Lines are written in their order. */
export async function withReport<Result>(
  path: string,
  run: (write: (line: string) => void) => Promise<Result>,
): Promise<Result> {
  const file: FileHandle = await open(path, 'wx', 0o600).catch(unreadable(path))
  const stream = file.createWriteStream()
  try {
    return await run((line) => void stream.write(`${line}\n`))
  } finally {
    await new Promise<void>((resolve) => stream.end(resolve))
  }
}

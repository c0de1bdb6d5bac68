// The command line: a table of verbs, each in a file of its own. Ends with 0 when all went well, 1 when the verb failed,
// 2 when it was asked wrongly (unknown verb, option or setting).
import { SettingError } from '../server/platform/config.ts'
import { OperatorError, Refusal } from '../server/platform/errors.ts'
import { nearest } from '../server/platform/nearest.ts'
import { DataInUse } from '../server/platform/postgres/index.ts'
import { KeyFileError } from '../server/vault/index.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'
import { VERBS } from './verbs.ts'

const SUCCESS = 0
const FAILURE = 1
const USAGE = 2

/** Runs the verb that `args` begin with, and returns the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const name = findName(args)
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help') {
    console.log(overview())
    return args.length === 0 ? USAGE : SUCCESS
  }
  if (!name) {
    const guess = nearest(args.slice(0, 2).join(' '), Object.keys(VERBS)) ?? nearest(args[0] ?? '', Object.keys(VERBS))
    console.error(
      `custos: there is no verb "${args[0]}"${guess ? `: did you mean "${guess}"?` : '.'} See: custos --help`,
    )
    return USAGE
  }
  const verb = await VERBS[name]!.load() // findName returns keys of VERBS only.
  const rest = args.slice(name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(`usage: custos ${verb.usage}`)
    return SUCCESS
  }
  return run(verb, rest)
}

async function run(verb: Verb, args: readonly string[]): Promise<number> {
  try {
    return (await verb.run(args)) === false ? FAILURE : SUCCESS
  } catch (error) {
    if (error instanceof SettingError) return tell(error.message, USAGE)
    if (error instanceof UsageError || isParseArgsError(error))
      return tell(`${error.message}\nusage: custos ${verb.usage}`, USAGE)
    if (error instanceof Refusal) return tell([error.message, ...reasons(error)].join('\n'), FAILURE)
    const is_explained = [OperatorError, DataInUse, KeyFileError, CommandFailed].some((kind) => error instanceof kind)
    if (error instanceof Error && is_explained) return tell(error.message, FAILURE)
    console.error(error) // Anything else is a bug or a broken machine: say all we know.
    return FAILURE
  }
}

/** Field by field, where a refusal says so. */
function reasons({ details = {} }: Refusal): string[] {
  return Object.values(details).flatMap((errors) => errors.map(({ description }) => description))
}

function tell(message: string, code: number): number {
  for (const line of message.split('\n')) console.error(`custos: ${line}`)
  return code
}

/** What node:util parseArgs throws for an option it does not know. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}

/** The verb's name, of two words or one. */
function findName(args: readonly string[]): string | undefined {
  return [args.slice(0, 2).join(' '), args[0] ?? ''].find((name) => Object.hasOwn(VERBS, name))
}

function overview(): string {
  const width = Math.max(...Object.keys(VERBS).map((name) => name.length))
  const lines = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'usage: custos VERB [OPTION…]',
    '',
    ...lines,
    '',
    'custos VERB --help explains one. Settings: docs/guides/settings.md',
  ].join('\n')
}

if (import.meta.main) {
  process.exitCode = await runCommand(process.argv.slice(2))
}

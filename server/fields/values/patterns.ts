// Regular expressions that an admin wrote, run on what a customer typed. A pattern can take exponential time on a
// short text and no look at it tells for sure, so each test has a budget: it runs as a script with a time limit, which
// V8 honours inside the matching too. Texts and patterns are bounded in length besides.
import { createContext, Script } from 'node:vm'
import { remembering } from '../../platform/recent.ts'

export const PATTERN_LENGTH = 1_000
/** The longest text a pattern is tried on. */
export const MATCHED_LENGTH = 2_000
/** What one test may take; a sane pattern takes microseconds. */
const BUDGET_MS = 50
const REMEMBERED_PATTERNS = 200

const sandbox: { pattern: RegExp | null; text: string } = createContext({ pattern: null, text: '' }) as never // createContext returns what it was given
const trial = new Script('pattern.test(text)')

/** Null where the pattern does not compile. Ruby's \A, \z and \Z, which clients send, mean the ends here too. */
const compiled = remembering<{ pattern: RegExp | null }>(REMEMBERED_PATTERNS, (source) => {
  const translated = source.replaceAll(/\\(.)/g, (whole, letter: string) =>
    letter === 'A' ? '^' : letter === 'z' || letter === 'Z' ? '$' : whole,
  )
  for (const flags of ['u', '']) {
    try {
      return { pattern: new RegExp(translated, flags) }
    } catch {
      // Not valid with this flag: older patterns escape letters that the strict form does not know.
    }
  }
  return { pattern: null }
})

export function isPattern(source: string): boolean {
  return source !== '' && source.length <= PATTERN_LENGTH && compiled(source).pattern !== null
}

/** Whether the pattern matches; 'too slow' when its budget was not enough. */
export function matchesPattern(source: string, text: string): boolean | 'too slow' {
  const { pattern } = compiled(source)
  if (!pattern || text.length > MATCHED_LENGTH) return false
  sandbox.pattern = pattern
  sandbox.text = text
  try {
    return trial.runInContext(sandbox, { timeout: BUDGET_MS }) === true
  } catch (error) {
    // Not `instanceof Error`: the script may run in a realm with an Error of its own.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too slow'
    throw error
  }
}

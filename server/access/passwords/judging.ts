// Whether a new password is good enough: the rules of the level, then what an attacker would try first. The second part
// is asked of a thread (judge-worker.ts), which lives as long as it is needed.
import { Worker } from 'node:worker_threads'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { JudgeAnswer, JudgeQuestion } from './judge-worker.ts'
import { MAX_PASSWORD, type PasswordRules } from './levels.ts'

export const PASSWORD_PROBLEMS = [
  'too_short',
  'too_long',
  'needs_mixed_case',
  'needs_number',
  'needs_symbol',
  'leaked',
  'guessable',
  'used_before',
] as const
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number]

/** About 30 million guesses: below that, a password is found by trying, whatever its length. */
const LEAST_GUESSES_LOG10 = 7.5
/** Words of this desk and product that everybody would try (ASVS 5.0, 6.1.2); address, name and desk come with each. */
const CONTEXT_WORDS = ['custos', 'helpdesk', 'help desk', 'support', 'service', 'ticket', 'passwort', 'wachtwoord']
const MOST_KNOWN = 20
const LEAST_REST = 6
/** Pieces of an address or a name that are shorter say nothing. */
const LEAST_PIECE = 3
const IDLE_MS = 60_000
const ANSWER_MS = 5_000
const MOST_WAITING = 200

/** Whether a password has one of the problems that can be seen without knowing anything else. Pure. */
export function lacks(problem: PasswordProblem, password: string, rules: PasswordRules): boolean {
  switch (problem) {
    case 'too_long':
      return password.length > MAX_PASSWORD
    case 'too_short':
      return [...password].length < rules.min_length
    case 'needs_mixed_case':
      return rules.mixed_case && !(/\p{Lu}/u.test(password) && /\p{Ll}/u.test(password))
    case 'needs_number':
      return rules.numbers && !/\p{Nd}/u.test(password)
    case 'needs_symbol':
      return rules.symbols && !/[^\p{L}\p{Nd}\s]/u.test(password)
    default:
      return false
  }
}

/** The parts of a rule that a browser can check too: in the order in which they are told. Pure. */
export function ruleProblem(password: string, rules: PasswordRules): PasswordProblem | null {
  const told = ['too_long', 'too_short', 'needs_mixed_case', 'needs_number', 'needs_symbol'] as const
  return told.find((problem) => lacks(problem, password, rules)) ?? null
}

/**
 * Why a password is not good enough, or null. `known` are words an attacker would try first: address, name, desk. Not
 * to be called inside a transaction: it may take a moment.
 */
export async function judgePassword(
  password: string,
  rules: PasswordRules,
  known: readonly string[],
): Promise<PasswordProblem | null> {
  const problem = ruleProblem(password, rules)
  if (problem) return problem
  const words = known.flatMap((word) => [word, ...word.split(/[^\p{L}\p{Nd}]+/u)])
  const pieces = [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= LEAST_PIECE))]
  const obvious = [...pieces.slice(0, MOST_KNOWN), ...CONTEXT_WORDS]
  // What is left when the obvious is taken out must still be a secret.
  const rest = obvious.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  if (rest.replaceAll(/[^\p{L}\p{Nd}]+/gu, '').length < LEAST_REST && rest.length < password.length) return 'guessable'
  const answer = await ask(password, obvious)
  if (answer.is_leaked) return 'leaked'
  return answer.guesses_log10 < LEAST_GUESSES_LOG10 ? 'guessable' : null
}

/** What to tell an API client. */
export function passwordRefusal(problem: PasswordProblem, rules: PasswordRules): Refusal {
  const texts: Record<PasswordProblem, string> = {
    too_short: `must have at least ${rules.min_length} characters`,
    too_long: `must have at most ${MAX_PASSWORD} characters`,
    needs_mixed_case: 'needs capital and small letters',
    needs_number: 'needs a number',
    needs_symbol: 'needs a character that is neither a letter nor a number',
    leaked: 'is known from leaks',
    guessable: 'is too easy to guess',
    used_before: 'was used before',
  }
  return invalid('password', `Password: ${texts[problem]}`, problem === 'too_long' ? 'ValueTooLong' : 'InvalidValue')
}

interface Asked {
  done(answer: JudgeAnswer): void
  failed(error: Error): void
  timer: NodeJS.Timeout
}

const asked = new Map<number, Asked>()
let worker: Worker | null = null
let resting: NodeJS.Timeout | undefined
let last_id = 0

function ask(password: string, known: readonly string[]): Promise<JudgeAnswer> {
  if (asked.size >= MOST_WAITING) throw new Refusal('unavailable')
  clearTimeout(resting)
  const thread = worker ?? start()
  last_id += 1
  const question: JudgeQuestion = { id: last_id, password, known }
  return new Promise((done, failed) => {
    const timer = setTimeout(() => stop(new Refusal('unavailable')), ANSWER_MS * Math.max(1, asked.size))
    asked.set(question.id, { done, failed, timer })
    thread.ref()
    thread.postMessage(question)
  })
}

function start(): Worker {
  // Flags of a test runner or debugger are not for the worker.
  const made = new Worker(new URL('./judge-worker.ts', import.meta.url), { execArgv: [] })
  worker = made
  made.on('message', (answer: JudgeAnswer) => {
    const question = asked.get(answer.id)
    asked.delete(answer.id)
    clearTimeout(question?.timer)
    question?.done(answer)
    if (asked.size > 0 || worker !== made) return
    made.unref()
    resting = setTimeout(() => stop(null), IDLE_MS).unref()
  })
  made.on('error', (error) => {
    if (worker === made) stop(error)
  })
  return made
}

function stop(error: Error | null): void {
  void worker?.terminate() // That it is gone is all that matters.
  worker = null
  for (const question of asked.values()) {
    clearTimeout(question.timer)
    question.failed(error ?? new Error('the thread that judges passwords was stopped'))
  }
  asked.clear()
}

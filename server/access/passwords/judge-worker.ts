// A thread that knows the passwords which leaked most often (some 49,000, from @zxcvbn-ts/language-common) and estimates
// how many guesses a password takes. The lists take 8 MB and an estimate up to 0.2 s: neither belongs to the thread that
// answers requests. It is let go when nobody needed it for a while.
import { parentPort } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

export interface JudgeQuestion {
  id: number
  password: string
  known: readonly string[]
}

export interface JudgeAnswer {
  id: number
  is_leaked: boolean
  /** Power of ten of the guesses it takes. */
  guesses_log10: number
}

/** An estimate of more characters than these takes long and says nothing new. */
const MOST_ESTIMATED = 64

const leaked = new Set(dictionary['passwords-common'])
const estimate = new ZxcvbnFactory({
  dictionary: { leaked: dictionary['passwords-common'], words: dictionary['diceware-common'] },
  graphs: adjacencyGraphs,
})

parentPort?.on('message', ({ id, password, known }: JudgeQuestion) => {
  const answer: JudgeAnswer = {
    id,
    is_leaked: leaked.has(password) || leaked.has(password.toLowerCase()),
    guesses_log10: estimate.check(password.slice(0, MOST_ESTIMATED), [...known]).guessesLog10,
  }
  parentPort?.postMessage(answer)
})

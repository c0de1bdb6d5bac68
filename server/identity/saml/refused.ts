// Why a message of a provider was not taken. Thrown inside the reading of one message and caught at its end.
import type { Problem } from '../problems.ts'

export class Refused extends Error {
  readonly problem: Problem
  /** Technical words for the admin who tries the provider; never shown to anybody else. */
  readonly detail: string | null

  constructor(problem: Problem, detail: string | null = null, cause?: unknown) {
    super(problem, { cause })
    this.name = 'Refused'
    this.problem = problem
    this.detail = detail
  }
}

// Why a message of a provider was not taken. Thrown inside the reading of one message and caught at its end.
import type { Attributes } from '../mapping/reading.ts'
import type { Problem } from '../problems.ts'

export class Refused extends Error {
  readonly problem: Problem
  /** Technical words for the admin who tries the provider; never shown to anybody else. */
  readonly detail: string | null
  /** What the message said, where it could be read: for the same admin, to see what is amiss with it. */
  readonly claims: Attributes | null

  constructor(problem: Problem, detail: string | null = null, cause?: unknown, claims: Attributes | null = null) {
    super(problem, { cause })
    this.name = 'Refused'
    this.problem = problem
    this.detail = detail
    this.claims = claims
  }
}

// Where else a password may be right: directories that later modules know of. Theirs is asked, never kept.
import type { Origin, Work, WorkEngine } from '../platform/work.ts'
import type { SignInMethod } from './policies/schema.ts'

/** Whom a source proved. */
export interface SourceProof {
  user_id: number
  method: SignInMethod
  provider_id: number
}

export interface PasswordSource {
  /** True where people may be known to it by other names than addresses. */
  takesNames(work: Work): Promise<boolean>
  /**
   * Asks with what was typed; network, so outside of any transaction. Null where it knows no such person; otherwise
   * what settles who it is, in the request's unit of work (null there: known, and not let in).
   */
  check(
    engine: WorkEngine,
    account_id: number,
    origin: Origin,
    typed: { login: string; password: string },
  ): Promise<((work: Work) => Promise<SourceProof | null>) | null>
}

const offered: PasswordSource[] = []

/** Called while the product is put together. */
export function offerPasswordSource(source: PasswordSource): void {
  offered.push(source)
}

/** The first source that knows this person, or null. */
export async function askPasswordSources(
  ...[engine, account_id, origin, typed]: Parameters<PasswordSource['check']>
): ReturnType<PasswordSource['check']> {
  for (const source of offered) {
    const answer = await source.check(engine, account_id, origin, typed)
    if (answer) return answer
  }
  return null
}

/** True where the password form should take a name that is no address. */
export async function takesNames(work: Work): Promise<boolean> {
  for (const source of offered) if (await source.takesNames(work)) return true
  return false
}

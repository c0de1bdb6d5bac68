// DNS for one message, with a bound on how many questions a stranger's message may make us ask and for how long.

import { TRUST_LIMITS } from './limits.ts'

/** As in node:dns/promises: rejects with code ENOTFOUND or ENODATA where there is no such record. */
export type DnsResolver = (name: string, type: string) => Promise<string[][] | string[]>

/** A resolver that fails as an unreachable server does once the message has used up its questions or its time. */
export class BoundedResolver {
  /** Whether any question went without an answer: then no verdict built on these answers is final. */
  unanswered = false
  private asked = 0
  private readonly answers = new Map<string, ReturnType<DnsResolver>>()
  private readonly deadline: number
  private readonly inner: DnsResolver

  constructor(inner: DnsResolver, time_ms: number) {
    this.inner = inner
    this.deadline = performance.now() + time_ms
  }

  /** Each question is asked once: what was learned early in the time cannot be lost to later questions. */
  readonly resolve: DnsResolver = (name, type) => {
    const key = `${type} ${name.toLowerCase()}`
    const known = this.answers.get(key)
    if (known) return known
    const answer = this.ask(name, type)
    this.answers.set(key, answer)
    return answer
  }

  private async ask(name: string, type: string): Promise<string[][] | string[]> {
    const left = this.deadline - performance.now()
    if (left <= 0 || ++this.asked > TRUST_LIMITS.dns_queries) throw this.refused()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.refused()), left)
    })
    try {
      return await Promise.race([this.inner(name, type), late])
    } catch (error) {
      if (!isNoRecord(error)) this.unanswered = true
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  private refused(): Error {
    this.unanswered = true
    return Object.assign(new Error('DNS query limit of this message reached'), { code: 'ETIMEOUT' })
  }
}

function isNoRecord(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:ENOTFOUND|ENODATA|EBADNAME)$/.test(String(error.code))
}

// The running platform: what jobs and background roles are handed. It knows nothing about customer service.
import type pg from 'pg'
import type { Config } from './config.ts'
import type { DnsResolve } from './dns.ts'
import type { FileStore } from './files/index.ts'
import type { Metrics } from './http/metrics.ts'
import type { Log } from './log.ts'
import { type Actor, type Audience, doWork, SYSTEM_ORIGIN, type Work, type WorkEngine } from './work.ts'

export interface Platform {
  readonly config: Config
  readonly log: Log
  readonly engine: WorkEngine
  readonly pool: pg.Pool
  readonly files: FileStore
  readonly metrics: Metrics
  readonly dns: DnsResolve
  /** A person as an actor, for what is done later in their name; null when they may do nothing any more. */
  findActor(work: Work, user_id: number): Promise<Actor | null>
  /** `https://host` under which customers reach an account, for links in mails. */
  publicUrl(account_id: number): Promise<string>
}

/** A unit of work of the system itself, e.g. of a job. `audience` says for whom its result is. */
export function systemWork<Result>(
  platform: Platform,
  account_id: number,
  name: string,
  audience: Audience,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  return doWork(platform.engine, { account_id, actor: { kind: 'system', name }, origin: SYSTEM_ORIGIN, audience }, run)
}

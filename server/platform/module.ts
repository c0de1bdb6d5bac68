// What a module hands to main.ts: plain lists. Nothing registers itself.
import type { z } from 'zod'
import type { EventType, Reaction } from './events.ts'
import type { AnyEndpoint } from './http/endpoint.ts'
import type { Platform } from './platform.ts'
import type { Immediate, Work } from './work.ts'

/** A task of the queue. Payloads carry ids only; what a job throws is retried with back-off up to `max_attempts`. */
export interface Job {
  readonly name: string
  readonly summary: string
  readonly payload: z.ZodType
  /** graphile-worker's crontab time, in UTC, for jobs that also run by the clock. They get the payload {}. */
  readonly cron?: string
  run(platform: Platform, payload: never): Promise<void>
}

/** A job whose payload is checked by its schema before it runs. */
export function job<Payload>(declaration: {
  name: string
  summary: string
  payload: z.ZodType<Payload>
  cron?: string
  run(platform: Platform, payload: Payload): Promise<void>
}): Job {
  return declaration
}

/** Where personal data lies, why, for how long, and how it is erased. */
export interface PersonalData {
  readonly table: string
  readonly column: string
  readonly what: string
  readonly why: string
  readonly kept: string
  readonly erased_by: string
}

export interface Module {
  readonly name: string
  /** What every new account has of this module from the start, made in the transaction that makes the account. */
  begin?(work: Work): Promise<void>
  readonly endpoints?: readonly AnyEndpoint[]
  // biome-ignore lint/suspicious/noExplicitAny: a list of events of many shapes
  readonly events?: readonly EventType<any, any>[]
  readonly reactions?: readonly Reaction[]
  readonly immediates?: readonly Immediate[]
  readonly jobs?: readonly Job[]
  readonly personalData?: readonly PersonalData[]
}

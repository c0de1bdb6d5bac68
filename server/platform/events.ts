// Facts and what follows from them. A module declares its events and its reactions as plain data; main.ts collects them.
import type { z } from 'zod'
import type { Work } from './work.ts'

/** A fact a module can record. `data` holds ids, times and enumerations; text goes to `sealed`. */
export interface EventType<Data = unknown, Sealed = unknown> {
  readonly type: string
  readonly subject: string
  readonly summary: string
  readonly data: z.ZodType<Data>
  readonly sealed?: z.ZodType<Sealed>
}

export function event<Data, Sealed = never>(declaration: EventType<Data, Sealed>): EventType<Data, Sealed> {
  return declaration
}

/** What a module does when a fact of another happens: a job in the same transaction, in the subject's lane. */
export interface Reaction {
  readonly on: string
  readonly job: string
  /** False where there is nothing to do, so that no job is added for nothing. Pure. */
  applies?(data: never): boolean
  /**
   * Asked once everything of the unit that follows from the fact has happened: false where what this unit knows already
   * says that the job would find nothing to do. Asks the database nothing.
   */
  isNeeded?(work: Work, subject_id: number, data: never): boolean
  /** Milliseconds to wait, e.g. the undo window. Pure. */
  delay_ms?(data: never): number
  /** Jobs of one lane run one after another. Default: none. */
  lane?(account_id: number, subject_id: number): string
}

export interface EventPayload {
  account_id: number
  event_id: number
  subject_id: number
}

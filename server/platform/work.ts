// A unit of work: one transaction for one account, one actor, one point in time. Changes, events, audit entries and
// jobs are written together or not at all; after the commit only hints go out, which may be lost without harm.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Actor, type Audience, actorId } from './actor.ts'
import type { Clock } from './clock.ts'
import { sql, Tx } from './db.ts'
import { canonicalJson, eventDigest, type PendingEvent } from './event-digest.ts'
import type { EventType, Reaction } from './events.ts'
import { newId } from './ids.ts'
import type { Bus } from './live/bus.ts'
import type { Sealing } from './sealing.ts'

export { type Actor, type Audience, actorId, isStaff, type Role } from './actor.ts'

export interface Origin {
  channel: 'web' | 'api' | 'email' | 'system' | 'cli'
  ip: string | null
  user_agent: string | null
  request_id: string | null
}

export interface Work {
  readonly account_id: number
  readonly actor: Actor
  readonly origin: Origin
  /** The same instant for the whole unit. */
  readonly now: Date
  readonly db: Tx
  readonly sealing: Sealing
  readonly audience: Audience
  /** Writes the fact, its audit entry and one job per reaction with the rest of this unit. Returns the event's id. */
  record<Data, Sealed>(type: EventType<Data, Sealed>, subject_id: number, data: Data, sealed?: Sealed): number
  /** The ids of what was recorded about a subject in this unit, in order. */
  eventsAbout(subject: string, subject_id: number): number[]
  /** Adds a job to this unit. `key` replaces a waiting job of the same key. */
  addJob(job: string, payload: { account_id: number } & Record<string, unknown>, options?: JobOptions): void
  /**
   * Lets the modules that act on these facts at once do so, and writes what was recorded so far. Happens by itself at
   * the end of the unit; call it before a reply shows what such a module may have changed.
   */
  flush(): Promise<void>
  /** The same unit with somebody else as the actor, e.g. a rule that follows from what a person did. */
  as(actor: Actor): Work
}

/** A fact of this unit, with its text as it was given to `record`. */
export interface Fact {
  readonly event_id: number
  readonly type: string
  readonly subject_id: number
  readonly data: unknown
  readonly texts: unknown
  readonly actor: Actor
}

/**
 * What a module does when a fact happens, in the same unit of work: when it throws, the fact is undone too. For what
 * must be true once the caller has an answer (triggers, SLA clocks); everything else is a reaction, which is a job.
 */
export interface Immediate {
  readonly on: string
  run(work: Work, fact: Fact): Promise<void>
}

export interface JobOptions {
  /** Jobs of one lane run one after another. */
  lane?: string
  run_at?: Date
  key?: string
  max_attempts?: number
}

export interface WorkRequest {
  account_id: number
  actor: Actor
  origin: Origin
  audience: Audience
  read_only?: boolean
}

export interface WorkEngine {
  pool: pg.Pool
  clock: Clock
  bus: Bus
  reactions: ReadonlyMap<string, readonly Reaction[]>
  immediates: ReadonlyMap<string, readonly Immediate[]>
  unlock(account_id: number): Promise<Sealing>
}

/** Deadlocks and serialisation failures are retried this often before they become an error. */
const TRIES = 3
/** Facts may lead to facts in the same unit, this many rounds deep; a loop is a bug. */
const IMMEDIATE_ROUNDS = 200

export const SYSTEM_ORIGIN: Origin = { channel: 'system', ip: null, user_agent: null, request_id: null }

/** The credential somebody acts with, as events keep it. */
function credentialOf(actor: Actor) {
  if (actor.kind !== 'user') return { token_id: null, client_id: null, impersonator_id: null }
  const { token_id, client_id = null, impersonator_id = null } = actor
  return { token_id, client_id, impersonator_id }
}

interface PendingJob {
  task: string
  payload: unknown
  queue: string | null
  run_at: string | null
  max_attempts: number | null
  key: string | null
  priority: number | null
}

/** The queue keeps a row for every lane it ever saw, and locks those that are free to fetch a job: so lanes share this many. */
const QUEUES = 64

/** Jobs of one lane run one after another; now and then so do those of two lanes, which harms nobody. */
function queueOf(lane: string): string {
  return `lane-${createHash('sha256').update(lane).digest().readUInt16BE(0) % QUEUES}`
}

/** The engine for writing a past: no reaction and nothing immediate runs, nobody is woken or told. */
export function quietEngine(engine: WorkEngine): WorkEngine {
  const bus = { ...engine.bus, publish: () => undefined, wakeWorkers: () => undefined }
  return { ...engine, bus, reactions: new Map(), immediates: new Map() }
}

/** Runs `run` in a transaction for one account. What it throws rolls everything back. */
export async function doWork<Result>(
  engine: WorkEngine,
  request: WorkRequest,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await doWorkOnce(engine, request, run)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if ((code !== '40001' && code !== '40P01') || attempt === TRIES) throw error
    }
  }
}

async function doWorkOnce<Result>(
  engine: WorkEngine,
  request: WorkRequest,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  const sealing = await engine.unlock(request.account_id)
  const client = await engine.pool.connect()
  const tx = new Tx(client)
  let broken: Error | undefined
  try {
    const account = Number(request.account_id)
    if (!Number.isSafeInteger(account)) throw new Error('a unit of work needs an account')
    tx.sendPlain(
      `begin${request.read_only ? ' read only' : ''}; set local custos.account_id = '${account}'; set local custos.audience = '${request.audience === 'staff' ? 'staff' : 'customer'}'`,
    )
    const unit = new Unit(engine, request, tx, sealing)
    const result = await run(unit)
    await unit.flush()
    await tx.commit()
    unit.announce()
    return result
  } catch (error) {
    broken = await rollBack(client)
    // After a failure everything else fails because the transaction has: the first one is the cause.
    throw tx.first_failure ?? error
  } finally {
    client.release(broken)
  }
}

/** Undefined, or why the connection must not be used again: it is gone with its transaction. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed')
  }
}

class Unit implements Work {
  readonly account_id: number
  readonly actor: Actor
  readonly origin: Origin
  readonly audience: Audience
  readonly now: Date
  readonly db: Tx
  readonly sealing: Sealing
  readonly #engine: WorkEngine
  #events: PendingEvent[] = []
  #facts: Fact[] = []
  #following: { reaction: Reaction; event_id: number; subject_id: number; data: never }[] = []
  #jobs: PendingJob[] = []
  readonly #written: PendingEvent[] = []
  #jobs_written = 0

  constructor(engine: WorkEngine, request: WorkRequest, db: Tx, sealing: Sealing) {
    this.#engine = engine
    this.account_id = request.account_id
    this.actor = request.actor
    this.origin = request.origin
    this.audience = request.audience
    this.now = engine.clock.now()
    this.db = db
    this.sealing = sealing
  }

  record<Data, Sealed>(type: EventType<Data, Sealed>, subject_id: number, data: Data, sealed?: Sealed): number {
    return this.recordAs(this.actor, type, subject_id, data, sealed)
  }

  as(actor: Actor): Work {
    return new Acting(this, actor)
  }

  recordAs<Data, Sealed>(
    actor: Actor,
    type: EventType<Data, Sealed>,
    subject_id: number,
    data: Data,
    sealed?: Sealed,
  ): number {
    const event_id = newId()
    const { ip, user_agent, channel, request_id } = this.origin
    const hidden =
      sealed === undefined && ip === null
        ? null
        : this.sealing.seal(`events/${event_id}/sealed`, { ip, user_agent, ...sealed })
    this.#events.push({
      event_id,
      type: type.type,
      subject_type: type.subject,
      subject_id,
      actor_id: actorId(actor),
      actor_kind: actor.kind,
      channel,
      request_id,
      ...credentialOf(actor),
      data,
      sealed: hidden,
      created_at: this.now.toISOString(),
    })
    if (this.#engine.immediates.has(type.type))
      this.#facts.push({ event_id, type: type.type, subject_id, data, texts: sealed, actor })
    for (const reaction of this.#engine.reactions.get(type.type) ?? [])
      if (reaction.applies?.(data as never /* the registry is keyed by the event's type */) ?? true)
        this.#following.push({ reaction, event_id, subject_id, data: data as never /* as above */ })
    return event_id
  }

  /** Jobs for what follows, now that all that happens at once has happened. */
  #addFollowing(): void {
    const following = this.#following
    this.#following = []
    for (const { reaction, event_id, subject_id, data } of following) {
      if (reaction.isNeeded?.(this, subject_id, data) === false) continue
      const delay_ms = reaction.delay_ms?.(data) ?? 0
      this.addJob(
        reaction.job,
        { account_id: this.account_id, event_id, subject_id },
        {
          lane: reaction.lane?.(this.account_id, subject_id),
          run_at: delay_ms > 0 ? new Date(this.now.getTime() + delay_ms) : undefined,
        },
      )
    }
  }

  addJob(job: string, payload: { account_id: number } & Record<string, unknown>, options: JobOptions = {}): void {
    // One statement adds them all and may name a key once; of several the last counts, as in the queue.
    if (options.key !== undefined) this.#jobs = this.#jobs.filter((waiting) => waiting.key !== options.key)
    this.#jobs.push({
      task: job,
      payload,
      queue: options.lane === undefined ? null : queueOf(options.lane),
      run_at: options.run_at?.toISOString() ?? null,
      max_attempts: options.max_attempts ?? null,
      key: options.key ?? null,
      priority: null,
    })
  }

  eventsAbout(subject: string, subject_id: number): number[] {
    return [...this.#written, ...this.#events]
      .filter((event) => event.subject_type === subject && event.subject_id === subject_id)
      .map((event) => event.event_id)
  }

  async #actOnFacts(): Promise<void> {
    for (let round = 0; this.#facts.length > 0; round++) {
      if (round === IMMEDIATE_ROUNDS) throw new Error('facts of one unit of work lead to more of them without end')
      const facts = this.#facts
      this.#facts = []
      for (const fact of facts)
        for (const immediate of this.#engine.immediates.get(fact.type) ?? []) await immediate.run(this, fact)
    }
  }

  /** Writes what was recorded: one statement for events and audit, one for jobs. */
  async flush(): Promise<void> {
    await this.#actOnFacts()
    this.#addFollowing()
    if (this.#events.length > 0) {
      const rows = this.#events.map((event) => {
        const data = canonicalJson(event.data)
        const entry_id = newId()
        return {
          ...event,
          data,
          entry_id,
          digest: eventDigest(this.sealing, entry_id, { ...event, data, has_text: event.sealed !== null }),
        }
      })
      const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key])
      this.db.send(sql`
        with rows as (
          select * from unnest(
            ${column('event_id')}::bigint[], ${column('type')}::text[], ${column('subject_type')}::text[], ${column('subject_id')}::bigint[],
            ${column('actor_id')}::bigint[], ${column('actor_kind')}::text[], ${column('channel')}::text[], ${column('request_id')}::text[],
            ${column('token_id')}::bigint[], ${column('client_id')}::bigint[], ${column('impersonator_id')}::bigint[],
            ${column('data')}::jsonb[], ${column('sealed')}::bytea[], ${column('created_at')}::timestamptz[], ${column('entry_id')}::bigint[], ${column('digest')}::bytea[]
          ) as r(event_id, type, subject_type, subject_id, actor_id, actor_kind, channel, request_id, token_id, client_id, impersonator_id, data, sealed, created_at, entry_id, digest)
        ), written as (
          insert into events (account_id, event_id, type, subject_type, subject_id, actor_id, actor_kind, channel, request_id, token_id, client_id, impersonator_id, data, sealed, created_at)
          select ${this.account_id}::bigint, event_id, type, subject_type, subject_id, actor_id, actor_kind, channel, request_id, token_id, client_id, impersonator_id, data, sealed, created_at from rows
        )
        insert into audit_entries (account_id, entry_id, event_id, action, subject_type, subject_id, actor_id, digest, created_at)
        select ${this.account_id}::bigint, entry_id, event_id, type, subject_type, subject_id, actor_id, digest, created_at from rows`)
    }
    if (this.#jobs.length > 0) this.db.send(sql`select add_jobs_quietly(${JSON.stringify(this.#jobs)}::jsonb)`)
    this.#written.push(...this.#events)
    this.#jobs_written += this.#jobs.length
    this.#events = []
    this.#jobs = []
  }

  /** Tells who may be waiting. Ids only; losing it costs a poll's delay. */
  announce(): void {
    for (const event of this.#written) {
      this.#engine.bus.publish({
        account_id: this.account_id,
        kind: event.subject_type,
        id: event.subject_id,
        change: event.type,
      })
    }
    if (this.#jobs_written > 0) this.#engine.bus.wakeWorkers(this.#jobs_written)
  }
}

/** A unit of work seen as another actor: everything but the actor is the unit's own. */
class Acting implements Work {
  readonly actor: Actor
  readonly account_id: number
  readonly origin: Origin
  readonly audience: Audience
  readonly now: Date
  readonly db: Tx
  readonly sealing: Sealing
  readonly #unit: Unit

  constructor(unit: Unit, actor: Actor) {
    this.#unit = unit
    this.actor = actor
    this.account_id = unit.account_id
    this.origin = unit.origin
    this.audience = unit.audience
    this.now = unit.now
    this.db = unit.db
    this.sealing = unit.sealing
  }

  record<Data, Sealed>(type: EventType<Data, Sealed>, subject_id: number, data: Data, sealed?: Sealed): number {
    return this.#unit.recordAs(this.actor, type, subject_id, data, sealed)
  }

  addJob(job: string, payload: { account_id: number } & Record<string, unknown>, options?: JobOptions): void {
    this.#unit.addJob(job, payload, options)
  }

  eventsAbout(subject: string, subject_id: number): number[] {
    return this.#unit.eventsAbout(subject, subject_id)
  }

  flush(): Promise<void> {
    return this.#unit.flush()
  }

  as(actor: Actor): Work {
    return this.#unit.as(actor)
  }
}

// The live bus: hints with ids, sent after the commit and in batches (NOTIFY inside a write transaction halves the
// throughput), received over one LISTEN connection. Losing a hint is harmless: browsers ask again, workers poll.
import pg from 'pg'
import type { PgConnection } from '../db.ts'
import { NOTE_EVERY_MS, noteIds, raiseIds, takeSlot } from '../id-floor.ts'
import { ids } from '../ids.ts'
import type { Log } from '../log.ts'

export interface Hint {
  account_id: number
  kind: string
  id: number
  change: string
  /** Who, where the hint is about a person: presence. */
  by?: number
}

export interface Bus {
  publish(hint: Hint): void
  wakeWorkers(count: number): void
  subscribe(listener: (hint: Hint) => void): () => void
  close(): Promise<void>
}

const CHANNEL = 'custos_live'
/** graphile-worker's own. */
const WORKER_CHANNEL = 'jobs:insert'
const BATCH_MS = 15
/** PostgreSQL refuses a payload of 8,000 bytes or more. */
const HINTS_PER_MESSAGE = 60
const WAITING_HINTS = 10_000
const RECONNECT_MS = 1_000

/** Opens the bus and takes an id slot on the same connection. Throws when all 64 slots are taken. */
export async function openBus(connection: PgConnection, log: Log): Promise<Bus> {
  const listeners = new Set<(hint: Hint) => void>()
  let waiting: Hint[] = []
  let jobs = 0
  let is_sending = false
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let client: pg.Client | undefined
  let noted_id = 0

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...connection, application_name: 'custos-bus', keepAlive: true })
    next.on('error', (error) => lost(next, error))
    next.on('end', () => lost(next, undefined))
    next.on('notification', (message) => {
      if (message.channel !== CHANNEL || !message.payload) return
      for (const hint of JSON.parse(message.payload) as Hint[] /* only we write to this channel */)
        for (const listener of listeners) listener(hint)
    })
    await next.connect()
    client = next
    try {
      await takeSlot(next, ids)
      await next.query(`listen ${CHANNEL}`)
    } catch (error) {
      client = undefined
      await next.end()
      throw error
    }
  }

  function lost(which: pg.Client, error: Error | undefined): void {
    if (closed || client !== which) return
    client = undefined
    log.warn({ err: error }, 'the live bus lost its connection and reconnects')
    setTimeout(reconnect, RECONNECT_MS).unref()
  }

  function reconnect(): void {
    if (closed) return
    connect().catch((error: unknown) => {
      client = undefined
      log.warn({ err: error }, 'the live bus could not reconnect yet')
      setTimeout(reconnect, RECONNECT_MS).unref()
    })
  }

  function schedule(): void {
    // While a batch is on its way the next one gathers.
    if (!is_sending) timer ??= setTimeout(flush, BATCH_MS)
  }

  function flush(): void {
    timer = undefined
    const messages: string[] = []
    for (let start = 0; start < waiting.length; start += HINTS_PER_MESSAGE)
      messages.push(JSON.stringify(waiting.slice(start, start + HINTS_PER_MESSAGE)))
    const channels = messages.map(() => CHANNEL)
    if (jobs > 0) {
      channels.push(WORKER_CHANNEL)
      messages.push(JSON.stringify({ r: String(Math.random()), count: jobs }))
    }
    waiting = []
    jobs = 0
    if (!client || messages.length === 0) return
    is_sending = true
    client
      .query('select pg_notify(channel, message) from unnest($1::text[], $2::text[]) as n(channel, message)', [
        channels,
        messages,
      ])
      .catch((error: unknown) => log.warn({ err: error }, 'a hint was not sent'))
      .finally(() => {
        is_sending = false
        if (waiting.length > 0 || jobs > 0) schedule()
      })
  }

  function note(): void {
    if (!client) return
    noteIds(client, ids, noted_id).then(
      (id) => (noted_id = id),
      (error: unknown) => log.warn({ err: error }, 'how far ids have come was not noted'),
    )
  }

  await connect()
  if (client) await raiseIds(client, ids)
  const noting = setInterval(note, NOTE_EVERY_MS).unref()
  return {
    publish(hint) {
      if (waiting.length < WAITING_HINTS) waiting.push(hint)
      schedule()
    },
    wakeWorkers(count) {
      jobs += count
      schedule()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      clearInterval(noting)
      await client?.end()
    },
  }
}

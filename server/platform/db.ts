// SQL is written as SQL: Kysely's `sql` template builds and binds it, this file runs it on a `pg` connection.
// Statements that recur are prepared once per connection under a name.
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely'
import pg from 'pg'

export { type RawBuilder, sql }

/** What a pg connection takes: a socket folder or host, role, database. */
export type PgConnection = pg.ClientConfig

// Every int8 of ours is an id or a size below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const STATEMENT_TIMEOUT_MS = 20_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000
const NAMED_STATEMENTS = 400

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (names.size >= NAMED_STATEMENTS) return undefined
  const name = `s${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`
  names.set(text, name)
  return name
}

/**
 * Runs queries on one connection, inside one transaction. What is asked before an answer comes leaves together: several
 * queries in a Promise.all, or changes that were sent and not waited for, cost one write to the socket and one wait.
 */
export class Tx {
  readonly #client: pg.ClientBase
  #sent: Promise<unknown>[] = []
  #failures: Error[] = []
  #is_corked = false

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  /** All rows. */
  async all<Row extends object>(query: RawBuilder<Row>): Promise<Row[]> {
    return (await this.#submit<Row>(query)).rows
  }

  /** The first row, or null. */
  async first<Row extends object>(query: RawBuilder<Row>): Promise<Row | null> {
    return (await this.all(query))[0] ?? null
  }

  /** Exactly one row; a query that cannot miss. */
  async one<Row extends object>(query: RawBuilder<Row>): Promise<Row> {
    const rows = await this.all(query)
    if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`)
    return rows[0]! // just counted
  }

  /** Number of rows changed. */
  async run(query: RawBuilder<unknown>): Promise<number> {
    return (await this.#submit(query)).rowCount ?? 0
  }

  /**
   * A change whose result nobody needs. It runs before whatever is asked next; a failure is thrown by `settle`, at the
   * latest instead of the commit.
   */
  send(query: RawBuilder<unknown>): void {
    this.#keep(this.#submit(query))
  }

  /** A statement without parameters, sent as it is (begin, commit, savepoints). Never with anything from outside. */
  async plain(text: string): Promise<void> {
    this.#cork()
    await this.#client.query(text)
  }

  /** As `plain`, without waiting, like `send`. */
  sendPlain(text: string): void {
    this.#keep(this.plain(text))
  }

  /** Waits for what was sent, and throws what failed first. */
  async settle(): Promise<void> {
    const sent = this.#sent
    this.#sent = []
    await Promise.all(sent)
    if (this.first_failure) throw this.first_failure
  }

  /** The first of the sent changes that failed, as far as the answers are in. */
  get first_failure(): Error | undefined {
    return this.#failures[0]
  }

  /** Commits when everything before it went well. PostgreSQL answers the commit of a failed transaction with ROLLBACK. */
  async commit(): Promise<void> {
    this.#cork()
    const committed = this.#client.query('commit')
    // Heard below; it must not count as unheard when what was sent before it fails first.
    committed.catch(() => undefined)
    await this.settle()
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
  }

  #submit<Row extends object>(query: RawBuilder<unknown>): Promise<pg.QueryResult<Row>> {
    const { sql: text, parameters } = query.compile(compiler)
    this.#cork()
    return this.#client.query<Row>({
      text,
      values: parameters as unknown[] /* pg wants a mutable array */,
      name: nameOf(text),
    })
  }

  #keep(sent: Promise<unknown>): void {
    this.#sent.push(sent.catch((error: Error) => this.#failures.push(error)))
  }

  /** Holds the socket back until the code that runs now waits for something: one write costs as much as a small query. */
  #cork(): void {
    if (this.#is_corked) return
    const { connection } = this.#client as unknown as { connection?: { stream: Writable } } // pg's types leave it out
    if (!connection) return
    const { stream } = connection
    this.#is_corked = true
    stream.cork()
    process.nextTick(() => {
      this.#is_corked = false
      stream.uncork()
    })
  }
}

export function openPool(connection: PgConnection, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    // Queries are written as they are asked, without waiting for the answers before them.
    pipeline: true,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    application_name: 'custos',
  })
  // A connection that dies while idle (the database restarted) is replaced by the pool; without a listener it ends the
  // process. It is told of below, with those that were in use: whoever used one hears of it from the query.
  pool.on('error', () => undefined)
  const connected = new Set<pg.PoolClient>()
  connections.set(pool, connected)
  pool.on('connect', (client) => {
    connected.add(client)
    client.on('error', (error) => (pool.ending ? undefined : onError(error)))
  })
  pool.on('remove', (client) => connected.delete(client))
  return pool
}

/** The connections of each open pool that the database still knows. */
const connections = new WeakMap<pg.Pool, Set<pg.PoolClient>>()
const GOODBYE_MAY_TAKE_MS = 5_000

/**
 * Closes a pool of openPool and waits until its connections are gone. `pool.end()` alone does not wait: a database that
 * is stopped right after it would find them open, and say so. What hangs is left behind after five seconds.
 */
export async function closePool(pool: pg.Pool): Promise<void> {
  const left = connections.get(pool) ?? new Set()
  const { promise: gone, resolve, reject } = Promise.withResolvers<void>()
  const look = () => (left.size === 0 ? resolve() : undefined)
  pool.on('remove', look)
  const limit = setTimeout(resolve, GOODBYE_MAY_TAKE_MS)
  pool.end().then(look, reject)
  await gone.finally(() => clearTimeout(limit))
}

// SQL is written as SQL: Kysely's `sql` template builds and binds it, this file runs it on a `pg` connection.
// Statements that recur are prepared once per connection under a name.
import { createHash } from 'node:crypto'
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

/** Runs queries on one connection, inside one transaction. */
export class Tx {
  readonly #client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  /** All rows. */
  async all<Row extends object>(query: RawBuilder<Row>): Promise<Row[]> {
    const { sql: text, parameters } = query.compile(compiler)
    const result = await this.#client.query<Row>({
      text,
      values: parameters as unknown[] /* pg wants a mutable array */,
      name: nameOf(text),
    })
    return result.rows
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
    const { sql: text, parameters } = query.compile(compiler)
    const result = await this.#client.query({
      text,
      values: parameters as unknown[] /* as above */,
      name: nameOf(text),
    })
    return result.rowCount ?? 0
  }

  /** A statement without parameters, sent as it is (begin, commit, savepoints). Never with anything from outside. */
  async plain(text: string): Promise<void> {
    await this.#client.query(text)
  }
}

export function openPool(connection: PgConnection, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    application_name: 'custos',
  })
  // A connection that dies while idle (the database restarted) is replaced by the pool; without a listener it ends the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

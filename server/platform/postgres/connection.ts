import type { PoolConfig } from 'pg'

/** How to reach one database as one role; what `pg.Pool` and `pg.Client` take. `host` may be a socket folder. */
export type PgConnection = Pick<PoolConfig, 'host' | 'port' | 'user' | 'password' | 'database' | 'connectionString'>

/** Told what the database is doing, one line each, for people. */
export type Log = (line: string) => void

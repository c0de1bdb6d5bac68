// The roles in the database, and what each may do. custos_owner owns the tables and changes them; custos_app, with
// which requests and jobs work, owns nothing, so that row-level security binds it whatever the code does.
import pg from 'pg'
import type { PgConnection } from '../db.ts'
import type { Passwords } from './passwords.ts'

export const OWNER = 'custos_owner'
export const APP = 'custos_app'
export const DATABASE = 'custos'

/** Makes the roles and the database where they are missing. Safe to repeat: an interrupted first start goes on here. */
export async function ensureRoles(superuser: PgConnection, passwords: Passwords): Promise<void> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "select rolname as name from pg_roles union all select 'database ' || datname from pg_database",
    )
    const there = new Set(rows.map((row) => row.name))
    if (!there.has(OWNER)) await makeRole(client, OWNER, passwords.owner)
    if (!there.has(APP)) await makeRole(client, APP, passwords.app)
    if (!there.has(`database ${DATABASE}`)) await client.query(`create database ${DATABASE} owner ${OWNER}`)
    await client.query(`revoke all on database ${DATABASE} from public`)
    await client.query(`grant connect on database ${DATABASE} to ${APP}`)
  } finally {
    await client.end()
  }
}

/** Errors of these roles' statements go to the caller and not to the server's log: their text can quote a value. */
async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  await client.query('begin')
  await client.query(
    `create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password ${client.escapeLiteral(password)}`,
  )
  await client.query(`alter role ${role} set log_min_messages = 'log'`)
  await client.query('commit')
}

// Creating tickets, beside two floors measured in the same run: raw node:http for HTTP, and the least that any help
// desk must write (a ticket, a comment, an event, in one transaction) for the database.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { loadConfig } from '../../server/platform/config.ts'
import { openDatabase } from '../../server/platform/postgres/open.ts'
import type { Bench } from '../bench.ts'
import { call, type Measured, underLoad } from '../measuring/load.ts'
import { costLines, measureWithJobs } from '../measuring/requests.ts'
import type { Section } from '../measuring/table.ts'

const CLIENTS = 8
const WARM_UP_S = 3
const BODY = 'The parcel has not arrived and the tracking page shows no movement since Monday. '
  .repeat(13)
  .slice(0, 1024)

export async function createSection(bench: Bench): Promise<Section> {
  const { seconds } = bench.options
  const desk = await bench.desk()
  const authorization = await bench.owner()
  const http = await httpFloor(bench.options.ports.http + 4, seconds / 2)
  const floor = await sqlFloor(bench, seconds)
  const create = async (_client: number, turn: number): Promise<void> => {
    const ticket = {
      subject: `Where is my order AB-${turn}?`,
      comment: { body: `${turn} ${BODY}` },
      tags: ['delivery', 'shop'],
      priority: 'normal',
    }
    await call('POST', `${desk.url}/api/v2/tickets.json`, { authorization }, JSON.stringify({ ticket }))
  }
  const many = await measureWithJobs(desk, { clients: CLIENTS, seconds, warm_up_s: WARM_UP_S }, create)
  const one = await measureWithJobs(desk, { clients: 1, seconds: seconds / 2, warm_up_s: 1 }, create)
  return {
    title: `Create a ticket (1 KB), ${CLIENTS} clients; CPU with the jobs that follow`,
    lines: [
      {
        what: 'floor: raw node:http, POST 1 KB',
        value: http.per_second,
        unit: '/s',
        note: `p95 ${http.p95_ms.toFixed(1)} ms`,
      },
      {
        what: 'floor: SQL, three inserts in a transaction',
        value: floor.per_second,
        unit: '/s',
        note: `p95 ${floor.p95_ms.toFixed(1)} ms`,
      },
      ...costLines('create', many, { cpu_at_most: 4 }),
      {
        what: 'create: share of the SQL floor',
        value: (many.per_second / floor.per_second) * 100,
        unit: '%',
        at_least: 15,
      },
      { what: 'create: share of the HTTP floor', value: (many.per_second / http.per_second) * 100, unit: '%' },
      ...costLines('create, one client', one),
    ],
  }
}

/** A server that reads 1 KB and answers 1 KB, in a process of its own. */
async function httpFloor(port: number, seconds: number): Promise<Measured> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../floors/http.ts'), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await new Promise((resolve, reject) => child.stdout?.once('data', resolve) && child.once('exit', reject))
    const body = JSON.stringify({ text: BODY })
    return await underLoad({ clients: CLIENTS, seconds, warm_up_s: 1 }, async () => {
      await call('POST', `http://127.0.0.1:${port}/`, {}, body)
    })
  } finally {
    child.kill()
  }
}

const FLOOR_TABLES = `
  create schema if not exists floor;
  create table if not exists floor.tickets (id bigserial primary key, account_id bigint, subject text, status text, requester_id bigint, created_at timestamptz, updated_at timestamptz);
  create table if not exists floor.comments (id bigserial primary key, ticket_id bigint, author_id bigint, body text, created_at timestamptz);
  create table if not exists floor.events (id bigserial primary key, ticket_id bigint, type text, data jsonb, created_at timestamptz);
`

/** In the same database as the desk, so with the same settings and on the same disk. */
async function sqlFloor(bench: Bench, seconds: number): Promise<Measured> {
  const database = await openDatabase(loadConfig((await bench.folder()).env), () => undefined)
  const pool = new pg.Pool({ ...database.owner, max: CLIENTS })
  try {
    await pool.query(FLOOR_TABLES)
    return await underLoad({ clients: CLIENTS, seconds, warm_up_s: 1 }, async (_client, turn) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const ticket = await client.query({
          name: 'ticket',
          text: "insert into floor.tickets (account_id, subject, status, requester_id, created_at, updated_at) values (1, $1, 'new', 2, now(), now()) returning id",
          values: [`Order ${turn}`],
        })
        const id = ticket.rows[0].id
        await client.query({
          name: 'comment',
          text: 'insert into floor.comments (ticket_id, author_id, body, created_at) values ($1, 2, $2, now())',
          values: [id, BODY],
        })
        await client.query({
          name: 'event',
          text: "insert into floor.events (ticket_id, type, data, created_at) values ($1, 'created', '{}', now())",
          values: [id],
        })
        await client.query('commit')
      } finally {
        client.release()
      }
    })
  } finally {
    await pool.query('drop schema if exists floor cascade')
    await pool.end()
    await database.stop()
  }
}

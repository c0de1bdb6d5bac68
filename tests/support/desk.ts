// The whole product over the test database, for tests that speak HTTP to it. Every test makes its own account with its
// own people: tenancy keeps tests apart, and every test tests tenancy.
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { createToken } from '../../server/access/index.ts'
import { createAccount, finishSetUp } from '../../server/accounts/index.ts'
import { ALL_JOBS, type Desk, openDesk } from '../../server/compose.ts'
import { addMember, createFirstGroup, createUser } from '../../server/people/index.ts'
import { loadConfig } from '../../server/platform/config.ts'
import type { DnsResolve } from '../../server/platform/dns.ts'
import { newId } from '../../server/platform/ids.ts'
import { openLog } from '../../server/platform/log.ts'
import { systemWork } from '../../server/platform/platform.ts'
import type { Role, Work } from '../../server/platform/work.ts'
import { testDatabase } from './worker-database.ts'

/** Log lines of this worker, for tests that look for what must not be in them. */
export const logged: string[] = []

/** The zone that mail checks ask: name and type to records. Tests add to it. */
export const zone = new Map<string, unknown[]>()

const dns: DnsResolve = async (name, rrtype) => {
  const found = zone.get(`${rrtype} ${name.toLowerCase()}`)
  if (found) return found
  throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' })
}

let opened: Promise<{ desk: Desk; app: FastifyInstance }> | null = null

/** The composed product; one per worker. */
export function testDesk(): Promise<{ desk: Desk; app: FastifyInstance }> {
  opened ??= open()
  return opened
}

async function open(): Promise<{ desk: Desk; app: FastifyInstance }> {
  const { app: connection, superuser } = await testDatabase()
  await forgetMemoryKeys(superuser)
  const data_dir = await mkdtemp(join(tmpdir(), 'custos-test-'))
  const config = loadConfig({
    CUSTOS_DATA: data_dir,
    CUSTOS_MODE: 'development',
    CUSTOS_HTTP_PORT: '41900',
    CUSTOS_METRICS_PORT: '41901',
    CUSTOS_SMTP_PORT: '41902',
    CUSTOS_API_RATE_LIMIT: '1000000',
    CUSTOS_LOG_LEVEL: 'debug',
    // Webhooks of tests go to this machine; all other private addresses stay refused.
    CUSTOS_WEBHOOK_NETWORKS: '127.0.0.1',
  })
  const log = openLog('debug', { write: (line) => void logged.push(line) })
  const desk = await openDesk(config, connection, log, { dns })
  return { desk, app: await desk.openHttp() }
}

/** Bare accounts of an earlier file of this worker left keys of no file, for which the product would refuse to open. */
async function forgetMemoryKeys(superuser: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(superuser)
  await client.connect()
  await client.query("delete from key_providers where provider like 'memory:%'")
  await client.end()
}

export interface Person {
  id: number
  email: string
  /** `Basic …` with an API token. */
  authorization: string
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  body: any
  text: string
  headers: Record<string, string | string[] | number | undefined>
}

export interface TestAccount {
  account_id: number
  host: string
  owner: Person
  admin: Person
  agent: Person
  customer: Person
  desk: Desk
  app: FastifyInstance
  /** Calls the API. `as` is a person, or null for nobody. */
  call(as: Person | null, route: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** A unit of work of the system in this account. */
  work<Result>(run: (work: Work) => Promise<Result>, audience?: Work['audience']): Promise<Result>
  addPerson(role: Role, email?: string, name?: string): Promise<Person>
  /** Runs this account's waiting jobs, those they add included, whatever their time. */
  runJobs(): Promise<void>
}

/** Every general one: `security` must be named for what a session has to be proved anew for. */
const ALL_SCOPES = ['read', 'write', 'impersonate', 'security', 'exports']
const JOB_ROUNDS = 20

/** A new account with an owner, an admin, an agent and a customer, each with a token. */
export async function newAccount(): Promise<TestAccount> {
  const { desk, app } = await testDesk()
  const host = `desk-${newId()}.example`
  const { account_id, furnished: group_id } = await createAccount(desk, { name: 'Test desk', host }, (work) =>
    createFirstGroup(work, 'Support'),
  )
  if (group_id === undefined) throw new Error('an account was made without its group')
  const work: TestAccount['work'] = (run, audience = 'staff') => systemWork(desk, account_id, 'test', audience, run)
  const addPerson: TestAccount['addPerson'] = async (
    role,
    email = `${role}-${newId()}@people.example`,
    name = `A ${role}`,
  ) =>
    await work(async (unit) => {
      const user = await createUser(unit, {
        email,
        name,
        verified: true,
        ...(role === 'owner' ? { is_owner: true } : { role }),
      })
      if (role === 'owner') await finishSetUp(unit, user.id)
      if (role !== 'end-user') await addMember(unit, user.id, group_id)
      const { full_token } = await createToken(unit, user.id, 'test', { scopes: ALL_SCOPES })
      return {
        id: user.id,
        email,
        authorization: `Basic ${Buffer.from(`${email}/token:${full_token}`).toString('base64')}`,
      }
    })
  const people = {
    owner: await addPerson('owner'),
    admin: await addPerson('admin'),
    agent: await addPerson('agent'),
    customer: await addPerson('end-user'),
  }
  // That somebody became an admin is an alarm, with a mail; here it is how things begin.
  await desk.pool.query(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'alarms.look' and (j.payload->>'account_id')::bigint = $1`,
    [account_id],
  )
  return {
    account_id,
    host,
    desk,
    app,
    work,
    addPerson,
    ...people,
    async call(as, route, body, headers = {}) {
      const [method, url] = route.split(' ') as ['GET', string] // a route is a method and a path
      const is_raw = typeof body === 'string' || Buffer.isBuffer(body)
      const answer = await app.inject({
        method,
        url,
        headers: {
          host,
          ...(as ? { authorization: as.authorization } : {}),
          ...(is_raw || body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        payload: body === undefined ? undefined : is_raw ? body : JSON.stringify(body),
      })
      const is_json =
        /^application\/(scim\+)?json/.test(String(answer.headers['content-type'])) && answer.payload !== ''
      return {
        status: answer.statusCode,
        body: is_json ? answer.json() : null,
        text: answer.payload,
        headers: answer.headers,
      }
    },
    async runJobs() {
      for (let round = 0; round < JOB_ROUNDS; round++) {
        const { rows } = await desk.pool.query<{ id: number; task: string; payload: unknown }>(
          `select j.id, t.identifier as task, j.payload from graphile_worker._private_jobs j
           join graphile_worker._private_tasks t on t.id = j.task_id
           where (j.payload->>'account_id')::bigint = $1 order by j.run_at, j.id`,
          [account_id],
        )
        if (rows.length === 0) return
        for (const { id, task, payload } of rows) {
          const job = ALL_JOBS.find((one) => one.name === task)
          if (!job) throw new Error(`a job ${task} was added and nobody runs it`)
          await desk.pool.query('delete from graphile_worker._private_jobs where id = $1', [id])
          await job.run(desk, job.payload.parse(payload) as never) // parsed by its own schema
        }
      }
      throw new Error('jobs went on adding jobs')
    },
  }
}

// What it costs to ask with every request who calls and whether they may: session or token, addresses, scopes, rights,
// step-up. Whole requests are measured over HTTP; the admission alone, by the same code, in this process.

import { authenticate } from '../../server/access/authenticate.ts'
import { checkAddress, createToken, liftRestrictions } from '../../server/access/index.ts'
import { changeRestrictions } from '../../server/access/ip-restrictions/actions.ts'
import { configurationVersion } from '../../server/platform/configuration.ts'
import type { AnyEndpoint } from '../../server/platform/http/endpoint.ts'
import { admit } from '../../server/platform/http/server.ts'
import { type Actor, doWork, type Work } from '../../server/platform/work.ts'
import { MAX_ROLES } from '../../server/roles/schema.ts'
import { listTickets } from '../../server/tickets/api.ts'
import type { Bench } from '../bench.ts'
import { cpuTime } from '../measuring/cpu.ts'
import { type Inside, inside } from '../measuring/inside.ts'
import { call } from '../measuring/load.ts'
import { type Cost, measure } from '../measuring/requests.ts'
import { settle } from '../measuring/settling.ts'
import type { Line, Section } from '../measuring/table.ts'

const TICKETS = 10_000
const CLIENTS = 8
const WARM_UP_S = 1
const ALONE_TIMES = 4_000
const ALONE_WARM_UP = 1_000
const IP_RULES = 100
const HERE = '127.0.0.1'
/** A list request spends at most this much of its CPU on what its caller may. */
const MOST_SHARE = 5

interface Caller {
  authorization: string
  inside: Inside
}

export async function rightsSection(bench: Bench): Promise<Section> {
  const owner = await bench.owner()
  await bench.fill(TICKETS)
  const desk = await bench.desk()
  return await inside(bench, async (opened) => {
    const tokenOf = async (user: { id: number; email: string }, scopes: string[]): Promise<string> => {
      const { full_token } = await opened.work((work) => createToken(work, user.id, 'bench', { scopes }))
      return `Basic ${Buffer.from(`${user.email}/token:${full_token}`).toString('base64')}`
    }
    const me = JSON.parse((await call('GET', `${desk.url}/api/v2/users/me.json`, { authorization: owner })).text).user
    // Roles are changed by whoever proved anew who they are, or by a token made for it.
    const secure = { authorization: await tokenOf(me, ['read', 'write', 'security']) }
    const asOwner = async (method: string, path: string, body?: object) =>
      JSON.parse((await call(method, desk.url + path, secure, body && JSON.stringify(body))).text)
    const addRole = async (name: string): Promise<number> => {
      const configuration = { ticket_access: 'all', ticket_editing: true, view_access: 'manage-personal' }
      return (await asOwner('POST', '/api/v2/custom_roles', { custom_role: { name, configuration } })).custom_role.id
    }
    const { user } = await asOwner('POST', '/api/v2/users', {
      user: {
        name: 'Of a role',
        email: 'of-a-role@desk.example',
        role: 'agent',
        custom_role_id: await addRole('Role 0'),
        verified: true,
      },
    })
    const authorization = await tokenOf(user, ['read', 'write'])
    const caller = { authorization, inside: opened }
    const lines = await measureWith(bench, 'one role', caller)
    const there: unknown[] = (await asOwner('GET', '/api/v2/custom_roles')).custom_roles
    for (let made = there.length; made < MAX_ROLES; made++) await addRole(`Role ${made}`)
    lines.push(...(await measureWith(bench, `${MAX_ROLES} roles`, caller)))
    await unit(opened, (work) => changeRestrictions(work, manyRules()))
    try {
      lines.push(...(await measureWith(bench, `${MAX_ROLES} roles, ${IP_RULES} networks`, caller)))
    } finally {
      await unit(opened, liftRestrictions)
    }
    return { title: 'Who calls, and whether they may: a token of an agent with a role of the desk', lines }
  })
}

async function measureWith(bench: Bench, what: string, { authorization, inside: opened }: Caller): Promise<Line[]> {
  const desk = await bench.desk()
  await settle(desk)
  const load = { clients: CLIENTS, seconds: bench.options.seconds / 2, warm_up_s: WARM_UP_S }
  const get = (path: string) => async () => void (await call('GET', desk.url + path, { authorization }))
  const list = await measure(desk, load, get('/api/v2/tickets.json?view=unsolved&page[size]=50'))
  const me = await measure(desk, load, get('/api/v2/users/me.json'))

  const declared = listTickets as AnyEndpoint // any endpoint's type; admission reads what all of them have
  const credentials = { authorization, session: undefined, csrf_token: undefined }
  const request = { method: 'GET', headers: { authorization } }
  const admitWith = (work: Work, identify: typeof authenticate): Promise<Actor> =>
    admit(declared, { authenticate: identify, checkAddress }, work, credentials, request)
  const actor = await unit(opened, (work) => admitWith(work, authenticate))
  // Without admission there would still be a unit of work, which asks for the version of the configuration.
  const cpuOf = (run: (work: Work) => Promise<unknown>) => cpuAlone(desk.postgres_pid, () => unit(opened, run))
  const nothing = await cpuOf(configurationVersion)
  const may = await cpuOf((work) => admitWith(work, async () => actor))
  const both = await cpuOf((work) => admitWith(work, authenticate))
  const us_may = Math.max(0, may - nothing)
  const us_list = microseconds(list)
  return [
    { what: `${what}: list of 50: CPU each`, value: us_list, unit: 'µs' },
    { what: `${what}: users/me: CPU each`, value: microseconds(me), unit: 'µs' },
    {
      what: `${what}: who it is and whether they may`,
      value: both - nothing,
      unit: 'µs',
      note: `${(((both - nothing) / us_list) * 100).toFixed(1)} % of the list, ${(((both - nothing) / microseconds(me)) * 100).toFixed(1)} % of users/me`,
    },
    { what: `${what}: whether they may`, value: us_may, unit: 'µs' },
    {
      what: `${what}: whether they may, share of the list`,
      value: (us_may / us_list) * 100,
      unit: '%',
      at_most: MOST_SHARE,
    },
  ]
}

const microseconds = ({ server_cpu_ms, database_cpu_ms }: Cost): number => (server_cpu_ms + database_cpu_ms) * 1000

/** Microseconds of CPU of this process and of the database, for each of many times one after another. */
async function cpuAlone(postgres_pid: number, run: () => Promise<unknown>): Promise<number> {
  for (let turn = 0; turn < ALONE_WARM_UP; turn++) await run()
  const before = [process.cpuUsage(), await cpuTime(postgres_pid, postgres_pid)] as const
  for (let turn = 0; turn < ALONE_TIMES; turn++) await run()
  const own = process.cpuUsage(before[0])
  const { database_ms } = await cpuTime(postgres_pid, postgres_pid)
  return (own.user + own.system + (database_ms - before[1].database_ms) * 1000) / ALONE_TIMES
}

/** As a request begins: nobody is known, and it comes from this machine. */
async function unit<Result>({ desk, account_id }: Inside, run: (work: Work) => Promise<Result>): Promise<Result> {
  const origin = { channel: 'api', ip: HERE, user_agent: null, request_id: null } as const
  const actor = { kind: 'system', name: 'bench' } as const
  return await doWork(desk.engine, { account_id, actor, origin, audience: 'customer' }, run)
}

/** The one that lets us in comes last. */
function manyRules() {
  const ranges = Array.from({ length: IP_RULES - 1 }, (_, number) => `198.18.${number}.0/24`)
  return {
    enabled: true,
    customers_may_bypass: false,
    ranges: [...ranges, '127.0.0.0/8'].map((range) => ({ range, label: '', expires_at: null })),
  }
}

// Lines 36, 46, 54 and 58 of the threat model: the product itself has no power it does not need, nobody becomes more than
// they are by being created, and nobody switches on what only a developer should see.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { loadConfig } from '../../server/platform/config.ts'
import { endpoint } from '../../server/platform/http/endpoint.ts'
import { openHttpServer } from '../../server/platform/http/server.ts'
import { logged, newAccount, type Person, type TestAccount } from '../support/desk.ts'
import { newDirectory } from '../support/directory.ts'
import { newFixture } from '../support/fixture.ts'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = globSync('{server,cli,bin}/**/*.{ts,cjs}', { cwd: ROOT }).filter((path) => !path.endsWith('.test.ts'))
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')

describe('attack 36 (CVE-2026-102490): from the service account to root', () => {
  test('the product changes no user, asks for no ports below 1024, and writes no unit, cron entry or list of sudoers', () => {
    expect(SOURCES.length).toBeGreaterThan(400)
    const powers =
      /\bset(?:e?uid|e?gid|groups|resuid)\s*\(|\/etc\/(?:sudoers|cron|systemd)|setcap|chmod\([^)]*0o[2-7]\d{3}\b/
    expect(SOURCES.filter((path) => powers.test(textOf(path)))).toEqual([])
    const { http_port, smtp_port } = loadConfig({ CUSTOS_DATA: '/nonexistent' })
    for (const port of [http_port, smtp_port]) expect(port).toBeGreaterThan(1023)
  })

  test('what it starts is its database, the names of accounts for that, and nothing that a request could name', () => {
    const starting = SOURCES.filter((path) => /node:child_process/.test(textOf(path)))
    // Started as root, it hands the database to an account of its own, once; a running desk starts nothing.
    const known = /^(?:server\/platform\/postgres\/|cli\/|bin\/)/
    expect(starting.filter((path) => !known.test(path))).toEqual([])
    expect(SOURCES.filter((path) => /shell:\s*true|\bexecSync\(|[^.\w]exec\(/.test(textOf(path)))).toEqual([])
  })

  test('whatever containers and units it is shipped with run as nobody in particular, and without new privileges', () => {
    // There are none yet; who adds one reads here what it must say.
    for (const path of globSync('**/{Dockerfile*,Containerfile*}', { cwd: ROOT, exclude: ['**/node_modules/**'] })) {
      const [user] = [...textOf(path).matchAll(/^USER\s+(\S+)/gm)].slice(-1)
      expect([path, user?.[1] ?? 'root']).not.toEqual([path, expect.stringMatching(/^(?:root|0)(?::|$)/)])
    }
    for (const path of globSync('**/*.{service,socket}', { cwd: ROOT, exclude: ['**/node_modules/**'] })) {
      expect([path, textOf(path)]).toEqual([path, expect.stringMatching(/^(?:User=(?!root)|DynamicUser=yes)/m)])
      expect([path, textOf(path)]).toEqual([path, expect.stringMatching(/^NoNewPrivileges=(?:yes|true)/m)])
    }
  })
})

describe('attack 46 (CVE-2020-29159): being created as somebody important', () => {
  const roleOf = async (desk: TestAccount, email: string) =>
    (
      await desk.call(desk.owner, `GET /api/v2/users/search?query=${encodeURIComponent(`email:${email}`)}`)
    ).body.users.map((user: { role: string; is_owner: boolean }) => (user.is_owner ? 'owner' : user.role))[0] ?? null

  const POWERS: Record<string, object> = {
    admin: { role: 'admin' },
    owner: { role: 'admin', is_owner: true },
    'owner by name': { role: 'owner' },
    'with an agent’s role': { role: 'agent', custom_role_id: 11 },
  }

  test('no customer creates anybody, and no agent an admin or owner, by any of the ways there are', async () => {
    const desk = await newAccount()
    let n = 0
    for (const [what, powers] of Object.entries(POWERS))
      for (const [who, person] of [
        ['customer', desk.customer],
        ['agent', desk.agent],
        ['nobody', null],
      ] as const) {
        n += 1
        const email = `eve${n}@people.example`
        const user = { name: 'Eve', email, verified: true, skip_verify_email: true, ...powers }
        const ways: [string, object][] = [
          ['POST /api/v2/users', { user }],
          ['POST /api/v2/users/create_or_update', { user }],
          ['POST /api/v2/users/create_many', { users: [user] }],
          ['POST /api/v2/users/create_or_update_many', { users: [user] }],
          ['POST /api/v2/requests', { request: { subject: 'x', comment: { body: 'x' }, requester: user } }],
          ['POST /api/v2/tickets', { ticket: { subject: 'x', comment: { body: 'x' }, requester: user } }],
          ['POST /api/v2/service_accounts', { service_account: { ...user, role: 'admin' } }],
        ]
        for (const [route, body] of ways) await desk.call(person, route, body)
        await desk.runJobs()
        const role = await roleOf(desk, email)
        expect([what, who, role]).toEqual([what, who, role === 'end-user' ? 'end-user' : null])
      }
  })

  test('an admin makes no owner, by creating, by changing or by a file of many', async () => {
    const desk = await newAccount()
    for (const [n, powers] of [{ is_owner: true }, { role: 'owner' }].entries()) {
      const email = `eve${n}@people.example`
      const user = { name: 'Eve', email, ...powers }
      await desk.call(desk.admin, 'POST /api/v2/users', { user })
      await desk.call(desk.admin, 'POST /api/v2/users/create_many', { users: [user] })
      await desk.call(desk.admin, 'POST /api/v2/users/create_or_update', { user: { ...user, email: desk.agent.email } })
      await desk.call(desk.admin, `PUT /api/v2/users/${desk.agent.id}`, { user: powers })
      await desk.call(desk.admin, `PUT /api/v2/users/${desk.admin.id}`, { user: powers })
      await desk.runJobs()
      for (const address of [email, desk.agent.email, desk.admin.email])
        expect([n, address, await roleOf(desk, address)]).not.toEqual([n, address, 'owner'])
    }
  })

  test('a directory makes team members, and admins only where an owner’s table says so: never by what it claims', async () => {
    const desk = await newAccount()
    const directory = await newDirectory(desk)
    for (const [n, claim] of [
      { roles: [{ value: 'owner', primary: true }] },
      { roles: [{ value: 'admin' }, { value: 'Administrator' }] },
      { userType: 'owner', entitlements: [{ value: 'admin' }] },
      { role: 'admin', is_owner: true, custom_role_id: 1 },
      { 'urn:ietf:params:scim:schemas:extension:custos:2.0:User': { role: 'owner' } },
    ].entries()) {
      const userName = `eve${n}@corp.example`
      const added = await directory.addUser({ userName, ...claim })
      expect([201, 400], added.text).toContain(added.status)
      const role = await roleOf(desk, userName)
      expect([claim, role === null || role === 'agent']).toEqual([claim, true])
      if (added.status !== 201) continue
      const [path] = Object.keys(claim)
      await directory.patch(`/Users/${added.body.id}`, { op: 'add', path, value: Object.values(claim)[0] })
      await directory.patch(`/Users/${added.body.id}`, { op: 'replace', value: claim })
      expect([claim, await roleOf(desk, userName)]).toEqual([claim, 'agent'])
    }
    // Nor does it take over who is above it.
    await directory.patch(`/Users/${desk.owner.id}`, { op: 'replace', path: 'userName', value: 'eve@corp.example' })
    expect((await desk.call(desk.owner, 'GET /api/v2/users/me')).body.user.email).toBe(desk.owner.email)
  })

  test('a role of the desk’s own gives nobody more than whoever gives it has', async () => {
    const desk = await newAccount()
    const made = await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
      custom_role: { name: 'Keeper', configuration: { manage_team_members: 'all-with-self-restriction' } },
    })
    const keeper = await desk.addPerson('agent')
    await desk.call(desk.admin, `PUT /api/v2/users/${keeper.id}`, {
      user: { custom_role_id: made.body.custom_role.id },
    })
    for (const powers of Object.values(POWERS)) {
      const user = { name: 'Eve', email: 'eve@people.example', ...powers }
      await desk.call(keeper, 'POST /api/v2/users', { user })
      await desk.call(keeper, `PUT /api/v2/users/${desk.agent.id}`, { user: powers })
      await desk.call(keeper, `PUT /api/v2/users/${keeper.id}`, { user: powers })
    }
    for (const email of ['eve@people.example', desk.agent.email, keeper.email])
      expect([null, 'agent']).toContain(await roleOf(desk, email))
    const widened = await desk.call(keeper, `PUT /api/v2/custom_roles/${made.body.custom_role.id}`, {
      custom_role: { configuration: { manage_business_rules: true } },
    })
    expect(widened.status).toBe(403)
  })
})

describe('attack 58 (CVE-2025-25192): a debug mode that a low user switches on', () => {
  const SWITCHES: { headers?: Record<string, string>; query?: string }[] = [
    { query: 'debug=1' },
    { query: 'debug=true&trace=1&verbose=1&_debug=on&profile=1&XDEBUG_SESSION_START=1&pp=env&explain=1' },
    { query: 'CUSTOS_MODE=development&CUSTOS_LOG_LEVEL=debug&NODE_ENV=development' },
    { headers: { 'x-debug': '1', 'x-debug-token': 'x', debug: 'true', 'x-trace': '1', 'x-glpi-debug': '1' } },
    { headers: { cookie: 'debug=1; XDEBUG_SESSION=1; custos-debug=1' } },
    {
      headers: { 'x-forwarded-host': 'localhost', 'x-original-url': '/api/v2/audit_logs', 'x-rewrite-url': '/metrics' },
    },
    { headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }, query: '_method=DELETE' },
  ]
  const neutral = (text: string) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'REQUEST')

  test('no header, parameter or cookie makes an answer say more, or do more', async () => {
    const desk = await newFixture()
    const routes: [Person | null, string][] = [
      [desk.agent, `GET /api/v2/users/${desk.customer.id}`],
      [desk.agent, 'GET /api/v2/tickets/999999'],
      [desk.customer, 'GET /api/v2/tickets'],
      [desk.customer, 'GET /api/v2/audit_logs'],
      [null, 'GET /api/v2/nothing'],
      [null, 'GET /api/v2/locales'],
    ]
    for (const [person, route] of routes) {
      const plain = await desk.call(person, route)
      for (const { headers = {}, query = '' } of SWITCHES) {
        const given = await desk.call(person, `${route}?${query}`, undefined, headers)
        expect([route, query, headers, given.status]).toEqual([route, query, headers, plain.status])
        const links = (text: string) => neutral(text).replaceAll(/\?[^"\s]*/g, '')
        expect([route, query, links(given.text)]).toEqual([route, query, links(plain.text)])
        expect(Object.keys(given.headers).toSorted()).toEqual(Object.keys(plain.headers).toSorted())
      }
    }
    expect((await desk.call(desk.agent, `GET /api/v2/users/${desk.customer.id}`)).body.user.active).toBe(true)
  })

  test('no page of the inside is served: no metrics, environment, source or tool', async () => {
    const desk = await newAccount()
    for (const path of [
      '/metrics',
      '/debug',
      '/debug/pprof/',
      '/.env',
      '/.git/config',
      '/server-status',
      '/actuator/env',
      '/console',
      '/graphql',
      '/phpinfo.php',
      '/__debug__/',
      '/json/list',
      '/package.json',
      '/server/compose.ts',
      '/../package.json',
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
    ]) {
      const { status, text } = await desk.call(desk.owner, `GET ${path}`)
      expect([path, status]).toEqual([path, 404])
      expect([path, /"dependencies"|import |NODE_|CUSTOS_|process_cpu|\[core\]/.test(text)]).toEqual([path, false])
    }
  })

  test('settings of the process are in its environment and no setting of the desk, whoever asks', async () => {
    const desk = await newAccount()
    const before = desk.desk.log.level
    for (const person of [desk.agent, desk.admin, desk.owner]) {
      await desk.call(person, 'PUT /api/v2/account/settings', {
        settings: { mode: 'development', log_level: 'trace', debug: true, env: { CUSTOS_MODE: 'development' } },
      })
      const { text } = await desk.call(person, 'GET /api/v2/account/settings')
      expect(/log_level|"mode":"development"|CUSTOS_/.test(text)).toBe(false)
    }
    expect([desk.desk.log.level, process.env.CUSTOS_MODE]).toEqual([before, undefined])
    // Nothing but the configuration reads the environment.
    const readers = SOURCES.filter((path) => path.startsWith('server/') && /process\.env\b/.test(textOf(path)))
    expect(readers.filter((path) => !/^server\/platform\/(?:config\.ts|postgres\/)/.test(path))).toEqual([])
  })

  test('a fault says its number and nothing of its inside: no stack, statement, path or value', async () => {
    const { desk } = await newAccount()
    const account = await newAccount()
    const secret = 'quokka-in-the-stack'
    const broken = endpoint({
      route: 'GET /api/v2/broken',
      summary: 'Fails, for this test',
      allow: ['anonymous', 'end-user', 'agent', 'admin', 'owner', 'link'],
      query: z.object({ how: z.string().optional() }),
      reply: z.object({ ok: z.boolean() }),
      run: async ({ query }) => {
        if (query.how === 'reply') return { ok: secret as unknown as boolean } // a reply that its schema does not allow
        throw Object.assign(new Error(`select ${secret} from users`), { code: '42P01', detail: secret })
      },
    })
    const app = await openHttpServer({
      engine: desk.engine,
      log: desk.log,
      metrics: desk.metrics,
      endpoints: [broken, { ...broken, route: 'GET /broken-page', reply: 'page' }],
      platform: desk,
      findAccount: async () => account.account_id,
      proveHeader: async () => undefined,
      authenticate: async () => ({ kind: 'anonymous' }),
      checkAddress: async () => undefined,
      public_url: null,
      trusted_proxies: [],
      rate_limit: 1_000,
      errorPage: (await import('../../server/access/index.ts')).errorPage,
    })
    for (const url of ['/api/v2/broken', '/api/v2/broken?how=reply', '/broken-page', '/api/v2/broken?debug=1'])
      for (const accept of ['text/html', 'application/json', '*/*']) {
        const answer = await app.inject({ url, headers: { accept, 'x-debug': '1' } })
        expect([url, accept, answer.statusCode]).toEqual([url, accept, 500])
        const inside = /quokka|select |\bat \S+ \(|node_modules|node:internal|\.ts:\d|\/server\/|42P01|Error:/
        expect([url, accept, inside.exec(`${answer.payload}${JSON.stringify(answer.headers)}`)?.[0]]).toEqual([
          url,
          accept,
          undefined,
        ])
        expect(answer.payload).toContain(String(answer.headers['x-request-id']))
      }
    await app.close()
    expect(logged.join('\n')).toContain('a request failed')
  })

  test('what is served anonymously is listed, and nothing of it is for developers', () => {
    const open = ALL_ENDPOINTS.filter((one) => one.allow.includes('anonymous')).map(({ route }) => route)
    expect(open.length).toBeGreaterThan(50)
    expect(open.filter((route) => /debug|trace|env|metric|profil|console|dump|test|status/i.test(route))).toEqual([])
  })
})

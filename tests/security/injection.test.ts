// The attacks by injection and on other servers (lines 59, 64 and 66 of the threat model).
import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { fetchPublic, isPublicTarget as isPublicAddress } from '../../server/platform/outgoing/client.ts'
import { fetchImage } from '../../server/platform/outgoing/index.ts'
import { newFixture } from '../support/fixture.ts'
import { newPost, open } from '../support/letters.ts'

const SQL = [
  "' or 1=1 --",
  '1; drop table tickets; --',
  "1') union select token_hash from sessions --",
  '$1',
  '$$',
  "\\'; select pg_sleep(10); --",
  'id desc; select 1',
  't.account_id',
  '%',
  '\u0000',
  '\ud800',
  '{"$ne": null}',
  '__proto__',
  'constructor',
]

test('attack 59: filters, sorts, pages, search and tags take values, never SQL', async () => {
  const [desk, other] = [await newFixture(), await newFixture()]
  for (const text of SQL) {
    const value = encodeURIComponent(text.toWellFormed())
    const routes = [
      ...[
        'type',
        'status',
        'priority',
        'tags',
        'assignee',
        'requester',
        'cc',
        'group',
        'organization',
        'external_id',
        'via',
        'created',
        'solved',
        'id',
        'nothing',
      ].flatMap((field) => [
        `GET /api/v2/search?query=${field}:${value}`,
        `GET /api/v2/search?query=-${field}%3E%22${value}%22`,
      ]),
      `GET /api/v2/search?query=${value}`,
      `GET /api/v2/search/count?query=%22${value}`,
      ...[
        'tickets',
        'users',
        'requests',
        'audit_logs',
        'organizations',
        'suspended_tickets',
        'groups',
        'search',
      ].flatMap((list) => [
        `GET /api/v2/${list}?sort=${value}`,
        `GET /api/v2/${list}?sort_by=${value}&sort_order=desc`,
        `GET /api/v2/${list}?page[size]=2&page[after]=${value}`,
        `GET /api/v2/${list}?page=${value}`,
        `GET /api/v2/${list}?include=${value}`,
      ]),
      `GET /api/v2/users/search?query=${value}`,
      `GET /api/v2/users?role=${value}`,
      `GET /api/v2/users?external_id=${value}`,
      `GET /api/v2/tickets/${value}`,
      `GET /api/v2/tickets/show_many?ids=${value}`,
      `GET /api/v2/audit_logs?filter[source_type]=${value}`,
      `GET /api/v2/audit_logs?filter[created_at]=${value}`,
      `GET /api/v2/organizations/search?name=${value}`,
    ]
    for (const route of routes) {
      const answer = await desk.call(desk.admin, route)
      expect([route, answer.status < 500]).toEqual([route, true])
      expect([route, answer.text.includes(other.secret_word), /syntax error at|SQLSTATE/i.test(answer.text)]).toEqual([
        route,
        false,
        false,
      ])
    }
    for (const body of [
      { ticket: { tags: [text], external_id: text, subject: text, type: text } },
      { ticket: { tags: [text], external_id: text, subject: text, additional_tags: [text], comment: { body: text } } },
    ]) {
      const { status } = await desk.call(desk.agent, `PUT /api/v2/tickets/${desk.ids.ticket_id}`, body)
      expect([text, status < 500]).toEqual([text, true])
    }
  }
  expect((await desk.call(desk.agent, `GET /api/v2/tickets/${desk.ids.ticket_id}`)).status).toBe(200)
})

test('attack 59: a condition that is always true finds no more than one that is false', async () => {
  const desk = await newFixture()
  for (const field of ['tags', 'status', 'external_id', 'requester', 'group', 'id', 'priority', 'type']) {
    const { body } = await desk.call(desk.agent, `GET /api/v2/search?query=${field}:%22x' or '1'='1%22`)
    expect([field, body.results ?? []]).toEqual([field, []])
  }
})

test('attack 59: times and numbers beyond what a database holds are no fault', async () => {
  const desk = await newFixture()
  for (const value of [
    '9999years',
    '999999years',
    '+275760-09-13',
    '-271821-04-20',
    '-200000-01-01',
    '0000-00-00',
    '1e400',
    '99999999999999999999',
    'NaN',
    'Infinity',
  ]) {
    for (const operator of [':', '>', '<', '%3E%3D']) {
      for (const field of ['created', 'updated', 'solved', 'id', 'group', 'requester', 'assignee']) {
        const route = `GET /api/v2/search?query=${field}${operator}${encodeURIComponent(value)}`
        const { status } = await desk.call(desk.agent, route)
        expect([route, [200, 422].includes(status)]).toEqual([route, true])
      }
    }
  }
})

const open_servers: Server[] = []
afterEach(() => {
  for (const server of open_servers.splice(0)) server.close()
})

/** A server on this machine that tells how often it was asked. */
async function inner(answer: (url: string) => { status: number; headers: Record<string, string>; body?: string }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { status, headers, body = '' } = answer(request.url ?? '')
    response.writeHead(status, headers).end(body)
  })
  open_servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number } // a TCP server has an address object
  return { port, asked }
}

const NOT_PUBLIC = [
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.0.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '::a00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '3fff::1',
  '5f00::1',
  '4000::1',
  'localhost',
  '',
]

test('attack 64: addresses of this machine, of the network behind it and of clouds’ metadata are not public', () => {
  for (const address of NOT_PUBLIC) expect([address, isPublicAddress(address)]).toEqual([address, false])
  for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450::1', '::ffff:8.8.8.8'])
    expect([address, isPublicAddress(address)]).toEqual([address, true])
})

test('attack 64: the image proxy asks nothing on this machine or behind it, in no spelling, by no scheme', async () => {
  const { port, asked } = await inner(() => ({ status: 200, headers: { 'content-type': 'image/png' }, body: 'x' }))
  const spellings = [
    `http://127.0.0.1:${port}/`,
    `http://127.1:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f000001:${port}/`,
    `http://0177.0.0.1:${port}/`,
    `http://0:${port}/`,
    `http://localhost:${port}/`,
    `http://LOCALHOST:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://[::ffff:7f00:1]:${port}/`,
    `http://①②⑦.⓪.⓪.①:${port}/`,
    `http://evil.example@127.0.0.1:${port}/`,
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1:25/',
    'data:image/png;base64,AAAA',
  ]
  for (const url of spellings) {
    const failed = await fetchImage(url).catch((error: { code?: string }) => error.code)
    expect([url, failed]).toEqual([url, 'forbidden'])
  }
  for (const url of ['', 'http://', 'http://[', 'not a url', 'http://a b/'])
    expect([url, await fetchImage(url).catch((error: { code?: string }) => error.code)]).toEqual([url, 'forbidden'])
  expect(asked).toEqual([])
})

/** Resolves made-up names; the address 127.0.0.1 stands for a public server, so that a test can be one. */
const resolving = (names: Record<string, string[]>, port: number) => ({
  limit_bytes: 1000,
  timeout_ms: 1000,
  redirects: 3,
  resolve: async (host: string) => names[host] ?? [],
  allow: (address: string) => (address === '127.0.0.1' ? port > 0 : isPublicAddress(address)),
})

test('attack 64: a name is asked by the address it had, and every address it has must be public', async () => {
  const { port, asked } = await inner(() => ({ status: 200, headers: {}, body: 'ok' }))
  const names = {
    'ok.localhost': ['127.0.0.1'],
    'both.localhost': ['127.0.0.1', '10.0.0.1'],
    'private.localhost': ['10.0.0.1'],
    'none.localhost': [],
  }
  const codeOf = (url: string) =>
    fetchPublic(url, resolving(names, port)).then(
      (got) => got.status,
      (error: { code?: string }) => error.code,
    )
  expect(await codeOf(`http://ok.localhost:${port}/`)).toBe(200)
  for (const name of ['both.localhost', 'private.localhost', 'none.localhost', 'unknown.localhost'])
    expect([name, await codeOf(`http://${name}:${port}/`)]).toEqual([name, 'forbidden'])
  expect(asked).toHaveLength(1)
  let turn = 0
  const rebinding = { ...resolving(names, port), resolve: async () => (turn++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) }
  expect((await fetchPublic(`http://rebind.localhost:${port}/`, rebinding)).status).toBe(200)
  expect(turn).toBe(1)
})

test('attack 64: a redirect is checked like the first address, and ends', async () => {
  const targets: Record<string, string> = {
    '/private': 'http://10.0.0.1/',
    '/metadata': 'http://169.254.169.254/latest/',
    '/name': 'http://private.localhost/',
    '/file': 'file:///etc/passwd',
    '/credentials': 'http://a:b@ok.localhost/',
    '/broken': 'http://[',
    '/round': '/round',
  }
  const { port, asked } = await inner((url) => ({ status: 302, headers: { location: targets[url] ?? '/' } }))
  const names = { 'ok.localhost': ['127.0.0.1'], 'private.localhost': ['192.168.0.1'] }
  for (const path of Object.keys(targets)) {
    const code = await fetchPublic(`http://ok.localhost:${port}${path}`, resolving(names, port)).catch(
      (error: { code?: string }) => error.code,
    )
    expect([path, code]).toEqual([path, path === '/round' ? 'unavailable' : 'forbidden'])
  }
  expect(asked.filter((url) => url === '/round')).toHaveLength(4)
})

test('attack 64: an answer that is endless, slow or broken off is refused, and is never our fault', async () => {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    if (request.url === '/large') response.end('x'.repeat(2000))
    else if (request.url === '/broken') response.write('x', () => response.destroy())
    else response.write('x')
  })
  open_servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number } // a TCP server has an address object
  const options = { ...resolving({ 'ok.localhost': ['127.0.0.1'] }, port), timeout_ms: 200 }
  for (const [path, code] of [
    ['/large', 'too_large'],
    ['/broken', 'unavailable'],
    ['/slow', 'unavailable'],
  ]) {
    const got = await fetchPublic(`http://ok.localhost:${port}${path}`, options).catch(
      (error: { code?: string }) => error.code,
    )
    expect([path, got]).toEqual([path, code])
  }
  server.closeAllConnections()
})

test('attack 64: which image is fetched comes from the mail, and its private address is refused', async () => {
  const { port, asked } = await inner(() => ({ status: 200, headers: { 'content-type': 'image/png' }, body: 'x' }))
  const post = await newPost()
  const ticket_id = await open(post, {
    from: 'eve@evil.example',
    html: `<p>Hi</p><img src="http://127.0.0.1:${port}/admin"><img src="http://[::1]:${port}/"><img src="http://169.254.169.254/latest/">`,
  })
  const [{ id }] = await post.conversation(ticket_id)
  for (const index of [0, 1, 2, 3, -1, 'http%3A%2F%2F127.0.0.1']) {
    const { status } = await post.call(
      post.agent,
      `GET /api/v2/tickets/${ticket_id}/comments/${id}/images/${index}?url=http://127.0.0.1:${port}/`,
    )
    expect([index, status >= 400 && status < 500]).toEqual([index, true])
  }
  expect(asked).toEqual([])
})

test('attack 66: text made to trip regular expressions is read, cleaned, searched and filed all the same', async () => {
  const post = await newPost()
  const n = 50_000
  const hostile: Record<string, string> = {
    spaces: `a${' '.repeat(n)}b`,
    quotes: '>'.repeat(n),
    quoted: `${'> '.repeat(n)}\nOn ${'a '.repeat(n)} wrote`,
    wrote: 'On Mon, 1 Jan 2026 at 10:00, '.repeat(n / 30),
    dashes: '-'.repeat(n),
    underscores: '_'.repeat(n),
    newlines: '\n'.repeat(n),
    at: 'a@'.repeat(n),
    dots: `a@${'a.'.repeat(n)}`,
    tags: '<'.repeat(n),
    open: '<b>'.repeat(n / 3),
    entities: '&amp'.repeat(n / 4),
    comments: '<!--'.repeat(n / 4),
    attributes: `<a ${'x=" '.repeat(n / 4)}`,
    styles: `<p style="${'color:red;'.repeat(n / 10)}">x`,
    begin: 'begin 644 x\n'.repeat(n / 12),
    words: 'ä'.repeat(n),
    brackets: '['.repeat(n),
    url: `https://${'a/'.repeat(n / 2)}`,
    tabs: '\t '.repeat(n / 2),
  }
  for (const [what, text] of Object.entries(hostile)) {
    for (const shape of [{ text }, { html: text }] as const) {
      const { state } = await post.receive({
        from: 'eve@evil.example',
        subject: `${what} ${Object.keys(shape)[0]}`,
        ...shape,
      })
      expect([what, ['processed', 'suspended'].includes(state)]).toEqual([what, true])
    }
    const header = text.replaceAll(/[\r\n]/g, ' ').slice(0, 20_000)
    const fields = [
      'Subject',
      'From',
      'To',
      'References',
      'Authentication-Results',
      'Auto-Submitted',
      'DKIM-Signature',
      'Content-Type',
      'Date',
    ]
    const { state } = await post.receiveRaw(
      `X: ${what}\r\n${fields.map((field) => `${field}: ${header}`).join('\r\n')}\r\n\r\n${what}\r\n`,
    )
    expect([what, ['processed', 'suspended'].includes(state)]).toEqual([what, true])
    const { status } = await post.call(
      post.agent,
      `GET /api/v2/search?query=${encodeURIComponent(header.slice(0, 900))}`,
    )
    expect([what, [200, 422].includes(status)]).toEqual([what, true])
  }
})

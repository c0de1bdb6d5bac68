// Sources that break off, ask for patience, lie, or try to lead the token elsewhere.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { logged, newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { importZendesk } from './run.ts'

const TOKEN = 'a-very-secret-token'
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Answers = Record<string, unknown | ((request: IncomingMessage, response: ServerResponse) => void)>

/** A source on this machine: paths without query to JSON or a handler; 404 for all else. */
async function sourceWith(
  answers: Answers,
): Promise<{ url: string; asked: { path: string; authorization: unknown }[] }> {
  const asked: { path: string; authorization: unknown }[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://source')
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization })
    const answer = answers[pathname.replace(/^\/api\/v2\//, '')]
    if (typeof answer === 'function') return answer(request, response)
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { error: 'RecordNotFound' }))
  })
  servers.push(server.listen(0, '127.0.0.1'))
  await new Promise((resolve) => server.once('listening', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked } // it listens on TCP
}

const PERSON = {
  id: 7,
  name: 'Ada',
  email: 'ada@source.example',
  role: 'end-user',
  active: true,
  updated_at: '2024-01-01T00:00:00Z',
}
const ticket = (id: number, more = {}) => ({
  ...{
    id,
    subject: `Ticket ${id}`,
    status: 'open',
    requester_id: 7,
    submitter_id: 7,
    via: { channel: 'web' },
    tags: [],
  },
  ...{ created_at: '2024-01-01T00:00:00Z', updated_at: '2024-01-02T00:00:00Z', ...more },
})
const comment = (id: number, more = {}) => ({
  ...{
    id,
    author_id: 7,
    body: `Words ${id}`,
    public: true,
    created_at: '2024-01-01T00:00:00Z',
    attachments: [],
    ...more,
  },
})
const tickets = (...rows: unknown[]) => ({ tickets: rows, after_url: null, end_of_stream: true })
const WHOLE: Answers = {
  'incremental/users/cursor.json': { users: [PERSON], end_of_stream: true, identities: [] },
  'incremental/tickets/cursor.json': tickets(ticket(1)),
  'tickets/1/comments.json': { comments: [comment(11)], meta: { has_more: false } },
}

async function move(to: TestAccount, url: string, heard: (line: string) => void = () => undefined) {
  const lines: { kind?: string; source?: string; result?: string; why?: string | string[] }[] = []
  const waits: number[] = []
  const is_whole = await importZendesk(
    to.desk,
    to.account_id,
    { url, email: 'admin@source.example', token: TOKEN, allow_private: true, wait: async (ms) => void waits.push(ms) },
    { agents: 'all', activate: false, keep_numbers: false, file_bytes: 1024 },
    {
      write(line) {
        lines.push(JSON.parse(line))
        heard(line)
      },
      tell: () => undefined,
    },
  )
  return { lines, waits, is_whole }
}

const subjects = async (account: TestAccount): Promise<string[]> =>
  (await account.call(account.agent, 'GET /api/v2/tickets')).body.tickets.map((one: { subject: string }) => one.subject)

describe('a source', () => {
  it('that asks for patience gets it, as long as it asks, and no longer than a bound', async () => {
    const to = await newAccount()
    let count = 0
    const { url } = await sourceWith({
      ...WHOLE,
      'tickets/1/comments.json': (_request: IncomingMessage, response: ServerResponse) => {
        count++
        if (count === 1) response.writeHead(429, { 'retry-after': '7' }).end()
        else if (count === 2) response.writeHead(500).end('broken')
        else if (count === 3) response.writeHead(429, { 'retry-after': '999999999' }).end()
        else
          response
            .writeHead(200, { 'x-rate-limit-remaining': '0', 'ratelimit-reset': '3' })
            .end(JSON.stringify(WHOLE['tickets/1/comments.json']))
      },
    })
    const { waits } = await move(to, url)
    expect(waits).toEqual([7_000, 2_000, 600_000, 3_000])
    expect(await subjects(to)).toEqual(['Ticket 1'])
  })

  it('that answers nonsense for ever ends the run with what to do, and the next one goes on', async () => {
    const to = await newAccount()
    const answers: Answers = { ...WHOLE }
    answers['tickets/1/comments.json'] = (_request: IncomingMessage, response: ServerResponse) => response.end('<html>')
    const { url } = await sourceWith(answers)
    await expect(move(to, url)).rejects.toThrow(/it is not JSON.*Run the same command again/s)
    answers['tickets/1/comments.json'] = WHOLE['tickets/1/comments.json']
    await move(to, url)
    expect(await subjects(to)).toEqual(['Ticket 1'])
  })

  it('whose records are broken loses those only, each with its reason', async () => {
    const to = await newAccount()
    const { url } = await sourceWith({
      ...WHOLE,
      'groups.json': {
        groups: [
          null,
          5,
          { id: 'x y' },
          { id: 3, name: 9 },
          { id: 4, name: 'Good\u0000 one' },
          { id: 5, name: 'Fine' },
        ],
        next_page: null,
      },
      'brands.json': { brands: 'none' },
      'incremental/tickets/cursor.json': tickets(
        'no ticket',
        ticket(1, {
          subject: 'x'.repeat(5000),
          tags: 'a b',
          custom_fields: { a: 1 },
          status: 'weird',
          updated_at: 'never',
        }),
        ticket(2, {
          requester_id: 999,
          assignee_id: 888,
          custom_fields: [{ id: 55, value: 'x' }],
          created_at: '2999-01-01T00:00:00Z',
        }),
        ticket(3, { requester_id: null, status: 'deleted' }),
        ticket(4, { requester_id: 999 }),
      ),
      'tickets/2/comments.json': { comments: [] },
      'tickets/4/comments.json': { comments: [comment(41, { author_id: -1, body: '' })] },
    })
    const { lines, is_whole } = await move(to, url)
    expect(is_whole).toBe(false)
    const refused = lines.filter((line) => line.result === 'refused').map(({ kind, source }) => [kind, source])
    expect(refused).toEqual(
      expect.arrayContaining([
        ['group', '?'],
        ['group', '3'],
        ['brand', '*'],
        ['ticket', '?'],
        ['ticket', '2'],
      ]),
    )
    expect(
      (await to.call(to.admin, 'GET /api/v2/groups')).body.groups.map((one: { name: string }) => one.name),
    ).toContain('Fine')
    const found = await subjects(to)
    expect(found.map((one) => one.length)).toEqual([1000, 8])
    const [unknown] = (await to.call(to.admin, 'GET /api/v2/users/search?external_id=zendesk:0')).body.users
    expect(unknown.name).toContain('Unknown')
  })

  it('cannot lead the token to another host, nor fetch from a private one in our name', async () => {
    const to = await newAccount()
    const thief = await sourceWith({ 'stolen.txt': { some: 'thing' }, 'incremental/tickets/cursor.json': tickets() })
    const { url, asked } = await sourceWith({
      ...WHOLE,
      'groups.json': { groups: [{ id: 5, name: 'Fine' }], next_page: `${thief.url}/api/v2/groups.json?page=2` },
      'tickets/1/comments.json': {
        comments: [
          comment(11, {
            html_body: '<p>Look <img src="/api/v2/own.bin?name=a.png"> and <img src="/own.png"></p>',
            attachments: [
              {
                id: 1,
                file_name: 'a.png',
                content_url: '/api/v2/own.bin?name=a.png',
                size: 3,
                content_type: 'image/png',
                inline: true,
              },
              { id: 2, file_name: 'b.txt', content_url: `${thief.url}/api/v2/stolen.txt`, size: 3 },
              { id: 3, file_name: 'large.bin', content_url: `${thief.url}/x`, size: 5_000 },
              { id: 4, file_name: 'c.txt', content_url: 'file:///etc/passwd', size: 3 },
            ],
          }),
        ],
      },
      'own.bin': (_request: IncomingMessage, response: ServerResponse) =>
        response.writeHead(302, { location: `${thief.url}/api/v2/stolen.txt` }).end(),
    })
    const { lines } = await move(to, url)
    expect(thief.asked).toEqual([])
    expect(asked.map((one) => one.path)).toContain('/api/v2/groups.json?page=2')
    const why = lines.find((line) => line.kind === 'ticket')?.why ?? []
    expect([why].flat().filter((one) => one.startsWith('attachment'))).toHaveLength(4)
    expect(JSON.stringify(lines) + logged.join('')).not.toContain(TOKEN)
  })

  it('keeps its images: they are shown from here, and its files come with the token of its own host only', async () => {
    const to = await newAccount()
    const answers: Answers = {
      ...WHOLE,
      'token/abc': (_request: IncomingMessage, response: ServerResponse) =>
        response.end(Buffer.from('89504e470d0a1a0a', 'hex')),
    }
    const { url, asked } = await sourceWith(answers)
    const content_url = `${url}/api/v2/token/abc?name=a.png`
    answers['tickets/1/comments.json'] = {
      comments: [
        comment(11, {
          html_body: `<p>See <img src="${url}/api/v2/token/abc?name=a.png" alt="glaze"></p>`,
          attachments: [{ id: 1, file_name: 'a.png', content_url, size: 8, content_type: 'image/png', inline: true }],
        }),
      ],
    }
    const { is_whole, lines } = await move(to, url)
    expect(lines.filter((line) => line.result === 'partly')).toEqual([])
    expect(is_whole).toBe(false) // lists that it does not offer
    expect(asked.find((one) => one.path.startsWith('/api/v2/token/'))?.authorization).toContain('Basic ')
    const [{ id }] = (await to.call(to.agent, 'GET /api/v2/tickets')).body.tickets
    const [said] = (await to.call(to.agent, `GET /api/v2/tickets/${id}/comments`)).body.comments
    expect(said.attachments).toMatchObject([{ file_name: 'a.png', inline: true }])
    expect(said.has_remote_images).toBe(false)
    expect(said.html_body).not.toContain(url)
  })

  it('with a wrong token, plain http, a private address or a redirect is refused with what to do', async () => {
    const to = await newAccount()
    const denies = (_request: IncomingMessage, response: ServerResponse) => response.writeHead(401).end('{}')
    await expect(move(to, (await sourceWith({ 'groups.json': denies })).url)).rejects.toThrow(
      'does not accept the token',
    )
    const leads = (_request: IncomingMessage, response: ServerResponse) =>
      response.writeHead(301, { location: 'https://elsewhere.example/' }).end()
    await expect(move(to, (await sourceWith({ 'groups.json': leads })).url)).rejects.toThrow('redirects elsewhere')
    const access = { email: null, token: TOKEN, wait: async () => undefined }
    const options = { agents: 'all' as const, activate: false, keep_numbers: false, file_bytes: 1 }
    const sink = { write: () => undefined, tell: () => undefined }
    const start = (url: string) => importZendesk(to.desk, to.account_id, { url, ...access }, options, sink)
    await expect(start('http://example.com')).rejects.toThrow('travel in clear')
    await expect(start('https://127.0.0.1:9')).rejects.toThrow('private address')
    await expect(start('nonsense')).rejects.toThrow('address of the source is none')
  })

  it('that is left in the middle is taken on from there, and nothing of it twice', async () => {
    const to = await newAccount()
    const all = Array.from({ length: 6 }, (_, index) => ticket(index + 1))
    const { url, asked } = await sourceWith({
      ...WHOLE,
      ...Object.fromEntries(all.map(({ id }) => [`tickets/${id}/comments.json`, { comments: [comment(id * 10)] }])),
      'incremental/tickets/cursor.json': (request: IncomingMessage, response: ServerResponse) => {
        const from = Number(new URL(request.url ?? '/', 'http://source').searchParams.get('cursor') ?? 0)
        const body = {
          tickets: all.slice(from, from + 2),
          after_url: `${url}/api/v2/incremental/tickets/cursor.json?cursor=${from + 2}`,
          end_of_stream: from + 2 >= all.length,
        }
        response.end(JSON.stringify(body))
      },
    })
    await expect(
      move(to, url, (line) => {
        if (line.includes('"kind":"ticket","source":"4"')) throw new Error('the power went')
      }),
    ).rejects.toThrow('the power went')
    expect(await subjects(to)).toHaveLength(4)
    asked.length = 0
    await move(to, url)
    expect((await subjects(to)).toSorted()).toEqual(all.map((one) => one.subject))
    const read = asked.map((one) => one.path).filter((path) => path.startsWith('/api/v2/incremental/tickets'))
    expect(read[0]).toContain('cursor=2')
    expect(asked.map((one) => one.path).filter((path) => path.includes('/comments'))).toHaveLength(2)
  })
})

// What the scripted clients share: a desk with more than two of their pages of everything, the wire to it, and the ways
// they walk. Each client is its own script; here is nothing that a client would decide.
import { sql } from '../../../server/platform/db.ts'
import type { Person } from '../../support/desk.ts'
import { type Listening, listen } from '../listening.ts'

/** More than two pages of a hundred. */
export const TICKETS = 210
/** More than one page of a hundred. */
export const PEOPLE = 110
/** A walk that does not end is a failure, not a hang. */
const MAX_PAGES = 50
/** Exports leave out the last minute: what they should give lies on this day. */
export const START_S = Date.UTC(2026, 0, 5) / 1000

// biome-ignore lint/suspicious/noExplicitAny: what a client reads out of JSON of any shape
export type Json = any

export interface Reply {
  status: number
  headers: Headers
  body: Json
  text: string
}

export interface Wire {
  desk: Listening
  origin: string
  /** One call, with the caller's own headers. `path` may be an absolute link out of a reply. */
  call(method: string, path: string, send?: { json?: unknown; raw?: BodyInit; headers?: object }): Promise<Reply>
  /** Another set of credentials and standing headers, on the same desk. */
  as(headers: Record<string, string>): Wire
}

/** `email/token:TOKEN` in Basic, as every client sends it. */
export const basic = (person: Person): string => person.authorization

/** The desk, filled. Close it. */
export async function openFilled(): Promise<Listening> {
  const desk = await listen()
  await fill(desk)
  return desk
}

/** The wire of a client that sends these headers with every call. */
export function wireTo(desk: Listening, headers: (desk: Listening) => Record<string, string>): Wire {
  return wireWith(desk, headers(desk))
}

function wireWith(desk: Listening, standing: Record<string, string>): Wire {
  return {
    desk,
    origin: desk.origin,
    as: (headers) => wireWith(desk, headers),
    async call(method, path, { json, raw, headers } = {}) {
      const url = path.startsWith('http') ? path : `${desk.origin}${path}`
      // Clients send their credentials to the links of a reply: these must not lead elsewhere.
      if (new URL(url).origin !== desk.origin) throw new Error(`a link leads away: ${url}`)
      const answer = await fetch(url, {
        method,
        redirect: 'manual',
        headers: { ...standing, ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: json === undefined ? raw : JSON.stringify(json),
      })
      const text = await answer.text()
      const is_json = answer.headers.get('content-type')?.startsWith('application/json') && text !== ''
      return { status: answer.status, headers: answer.headers, text, body: is_json ? JSON.parse(text) : null }
    },
  }
}

/** Pages from the first on, as long as `next` gives another call. Throws where there is no end. */
export async function walk<Page>(first: () => Promise<Page>, next: (page: Page) => (() => Promise<Page>) | null) {
  const pages: Page[] = []
  for (let go: (() => Promise<Page>) | null = first; go !== null; go = next(pages[pages.length - 1] as Page)) {
    // one was pushed
    if (pages.length === MAX_PAGES) throw new Error('the walk does not end')
    pages.push(await go())
  }
  return pages
}

async function fill({ call, admin, agent, work, runJobs, account_id }: Listening): Promise<void> {
  const must = async (route: string, body: unknown): Promise<Json> => {
    const answer = await call(admin, route, body)
    if (answer.status >= 300) throw new Error(`${route}: ${answer.text}`)
    return answer.body
  }
  const people = Array.from({ length: PEOPLE }, (_, n) => ({ name: `Person ${n}`, email: `p${n}@people.example` }))
  for (let at = 0; at < PEOPLE; at += 100)
    await must('POST /api/v2/users/create_many', { users: people.slice(at, at + 100) })
  const at = (second: number) => new Date((START_S + second) * 1000).toISOString()
  const tickets = Array.from({ length: TICKETS }, (_, n) => ({
    subject: `Kettle ${n}`,
    tags: ['kettle', `batch_${n % 3}`],
    assignee_id: agent.id,
    status: n % 2 === 0 ? 'open' : 'solved',
    requester: { email: `p${n % PEOPLE}@people.example`, name: 'Person' },
    created_at: at(n),
    updated_at: at(n),
    comments: [
      { value: `It does not boil ${n}`, created_at: at(n) },
      { value: 'Which one?', author_id: agent.id, created_at: at(n) },
    ],
  }))
  await runJobs()
  for (let from = 0; from < TICKETS; from += 100)
    await must('POST /api/v2/imports/tickets/create_many', { tickets: tickets.slice(from, from + 100) })
  await runJobs()
  for (const n of [0, 1, 2]) {
    await must('POST /api/v2/organizations', { organization: { name: `Firm ${n}` } })
    await must('POST /api/v2/groups', { group: { name: `Group ${n}` } })
  }
  await work(async ({ db }) => {
    for (const table of ['users', 'organizations'])
      await db.run(
        sql`update ${sql.raw(table)} set updated_at = to_timestamp(${START_S}) where account_id = ${account_id}`,
      )
  })
}

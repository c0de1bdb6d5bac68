// One run over a source: what others name first, then people, then rules, then tickets. Where a list can be read since
// a cursor, the cursor is kept after each page: the next run goes on there, be it after a kill or for what is new.
import type { Platform } from '../../platform/platform.ts'
import { listProblems, listRecords, openSourceRow, saveCursor } from '../moving-in/queries.ts'
import { asOwner, quietWork } from '../moving-in/quiet.ts'
import { Report, type ReportSink } from '../moving-in/report.ts'
import { openClient, type SourceAccess, sleep } from './client.ts'
import { AFTER_PEOPLE, BEFORE_PEOPLE, takeKind } from './configuration.ts'
import { askOr, eachRecord } from './lists.ts'
import { takeMemberships } from './memberships.ts'
import { takeOrganization } from './organizations.ts'
import { identitiesIn, takeUser } from './people.ts'
import { idOf, type Json, listOf, timeOf } from './reading.ts'
import type { Options, Run } from './taking.ts'
import { takeTicket } from './tickets.ts'

/** A list that can be read since a cursor. */
interface Stream {
  kind: string
  key: string
  start: string
  /** One record of it, for those that could not be taken before. */
  one: (key: string) => string
  single: string
  take(run: Run, record: Json, key: string, body: Json): Promise<unknown>
}

const STREAMS: Record<'organizations' | 'users' | 'tickets', Stream> = {
  organizations: {
    kind: 'organization',
    key: 'organizations',
    start: '/api/v2/incremental/organizations.json?start_time=0&per_page=100',
    one: (key) => `/api/v2/organizations/${key}.json`,
    single: 'organization',
    take: takeOrganization,
  },
  users: {
    kind: 'user',
    key: 'users',
    start: '/api/v2/incremental/users/cursor.json?start_time=0&per_page=100&include=identities',
    one: (key) => `/api/v2/users/${key}.json`,
    single: 'user',
    take: (run, record, key, body) => takeUser(run, record, key, identitiesIn(body, key)),
  },
  tickets: {
    kind: 'ticket',
    key: 'tickets',
    start: '/api/v2/incremental/tickets/cursor.json?start_time=0&per_page=100',
    one: (key) => `/api/v2/tickets/${key}.json`,
    single: 'ticket',
    take: takeTicket,
  },
}

const AGAIN_PER_PAGE = 100
/** Records that could not be taken and are tried again in one run: ten thousand of a kind. */
const AGAIN_PAGES = 100

/** Reads a source into an account. Returns true when everything of this run was taken whole. */
export async function importZendesk(
  platform: Platform,
  account_id: number,
  access: SourceAccess,
  options: Options,
  sink: ReportSink,
): Promise<boolean> {
  const client = openClient(access)
  const into = await asOwner(platform, account_id)
  const source = await quietWork(into, (work) => openSourceRow(work, 'zendesk', client.origin))
  const run: Run = { ...into, client, source, options, report: new Report(sink) }
  try {
    for (const kind of BEFORE_PEOPLE) await stage(run, kind.key, () => takeKind(run, kind))
    await stage(run, 'organizations', () => takeStream(run, STREAMS.organizations))
    await stage(run, 'users', () => takeStream(run, STREAMS.users))
    await stage(run, 'memberships', () => takeMemberships(run))
    for (const kind of AFTER_PEOPLE) await stage(run, kind.key, () => takeKind(run, kind))
    await stage(run, 'tickets', () => takeStream(run, STREAMS.tickets))
    await takeTheRest(run, access)
  } finally {
    run.report.end()
  }
  return run.report.isWhole()
}

/** Exports keep back what is younger than a minute; a little more, since the clocks of two machines differ. */
const KEPT_BACK_MS = 75_000

/** What changed just now is not in an export yet. Where there is such a thing it is waited for, once, and taken too. */
async function takeTheRest(run: Run, { wait = sleep }: SourceAccess): Promise<void> {
  const now_ms = run.platform.engine.clock.now().getTime()
  if (await hasNewest(run)) return tellEnd(run, now_ms - KEPT_BACK_MS)
  run.report.tell(`the source keeps back what changed in the last minute: waiting ${KEPT_BACK_MS / 1000} s for it`)
  await wait(KEPT_BACK_MS)
  for (const stream of [STREAMS.organizations, STREAMS.users, STREAMS.tickets])
    await stage(run, stream.key, () => takeStream(run, stream))
  tellEnd(run, now_ms)
}

function tellEnd(run: Run, until_ms: number): void {
  run.report.tell(`what changed in the source after ${new Date(until_ms).toISOString()} comes with the next run`)
}

/** Whether the ticket that changed last in the source is here as it is there. */
async function hasNewest(run: Run): Promise<boolean> {
  const body = await askOr(run, '/api/v2/tickets.json?sort_by=updated_at&sort_order=desc&per_page=1')
  const [newest] = listOf(body.tickets)
  const key = newest && idOf(newest.id)
  if (!newest || !key) return true
  const [known] = await quietWork(run, (work) => listRecords(work, run.source.id, 'ticket', [key]))
  const changed = timeOf(newest.updated_at)
  return known !== undefined && (changed === null || (known.stamp !== null && known.stamp >= changed))
}

async function stage(run: Run, name: string, work: () => Promise<void>): Promise<void> {
  run.report.tell(`reading ${name}`)
  await work()
}

async function takeStream(run: Run, stream: Stream): Promise<void> {
  await tryAgain(run, stream)
  const path = run.source.cursors[stream.key] ?? stream.start
  await eachRecord(
    run,
    { kind: stream.kind, path, key: stream.key },
    async (record, key, body) => void (await stream.take(run, record, key, body)),
    async (body, next) => {
      const cursor = cursorAfter(next ?? body.after_url ?? body.next_page, run.platform.engine.clock.now())
      if (cursor !== null) await quietWork(run, (work) => saveCursor(work, run.source.id, stream.key, cursor))
    },
  )
}

/** Exports by time refuse the last minute; what was read already is recognised when it comes again. */
const NOT_LATER_THAN_S = 120

/** Where an export goes on another day: it names that place at its end too. Kept as path and query only. */
function cursorAfter(link: unknown, now: Date): string | null {
  const url = typeof link === 'string' ? URL.parse(link, 'https://source.invalid') : null
  if (!url) return null
  const start_time = Number(url.searchParams.get('start_time') ?? Number.NaN)
  const latest = Math.floor(now.getTime() / 1000) - NOT_LATER_THAN_S
  if (start_time > latest) url.searchParams.set('start_time', String(latest))
  return `${url.pathname}${url.search}`
}

/** What was refused in an earlier run: the reason may be gone by now. */
async function tryAgain(run: Run, stream: Stream): Promise<void> {
  let after = ''
  for (let page = 0; page < AGAIN_PAGES; page++) {
    const from = after
    const rows = await quietWork(run, (work) => listProblems(work, run.source.id, stream.kind, from, AGAIN_PER_PAGE))
    for (const { key } of rows) {
      const body = await askOr(run, stream.one(key))
      const [record] = listOf([body[stream.single]])
      if (record) await stream.take(run, record, key, {})
    }
    const last = rows.at(-1)
    if (!last || rows.length < AGAIN_PER_PAGE) return
    after = last.key
  }
}

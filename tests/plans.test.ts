// Every hot read can use its index under row-level security. PostgreSQL uses an index only for operators it trusts not
// to leak; one that it does not trust turns the whole condition into a filter over all rows, which no small table shows.
// So the real statements of real requests are explained with sequential scans forbidden: what still scans cannot do else.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSampleData } from '../server/operations/index.ts'
import { newAccount, type Person, type TestAccount } from './support/desk.ts'
import { testDatabase } from './support/worker-database.ts'

interface Statement {
  text: string
  values: unknown[]
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}

/** Tables that grow with the desk's use. */
const GROWING = new Set([
  'tickets',
  'ticket_replies',
  'ticket_notes',
  'ticket_tags',
  'ticket_people',
  'attachments',
  'drafts',
  'search_documents',
  'search_records',
  'ticket_metrics',
  'ticket_field_values',
  'users',
  'user_identities',
  'user_tags',
  'organizations',
  'events',
  'audit_entries',
  'mail_deliveries',
  'inbound_mails',
  'suspended_tickets',
  'sessions',
  'api_tokens',
])

const TICKETS = 600

/** Agents who see only some tickets. */
const RESTRICTED = ['groups', 'organization', 'assigned'] as const
type Restricted = (typeof RESTRICTED)[number]

const isRestricted = (who: string): who is Restricted => (RESTRICTED as readonly string[]).includes(who)

/** Tables read from end to end: by a scan, or by an index of which no condition narrows anything. */
function scansOf(plan: Plan): string[] {
  const relation = plan['Relation Name'] ?? ''
  const is_whole =
    plan['Node Type'] === 'Seq Scan' ||
    (/^(?:Bitmap )?Index/.test(plan['Node Type']) && plan['Index Cond'] === undefined)
  return [
    ...(is_whole && (relation === '' || GROWING.has(relation)) ? [relation || plan['Node Type']] : []),
    ...(plan.Plans ?? []).flatMap(scansOf),
  ]
}

describe('under row-level security', () => {
  let desk: TestAccount
  const restricted: Partial<Record<Restricted, Person>> = {}
  let client: pg.Client
  const original = pg.Client.prototype.query

  beforeAll(async () => {
    desk = await newAccount()
    await makeSampleData(desk.desk, desk.account_id, TICKETS, () => undefined)
    for (const who of RESTRICTED) {
      const agent = await desk.addPerson('agent')
      await desk.call(desk.admin, `PUT /api/v2/users/${agent.id}`, { user: { ticket_restriction: who } })
      restricted[who] = agent
    }
    const { app, owner } = await testDatabase()
    const owning = new pg.Client(owner)
    await owning.connect()
    await owning.query('analyze')
    await owning.end()
    client = new pg.Client(app)
    await client.connect()
  }, 120_000)

  afterAll(async () => {
    pg.Client.prototype.query = original
    await client.end()
  })

  /** The statements that a request sends, as the driver gets them. */
  async function statementsOf(as: Person, route: string): Promise<Statement[]> {
    const seen: Statement[] = []
    // biome-ignore lint/suspicious/noExplicitAny: the driver's query takes many shapes, and all are passed on unchanged
    pg.Client.prototype.query = function (this: pg.Client, ...given: any[]) {
      const [query] = given
      if (query && typeof query === 'object' && typeof query.text === 'string')
        seen.push({ text: query.text, values: query.values ?? [] })
      return Reflect.apply(original, this, given)
    } as typeof original // as it was, with one line before
    try {
      const answer = await desk.call(as, route)
      expect(answer.status, `${route} ${answer.text.slice(0, 200)}`).toBe(200)
    } finally {
      pg.Client.prototype.query = original
    }
    return seen.filter(
      ({ text }) =>
        /^\s*(select|with)\b/i.test(text) &&
        !text.includes('pg_stat_activity') &&
        !text.includes('pg_notify') &&
        !text.includes('graphile_worker'),
    )
  }

  async function scans({ text, values }: Statement, audience: 'staff' | 'customer'): Promise<string[]> {
    await client.query(
      `begin; set local custos.account_id = '${desk.account_id}'; set local custos.audience = '${audience}'; set local enable_seqscan = off`,
    )
    try {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${text}`, values)
      return rows.flatMap((row) => scansOf(row['QUERY PLAN'][0].Plan))
    } finally {
      await client.query('rollback')
    }
  }

  const requests: { who: 'admin' | 'agent' | 'customer' | Restricted; route: string }[] = [
    { who: 'agent', route: 'GET /api/v2/tickets?view=unsolved&page[size]=50&include=users,groups' },
    { who: 'agent', route: 'GET /api/v2/tickets?view=mine&page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/tickets?view=solved&page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/tickets?sort=-created_at&per_page=100' },
    { who: 'agent', route: 'GET /api/v2/tickets/1?include=users,groups,organizations' },
    { who: 'agent', route: 'GET /api/v2/tickets/1/comments?include=users' },
    { who: 'agent', route: 'GET /api/v2/tickets/1/audits' },
    { who: 'agent', route: 'GET /api/v2/tickets/1/deliveries' },
    { who: 'agent', route: 'GET /api/v2/search?query=invoice' },
    { who: 'agent', route: 'GET /api/v2/search?query=rechnung%20status:open' },
    { who: 'agent', route: 'GET /api/v2/search?query=tags:billing%20created%3E1year' },
    { who: 'agent', route: 'GET /api/v2/search?query=type:ticket%20invoice%20subject:order' },
    { who: 'agent', route: 'GET /api/v2/search/export?query=invoice&filter[type]=ticket&page[size]=100' },
    { who: 'agent', route: 'GET /api/v2/views/1/tickets?page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/views/2/tickets?page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/views/3/execute?page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/views/4/tickets?page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/views/5/count' },
    { who: 'agent', route: 'GET /api/v2/views/6/count' },
    { who: 'agent', route: 'GET /api/v2/views/count_many?ids=1,2,3,4' },
    { who: 'agent', route: 'GET /api/v2/users?page[size]=50' },
    { who: 'agent', route: 'GET /api/v2/users/search?query=anna' },
    { who: 'agent', route: 'GET /api/v2/suspended_tickets?page[size]=50' },
    { who: 'customer', route: 'GET /api/v2/requests?page[size]=50' },
    { who: 'admin', route: 'GET /api/v2/incremental/tickets/cursor?start_time=1&per_page=50&include=users,comments' },
    { who: 'admin', route: 'GET /api/v2/incremental/users/cursor?start_time=1&per_page=50' },
    { who: 'admin', route: 'GET /api/v2/incremental/organizations?start_time=1&per_page=50' },
    { who: 'admin', route: 'GET /api/v2/incremental/ticket_events?start_time=1&per_page=50' },
    { who: 'admin', route: 'GET /api/v2/incremental/comments/cursor?start_time=1&per_page=50' },
    ...RESTRICTED.flatMap((who) =>
      [
        'GET /api/v2/tickets?view=unsolved&page[size]=50',
        'GET /api/v2/tickets?sort=-created_at&per_page=100',
        'GET /api/v2/tickets/show_many?ids=1,2,3',
        'GET /api/v2/search?query=invoice',
        'GET /api/v2/views/2/tickets?page[size]=50',
        'GET /api/v2/views/count_many?ids=1,2,3,4',
        'GET /api/v2/ticket_audits?page[size]=50',
        'GET /api/v2/ticket_metrics?page[size]=50',
        'GET /api/v2/deleted_tickets?page[size]=50',
      ].map((route) => ({ who, route })),
    ),
  ]

  for (const { who, route } of requests) {
    it(`${route} as ${who} reads growing tables by index only`, async () => {
      const person = isRestricted(who) ? restricted[who] : desk[who]
      if (!person) throw new Error('an agent was not made')
      const statements = await statementsOf(person, route)
      expect(statements.length).toBeGreaterThan(1)
      for (const statement of statements) {
        expect(
          await scans(statement, who === 'customer' ? 'customer' : 'staff'),
          statement.text.replaceAll(/\s+/g, ' ').slice(0, 400),
        ).toEqual([])
      }
    })
  }

  it('what one person did is found by their own index among what everybody did', async () => {
    const { admin, account_id } = desk
    const setting = `set local custos.account_id = '${account_id}'; set local custos.audience = 'staff'`
    await client.query(`begin; ${setting}`)
    await client.query(
      `insert into audit_entries (account_id, entry_id, event_id, action, subject_type, subject_id, actor_id, digest, created_at)
       select $1, n, n, 'ticket.updated', 'ticket', n, 1, '', now() - n * interval '1 minute' from generate_series(1, 20000) n`,
      [account_id],
    )
    await client.query('commit')
    const { owner } = await testDatabase()
    const owning = new pg.Client(owner)
    await owning.connect()
    await owning.query('analyze audit_entries')
    await owning.end()
    const route = `GET /api/v2/audit_logs?filter[actor_id]=${admin.id}&page[size]=50`
    const [list] = (await statementsOf(desk.admin, route)).filter(({ text }) => text.includes('from audit_entries'))
    if (!list) throw new Error('the list was not asked for')
    await client.query(`begin; ${setting}`)
    const plan = await client.query(`explain (format json) ${list.text}`, list.values)
    await client.query('rollback')
    expect(JSON.stringify(plan.rows)).toContain('audit_entries_by_actor')
  })

  it('would notice a statement that no index helps', async () => {
    const bare = { text: 'select count(*) from search_records where record_id % 7 = 0', values: [] }
    expect(await scans(bare, 'staff')).not.toEqual([])
  })
})

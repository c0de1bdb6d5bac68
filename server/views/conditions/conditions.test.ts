// What a view asks of the database and what a rule decides in memory are the same, for generated tickets and conditions.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { ALL_JOBS } from '../../compose.ts'
import { sql } from '../../platform/db.ts'
import { rightsOfRole } from '../../platform/rights.ts'
import { type Condition, firstFalse, isTrue, type RuleSubject, type RuleTicket } from '../../rules/index.ts'
import { businessMinutesBetween, isWithin, listSchedules } from '../../schedules/index.ts'
import { conditionSql, conditionsSql } from './sql.ts'

const TICKETS = 40
const HOUR_MS = 3_600_000
const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed']
const PRIORITIES = ['low', 'normal', 'high', 'urgent']
const TYPES = ['problem', 'incident', 'question', 'task']
const SCORES = ['offered', 'good', 'bad']
const TAGS = ['red', 'green', 'blue']

let desk: TestAccount
let people: number[]
let group_id: number
let fields: { plan: number; amount: number; day: number; word: number; many: number; check: number }

/** The same numbers on every run. */
const pick = <Value>(list: readonly Value[], seed: number): Value => list[seed % list.length]! // never empty

beforeAll(async () => {
  desk = await newAccount()
  const { admin, agent, call } = desk
  const made = async (one: object) =>
    (await call(admin, 'POST /api/v2/ticket_fields', { ticket_field: one })).body.ticket_field.id
  const options = ['gold', 'silver'].map((value) => ({ name: value, value }))
  fields = {
    plan: await made({ type: 'tagger', title: 'Plan', custom_field_options: options }),
    amount: await made({ type: 'integer', title: 'Amount' }),
    day: await made({ type: 'date', title: 'Day' }),
    word: await made({ type: 'text', title: 'Word' }),
    many: await made({
      type: 'multiselect',
      title: 'Many',
      custom_field_options: ['m1', 'm2', 'm3'].map((value) => ({ name: value, value })),
    }),
    check: await made({ type: 'checkbox', title: 'Check' }),
  }
  group_id = (await call(admin, 'GET /api/v2/groups')).body.groups[0].id
  people = [agent.id, admin.id, desk.owner.id]
  await call(admin, 'POST /api/v2/business_hours/schedules', { schedule: { name: 'Office', time_zone: 'Berlin' } })
  const today = Date.now()
  for (let n = 0; n < TICKETS; n++) {
    const { body } = await call(agent, 'POST /api/v2/tickets', {
      ticket: {
        subject: 'x',
        comment: { body: 'y' },
        requester_id: pick([desk.customer.id, agent.id, admin.id], n),
        priority: pick([null, ...PRIORITIES], n),
        type: pick([null, ...TYPES], n >> 1),
        tags: TAGS.filter((_tag, at) => (n >> at) % 2 === 0),
        custom_fields: [
          ...(n % 3 ? [{ id: fields.plan, value: pick(['gold', 'silver'], n) }] : []),
          ...(n % 4 ? [{ id: fields.amount, value: (n % 7) - 3 }] : []),
          ...(n % 5
            ? [{ id: fields.day, value: new Date(today + ((n % 9) - 4) * 24 * HOUR_MS).toISOString().slice(0, 10) }]
            : []),
          ...(n % 2 ? [{ id: fields.word, value: pick(['Alpha', 'beta two'], n >> 1) }] : []),
          ...(n % 3 === 1
            ? [{ id: fields.many, value: ['m1', 'm2', 'm3'].filter((_one, at) => (n >> at) % 2 === 1) }]
            : []),
          { id: fields.check, value: n % 2 === 0 },
        ],
      },
    })
    const ago = (hours: number) => new Date(today - hours * HOUR_MS - 1_000 * n)
    await desk.work(async ({ db, account_id, sealing }) => {
      await db.run(sql`
        update tickets set status = ${pick(STATUSES, n)}, assignee_id = ${pick([null, ...people], n >> 1)}::bigint, group_id = ${n % 3 ? group_id : null}::bigint,
          satisfaction = ${pick([null, ...SCORES], n)}, via_channel = ${pick(['api', 'email', 'web'], n)}, created_at = ${ago(n * 3 + 20)}, updated_at = ${ago(n % 13)},
          due_at = ${n % 4 ? new Date(today + (n - 20) * HOUR_MS) : null}
        where account_id = ${account_id} and id = ${body.ticket.id}`)
      // As from before there were hashes: the job works them out.
      const place = `tickets/${body.ticket.id}/sealed`
      const { sealed } = await db.one<{ sealed: Buffer }>(
        sql`select sealed from tickets where account_id = ${account_id} and id = ${body.ticket.id}`,
      )
      const recipient = pick([null, 'Help@desk.example', 'sales@desk.example'], n)
      await db.run(sql`
        update tickets set recipient_hash = null, sealed = ${sealing.seal(place, { ...sealing.open<object>(place, sealed), recipient })}
        where account_id = ${account_id} and id = ${body.ticket.id}`)
      await db.run(sql`
        update ticket_metrics set status_updated_at = ${ago((n % 13) + (n % 5))}, assigned_at = ${n % 2 ? ago(n) : null}, requester_updated_at = ${ago(n + 1)}, assignee_updated_at = ${n % 3 ? ago(n % 6) : null}
        where account_id = ${account_id} and ticket_id = ${body.ticket.id}`)
    })
  }
  await ALL_JOBS.find((one) => one.name === 'tickets.hash_recipients')?.run(desk.desk, {} as never) // a payload as its schema has it
}, 60_000)

interface Loaded {
  subjects: RuleSubject[]
  /** Ids for which some SQL over `t` is true. */
  matching(condition: Condition): Promise<number[]>
  matchingAll(all: Condition[], any: Condition[]): Promise<number[]>
}

/** One unit of work: the same instant for the database and for the rules. */
async function inUnit(run: (loaded: Loaded) => Promise<void>): Promise<void> {
  await desk.work(async (system) => {
    const work = system.as({
      kind: 'user',
      user_id: desk.agent.id,
      role: 'agent',
      rights: rightsOfRole('agent'),
      session_id: null,
      csrf_token: null,
      token_id: null,
      scopes: null,
      proved_at: null,
    })
    const { db, account_id, now } = work
    const rows = await db.all<
      RuleTicket & {
        satisfaction: string | null
        times: Record<string, string | null>
        words: Record<string, string>
        sealed: Buffer
        locale: string | null
      }
    >(sql`
      select t.*, u.locale, (select coalesce(array_agg(g.tag), '{}') from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id) as tags, to_jsonb(m) as times
      from tickets t join users u on u.account_id = t.account_id and u.id = t.requester_id join ticket_metrics m on m.account_id = t.account_id and m.ticket_id = t.id
      where t.account_id = ${account_id}`)
    const schedules = (await listSchedules(work)).map((one) => ({
      id: one.id,
      isWithin: (at: Date) => isWithin(one, at),
      minutesBetween: (from: Date, to: Date) => businessMinutesBetween(one, from, to),
    }))
    const time = (value: string | null | undefined) => (value ? new Date(value) : null)
    const subjects = rows.map(({ times, sealed, ...row }): RuleSubject => {
      const content = work.sealing.open<{ recipient: string | null; field_texts?: Record<string, string | null> }>(
        `tickets/${row.id}/sealed`,
        sealed,
      )
      return {
        now,
        update_type: 'Change',
        ticket: {
          ...row,
          satisfaction_score: row.satisfaction,
          field_values: { ...row.field_values, ...content.field_texts },
        },
        before: null,
        comment: null,
        recipient: content.recipient,
        actor: { id: desk.agent.id, role: 'agent', group_ids: [group_id] },
        current_via: row.via_channel,
        cc_added: false,
        requester: { id: row.requester_id, role: 'end-user', locale: row.locale, fields: {} },
        schedules,
        times: {
          status_updated_at: time(times.status_updated_at),
          assigned_at: time(times.assigned_at),
          requester_updated_at: time(times.requester_updated_at),
          assignee_updated_at: time(times.assignee_updated_at),
          reopens: 0,
          replies: 0,
          assignee_stations: 0,
        },
      }
    })
    const ids = async (where: ReturnType<typeof sql>) =>
      (
        await db.all<{ id: number }>(
          sql`select t.id from tickets t where t.account_id = ${account_id} and ${where} order by t.id`,
        )
      ).map((row) => row.id)
    await run({
      subjects,
      matching: async (condition) => await ids(sql`${await conditionSql(work, condition)}`),
      matchingAll: async (all, any) => await ids(sql`${await conditionsSql(work, { all, any })}`),
    })
  })
}

const several = (values: readonly string[]) =>
  fc.oneof(fc.constantFrom(...values), fc.subarray([...values], { minLength: 1 }), fc.constant(''))
const field = (name: string, operators: readonly string[], value: fc.Arbitrary<Condition['value']>) =>
  fc.record({ field: fc.constant(name), operator: fc.constantFrom(...operators), value })

const IS = ['is', 'is_not', '', 'includes', 'not_includes']
const ORDER = ['less_than', 'less_than_equal', 'greater_than', 'greater_than_equal']
const HOURS = [
  'is',
  'less_than',
  'greater_than',
  'is_business_hours',
  'less_than_business_hours',
  'greater_than_business_hours',
]

function anyCondition(): fc.Arbitrary<Condition> {
  const ids = [...people.map(String), 'current_user', '4711']
  const hours = [
    'NEW',
    'OPEN',
    'PENDING',
    'HOLD',
    'SOLVED',
    'CLOSED',
    'assigned_at',
    'updated_at',
    'requester_updated_at',
    'assignee_updated_at',
    'due_date',
    'until_due_date',
  ]
  const custom = (id: number) => `custom_fields_${id}`
  return fc.oneof(
    field('status', IS, several(STATUSES)),
    field('status', ORDER, fc.constantFrom(...STATUSES)),
    field('priority', IS, several(PRIORITIES)),
    field('priority', ORDER, fc.constantFrom(...PRIORITIES)),
    field('type', IS, several(TYPES)),
    field('satisfaction_score', [...IS, ...ORDER], fc.constantFrom('unoffered', ...SCORES)),
    field('assignee_id', [...IS, 'present', 'not_present'], several([...ids, 'requester_id'])),
    field('requester_id', IS, several([...ids, 'assignee_id'])),
    field('group_id', [...IS, 'present', 'not_present'], several([String(group_id), 'current_groups', '12'])),
    field('organization_id', IS, several(['12'])),
    field('brand_id', ['is', 'is_not'], several(['12'])),
    field(
      'current_tags',
      ['includes', 'not_includes', 'is', 'is_not'],
      fc.constantFrom('red', 'red green', 'purple', 'BLUE purple'),
    ),
    field('via_id', IS, fc.constantFrom('4', '5', '0', 'email', '34')),
    field('recipient', ['is', 'is_not'], fc.constantFrom('help@DESK.example', 'sales@desk.example', 'x@desk.example')),
    field('locale_id', ['is', 'is_not'], fc.constantFrom('en', 'de', 'EN')),
    fc.record({
      field: fc.constantFrom(...hours),
      operator: fc.constantFrom(...HOURS),
      value: fc.integer({ min: 0, max: 60 }).map(String),
    }),
    field(custom(fields.plan), [...IS, 'present', 'not_present'], several(['gold', 'silver', 'lead'])),
    field(custom(fields.many), [...IS, 'present', 'not_present'], several(['m1', 'm2', 'm3'])),
    field(custom(fields.word), [...IS, 'present'], several(['alpha', 'Beta two', 'beta'])),
    field(custom(fields.check), ['is', 'is_not'], fc.constantFrom('true', 'false')),
    field(custom(fields.amount), [...IS, ...ORDER], fc.integer({ min: -4, max: 5 }).map(String)),
    field(
      custom(fields.day),
      ['within_previous_n_days', 'within_next_n_days'],
      fc.integer({ min: 0, max: 5 }).map(String),
    ),
    field(custom(fields.day), ORDER, fc.constantFrom(new Date().toISOString().slice(0, 10), '2031-01-01')),
  )
}

describe('a condition', () => {
  it('holds in the database for exactly the tickets for which it holds in memory', async () => {
    await inUnit(async ({ subjects, matching }) => {
      expect(subjects).toHaveLength(TICKETS)
      await fc.assert(
        fc.asyncProperty(anyCondition(), async (condition) => {
          const expected = subjects.filter((subject) => isTrue(condition, subject)).map(({ ticket }) => ticket.id)
          expect(await matching(condition)).toEqual(expected.toSorted((a, b) => a - b))
        }),
        { numRuns: 400 },
      )
    })
  }, 60_000)

  it('is joined with others in the same way', async () => {
    await inUnit(async ({ subjects, matchingAll }) => {
      const list = fc.array(anyCondition(), { maxLength: 3 })
      await fc.assert(
        fc.asyncProperty(list, list, async (all, any) => {
          const expected = subjects
            .filter((subject) => firstFalse({ all, any }, subject) === null)
            .map(({ ticket }) => ticket.id)
          expect(await matchingAll(all, any)).toEqual(expected.toSorted((a, b) => a - b))
        }),
        { numRuns: 100 },
      )
    })
  }, 60_000)
})

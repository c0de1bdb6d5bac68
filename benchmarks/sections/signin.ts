// Signing in: how many sign-ins a second the real form takes, whether somebody who works meanwhile notices, and whether
// the time of an answer tells who is known.
import { hash } from '@node-rs/argon2'
import { hashPassword, setPasswordHash } from '../../server/access/index.ts'
import { ARGON2, MOST_HASHING } from '../../server/access/passwords/hashing.ts'
import { createUser } from '../../server/people/index.ts'
import type { Bench } from '../bench.ts'
import { sendForm } from '../measuring/forms.ts'
import { type Inside, inside } from '../measuring/inside.ts'
import { call, type Measured, underLoad } from '../measuring/load.ts'
import { costLines, measureWithJobs } from '../measuring/requests.ts'
import { settle } from '../measuring/settling.ts'
import type { Line, Section } from '../measuring/table.ts'

const TICKETS = 10_000
/** Who arrives in the morning. Few enough that nobody is refused for signing in too often. */
const PEOPLE = 60
const CLIENTS = 16
const WARM_UP_S = 2
/** Each address may be asked about so often before limits say no; this stays below. */
const TRIES_EACH = 4
const PASSWORD = 'a quiet lake at dawn'

/** What tells a browser that was used before. */
const isOfBrowser = (cookie: string) => cookie.includes('device')

const known = (turn: number) => `agent-${turn % PEOPLE}@desk.example`
const unknown = (turn: number) => `nobody-${turn % PEOPLE}@desk.example`

export async function signinSection(bench: Bench): Promise<Section> {
  const { seconds } = bench.options
  await bench.fill(TICKETS)
  const desk = await bench.desk()
  const authorization = await bench.owner()
  await inside(bench, ({ work }) => addPeople(work))
  await settle(desk)

  const list = async () => {
    await call('GET', `${desk.url}/api/v2/tickets.json?view=unsolved&page[size]=50`, { authorization })
  }
  const alone = await underLoad({ clients: 1, seconds, warm_up_s: WARM_UP_S }, list)
  const hashes = await underLoad({ clients: MOST_HASHING, seconds: seconds / 2, warm_up_s: 1 }, async () => {
    await hash(PASSWORD, ARGON2)
  })

  let place = 0
  const browsers = new Map<string, string | undefined>()
  const signIn = async (_client: number, turn: number) => {
    const email = known(turn)
    const form = { email, password: PASSWORD }
    const { status, retry_after, cookies } = await sendForm(`${desk.url}/sign-in`, form, place++, browsers.get(email))
    if (status !== 303) throw new Error(`a sign-in was refused with ${status}, retry after ${retry_after ?? 'never'}`)
    browsers.set(email, cookies.find(isOfBrowser) ?? browsers.get(email))
  }
  for (let turn = 0; turn < PEOPLE; turn++) await signIn(0, turn)
  const sign_ins = await measureWithJobs(desk, { clients: CLIENTS, seconds, warm_up_s: WARM_UP_S }, signIn)
  const load = { seconds, warm_up_s: WARM_UP_S }
  const [with_list, beside] = await Promise.all([
    underLoad({ clients: CLIENTS, ...load }, signIn),
    underLoad({ clients: 1, ...load }, list),
  ])
  await settle(desk)

  const times = [
    ...(await compare('wrong password', 422, (email) => [`${desk.url}/sign-in`, { email, password: 'no' }])),
    ...(await compare('password reset', 200, (email) => [`${desk.url}/forgot-password`, { email }])),
  ]
  return {
    title: `Sign in with a password, ${CLIENTS} at once, in browsers used before; argon2id, ${MOST_HASHING} at a time`,
    lines: [
      {
        what: `floor: argon2id alone, ${MOST_HASHING} at a time`,
        value: hashes.per_second,
        unit: '/s',
        note: `p50 ${hashes.p50_ms.toFixed(1)} ms`,
      },
      ...costLines('sign-ins', sign_ins),
      { what: 'sign-ins: share of the floor', value: (sign_ins.per_second / hashes.per_second) * 100, unit: '%' },
      { what: 'sign-ins beside a list: per second', value: with_list.per_second, unit: '/s' },
      listLine('list of 50, nobody signs in: p95', alone),
      { ...listLine('list of 50 meanwhile: p95', beside), at_most: 100 },
      ...times,
    ],
  }

  /** Answers about known and unknown addresses, in turn, so that both meet the same machine. */
  async function compare(
    what: string,
    expected: number,
    formFor: (email: string) => [string, Record<string, string>],
  ): Promise<Line[]> {
    const times_ms: [number[], number[]] = [[], []]
    for (let turn = 0; turn < PEOPLE * TRIES_EACH * 2; turn++) {
      // First the one, then the other: what follows from an answer falls on the next one.
      const which = (turn + (turn >> 1)) % 2
      const email = (which === 0 ? known : unknown)(turn >> 1)
      const { status, ms } = await sendForm(...formFor(email), place++)
      if (status !== expected) throw new Error(`${what} answered ${status}`)
      times_ms[which === 0 ? 0 : 1].push(ms)
    }
    const [of_known, of_unknown] = [median(times_ms[0]), median(times_ms[1])]
    return [
      {
        what: `${what}: time for an unknown address beside a known one`,
        value: of_unknown / of_known,
        unit: '×',
        note: `medians of ${times_ms[0].length}: known ${of_known.toFixed(2)} ms, unknown ${of_unknown.toFixed(2)} ms`,
      },
    ]
  }
}

function listLine(what: string, measured: Measured): Line {
  return {
    what,
    value: measured.p95_ms,
    unit: 'ms',
    note: `p50 ${measured.p50_ms.toFixed(1)}, ${measured.per_second.toFixed(0)} /s`,
  }
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function addPeople(work: Inside['work']): Promise<void> {
  const password_hash = await hashPassword(PASSWORD)
  await work(async (unit) => {
    for (let turn = 0; turn < PEOPLE; turn++) {
      const user = await createUser(unit, { email: known(turn), name: `Agent ${turn}`, verified: true, role: 'agent' })
      await setPasswordHash(unit, user.id, password_hash, 'operator')
    }
  })
}

// Every endpoint that reads JSON, sent odd values in each of its properties as an administrator: it may accept or refuse
// them, but never fails.
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import type { AnyEndpoint } from '../../server/platform/http/endpoint.ts'
import { newRecord } from '../support/bodies.ts'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'

/** How deep the properties of a body are tried: of `tickets[0].comment.body` the last is the fourth. */
const DEPTH = 4
/** Below the first level each property gets one in so many of the values, and each value comes to many properties. */
const SHARE = 5

const DEEP = nested(1000)

/** JSON as it is sent: some of these cannot be written by JSON.stringify. */
const ODD: string[] = [
  'null',
  '[]',
  '{}',
  '-1',
  '1e308',
  '9007199254740993',
  '1.5',
  'true',
  '""',
  JSON.stringify('x'.repeat(100_000)),
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udc00x"',
  '"🫖🫖"',
  '"__proto__"',
  '"constructor"',
  '"9999-99-99"',
  '"+275760-09-13T00:00:00Z"',
  '"0000-01-01T00:00:00Z"',
  '[null]',
  '[[]]',
  '[{}]',
  '["\\u0000"]',
  '["__proto__"]',
  '[-1,1e308]',
  '{"constructor":1}',
  '{"id":null}',
  '[{"id":"\\ud800","value":"\\u0000"}]',
  DEEP,
]

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

type Path = (string | number)[]

interface Loose {
  shape?: Record<string, Loose>
  def?: { innerType?: Loose; in?: Loose; options?: Loose[]; element?: Loose }
}

/** Paths of all properties that a body's schema names, seen through what wraps it. */
function pathsOf(schema: Loose | undefined, depth = DEPTH): Path[] {
  if (!schema || depth === 0) return []
  const { def, shape } = schema
  if (shape)
    return Object.entries(shape).flatMap(([name, part]) => [
      [name],
      ...pathsOf(part, depth - 1).map((path) => [name, ...path]),
    ])
  const inner = [def?.innerType, def?.in, ...(def?.options ?? [])].flatMap((one) => pathsOf(one, depth))
  return def?.element ? [...inner, [0], ...pathsOf(def.element, depth - 1).map((path) => [0, ...path])] : inner
}

/** Paths of what a body has, for schemas that take any record. */
function pathsIn(value: unknown, depth = DEPTH): Path[] {
  if (typeof value !== 'object' || value === null || depth === 0) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const key = Array.isArray(value) ? Number(name) : name
    if (key !== name && key !== 0) return []
    return [[key], ...pathsIn(part, depth - 1).map((path) => [key, ...path])]
  })
}

const PLACE = 'odd value here'

/** The body with the value at the path; what the path needs on its way is made. */
function bodyWith(body: unknown, path: Path, value: string): string {
  return JSON.stringify(withPlace(body, path)).replace(JSON.stringify(PLACE), () => value)
}

function withPlace(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return PLACE
  if (typeof first === 'number') {
    const [head, ...tail] = Array.isArray(value) ? value : []
    return [withPlace(head, rest), ...tail]
  }
  const record = typeof value === 'object' && value !== null ? value : {}
  const inner = Object.entries(record).find(([name]) => name === first)?.[1]
  return { ...record, [first]: withPlace(inner, rest) }
}

/** Signs the caller out, or shuts the account. */
const ENDS_THE_TEST = /logout|sign-out|password|sessions|sample_data/

const takesJson = (one: AnyEndpoint) =>
  typeof one.body === 'object' && one.route.includes(' /api/v2/') && !ENDS_THE_TEST.test(one.route)

describe('odd values', () => {
  let desk: Fixture
  beforeAll(async () => {
    desk = await newFixture()
  })

  it('are tried on what there is', () => {
    expect(ALL_ENDPOINTS.filter(takesJson).length).toBeGreaterThan(130)
  })

  const areas = Map.groupBy(ALL_ENDPOINTS.filter(takesJson), (one) => one.route.split('/')[3] ?? '')
  for (const [area, endpoints] of areas) {
    it(`never make ${area} fail`, async () => {
      const failures: string[] = []
      for (const one of endpoints) {
        const url = fillRoute(one.route, desk.ids)
        const schema = one.body as Loose // takesJson has seen that it is a schema, which keep what they are made of in `def`
        const base = () =>
          Object.fromEntries(Object.keys(schema.shape ?? {}).map((key) => [key, newRecord(key, desk.ids) ?? undefined]))
        const paths = new Map([...pathsOf(schema), ...pathsIn(base())].map((path) => [path.join('.'), path]))
        for (const [position, path] of [...paths.values()].entries()) {
          const values = path.length === 1 ? ODD : ODD.filter((_, at) => at % SHARE === position % SHARE)
          for (const value of values) {
            const body = bodyWith(base(), path, value)
            const answer = await desk.call(desk.admin, url, body, { 'content-type': 'application/json' })
            if (answer.status >= 500)
              failures.push(`${one.route} ${path.join('.')} = ${value.slice(0, 50)}: ${answer.status}`)
          }
        }
      }
      expect(failures).toEqual([])
    }, 120_000)
  }

  it('leave no work behind that fails', async () => {
    await desk.runJobs()
  })
})

// Everything that was recorded of an operation we serve holds: requests of the recorded shape are accepted, replies have
// the recorded keys with values of the recorded types. Where no recordings are at hand, shapes.test.ts has our own list.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { type Fixture, newFixture } from '../support/fixture.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { departures, recordedRequests, recordedShapes } from './recorded.ts'
import { addForRecordings, callNamedByFile, recordedCall } from './recorded-calls.ts'

/** Recorded and served, but not asked here. Only shrinks. */
const NOT_ASKED: Record<string, string> = {
  'GET /api/v2/users/me 404': 'somebody else’s failure: our users/me always answers',
  'GET /api/v2/organizations/autocomplete 200': 'recorded from a stand-in that answers with a list of words',
  'GET /api/v2/organizations/{} 404': 'likewise',
}

/** Recorded under a path of its own. */
const OTHERWISE: Record<string, string> = { 'GET /api/v2/tickets/1': 'GET /api/v2/tickets/{}' }

const served = new Map(ALL_ENDPOINTS.map((one) => [one.route.replaceAll(/\{\w+\}/g, '{}'), one.route]))
const operationOf = (key: string) => key.split(' ').slice(0, 2).join(' ')
const servedOf = (operation: string) => served.get(OTHERWISE[operation] ?? operation)

const replies = recordedShapes() ?? {}
const requests = recordedRequests() ?? {}
const recorded = [
  ...Object.keys(replies),
  // Requests of which no reply was kept.
  ...Object.keys(requests)
    .filter((one) => !Object.keys(replies).some((key) => key.startsWith(`${one} 2`)))
    .map((one) => `${one} 2xx`),
]
const byFile = (key: string) => key.match(/^GET \/fixture-go\/(\w+) 200$/)?.[1]
const asked = recorded.filter((key) => byFile(key) || (servedOf(operationOf(key)) && !(key in NOT_ASKED)))
/** Areas that Custos does not have. */
const FOREIGN_FILES = new Set(['apps'])

describe.runIf(recorded.length > 0)('what was recorded', () => {
  let desk: Fixture
  let receiver: Receiver
  beforeAll(async () => {
    desk = await newFixture()
    receiver = await openReceiver()
    desk.ids.receiver_url = receiver.origin
    await addForRecordings(desk)
    await desk.runJobs()
  })
  afterAll(async () => await receiver.close())

  it('is asked of us wherever we serve it', () => {
    expect(asked.length).toBeGreaterThan(170)
    for (const key of Object.keys(NOT_ASKED)) expect(recorded).toContain(key)
  })

  for (const key of asked.filter((one) => !FOREIGN_FILES.has(byFile(one) ?? ''))) {
    it(`holds: ${key}`, async () => {
      const file = byFile(key)
      const operation = operationOf(key)
      const call = file
        ? callNamedByFile(file, desk.ids)
        : await recordedCall(key, servedOf(operation) ?? '', requests[operation], desk)
      if (!call) throw new Error('nothing says how to ask for this')
      const answer = await desk.call(desk.admin, call.route, call.body, call.headers)
      const status = key.split(' ')[2]
      if (status === '2xx') expect(answer.status, answer.text).toBeLessThan(300)
      else expect(answer.status, `${JSON.stringify(call.body)}: ${answer.text}`).toBe(Number(status))
      const schema = replies[key]?.schema
      expect(schema ? departures(answer.body, schema, replies[key]?.samples ?? 0) : []).toEqual([])
    })
  }
})

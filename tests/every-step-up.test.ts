// Which endpoints ask for a fresh proof of who is there, and that they do: of a page that was left open, and of tokens
// that were not made for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../server/access/index.ts'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import { ageProof, type Session, sessionOf } from './support/factors.ts'
import { type Fixture, fillRoute, newFixture } from './support/fixture.ts'

const GOLDEN = join(import.meta.dirname, 'golden/step-up.txt')
const PROOF_IS_OVER_MIN = 11

const asking = ALL_ENDPOINTS.filter((endpoint) => endpoint.step_up !== undefined && endpoint.step_up !== false)
const always = asking.filter((endpoint) => endpoint.step_up === true)

describe('the fresh proof', () => {
  let desk: Fixture
  let stale: Session

  beforeAll(async () => {
    desk = await newFixture()
    stale = await sessionOf(desk, desk.owner)
    await ageProof(desk, desk.owner, PROOF_IS_OVER_MIN)
  })

  it('is asked for where the golden table says so, which is changed by hand: `vitest run tests/every-step-up.test.ts -u`, then read it', async () => {
    const table = asking.map(({ route, step_up }) => `${route} → ${step_up === true ? 'always' : step_up}`).toSorted()
    // Lines that two changes added may stand in another order, or twice, until the table is written again.
    const kept = new Set(readFileSync(GOLDEN, 'utf8').trim().split('\n'))
    if ([...kept].toSorted().join('\n') === table.join('\n')) return
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('golden/step-up.txt')
  })

  it('is not taken from a session whose last one is over', async () => {
    for (const { route, reply } of always) {
      const answer = await stale.api(fillRoute(route, desk.ids), route.startsWith('DELETE') ? undefined : {})
      expect([route, answer.status], answer.text.slice(0, 200)).toEqual([route, 403])
      if (reply !== 'page') expect([route, answer.body.code]).toEqual([route, 'step_up_required'])
    }
  })

  it('is not taken from a token that nobody made for it', async () => {
    const { full_token } = await desk.work((work) => createToken(work, desk.owner.id, 'plain'))
    const plain = { ...desk.owner, authorization: `Bearer ${full_token}` }
    for (const { route } of always) {
      const answer = await desk.call(plain, fillRoute(route, desk.ids), route.startsWith('DELETE') ? undefined : {})
      expect([route, answer.status], answer.text.slice(0, 200)).toEqual([route, 403])
    }
  })
})

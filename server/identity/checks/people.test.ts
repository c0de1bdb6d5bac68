import { describe, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { addApp, sessionOf } from '../../../tests/support/factors.ts'
import { browser, PASSWORD } from '../../../tests/support/form-browser.ts'
import { liveProvider, sessionsOf } from '../../../tests/support/live-provider.ts'
import { sql } from '../../platform/db.ts'
import type { LookedUp, Standing } from '../ldap/looking-up.ts'
import { insertLink, listLinksOf } from '../links/queries.ts'
import { sweepPeople } from './jobs.ts'
import { beginPeople, settlePeople } from './people.ts'

/** Nobody listens there. */
const settings = { url: 'ldap://127.0.0.1:1', base_dn: 'dc=corp,dc=example' }

/** A desk with a directory that its people are linked to; what the directory says is given. */
async function deskWithPeople(count: number) {
  const desk = await newAccount()
  const provider = await liveProvider(desk, { kind: 'ldap', settings })
  const people: Person[] = []
  for (let n = 0; n < count; n++) people.push(await desk.addPerson('agent'))
  await desk.work(async (work) => {
    for (const person of people)
      await insertLink(work, {
        provider_id: provider.id,
        user_id: person.id,
        issuer: settings.base_dn,
        subject: `subject of ${person.id}`,
        email: null,
      })
    await work.db.run(sql`update identity_links set checked_at = null where account_id = ${work.account_id}`)
  })
  const run = async (
    standing: (user_id: number) => Standing,
    { accepts_many = false, found }: { accepts_many?: boolean; found?: LookedUp } = {},
  ) => {
    const asking = await desk.work((work) => beginPeople(work, provider.id, true))
    if (!asking) throw new Error('nobody is asked about')
    const standings = new Map(asking.links.map((link) => [link.id, standing(link.user_id)]))
    await desk.work((work) => settlePeople(work, provider.id, asking, found ?? { standings }, accepts_many))
    return asking.links.map((link) => link.user_id)
  }
  const shown = async () =>
    (await desk.call(desk.owner, `GET /api/v2/identity_providers/${provider.id}`)).body.identity_provider
  return { desk, provider, people, run, shown }
}

async function recorded(desk: TestAccount, type: string) {
  return await desk.work((work) =>
    work.db.all<{ subject_id: number; data: Record<string, unknown> }>(
      sql`select subject_id, data from events where account_id = ${work.account_id} and type = ${type} order by event_id`,
    ),
  )
}

describe('a directory that does not know somebody any more', () => {
  test.each<[string, Standing]>([
    ['gone', 'gone'],
    ['switched off', 'disabled'],
  ])('(%s) ends their sessions, sign-ins under way and tokens at once, and says so', async (_what, standing) => {
    const { desk, provider, people, run, shown } = await deskWithPeople(2)
    const [left, stays] = people as [Person, Person] // two were made
    for (const person of people) await sessionOf(desk, person)
    await addApp(desk, await sessionOf(desk, left))
    const waiting = browser(desk)
    const asked = await waiting.ask('POST', '/sign-in', { email: left.email, password: PASSWORD })
    expect(asked.headers.location).toBe('/sign-in/second-factor')
    await run((user_id) => (user_id === left.id ? standing : 'there'))
    expect((await waiting.ask('GET', '/sign-in/second-factor')).statusCode).toBe(303)
    expect([await sessionsOf(desk, left.id), await sessionsOf(desk, stays.id)]).toEqual([0, 1])
    expect((await desk.call(left, 'GET /api/v2/tickets')).status).toBe(401)
    expect((await desk.call(stays, 'GET /api/v2/tickets')).status).toBe(200)
    const [link] = await desk.work((work) => listLinksOf(work, left.id))
    expect(await recorded(desk, 'user.deactivated_by_provider')).toEqual([
      { subject_id: left.id, data: { provider_id: provider.id, link_id: link?.id } },
    ])
    const { identity_links } = (await desk.call(desk.owner, `GET /api/v2/users/${left.id}/identity_links`)).body
    expect(identity_links[0].deactivated_at).not.toBeNull()
    expect((await shown()).checks).toMatchObject([{ what: 'people', problem: null, failing_since: null }])
    // Once is enough: nobody asks about them again before they come back by the directory.
    expect(await run(() => 'there')).toEqual([stays.id])
  })

  test('ends nobody’s session where most are missing at once, unless an admin says that they have left', async () => {
    const { desk, people, run, shown } = await deskWithPeople(5)
    const [off, ...others] = people as [Person, ...Person[]] // five were made
    for (const person of people) await sessionOf(desk, person)
    await run((user_id) => (user_id === off.id ? 'disabled' : 'gone'))
    expect(await sessionsOf(desk, off.id)).toBe(0)
    for (const person of others) expect(await sessionsOf(desk, person.id)).toBe(1)
    expect((await shown()).warnings).toContainEqual({ code: 'too_many_missing', detail: '4' })
    await desk.runJobs()
    const { alarms } = (await desk.call(desk.owner, 'GET /api/v2/alarms')).body
    expect(alarms.map((alarm: { kind: string }) => alarm.kind)).toContain('provider_failing')
    await run(() => 'gone', { accepts_many: true })
    for (const person of others) expect(await sessionsOf(desk, person.id)).toBe(0)
    expect((await shown()).checks[0].problem).toBeNull()
  })

  test('says nothing about an owner before an owner has tried its settings', async () => {
    const { desk, provider, run } = await deskWithPeople(1)
    await sessionOf(desk, desk.owner)
    await desk.work(async (work) => {
      const link = {
        provider_id: provider.id,
        user_id: desk.owner.id,
        issuer: settings.base_dn,
        subject: 'o',
        email: null,
      }
      await insertLink(work, link)
      await work.db.run(sql`
        update identity_providers set tested_by_id = ${desk.admin.id} where account_id = ${work.account_id} and id = ${provider.id}`)
    })
    await run(() => 'gone')
    expect(await sessionsOf(desk, desk.owner.id)).toBe(1)
    await desk.work((work) =>
      work.db.run(sql`
        update identity_providers set tested_by_id = ${desk.owner.id} where account_id = ${work.account_id} and id = ${provider.id}`),
    )
    await run(() => 'gone')
    expect(await sessionsOf(desk, desk.owner.id)).toBe(0)
  })
})

describe('a directory that is down', () => {
  test('ends nobody’s session, is shown with its provider, and is an alarm once it lasts', async () => {
    const { desk, provider, people, run, shown } = await deskWithPeople(1)
    const [person] = people as [Person] // one was made
    await sessionOf(desk, person)
    const found = { problem: 'unreachable', detail: null } as const
    await run(() => 'gone', { found })
    expect(await sessionsOf(desk, person.id)).toBe(1)
    const { checks, warnings } = await shown()
    expect(checks).toMatchObject([{ what: 'people', problem: 'unreachable', succeeded_at: null }])
    expect(warnings).toContainEqual({
      code: 'people_check_fails',
      detail: checks[0].failing_since,
    })
    expect(await recorded(desk, 'identity_provider.check_failed')).toEqual([])
    await desk.work((work) =>
      work.db.run(sql`
        update identity_checks set failing_since = ${new Date(Date.now() - 3_600_000)} where account_id = ${work.account_id}`),
    )
    for (let time = 0; time < 2; time++) await run(() => 'gone', { found })
    expect(await recorded(desk, 'identity_provider.check_failed')).toMatchObject([
      { subject_id: provider.id, data: { what: 'people', problem: 'unreachable' } },
    ])
    await run(() => 'there')
    expect((await shown()).checks).toMatchObject([{ problem: null, failing_since: null }])
  })

  test('is asked over the network by a job, and its failing to answer is no failure of the job', async () => {
    const { desk, people, shown } = await deskWithPeople(1)
    const [person] = people as [Person] // one was made
    await sessionOf(desk, person)
    await desk.work(sweepPeople)
    await desk.runJobs()
    expect((await shown()).checks).toMatchObject([{ what: 'people', problem: 'unreachable' }])
    expect(await sessionsOf(desk, person.id)).toBe(1)
  })

  test('is asked first about those who are signed in, and about nobody again before the time', async () => {
    const { desk, provider, people } = await deskWithPeople(3)
    const [, , in_now] = people as [Person, Person, Person] // three were made
    await sessionOf(desk, in_now)
    const asked = async () =>
      (await desk.work((work) => beginPeople(work, provider.id, false)))?.links.map((link) => link.user_id) ?? []
    expect((await asked())[0]).toBe(in_now.id)
    const checkedAgo = (minutes: number) =>
      desk.work((work) =>
        work.db.run(sql`
          update identity_links set checked_at = ${new Date(Date.now() - minutes * 60_000)} where account_id = ${work.account_id}`),
      )
    await checkedAgo(5)
    expect(await asked()).toEqual([])
    await checkedAgo(30)
    expect(await asked()).toEqual([in_now.id])
    await checkedAgo(7 * 60)
    expect(await asked()).toHaveLength(3)
  })
})

test('an admin can have a provider asked at once; others cannot, and not one that is off', async () => {
  const { desk, provider } = await deskWithPeople(1)
  const path = `POST /api/v2/identity_providers/${provider.id}/checks`
  expect((await desk.call(desk.agent, path, { check: {} })).status).toBe(403)
  const answer = await desk.call(desk.admin, path, { check: { accepts_many: true } })
  expect([answer.status, answer.body.identity_provider.id]).toEqual([200, provider.id])
  expect((await desk.call(desk.admin, path, { check: { accepts_many: 'yes' } })).status).toBe(422)
  await provider.change({ active: false })
  expect((await desk.call(desk.admin, path, { check: {} })).status).toBe(422)
  const jwt = await liveProvider(desk, { kind: 'jwt', settings: {}, secrets: { shared_secret: 'x'.repeat(64) } })
  expect((await desk.call(desk.admin, `POST /api/v2/identity_providers/${jwt.id}/checks`, {})).status).toBe(422)
})

test('the sign-in form takes a user name where a directory is asked, and looks the same for every name', async () => {
  const desk = await newAccount()
  const form = async () => (await browser(desk).ask('GET', '/sign-in')).payload
  const field = async () => /<input\s[^>]*name="email"[^>]*>/.exec(await form())?.[0] ?? ''
  expect(await field()).toContain('type="email"')
  const provider = await liveProvider(desk, { kind: 'ldap', settings })
  for (const part of [
    'type="text"',
    'inputmode="email"',
    'autocomplete="username webauthn"',
    'autocapitalize="none"',
    'spellcheck="false"',
  ])
    expect(await field()).toContain(part)
  const answerFor = async (email: string) => {
    const { statusCode, payload } = await browser(desk).ask('POST', '/sign-in', { email, password: 'wrong words' })
    return { statusCode, page: payload.replaceAll(email, '') }
  }
  const known = await answerFor(desk.agent.email)
  expect(known.statusCode).toBe(422)
  for (const name of ['anna', 'nobody@people.example', 'CORP\\anna']) expect(await answerFor(name)).toEqual(known)
  await provider.change({ active: false })
  expect(await field()).toContain('type="email"')
})

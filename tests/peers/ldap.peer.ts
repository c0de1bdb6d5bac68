// Signing in with a directory: against OpenLDAP's slapd.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { browser } from '../support/form-browser.ts'
import { BASE_DN, type Directory, PASSWORDS, SERVICE_DN, SERVICE_PASSWORD, startDirectory } from './directory.ts'

let directory: Directory
beforeAll(async () => {
  directory = await startDirectory()
})
afterAll(async () => {
  await directory.end()
})

interface Tried {
  outcome: string
  problem: string | null
  identity: { email: string; name: string; attributes: Record<string, string[]> } | null
}

/** A desk that asks the directory; `settings` over those that work. */
async function deskWith(settings: object = {}, write: object = {}) {
  const desk = await newAccount()
  const created = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
    identity_provider: {
      kind: 'ldap',
      name: 'Directory',
      domains: ['corp.example'],
      creates_people: true,
      settings: {
        url: directory.url,
        ca: directory.ca,
        service_dn: SERVICE_DN,
        base_dn: `ou=people,${BASE_DN}`,
        user_filter: '(&(objectClass=inetOrgPerson)(|(uid={login})(mail={login})))',
        group_base_dn: `ou=groups,${BASE_DN}`,
        ...settings,
      },
      secrets: { service_password: SERVICE_PASSWORD },
      mapping: { rules: [{ value: 'agents', grant: { kind: 'role', role: 'agent' } }] },
      ...write,
    },
  })
  expect(created.status, created.text).toBe(201)
  const path = `/api/v2/identity_providers/${created.body.identity_provider.id}`
  const trial = async (login: string, password: string): Promise<Tried> => {
    const answer = await desk.call(desk.owner, `POST ${path}/trials`, { trial: { login, password } })
    expect(answer.status, answer.text).toBe(201)
    return answer.body.trial
  }
  return { desk, path, trial }
}

async function signIn(desk: TestAccount, email: string, password: string) {
  const one = browser(desk)
  const answer = await one.ask('POST', '/sign-in', { email, password })
  return { status: answer.statusCode, location: answer.headers.location, one }
}

describe('a trial of a directory', () => {
  it('shows who came, with groups, by StartTLS, by LDAPS and by a direct bind', async () => {
    for (const settings of [
      {},
      { url: directory.tls_url, start_tls: false },
      {
        bind: 'direct',
        dn_template: `uid={login},ou=people,${BASE_DN}`,
        service_dn: '',
        base_dn: '',
        group_base_dn: '',
      },
    ]) {
      const { trial } = await deskWith(settings, 'bind' in settings ? { audiences: ['staff', 'end_user'] } : {})
      const found = await trial('anna', PASSWORDS.anna)
      expect(found, JSON.stringify(found)).toMatchObject({
        outcome: 'succeeded',
        identity: { email: 'anna@corp.example', name: 'Anna Beispiel' },
      })
      expect(JSON.stringify(found)).not.toContain(PASSWORDS.anna)
      if (!('bind' in settings)) expect(found.identity?.attributes.groups).toEqual(['Agents'])
    }
  })

  it('says why it failed', async () => {
    const problemOf = async (settings: object, login = 'anna', password: string = PASSWORDS.anna, write: object = {}) =>
      (await (await deskWith(settings, write)).trial(login, password)).problem
    expect(await problemOf({}, 'anna', 'wrong')).toBe('wrong_credentials')
    expect(await problemOf({}, 'anna', '')).toBe('wrong_credentials')
    expect(await problemOf({}, 'nobody')).toBe('not_found')
    expect(await problemOf({ ca: '' })).toBe('tls')
    expect(await problemOf({ url: 'ldap://localhost:1' })).toBe('unreachable')
    expect(await problemOf({}, 'anna', PASSWORDS.anna, { secrets: { service_password: 'wrong' } })).toBe(
      'wrong_service_account',
    )
    expect(await problemOf({ user_filter: '(|(uid={login})(objectClass=inetOrgPerson))' })).toBe('several_found')
  })

  it('is not fooled by what is typed', async () => {
    const { trial } = await deskWith()
    for (const login of ['*', 'anna*', 'anna)(uid=*', '*)(|(uid=*', 'anna\\2a', 'anna\u0000'])
      expect((await trial(login, PASSWORDS.anna)).problem, login).toBe('not_found')
    const direct = await deskWith({
      bind: 'direct',
      dn_template: `uid={login},ou=people,${BASE_DN}`,
      base_dn: '',
      group_base_dn: '',
    })
    expect((await direct.trial('anna,ou=people,dc=corp,dc=example', PASSWORDS.anna)).problem).toBe('wrong_credentials')
  })
})

describe('signing in with a directory', () => {
  it('lets people in by the password form, makes them what the table says and keeps no password', async () => {
    const { desk, path, trial } = await deskWith()
    expect((await signIn(desk, 'anna@corp.example', PASSWORDS.anna)).status).toBe(422)
    expect((await trial('anna', PASSWORDS.anna)).outcome).toBe('succeeded')
    expect((await desk.call(desk.owner, `PUT ${path}`, { identity_provider: { active: true } })).status).toBe(200)
    for (const name of ['anna@corp.example', 'anna']) {
      const { location, one } = await signIn(desk, name, PASSWORDS.anna)
      expect(location, name).toBe('/agent')
      expect((await one.ask('GET', '/api/v2/users/me')).json().user).toMatchObject({
        email: 'anna@corp.example',
        role: 'agent',
      })
    }
    for (const [name, password] of [
      ['anna', 'wrong'],
      ['anna', ''],
      ['', ''],
      ['*', PASSWORDS.anna],
      ['nobody', 'x'],
    ] as const)
      expect((await signIn(desk, name, password)).status, name).toBe(422)
    // Otto is in no group that the table knows: he is no agent, and this directory is for the team.
    expect((await signIn(desk, 'otto', PASSWORDS.otto)).status).toBe(422)
  })
})

describe('people who came by a directory', () => {
  const PEOPLE = ['bea', 'carl', 'dora', 'emil', 'fred'] as const
  const FILTER = '(&(objectClass=inetOrgPerson)(!(employeeType=disabled))(|(uid={login})(mail={login})))'

  it('are out within minutes once it says so: switched off, over, removed or not meant any more; and nobody when it is down', async () => {
    const own = await startDirectory()
    for (const uid of PEOPLE) await own.add(uid)
    const settings = { url: own.url, ca: own.ca, user_filter: FILTER }
    const { desk, path, trial } = await deskWith(settings, { audiences: ['staff', 'end_user'] })
    expect((await trial('anna', PASSWORDS.anna)).outcome).toBe('succeeded')
    expect((await desk.call(desk.owner, `PUT ${path}`, { identity_provider: { active: true } })).status).toBe(200)
    const browsers = new Map<string, ReturnType<typeof browser>>()
    for (const uid of PEOPLE) browsers.set(uid, (await signIn(desk, uid, `words of ${uid}`)).one)
    const signedIn = async () => {
      const found: string[] = []
      for (const [uid, one] of browsers)
        if ((await one.ask('GET', '/api/v2/users/me')).json().user.id !== null) found.push(uid)
      return found
    }
    const check = async () => {
      expect((await desk.call(desk.owner, `POST ${path}/checks`, {})).status).toBe(200)
      await desk.runJobs()
      return (await desk.call(desk.owner, `GET ${path}`)).body.identity_provider
    }
    expect((await check()).checks).toMatchObject([{ what: 'people', problem: null }])
    expect(await signedIn()).toEqual([...PEOPLE])
    await own.change('bea', 'userAccountControl', '514')
    await own.remove('carl')
    await own.change('dora', 'employeeType', 'disabled')
    // Tenths of microseconds since 1601: a day of 2020.
    await own.change('emil', 'accountExpires', '132223104000000000')
    await check()
    expect(await signedIn()).toEqual(['fred'])
    expect((await signIn(desk, 'bea', 'words of bea')).status).toBe(422)
    // Switched on again, they come in again.
    await own.change('bea', 'userAccountControl', '512')
    expect((await signIn(desk, 'bea', 'words of bea')).location).toBe('/')
    // A tree that is not shown to us says nothing about people.
    await desk.work((work) =>
      work.db.run(sql`
        update identity_providers set live_settings = live_settings || '{"base_dn": "ou=elsewhere,dc=corp,dc=example"}' where account_id = ${work.account_id}`),
    )
    expect((await check()).checks).toMatchObject([{ problem: 'not_found' }])
    await own.end()
    expect((await check()).checks).toMatchObject([{ problem: 'unreachable' }])
    expect(await signedIn()).toEqual(['fred'])
  })
})

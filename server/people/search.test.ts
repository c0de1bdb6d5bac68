import { describe, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'
import { findOrCreateRequester } from './index.ts'

const PEOPLE = {
  hans: { name: 'Hans Müller', email: 'hans.mueller@werk.example' },
  jose: { name: 'José Straßer', email: 'jose@werk.example' },
  anneke: { name: 'Anneke van den Berg', email: 'a.vandenberg@bakker.example' },
  giulia: { name: "Giulia D'Angelo", email: 'giulia@forno.example' },
  zoe: { name: 'Zoë Łukasz', email: 'zoe@forno.example' },
}

/** An account with PEOPLE in it; `find` answers with their keys. */
async function crowd() {
  const account = await newAccount()
  const ids = new Map<number, string>()
  for (const [key, person] of Object.entries(PEOPLE)) {
    const { body } = await account.call(account.agent, 'POST /api/v2/users', { user: person })
    ids.set(body.user.id, key)
  }
  const find = (as: Person, route: string) => findIn(account, as, route, ids)
  return { ...account, ids, find }
}

async function findIn(account: TestAccount, as: Person, route: string, names: Map<number, string>) {
  const { body } = await account.call(as, `GET ${route}`)
  return body.users.map((user: { id: number }) => names.get(user.id) ?? 'somebody else').sort()
}

const search = (query: string) => `/api/v2/users/search?query=${encodeURIComponent(query)}`
const complete = (name: string) => `/api/v2/users/autocomplete?name=${encodeURIComponent(name)}`

describe('finding people', () => {
  test('by name, however the keyboard spells it, and by parts of an address', async () => {
    const { agent, find } = await crowd()
    const cases: [string, string[]][] = [
      ['Müller', ['hans']],
      ['mueller', ['hans']],
      ['MULLER hans', ['hans']],
      ['type:user name:müller', ['hans']],
      ['jose strasser', ['jose']],
      ['Straßer', ['jose']],
      ['van den berg', ['anneke']],
      ["d'angelo", ['giulia']],
      ['zoe', ['zoe']],
      ['forno.example', ['giulia', 'zoe']],
      ['anneke giulia', []],
      ['str', []],
      ['str*', ['jose']],
      ['', []],
    ]
    for (const [query, expected] of cases) expect(await find(agent, search(query)), query).toEqual(expected)
  })

  test('while a name is still being typed', async () => {
    const { agent, find } = await crowd()
    expect(await find(agent, complete('mü'))).toEqual(['hans'])
    expect(await find(agent, complete('van den b'))).toEqual(['anneke'])
    expect(await find(agent, complete('giu'))).toEqual(['giulia'])
    expect(await find(agent, complete('jose@we'))).toEqual(['jose'])
    expect(await find(agent, complete('xyz'))).toEqual([])
  })

  test('a whole address finds its owner and nobody whose address looks alike', async () => {
    const { agent, find } = await crowd()
    expect(await find(agent, search('Hans.Mueller@WERK.example'))).toEqual(['hans'])
    expect(await find(agent, search('email:hans.mueller@werk.example'))).toEqual(['hans'])
    expect(await find(agent, search('mueller@werk.example'))).toEqual([])
  })

  test('a changed name and a further address are found, the old name is not; a deleted person is not', async () => {
    const { agent, admin, call, ids, find } = await crowd()
    const [id] = [...ids].find(([, key]) => key === 'hans') ?? []
    await call(agent, `PUT /api/v2/users/${id}`, { user: { name: 'Hanna Schmidt' } })
    expect(await find(agent, search('schmidt'))).toEqual(['hans'])
    expect(await find(agent, complete('mueller'))).toEqual(['hans']) // the address still says so
    expect(await find(agent, search('hans mueller hanna'))).toEqual(['hans'])
    const added = await call(agent, `POST /api/v2/users/${id}/identities`, {
      identity: { type: 'email', value: 'hanna@neu.example' },
    })
    expect(await find(agent, search('neu.example'))).toEqual(['hans'])
    await call(agent, `DELETE /api/v2/users/${id}/identities/${added.body.identity.id}`)
    expect(await find(agent, search('neu.example'))).toEqual([])
    await call(agent, `PUT /api/v2/users/${id}`, { user: { name: 'Klara', email: 'klara@neu.example' } })
    expect(await find(agent, search('klara'))).toEqual(['hans'])
    expect(await find(agent, search('neu.example'))).toEqual(['hans'])
    expect(await find(agent, search('schmidt'))).toEqual([])
    await call(admin, `DELETE /api/v2/users/${id}`)
    for (const gone of ['klara', 'mueller', 'neu.example']) expect(await find(agent, search(gone)), gone).toEqual([])
  })

  test('whoever wrote by mail is found by name', async () => {
    const account = await newAccount()
    const { id } = await account.work((work) =>
      findOrCreateRequester(work, { email: 'neu@kunde.example', name: 'Ümit Özdemir' }),
    )
    expect(await findIn(account, account.agent, complete('özd'), new Map([[id, 'ümit']]))).toEqual(['ümit'])
  })

  test('only staff may, only in their own account, and page by page', async () => {
    const { agent, customer, call, find } = await crowd()
    for (const route of [search('müller'), complete('mü')]) {
      expect((await call(customer, `GET ${route}`)).status).toBe(403)
      const elsewhere = await newAccount()
      expect((await elsewhere.call(elsewhere.agent, `GET ${route}`)).body.users).toEqual([])
    }
    const first = await call(agent, `GET ${search('example')}&page[size]=3`)
    expect(first.body.users).toHaveLength(3)
    expect(first.body.meta.has_more).toBe(true)
    expect(await find(agent, `${search('forno.example')}&per_page=1&page=2`)).toHaveLength(1)
    expect((await call(agent, 'GET /api/v2/users/autocomplete')).status).toBe(400)
  })
})

describe('finding organisations', () => {
  test('by name and domain until they are deleted', async () => {
    const { agent, admin, call } = await newAccount()
    const { organization } = (
      await call(agent, 'POST /api/v2/organizations', {
        organization: { name: 'Bäckerei Grün GmbH', domain_names: ['gruen-brot.example'] },
      })
    ).body
    const found = async (route: string) =>
      (await call(agent, `GET /api/v2/organizations/${route}`)).body.organizations.map((one: { id: number }) => one.id)
    for (const query of [
      'autocomplete?name=b%C3%A4ck',
      'search?query=baeckerei%20gruen',
      'search?query=gruen-brot.example',
    ])
      expect(await found(query), query).toEqual([organization.id])
    expect(await found('search?query=metzgerei')).toEqual([])
    await call(agent, `PUT /api/v2/organizations/${organization.id}`, { organization: { name: 'Konditorei Blau' } })
    expect(await found('autocomplete?name=b%C3%A4ck')).toEqual([])
    expect(await found('autocomplete?name=kond')).toEqual([organization.id])
    await call(admin, `DELETE /api/v2/organizations/${organization.id}`)
    expect(await found('autocomplete?name=kond')).toEqual([])
    expect((await call(agent, 'GET /api/v2/organizations/search')).status).toBe(400)
  })
})

describe('the primary address of a person', () => {
  test('is one, also after another was made primary twice', async () => {
    const { agent, call, ids, work } = await crowd()
    const [id] = [...ids.keys()]
    const { identity } = (
      await call(agent, `POST /api/v2/users/${id}/identities`, { identity: { type: 'email', value: 'b@neu.example' } })
    ).body
    const { identities } = (await call(agent, `GET /api/v2/users/${id}/identities`)).body
    for (const chosen of [identity.id, identities[0].id, identity.id]) {
      const made = await call(agent, `PUT /api/v2/users/${id}/identities/${chosen}/make_primary`)
      expect(made.status).toBe(200)
      expect(
        made.body.identities.filter((one: { primary: boolean }) => one.primary).map((one: { id: number }) => one.id),
      ).toEqual([chosen])
    }
    await expect(
      work(({ db }) => db.run(sql`update user_identities set is_primary = true where user_id = ${id}::bigint`)),
    ).rejects.toThrow('user_identities_primary')
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { type Directory, ENTERPRISE, newDirectory, PATCH_OP, USER } from '../../tests/support/directory.ts'
import { createToken } from '../access/index.ts'

let desk: TestAccount
let directory: Directory
beforeAll(async () => {
  desk = await newAccount()
  directory = await newDirectory(desk)
})

const reads = (id: string | number) => desk.call(desk.admin, `GET /api/v2/users/${id}`).then(({ body }) => body.user)

describe('a directory adds people', () => {
  it('as agents who are found by name, number and address', async () => {
    const added = await directory.addUser({
      userName: 'Anna.Berg@corp.example',
      externalId: '00u1',
      emails: [{ primary: true, value: 'anna.berg@corp.example', type: 'work' }],
      displayName: 'Anna Berg',
      active: true,
      [ENTERPRISE]: { department: 'Support', manager: { value: '26118915' } },
    })
    expect(added.status, added.text).toBe(201)
    expect(added.headers['content-type']).toContain('application/scim+json')
    expect(added.headers.location).toBe(added.body.meta.location)
    expect(added.headers.etag).toBe(added.body.meta.version)
    expect(added.body).toMatchObject({
      schemas: [USER, ENTERPRISE],
      userName: 'Anna.Berg@corp.example',
      externalId: '00u1',
      active: true,
      displayName: 'Anna Berg',
      [ENTERPRISE]: { department: 'Support', manager: { value: '26118915' } },
      meta: { resourceType: 'User' },
    })
    expect(await reads(added.body.id)).toMatchObject({ role: 'agent', email: 'anna.berg@corp.example', verified: true })
    for (const filter of [
      'userName eq "anna.berg@CORP.example"',
      'externalId eq "00u1"',
      'emails.value eq "anna.berg@corp.example"',
      'emails[type eq "work" and value eq "anna.berg@corp.example"]',
      `id eq "${added.body.id}"`,
      'userName eq "anna.berg@corp.example" and active eq true',
      'not (active eq false) and (externalId eq "00u1" or externalId eq "nobody")',
      `${USER}:userName eq "anna.berg@corp.example"`,
      'meta.lastModified gt "2020-01-01T00:00:00Z" and externalId eq "00u1" and emails pr',
    ]) {
      const found = await directory.scim(`GET /Users?filter=${encodeURIComponent(filter)}`)
      expect(
        found.body.Resources?.map((one: { id: string }) => one.id),
        `${filter}: ${found.text}`,
      ).toEqual([added.body.id])
      expect(found.body.totalResults).toBe(1)
    }
    const none = await directory.scim('GET /Users?filter=userName%20eq%20%22nobody%22')
    expect(none.body).toMatchObject({ totalResults: 0, Resources: [] })
  })

  it('once: a name or an address that somebody has is a conflict, also a customer’s', async () => {
    const first = await directory.addUser()
    const again = await directory.addUser({ userName: first.body.userName.toUpperCase() })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    const customer = await directory.addUser({ userName: desk.customer.email })
    expect(customer.body.scimType).toBe('uniqueness')
    expect((await reads(desk.customer.id)).role).toBe('end-user')
  })

  it('and takes on who is on the team already, found by address', async () => {
    const agent = await desk.addPerson('agent')
    const found = await directory.scim(`GET /Users?filter=${encodeURIComponent(`userName eq "${agent.email}"`)}`)
    expect(found.body.Resources[0].id).toBe(String(agent.id))
    const linked = await directory.patch(`/Users/${agent.id}`, { op: 'add', path: 'externalId', value: 'ext-1' })
    expect(linked.body.externalId).toBe('ext-1')
    expect((await reads(agent.id)).name).toBe('A agent')
  })

  it('but never sees customers', async () => {
    expect((await directory.scim(`GET /Users/${desk.customer.id}`)).status).toBe(404)
    const all = await directory.scim('GET /Users?count=200')
    expect(all.text).not.toContain(desk.customer.email)
    const asked = await directory.scim(
      `GET /Users?filter=${encodeURIComponent(`emails.value eq "${desk.customer.email}"`)}`,
    )
    expect(asked.body.totalResults).toBe(0)
    expect(
      (await directory.patch(`/Users/${desk.customer.id}`, { op: 'replace', path: 'active', value: false })).status,
    ).toBe(404)
  })

  it('and pages through them, with as much of each as it wants', async () => {
    const all = await directory.scim('GET /Users?sortBy=id&count=200')
    const page = await directory.scim('GET /Users?sortBy=id&startIndex=2&count=1&attributes=userName')
    expect(page.body).toMatchObject({ startIndex: 2, itemsPerPage: 1, totalResults: all.body.totalResults })
    expect(page.body.Resources).toEqual([
      {
        schemas: all.body.Resources[1].schemas,
        id: all.body.Resources[1].id,
        userName: all.body.Resources[1].userName,
      },
    ])
    expect((await directory.scim('GET /Users?count=0')).body.Resources).toEqual([])
    const without = await directory.scim('GET /Users?excludedAttributes=emails,name&count=1')
    expect(without.body.Resources[0].emails).toBeUndefined()
    const searched = await directory.scim('POST /Users/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      startIndex: 2,
      count: 1,
      sortBy: 'id',
    })
    expect(searched.body.Resources[0].id).toBe(all.body.Resources[1].id)
  })
})

describe('a directory changes people', () => {
  it('as Okta does: the whole person, and active without a path', async () => {
    const { body: user } = await directory.addUser()
    const replaced = await directory.scim(`PUT /Users/${user.id}`, {
      ...user,
      name: { givenName: 'Anna', familyName: 'Tal' },
      displayName: 'Anna Tal',
      emails: [{ primary: true, value: `tal-${user.userName}`, type: 'work' }],
    })
    expect(replaced.status, replaced.text).toBe(200)
    expect(await reads(user.id)).toMatchObject({ name: 'Anna Tal', email: `tal-${user.userName}` })
    const off = await directory.patch(`/Users/${user.id}`, { op: 'replace', value: { active: false } })
    expect(off.body.active).toBe(false)
    expect((await reads(user.id)).suspended).toBe(true)
  })

  it('as Entra does: texts for booleans, capital operations, filters in paths, attributes in one value', async () => {
    const { body: user } = await directory.addUser()
    const work = `entra-${user.userName}`
    const changed = await directory.patch(
      `/Users/${user.id}`,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: work },
      { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Sales' },
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: '77' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 30 1' },
      { op: 'Replace', value: { 'name.familyName': 'Wald', title: 'Lead', nonsense: 1 } },
      { op: 'Replace', path: 'active', value: 'False' },
    )
    expect(changed.status, changed.text).toBe(200)
    expect(changed.body).toMatchObject({
      active: false,
      title: 'Lead',
      name: { givenName: 'Anna', familyName: 'Wald' },
      displayName: 'Anna Wald',
      phoneNumbers: [{ type: 'mobile', value: '+49 30 1' }],
      [ENTERPRISE]: { department: 'Sales', manager: { value: '77' } },
    })
    expect(changed.body.emails[0]).toEqual({ value: work, type: 'work', primary: true })
    const back = await directory.patch(
      `/Users/${user.id}`,
      { op: 'Add', path: 'active', value: 'True' },
      { op: 'Remove', path: 'title' },
    )
    expect(back.body.active).toBe(true)
    expect(back.body.title).toBeUndefined()
  })

  it('with a version: of two changes at once that believe in the same one, one is made', async () => {
    const { body: user } = await directory.addUser()
    const change = (title: string) =>
      directory.scim(
        `PATCH /Users/${user.id}`,
        { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'title', value: title }] },
        { 'if-match': user.meta.version },
      )
    const answers = await Promise.all([change('A'), change('B')])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 412])
    const now = await directory.scim(`GET /Users/${user.id}`)
    expect(now.body.title).toBe(answers.find((one) => one.status === 200)?.body.title)
    const same = await directory.scim(`GET /Users/${user.id}`, undefined, { 'if-none-match': now.body.meta.version })
    expect(same.status).toBe(304)
  })

  it.each([
    [{ op: 'replace', path: 'nothing', value: 1 }, 'invalidPath'],
    [{ op: 'replace', path: '__proto__.polluted', value: 1 }, 'invalidPath'],
    [{ op: 'replace', path: 'name', value: { 'constructor.prototype.polluted': 1 } }, 'invalidValue'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'remove', path: 'userName' }, 'invalidValue'],
    [{ op: 'move', path: 'title', value: 1 }, 'invalidSyntax'],
    [{ op: 'replace', path: 'active', value: 'maybe' }, 'invalidValue'],
    [{ op: 'replace', path: 'title', value: 'a\u0000b' }, 'invalidValue'],
    [{ op: 'replace', path: 'title', value: 'x'.repeat(1_100) }, 'invalidValue'],
    [{ op: 'replace', path: 'groups', value: [{ value: '1' }] }, 'mutability'],
    [{ op: 'replace', path: 'emails[type eq "', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'emails', value: [{ value: { a: 1 } }] }, 'invalidValue'],
  ])('and hears what is wrong with %j', async (operation, scimType) => {
    const { body: user } = await directory.addUser()
    const answer = await directory.patch(`/Users/${user.id}`, operation)
    expect(answer.status, answer.text).toBe(400)
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '400',
      scimType,
    })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a directory takes people away', () => {
  it('by deleting: nobody sees them there, and they come back with nothing they held', async () => {
    const { body: user } = await directory.addUser()
    const { full_token } = await desk.work((work) => createToken(work, Number(user.id), 'own'))
    const use = () => desk.call(null, 'GET /api/v2/users/me', undefined, { authorization: `Bearer ${full_token}` })
    expect((await use()).status).toBe(200)
    expect((await directory.scim(`DELETE /Users/${user.id}`)).status).toBe(204)
    expect((await use()).status).toBe(401)
    for (const route of ['GET', 'DELETE']) expect((await directory.scim(`${route} /Users/${user.id}`)).status).toBe(404)
    const listed = await directory.scim(`GET /Users?filter=${encodeURIComponent(`userName eq "${user.userName}"`)}`)
    expect(listed.body.totalResults).toBe(0)
    expect(await reads(user.id)).toMatchObject({ active: true, suspended: true })
    const back = await directory.addUser({ userName: user.userName })
    expect(back.status, back.text).toBe(201)
    expect(back.body).toMatchObject({ id: user.id, active: true })
    expect((await use()).status).toBe(401)
  })

  it('but never an owner with an admin’s token, and never the last owner', async () => {
    const off = { op: 'replace', path: 'active', value: false }
    const refused = await directory.patch(`/Users/${desk.owner.id}`, off)
    expect(refused.status, refused.text).toBe(403)
    const renamed = await directory.patch(`/Users/${desk.owner.id}`, { op: 'replace', path: 'displayName', value: 'X' })
    expect(renamed.status).toBe(403)
    const moved = await directory.patch(`/Users/${desk.owner.id}`, {
      op: 'replace',
      path: 'emails[type eq "work"].value',
      value: 'thief@corp.example',
    })
    expect(moved.status).toBe(403)
    const owners = await newDirectory(desk, {}, desk.owner)
    const last = await owners.patch(`/Users/${desk.owner.id}`, off)
    expect(last.status, last.text).toBe(409)
    expect(last.body.detail).toContain('last owner')
    const second = await desk.addPerson('admin')
    await desk.call(desk.owner, `PUT /api/v2/users/${second.id}`, { user: { is_owner: true } })
    expect((await owners.patch(`/Users/${second.id}`, off)).status).toBe(200)
    expect((await reads(second.id)).suspended).toBe(true)
    // Nor with the token of an owner who is suspended by now.
    const [third, fourth] = [await desk.addPerson('admin'), await desk.addPerson('admin')]
    for (const { id } of [third, fourth])
      await desk.call(desk.owner, `PUT /api/v2/users/${id}`, { user: { is_owner: true } })
    const former = await newDirectory(desk, {}, third)
    await desk.call(desk.owner, `PUT /api/v2/users/${third.id}`, { user: { suspended: true } })
    expect((await former.patch(`/Users/${fourth.id}`, off)).status).toBe(403)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { type Directory, GROUP, newDirectory, PATCH_OP, USER } from '../../tests/support/directory.ts'

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
let desk: TestAccount
let directory: Directory
beforeAll(async () => {
  desk = await newAccount()
  directory = await newDirectory(desk, {
    mapping: {
      default_custom_role_id: 1,
      rules: [
        { source: 'group', value: 'Desk admins', role: 'admin' },
        { source: 'role', value: 'agent', role: 'agent' },
      ],
    },
  })
})

const reads = (id: string) => desk.call(desk.admin, `GET /api/v2/users/${id}`).then(({ body }) => body.user)
const membersOf = (body: { members: { value: string }[] }) => body.members.map((one) => one.value).sort()
const newUser = async (parts = {}) => (await directory.addUser(parts)).body.id as string

describe('a directory keeps groups', () => {
  it('of the desk: made, found by name, filled, emptied, renamed, deleted', async () => {
    const [one, two] = [await newUser(), await newUser()]
    const made = await directory.scim('POST /Groups', {
      schemas: [GROUP],
      displayName: 'Returns',
      externalId: 'g-1',
      members: [{ value: one }],
    })
    expect(made.status, made.text).toBe(201)
    const { id, meta } = made.body
    expect(made.body).toMatchObject({ displayName: 'Returns', externalId: 'g-1', meta: { resourceType: 'Group' } })
    expect(membersOf(made.body)).toEqual([one])
    expect((await directory.scim('POST /Groups', { displayName: 'returns' })).body.scimType).toBe('uniqueness')
    const found = await directory.scim(
      `GET /Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "returns"')}`,
    )
    expect(found.body.Resources.map((group: { id: string }) => group.id)).toEqual([id])
    expect(found.body.Resources[0].members).toBeUndefined()
    const added = await directory.patch(`/Groups/${id}`, {
      op: 'Add',
      path: 'members',
      value: [{ value: two }, { value: one }],
    })
    expect(membersOf(added.body)).toEqual([one, two].sort())
    expect(added.body.meta.version).not.toBe(meta.version)
    expect((await desk.call(desk.admin, `GET /api/v2/users/${two}/groups`)).text).toContain('Returns')
    expect((await directory.scim(`GET /Users/${two}`)).body.groups).toMatchObject([{ value: id, display: 'Returns' }])
    const byMember = await directory.scim(
      `GET /Groups?filter=${encodeURIComponent(`id eq "${id}" and members eq "${two}"`)}`,
    )
    expect(byMember.body.totalResults).toBe(1)
    const removed = await directory.patch(`/Groups/${id}`, { op: 'Remove', path: `members[value eq "${one}"]` })
    expect(membersOf(removed.body)).toEqual([two])
    const entra = await directory.patch(`/Groups/${id}`, { op: 'Remove', path: 'members', value: [{ value: two }] })
    expect(membersOf(entra.body)).toEqual([])
    const okta = await directory.patch(`/Groups/${id}`, { op: 'replace', value: { id, displayName: 'Refunds' } })
    expect(okta.body.displayName).toBe('Refunds')
    const stale = await directory.scim(`PUT /Groups/${id}`, { displayName: 'Old' }, { 'if-match': meta.version })
    expect(stale.status).toBe(412)
    expect((await directory.scim(`DELETE /Groups/${id}`)).status).toBe(204)
    expect((await directory.scim(`GET /Groups/${id}`)).status).toBe(404)
  })

  it('but deletes none that the desk made, and puts no customer into one', async () => {
    const { body } = await directory.scim(`GET /Groups?filter=${encodeURIComponent('displayName eq "Support"')}`)
    const { id } = body.Resources[0]
    expect((await directory.scim(`DELETE /Groups/${id}`)).status).toBe(403)
    const customer = await directory.patch(`/Groups/${id}`, {
      op: 'add',
      path: 'members',
      value: [{ value: desk.customer.id }],
    })
    expect(customer.status).toBe(400)
    expect(customer.body.scimType).toBe('invalidValue')
  })

  it('that stand for a role: who is in one has the role, and who leaves it has it no more; never an owner’s', async () => {
    const id = await newUser()
    expect(await reads(id)).toMatchObject({ role: 'agent', custom_role_id: 1 })
    const group = await directory.scim('POST /Groups', {
      displayName: 'Desk Admins',
      members: [{ value: id }, { value: desk.owner.id }],
    })
    expect(group.status, group.text).toBe(201)
    expect(await reads(id)).toMatchObject({ role: 'admin', is_owner: false, custom_role_id: null })
    expect(await reads(String(desk.owner.id))).toMatchObject({ is_owner: true })
    await directory.patch(`/Groups/${group.body.id}`, { op: 'replace', path: 'members', value: [] })
    expect(await reads(id)).toMatchObject({ role: 'agent', custom_role_id: 1 })
    const plain = await newUser({ roles: [{ value: 'Agent', primary: true }] })
    expect(await reads(plain)).toMatchObject({ role: 'agent', custom_role_id: null })
    for (const value of ['owner', 'admin', 'Desk admins']) {
      const grasping = await newUser({ roles: [{ value }] })
      expect(await reads(grasping)).toMatchObject({ role: 'agent', is_owner: false })
    }
  })

  it('with more members than one request may change is too many', async () => {
    const { body } = await directory.scim('POST /Groups', { displayName: 'Crowd' })
    const value = Array.from({ length: 2_001 }, (_, at) => ({ value: String(at + 1) }))
    const answer = await directory.patch(`/Groups/${body.id}`, { op: 'add', path: 'members', value })
    expect(answer.body).toMatchObject({ status: '400', scimType: 'tooMany' })
  })
})

describe('many operations in one request', () => {
  it('refer to each other, in any order, and each says what became of it', async () => {
    const answer = await directory.scim('POST /Bulk', {
      schemas: [BULK],
      Operations: [
        {
          method: 'POST',
          path: '/Groups',
          bulkId: 'g',
          data: { displayName: 'Bulk', members: [{ value: 'bulkId:u' }] },
        },
        { method: 'POST', path: '/Users', bulkId: 'u', data: { schemas: [USER], userName: 'bulk@corp.example' } },
        {
          method: 'PATCH',
          path: '/Users/bulkId:u',
          data: { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'title', value: 'T' }] },
        },
        { method: 'DELETE', path: '/Users/999' },
        { method: 'POST', path: '/Groups', bulkId: 'a', data: { displayName: 'A', members: [{ value: 'bulkId:b' }] } },
        { method: 'POST', path: '/Groups', bulkId: 'b', data: { displayName: 'B', members: [{ value: 'bulkId:a' }] } },
      ],
    })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.Operations.map((one: { status: string }) => one.status)).toEqual([
      '201',
      '201',
      '200',
      '404',
      '409',
      '409',
    ])
    const [group, user] = answer.body.Operations
    expect((await directory.scim(`GET ${new URL(user.location).pathname.slice('/scim/v2'.length)}`)).body.title).toBe(
      'T',
    )
    const shown = await directory.scim(`GET ${new URL(group.location).pathname.slice('/scim/v2'.length)}`)
    expect(shown.body.members).toHaveLength(1)
  })

  it('stop after as many errors as it says, and are 1000 at most', async () => {
    const remove = { method: 'DELETE', path: '/Users/999' }
    const stopped = await directory.scim('POST /Bulk', {
      schemas: [BULK],
      failOnErrors: 1,
      Operations: [remove, remove],
    })
    expect(stopped.body.Operations).toHaveLength(1)
    const many = await directory.scim('POST /Bulk', { schemas: [BULK], Operations: Array(1_001).fill(remove) })
    expect(many.status).toBe(413)
    expect(many.body.schemas[0]).toContain('Error')
  })
})

describe('a dry run', () => {
  it('answers as if, changes nothing, and is logged', async () => {
    const dry = await newAccount()
    const there = await newDirectory(dry, { dry_run: true })
    const added = await there.addUser()
    expect(added.status).toBe(201)
    expect((await there.scim(`GET /Users/${added.body.id}`)).status).toBe(404)
    const off = await there.patch(`/Users/${dry.agent.id}`, { op: 'replace', path: 'active', value: false })
    expect(off.body.active).toBe(false)
    expect((await dry.call(dry.agent, 'GET /api/v2/users/me')).body.user).toMatchObject({
      id: dry.agent.id,
      suspended: false,
    })
    const bulk = await there.scim('POST /Bulk', {
      schemas: [BULK],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'u', data: { userName: 'dry@corp.example' } },
        { method: 'DELETE', path: '/Users/bulkId:u' },
      ],
    })
    expect(bulk.body.Operations.map((one: { status: string }) => one.status)).toEqual(['201', '204'])
    const { body } = await dry.call(dry.admin, 'GET /api/v2/scim')
    expect(body.scim).toMatchObject({ dry_run: true, people: 0, requests_today: 4, errors_today: 1 })
    const log = await dry.call(dry.admin, 'GET /api/v2/scim/requests')
    expect(log.body.scim_requests[0]).toMatchObject({ method: 'POST', resource: 'Bulk', status: 200, dry_run: true })
  })
})

describe('what there is', () => {
  it('is said in the words of the standard', async () => {
    const config = await directory.scim('GET /ServiceProviderConfig')
    expect(config.body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1048576 },
      filter: { supported: true, maxResults: 200 },
      etag: { supported: true },
    })
    const types = await directory.scim('GET /ResourceTypes')
    expect(types.body.Resources.map((type: { endpoint: string }) => type.endpoint)).toEqual(['/Users', '/Groups'])
    expect((await directory.scim('GET /ResourceTypes/User')).body.schema).toBe(USER)
    expect((await directory.scim(`GET /Schemas/${USER}`)).body).toMatchObject({ id: USER, name: 'User' })
    expect((await directory.scim('GET /Schemas')).body.totalResults).toBe(3)
    expect((await directory.scim('GET /Schemas/nothing')).status).toBe(404)
    const both = await directory.scim('POST /.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'displayName sw "Supp"',
    })
    expect(both.body.Resources).toMatchObject([{ displayName: 'Support' }])
  })
})

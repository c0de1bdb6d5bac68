import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { newDirectory } from '../../tests/support/directory.ts'
import { addApp, sessionOf } from '../../tests/support/factors.ts'
import { browser } from '../../tests/support/form-browser.ts'
import { liveProvider } from '../../tests/support/live-provider.ts'
import { samlDesk } from '../../tests/support/saml-desk.ts'

/** A desk with SAML, to which a directory adds people. */
async function deskOf(settings: object = {}) {
  const saml = await samlDesk({ domains: [] })
  const directory = await newDirectory(saml.desk, { subject_provider_id: saml.provider_id, ...settings })
  const comes = async (name_id: string, email = 'nobody@elsewhere.example') => {
    const { one } = await saml.signIn({ name_id, attributes: { email: [email] } })
    return (await one.ask('GET', '/api/v2/users/me')).json().user.id as number | null
  }
  return { saml, desk: saml.desk, directory, comes }
}

const linksOf = async (desk: TestAccount, id: number) =>
  (await desk.call(desk.owner, `GET /api/v2/users/${id}/identity_links`)).body.identity_links

describe('people whom a directory keeps', () => {
  test('come in by their externalId as the NameID, whatever address the provider says, and are linked by it', async () => {
    const { desk, directory, comes, saml } = await deskOf()
    const added = await directory.addUser({ externalId: 'emp-4711' })
    const id = Number(added.body.id)
    expect(await comes('emp-4711')).toBe(id)
    expect(await linksOf(desk, id)).toMatchObject([{ identity_provider_id: saml.provider_id, subject: 'emp-4711' }])
    expect(await comes('emp-9999')).toBeNull()
    expect(await comes('EMP-4711')).toBeNull()
  })

  test('do not where no admin said so, at another provider, or with provisioning off', async () => {
    const unsaid = await deskOf({ subject_provider_id: null })
    await unsaid.directory.addUser({ externalId: 'emp-1' })
    expect(await unsaid.comes('emp-1')).toBeNull()
    const other = await deskOf()
    const elsewhere = await liveProvider(other.desk, {
      kind: 'oidc',
      settings: { issuer: 'https://idp.example', client_id: 'x' },
    })
    await other.directory.addUser({ externalId: 'emp-1' })
    await other.desk.call(other.desk.admin, 'PUT /api/v2/scim', { scim: { subject_provider_id: elsewhere.id } })
    expect(await other.comes('emp-1')).toBeNull()
    const off = await deskOf()
    await off.directory.addUser({ externalId: 'emp-1' })
    await off.desk.call(off.desk.admin, 'PUT /api/v2/scim', { scim: { enabled: false } })
    expect(await off.comes('emp-1')).toBeNull()
  })

  test('do not once the directory switched them off or deleted them', async () => {
    const { directory, comes } = await deskOf()
    const off = await directory.addUser({ externalId: 'emp-off' })
    await directory.patch(`/Users/${off.body.id}`, { op: 'replace', path: 'active', value: false })
    const gone = await directory.addUser({ externalId: 'emp-gone' })
    await directory.scim(`DELETE /Users/${gone.body.id}`)
    expect([await comes('emp-off'), await comes('emp-gone')]).toEqual([null, null])
  })

  test('do not where two of them are called the same', async () => {
    const { directory, comes } = await deskOf()
    for (let n = 0; n < 2; n++) await directory.addUser({ externalId: 'emp-twice' })
    expect(await comes('emp-twice')).toBeNull()
  })

  test('never become an owner by a name that an admin’s directory gave the owner', async () => {
    const { desk, directory, comes } = await deskOf()
    const changed = await directory.patch(`/Users/${desk.owner.id}`, {
      op: 'replace',
      path: 'externalId',
      value: 'mine',
    })
    expect([200, 403]).toContain(changed.status)
    expect(await comes('mine')).toBeNull()
  })

  test('and whom it switches off in the middle of a sign-in do not finish it', async () => {
    const { saml, desk, directory } = await deskOf()
    const added = await directory.addUser({ externalId: 'emp-2' })
    const id = Number(added.body.id)
    const person = { ...desk.agent, id, email: added.body.userName }
    await addApp(desk, await sessionOf(desk, person))
    const { one, location } = await saml.signIn({ name_id: 'emp-2', attributes: {} })
    expect(location).toBe('/sign-in/second-factor')
    await directory.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false })
    await directory.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true })
    expect((await one.ask('GET', '/sign-in/second-factor')).statusCode).toBe(303)
  })
})

test('the setting takes a SAML or OpenID Connect provider of the team, and goes with the provider', async () => {
  const desk = await newAccount()
  const put = (subject_provider_id: unknown) =>
    desk.call(desk.admin, 'PUT /api/v2/scim', { scim: { subject_provider_id } })
  const provider = await liveProvider(desk, { kind: 'saml' })
  const answer = await put(provider.id)
  expect([answer.status, answer.body.scim.subject_provider_id]).toEqual([200, provider.id])
  const customers = await liveProvider(desk, { kind: 'saml', audiences: ['end_user'] })
  const directory = await liveProvider(desk, { kind: 'ldap' })
  for (const wrong of [customers.id, directory.id, 987654321, 'all', -1]) expect((await put(wrong)).status).toBe(422)
  await provider.change({ active: false })
  expect((await desk.call(desk.owner, `DELETE /api/v2/identity_providers/${provider.id}`)).status).toBe(204)
  expect((await desk.call(desk.admin, 'GET /api/v2/scim')).body.scim.subject_provider_id).toBeNull()
  expect((await browser(desk).ask('GET', '/api/v2/scim')).statusCode).toBe(401)
})

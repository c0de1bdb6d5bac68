import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { sessionOf } from '../../tests/support/factors.ts'
import { hashPassword, setPasswordHash } from '../access/index.ts'
import { createUser, findUser, listGroupIdsOf } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { getProvider, saveLive } from './queries.ts'
import { type Identity, resolveIdentity } from './resolving.ts'

const identity = (parts: Partial<Identity>): Identity => ({
  issuer: 'https://idp.example/meta',
  subject: 'subject-1',
  email: null,
  email_verified: true,
  name: 'Anna Example',
  attributes: {},
  ...parts,
})

/** A directory is the simplest kind: no key pair is made. */
const minimal = { kind: 'ldap', name: 'Directory' }

async function addProvider(desk: TestAccount, write: object): Promise<number> {
  const answer = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
    identity_provider: { ...minimal, ...write },
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.identity_provider.id
}

/** As if somebody had tried the provider with success. */
async function markTested(desk: TestAccount, id: number, by: number): Promise<void> {
  await desk.work(async (work) => saveLive(work, id, (await getProvider(work, id)).edited, by))
}

const resolve = (desk: TestAccount, id: number, parts: Partial<Identity>) =>
  desk.work(async (work) => resolveIdentity(work, await getProvider(work, id), identity(parts)))

describe('identity providers', () => {
  let desk: TestAccount
  beforeAll(async () => {
    desk = await newAccount()
  })

  it('can be made as every preset says', async () => {
    const fresh = await newAccount()
    const { presets } = (await fresh.call(fresh.admin, 'GET /api/v2/identity_providers/presets')).body
    expect(presets.length).toBeGreaterThan(20)
    for (const { title, kind, settings, attributes } of presets) {
      const write = { kind, name: title, settings, mapping: { attributes } }
      const made = await fresh.call(fresh.admin, 'POST /api/v2/identity_providers', { identity_provider: write })
      expect(made.status, `${title} ${made.text}`).toBe(201)
      expect(made.body.identity_provider.settings).toMatchObject(settings)
      expect(made.body.identity_provider.mapping.attributes).toMatchObject(attributes)
    }
    expect((await fresh.call(fresh.agent, 'GET /api/v2/identity_providers/presets')).status).toBe(403)
  })

  it('are set up by admins, shown without secrets, and not switched on untested', async () => {
    const created = await desk.call(desk.admin, 'POST /api/v2/identity_providers', {
      identity_provider: { ...minimal, secrets: { service_password: 'hunter2hunter2' }, domains: ['Example.org'] },
    })
    expect(created.status).toBe(201)
    expect(created.headers.location).toBe(created.body.identity_provider.url)
    const { identity_provider } = created.body
    expect(identity_provider).toMatchObject({
      kind: 'ldap',
      active: false,
      state: 'untested',
      secrets: ['service_password'],
      domains: ['example.org'],
      audiences: ['staff'],
    })
    expect(created.text).not.toContain('hunter2')
    const path = `/api/v2/identity_providers/${identity_provider.id}`
    const refused = await desk.call(desk.admin, `PUT ${path}`, { identity_provider: { active: true } })
    expect(refused.status).toBe(422)
    await markTested(desk, identity_provider.id, desk.admin.id)
    expect((await desk.call(desk.admin, `PUT ${path}`, { identity_provider: { active: true } })).status).toBe(200)
    const changed = await desk.call(desk.admin, `PUT ${path}`, {
      identity_provider: { settings: { url: 'ldaps://other.example.org' } },
    })
    expect(changed.body.identity_provider).toMatchObject({ active: true, state: 'changed' })
    const live = await desk.work((work) => getProvider(work, identity_provider.id))
    expect(live.live?.settings.url).toBe('')
  })

  it('make an RSA key pair of their own for SAML and never show its private half', async () => {
    const created = await desk.call(desk.admin, 'POST /api/v2/identity_providers', {
      identity_provider: { kind: 'saml', name: 'Company' },
    })
    expect(created.status, created.text).toBe(201)
    expect(created.body.identity_provider.our_values.certificate).toContain('BEGIN CERTIFICATE')
    expect(created.text).not.toContain('PRIVATE KEY')
    const stolen = await desk.call(desk.admin, `PUT /api/v2/identity_providers/${created.body.identity_provider.id}`, {
      identity_provider: { secrets: { private_key: 'mine' } },
    })
    expect(stolen.status).toBe(422)
  })

  it('record what changed before and after, sealed', async () => {
    const id = await addProvider(desk, { name: 'Audited' })
    await desk.call(desk.admin, `PUT /api/v2/identity_providers/${id}`, {
      identity_provider: { domains: ['a.example'] },
    })
    const event = await desk.work((work) =>
      work.db.one<{ event_id: number; data: object; sealed: Buffer }>(
        sql`select event_id, data, sealed from events where account_id = ${work.account_id} and type = 'identity_provider.updated' and subject_id = ${id}`,
      ),
    )
    expect(event.data).toEqual({ kind: 'ldap', fields: ['domains'], active: false })
    const texts = await desk.work(async ({ sealing }) =>
      sealing.open<{ before: object; after: object }>(`events/${event.event_id}/sealed`, event.sealed),
    )
    expect(texts).toMatchObject({ before: { domains: [] }, after: { domains: ['a.example'] } })
  })

  it('refuse bad input with a word', async () => {
    for (const identity_provider of [
      {},
      { kind: 'carrier pigeon', name: 'x' },
      { ...minimal, name: '' },
      { ...minimal, name: 'a\u0000b' },
      { ...minimal, audiences: [] },
      { ...minimal, domains: ['*'] },
      { ...minimal, domains: ['no domain'] },
      { ...minimal, settings: { url: 'http://directory' } },
      { ...minimal, settings: { url: 'ldap://directory.example', start_tls: false } },
      { ...minimal, settings: { user_filter: '(mail=nobody)' } },
      { ...minimal, settings: { ca: 'not a certificate' } },
      { kind: 'saml', name: 'x', settings: { sso_url: 'http://idp.example/' } },
      { kind: 'saml', name: 'x', settings: { certificates: ['AAAA'] } },
      { ...minimal, mapping: { default_role: 'admin' } },
      { ...minimal, mapping: { rules: [{ value: 'x', grant: { kind: 'role', role: 'owner' } }] } },
      { ...minimal, mapping: { rules: [{ value: 'x', grant: { kind: 'group', group_id: 1 } }] } },
      {
        ...minimal,
        audiences: ['end_user'],
        mapping: { rules: [{ value: 'x', grant: { kind: 'role', role: 'agent' } }] },
      },
    ]) {
      const answer = await desk.call(desk.admin, 'POST /api/v2/identity_providers', { identity_provider })
      expect(answer.status, `${JSON.stringify(identity_provider)} ${answer.text}`).toBe(422)
    }
  })

  it('are put in another order, all at once', async () => {
    const list = await desk.call(desk.admin, 'GET /api/v2/identity_providers')
    const ids: number[] = list.body.identity_providers.map((row: { id: number }) => row.id)
    const turned = await desk.call(desk.admin, 'PUT /api/v2/identity_providers/reorder', {
      identity_provider_ids: ids.toReversed(),
    })
    expect(turned.body.identity_providers.map((row: { id: number }) => row.id)).toEqual(ids.toReversed())
    const part = await desk.call(desk.admin, 'PUT /api/v2/identity_providers/reorder', {
      identity_provider_ids: ids.slice(1),
    })
    expect(part.status).toBe(422)
  })
})

describe('who a provider means', () => {
  let desk: TestAccount
  beforeAll(async () => {
    desk = await newAccount()
  })

  it('is found by issuer and subject, whatever the address is by then', async () => {
    const id = await addProvider(desk, { domains: ['people.example'] })
    const first = await resolve(desk, id, { email: desk.agent.email })
    expect(first).toEqual({ outcome: 'resolved', user_id: desk.agent.id, created: false })
    expect(await resolve(desk, id, { email: 'other@people.example' })).toEqual(first)
    expect(await resolve(desk, id, { issuer: 'https://other.example', email: null })).toMatchObject({
      outcome: 'refused',
      problem: 'no_account',
    })
    const links = await desk.call(desk.admin, `GET /api/v2/users/${desk.agent.id}/identity_links`)
    expect(links.body.identity_links).toMatchObject([{ subject: 'subject-1', email: 'other@people.example' }])
    const path = `/api/v2/users/${desk.agent.id}/identity_links/${links.body.identity_links[0].id}`
    const { browser } = await sessionOf(desk, desk.agent)
    await desk.work((work) =>
      work.db.run(sql`update sessions set provider_id = ${id} where account_id = ${work.account_id}`),
    )
    expect((await desk.call(desk.admin, `DELETE ${path}`)).status).toBe(204)
    expect((await browser.ask('GET', '/api/v2/users/me')).json().user.id).toBe(null)
    expect((await desk.call(desk.admin, `DELETE ${path}`)).status).toBe(404)
    expect(await resolve(desk, id, { email: null })).toMatchObject({ problem: 'no_account' })
  })

  it('is found by an address only where the provider says that it is verified and is believed about its domain', async () => {
    const id = await addProvider(desk, { domains: ['corp.example'] })
    const agent = await desk.addPerson('agent', 'agent@corp.example')
    expect(await resolve(desk, id, { subject: 'b', email: agent.email, email_verified: false })).toMatchObject({
      problem: 'address_unverified',
    })
    expect(await resolve(desk, id, { subject: 'b', email: desk.admin.email })).toMatchObject({
      problem: 'address_not_vouched',
    })
    expect(await resolve(desk, id, { subject: 'b', email: 'AGENT@Corp.Example' })).toMatchObject({ user_id: agent.id })
  })

  it('is no owner unless an owner tried the settings: an admin cannot make a provider say so', async () => {
    const id = await addProvider(desk, { domains: ['people.example'] })
    const as_owner = { subject: 'o', email: desk.owner.email }
    expect(await resolve(desk, id, as_owner)).toMatchObject({ problem: 'owner_not_tested' })
    await markTested(desk, id, desk.admin.id)
    expect(await resolve(desk, id, as_owner)).toMatchObject({ problem: 'owner_not_tested' })
    await markTested(desk, id, desk.owner.id)
    expect(await resolve(desk, id, as_owner)).toMatchObject({ user_id: desk.owner.id })
  })

  it('is never staff by a provider for customers, nor a customer by one for staff', async () => {
    const customers = await addProvider(desk, { audiences: ['end_user'], domains: ['*'], creates_people: true })
    const staff = await addProvider(desk, { audiences: ['staff'], domains: ['people.example'], creates_people: true })
    expect(await resolve(desk, customers, { subject: 'c', email: desk.agent.email })).toMatchObject({
      problem: 'not_for_audience',
    })
    expect(await resolve(desk, staff, { subject: 'c', email: desk.customer.email })).toMatchObject({
      problem: 'not_for_audience',
    })
    expect(await resolve(desk, staff, { subject: 'new', email: 'new@people.example' })).toMatchObject({
      problem: 'role_not_offered',
    })
  })

  it('takes password, tokens and sessions from whoever registered an address first', async () => {
    const id = await addProvider(desk, { audiences: ['end_user'], domains: ['victim.example'] })
    const user = await desk.work(async (work) => {
      const made = await createUser(work, { name: 'Squatter', email: 'v@victim.example', verified: false })
      await setPasswordHash(work, made.id, await hashPassword('squatters password 1'), 'operator')
      return made
    })
    expect(await resolve(desk, id, { subject: 'v', email: 'v@victim.example' })).toMatchObject({ user_id: user.id })
    const { passwords, verified } = await desk.work(async (work) => ({
      passwords: await work.db.all<object>(
        sql`select 1 from passwords where account_id = ${work.account_id} and user_id = ${user.id}`,
      ),
      verified: (await findUser(work, user.id))?.verified,
    }))
    expect({ passwords, verified }).toEqual({ passwords: [], verified: true })
  })

  it('is not somebody who only wrote the address beside their own', async () => {
    const id = await addProvider(desk, { audiences: ['end_user'], domains: ['victim.example'], creates_people: true })
    await desk.call(desk.agent, `POST /api/v2/users/${desk.customer.id}/identities`, {
      identity: { type: 'email', value: 'w@victim.example' },
    })
    expect(await resolve(desk, id, { subject: 'w', email: 'w@victim.example' })).toMatchObject({
      problem: 'address_taken',
    })
  })

  it('is created where that is allowed, with an address only if it is vouched for', async () => {
    const id = await addProvider(desk, { audiences: ['end_user'], domains: ['fresh.example'], creates_people: true })
    const made = await resolve(desk, id, { subject: 'n', email: 'n@fresh.example', name: 'New\u0000 One\ud800' })
    if (made.outcome !== 'resolved') throw new Error(made.problem)
    const user = await desk.work((work) => findUser(work, made.user_id))
    expect(user).toMatchObject({ email: 'n@fresh.example', verified: true, role: 'end-user', name: 'New One\ufffd' })
    const other = await resolve(desk, id, { subject: 'm', email: 'm@elsewhere.example' })
    if (other.outcome !== 'resolved') throw new Error(other.problem)
    expect((await desk.work((work) => findUser(work, other.user_id)))?.email).toBeNull()
  })

  it('gets role, group, organisation and tags of the table and nothing else, at every sign-in if so chosen', async () => {
    const group = await desk.call(desk.admin, 'POST /api/v2/groups', { group: { name: 'Second line' } })
    const group_id = group.body.group.id
    const organization = await desk.call(desk.admin, 'POST /api/v2/organizations', { organization: { name: 'Mapped' } })
    const organization_id = organization.body.organization.id
    const id = await addProvider(desk, {
      audiences: ['staff', 'end_user'],
      domains: ['mapped.example'],
      creates_people: true,
      mapping: {
        attributes: { groups: 'memberOf', locale: 'lang', first_name: 'given', last_name: 'family' },
        applies: 'every_sign_in',
        rules: [
          { value: 'Agents', grant: { kind: 'role', role: 'agent' } },
          { value: 'agents', grant: { kind: 'group', group_id } },
          { value: 'Agents', grant: { kind: 'tag', tag: 'from_directory' } },
          { attribute: 'company', value: 'Mapped', grant: { kind: 'organization', organization_id } },
        ],
      },
    })
    const attributes = {
      memberOf: ['owner', 'AGENTS'],
      role: ['owner'],
      lang: ['de-AT'],
      given: ['Eva'],
      family: ['Maus'],
      company: ['mapped'],
    }
    const made = await resolve(desk, id, { subject: 'e', email: 'e@mapped.example', attributes })
    if (made.outcome !== 'resolved') throw new Error(made.problem)
    const seen = async () =>
      await desk.work(async (work) => ({
        ...(await findUser(work, made.user_id)),
        groups: await listGroupIdsOf(work, made.user_id),
      }))
    expect(await seen()).toMatchObject({
      role: 'agent',
      name: 'Eva Maus',
      locale: 'de',
      organization_id,
      tags: ['from_directory'],
      groups: [group_id],
    })
    await resolve(desk, id, { subject: 'e', email: 'e@mapped.example', attributes: { ...attributes, memberOf: [] } })
    expect(await seen()).toMatchObject({ role: 'end-user', tags: [], groups: [] })
  })

  it('leaves an owner an owner, whatever the table says', async () => {
    const id = await addProvider(desk, {
      audiences: ['staff', 'end_user'],
      domains: ['people.example'],
      mapping: { applies: 'every_sign_in', rules: [{ value: 'x', grant: { kind: 'role', role: 'agent' } }] },
    })
    await markTested(desk, id, desk.owner.id)
    await resolve(desk, id, { subject: 'boss', email: desk.owner.email })
    expect((await desk.work((work) => findUser(work, desk.owner.id)))?.role).toBe('owner')
  })

  it('is forgotten when the person is deleted', async () => {
    const id = await addProvider(desk, { audiences: ['end_user'], domains: ['gone.example'], creates_people: true })
    const made = await resolve(desk, id, { subject: 'g', email: 'g@gone.example' })
    if (made.outcome !== 'resolved') throw new Error(made.problem)
    await desk.call(desk.admin, `DELETE /api/v2/users/${made.user_id}`)
    const again = await resolve(desk, id, { subject: 'g', email: 'g@gone.example' })
    expect(again).toMatchObject({ outcome: 'resolved', created: true })
  })
})

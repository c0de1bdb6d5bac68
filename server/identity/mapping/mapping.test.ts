import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { liveProvider } from '../../../tests/support/live-provider.ts'
import { findUser } from '../../people/index.ts'
import { getProvider } from '../queries.ts'
import { type Identity, resolveIdentity } from '../resolving.ts'
import { checkGrants } from './checking.ts'
import { type Mapping, mappingSchema } from './schema.ts'

async function deskWith(mapping: object) {
  const desk = await newAccount()
  const made = await desk.call(desk.owner, 'POST /api/v2/custom_roles', {
    custom_role: { name: 'Second line', configuration: { ticket_access: 'within-groups' } },
  })
  const role_id: number = made.body.custom_role.id
  const provider = await liveProvider(desk, {
    kind: 'ldap',
    creates_people: true,
    mapping: JSON.parse(JSON.stringify(mapping).replaceAll('"ROLE"', String(role_id))),
  })
  const comes = async (groups: string[], parts: Partial<Identity> = {}) =>
    await desk.work(async (work) =>
      resolveIdentity(work, await getProvider(work, provider.id), {
        issuer: 'i',
        subject: 's',
        email: 'somebody@people.example',
        email_verified: true,
        name: 'Somebody',
        attributes: { groups },
        ...parts,
      }),
    )
  const seen = async (user_id: number) => {
    const user = await desk.work((work) => findUser(work, user_id))
    return [user?.role, user?.custom_role_id]
  }
  return { desk, provider, role_id, comes, seen }
}

const agents = { kind: 'role', role: 'agent' }
const second = { value: 'second', grant: { ...agents, custom_role_id: 'ROLE' } }

async function idOf(resolved: Promise<Awaited<ReturnType<typeof resolveIdentity>>>): Promise<number> {
  const found = await resolved
  if (found.outcome !== 'resolved') throw new Error(found.problem)
  return found.user_id
}

describe('a table that gives roles of the desk', () => {
  test('gives them to new people and changes them at every sign-in, admins before agents, the first before the next', async () => {
    const { role_id, comes, seen } = await deskWith({
      applies: 'every_sign_in',
      rules: [second, { value: 'first', grant: agents }, { value: 'boss', grant: { kind: 'role', role: 'admin' } }],
    })
    const id = await idOf(comes(['second', 'first']))
    expect(await seen(id)).toEqual(['agent', role_id])
    for (const [groups, expected] of [
      [['first'], ['agent', null]],
      [['SECOND'], ['agent', role_id]],
      [
        ['boss', 'second'],
        ['admin', null],
      ],
      [[], ['end-user', null]],
      [['second'], ['agent', role_id]],
    ] as const) {
      await comes([...groups])
      expect(await seen(id), groups.join()).toEqual(expected)
    }
  })

  test('gives its own default to agents by no rule, and leaves roles alone where it counts for new people only', async () => {
    const { desk, role_id, comes, seen } = await deskWith({ default_role: 'agent', default_custom_role_id: 'ROLE' })
    const id = await idOf(comes([]))
    expect(await seen(id)).toEqual(['agent', role_id])
    await desk.call(desk.owner, `PUT /api/v2/users/${id}`, { user: { custom_role_id: null } })
    await comes([])
    expect(await seen(id)).toEqual(['agent', null])
  })

  test('takes no role away that it knows nothing of: without one an agent may do more', async () => {
    const { desk, role_id, comes, seen } = await deskWith({
      applies: 'every_sign_in',
      rules: [
        { value: 'first', grant: agents },
        { value: 'boss', grant: { kind: 'role', role: 'admin' } },
      ],
    })
    const id = await idOf(comes(['first']))
    await desk.call(desk.owner, `PUT /api/v2/users/${id}`, { user: { custom_role_id: role_id } })
    await comes(['first'])
    expect(await seen(id)).toEqual(['agent', role_id])
    await comes(['boss'])
    expect(await seen(id)).toEqual(['admin', null])
  })

  test('lets nobody in by a role that was deleted since: without one an agent may do more', async () => {
    const { desk, role_id, comes } = await deskWith({ rules: [second] })
    expect((await desk.call(desk.owner, `DELETE /api/v2/custom_roles/${role_id}`)).status).toBe(204)
    expect(await comes(['second'])).toEqual({ outcome: 'refused', problem: 'role_not_offered' })
  })
})

describe('a table is refused that', () => {
  const writing = async (desk: TestAccount, mapping: object) =>
    await desk.call(desk.admin, 'POST /api/v2/identity_providers', {
      identity_provider: { kind: 'ldap', name: 'Directory', mapping },
    })

  test.each<[string, object]>([
    ['makes owners', { rules: [{ value: 'x', grant: { kind: 'role', role: 'owner' } }] }],
    ['makes everybody an owner', { default_role: 'owner' }],
    ['makes everybody an admin', { default_role: 'admin' }],
    ['gives a role that is not there', { rules: [{ value: 'x', grant: { ...agents, custom_role_id: 987654321 } }] }],
    ['has no role for a default', { default_role: 'agent', default_custom_role_id: 987654321 }],
    [
      'gives an admin another role beside',
      { rules: [{ value: 'x', grant: { kind: 'role', role: 'admin', custom_role_id: 1 } }] },
    ],
    ['gives words for a role', { rules: [{ value: 'x', grant: { ...agents, custom_role_id: 'all' } }] }],
    [
      'gives an organization that is not there',
      { rules: [{ value: 'x', grant: { kind: 'organization', organization_id: 987654321 } }] },
    ],
  ])('%s', async (_what, mapping) => {
    expect((await writing(await newAccount(), mapping)).status).toBe(422)
  })

  test('gives more than its writer has', async () => {
    const { desk, role_id } = await deskWith({})
    const check = (mapping: object) =>
      desk.work(async (work) => {
        const actor = await desk.desk.findActor(work, desk.agent.id)
        if (!actor) throw new Error('no such agent')
        await checkGrants(work.as(actor), mappingSchema.parse(mapping))
      })
    await expect(check({ rules: [{ value: 'x', grant: { ...agents, custom_role_id: role_id } }] })).rejects.toThrow()
    await expect(check({ rules: [{ value: 'x', grant: { kind: 'role', role: 'admin' } }] })).rejects.toThrow()
    await expect(check({ rules: [{ value: 'x', grant: agents }] })).resolves.toBeUndefined()
  })
})

describe('a table that gives organizations', () => {
  test('makes people members of all of them, the first by default, and takes them away again', async () => {
    const desk = await newAccount()
    const ids: number[] = []
    for (const name of ['North', 'South', 'Own']) {
      const { body } = await desk.call(desk.owner, 'POST /api/v2/organizations', { organization: { name } })
      ids.push(body.organization.id)
    }
    const [north = 0, south = 0, own = 0] = ids
    const rules: Mapping['rules'] = [
      { attribute: '', value: 'north', grant: { kind: 'organization', organization_id: north } },
      { attribute: '', value: 'south', grant: { kind: 'organization', organization_id: south } },
    ]
    const provider = await liveProvider(desk, {
      kind: 'ldap',
      creates_people: true,
      mapping: { applies: 'every_sign_in', rules },
    })
    const comes = (groups: string[]) =>
      idOf(
        desk.work(async (work) =>
          resolveIdentity(work, await getProvider(work, provider.id), {
            issuer: 'i',
            subject: 's',
            email: null,
            email_verified: false,
            name: 'Somebody',
            attributes: { groups },
          }),
        ),
      )
    const id = await comes(['south', 'north'])
    const seen = async () => {
      const { body } = await desk.call(desk.owner, `GET /api/v2/users/${id}/organization_memberships`)
      const rows: { organization_id: number; default: boolean }[] = body.organization_memberships
      const all = rows.map((row) => row.organization_id).toSorted((one, other) => one - other)
      return { first: rows.find((row) => row.default)?.organization_id, all }
    }
    expect(await seen()).toEqual({ first: north, all: [north, south] })
    await desk.call(desk.owner, 'POST /api/v2/organization_memberships', {
      organization_membership: { user_id: id, organization_id: own },
    })
    await comes(['south'])
    expect((await seen()).all).toEqual([south, own])
    await comes([])
    expect((await seen()).all).toEqual([own])
  })
})

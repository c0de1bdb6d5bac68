// What one can do with roles. Whoever keeps roles without being an admin gives no right that they have not themselves,
// and never changes the role they have.
import { invalid, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { type Configuration, NO_RIGHTS, requireRight, rightsBeyond, rightsOfCustomRole } from '../platform/rights.ts'
import type { Work } from '../platform/work.ts'
import { roleCreated, roleDeleted, roleUpdated } from './events.ts'
import { countHolders, isOwnRole } from './holders.ts'
import { deleteRole, getRole, insertRole, listRoles, lockRoles, saveRole } from './queries.ts'
import { differences, MAX_ROLES, type RoleRow, type RoleWrite, withWritten } from './schema.ts'

const KEEPING = ['manage_roles', 'all-except-self'] as const

/** 403 for whoever may not give these rights. */
export function admitRights({ actor }: Work, ...configurations: readonly Readonly<Configuration>[]): void {
  requireRight(actor, KEEPING)
  if (actor.kind !== 'user') return
  const beyond = configurations.flatMap((configuration) => rightsBeyond(actor.rights, configuration))
  if (beyond.length > 0)
    throw new Refusal(
      'forbidden',
      `A role cannot be given rights that you have not: ${[...new Set(beyond)].join(', ')}`,
    )
}

export async function createRole(work: Work, write: RoleWrite): Promise<RoleRow> {
  const configuration = withWritten(NO_RIGHTS, write.configuration ?? {})
  admitRights(work, configuration)
  await lockRoles(work)
  const roles = await listRoles(work)
  if (roles.length >= MAX_ROLES) throw new Refusal('too_many_values', `A desk has at most ${MAX_ROLES} roles`)
  const row: RoleRow = {
    id: newId(),
    name: freeName(roles, write.name ?? '', null),
    description: write.description ?? '',
    role_type: 0,
    configuration,
    created_at: work.now,
    updated_at: work.now,
  }
  await insertRole(work, row)
  work.record(roleCreated, row.id, {
    name: row.name,
    after: pick(configuration, differences(NO_RIGHTS, configuration)),
  })
  return row
}

export async function updateRole(work: Work, id: number, write: RoleWrite): Promise<RoleRow> {
  await lockRoles(work)
  const before = await changeable(work, id)
  const old = rightsOfCustomRole(before)
  const configuration = write.configuration ? withWritten(old, write.configuration) : { ...old }
  admitRights(work, old, configuration)
  const after: RoleRow = {
    ...before,
    name: write.name === undefined ? before.name : freeName(await listRoles(work), write.name, id),
    description: write.description === undefined ? before.description : (write.description ?? ''),
    configuration,
    updated_at: work.now,
  }
  const rights = differences(old, configuration)
  const fields = [
    ...(['name', 'description'] as const).filter((field) => after[field] !== before[field]),
    ...(rights.length > 0 ? ['configuration'] : []),
  ]
  if (fields.length === 0) return before
  await saveRole(work, after)
  work.record(roleUpdated, id, {
    name: after.name,
    fields,
    before: pick(old, rights),
    after: pick(configuration, rights),
  })
  return after
}

/** Deletes a role. 422 while somebody has it. */
export async function removeRole(work: Work, id: number): Promise<void> {
  await lockRoles(work)
  const role = await changeable(work, id)
  admitRights(work, rightsOfCustomRole(role))
  const holders = (await countHolders(work)).get(id) ?? 0
  if (holders > 0)
    throw invalid(
      'base',
      `${holders} ${holders === 1 ? 'person has' : 'people have'} this role: give them another one first`,
    )
  await deleteRole(work, id)
  work.record(roleDeleted, id, { name: role.name })
}

/** A role of the desk's own that the actor has not themself. */
async function changeable(work: Work, id: number): Promise<RoleRow> {
  const role = await getRole(work, id)
  requireRight(work.actor, KEEPING)
  if (role.role_type !== 0) throw invalid('id', `${role.name} comes with the desk and stays as it is: clone it instead`)
  if (await isOwnRole(work, id)) throw new Refusal('forbidden', 'Nobody changes the role they have themself')
  return role
}

function freeName(roles: readonly RoleRow[], name: string, own_id: number | null): string {
  if (name === '') throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  const is_taken = roles.some((role) => role.id !== own_id && role.name.toLowerCase() === name.toLowerCase())
  if (is_taken) throw invalid('name', `Name: ${name} has already been taken`, 'DuplicateValue')
  return name
}

const pick = (configuration: Readonly<Configuration>, names: readonly (keyof Configuration)[]) =>
  Object.fromEntries(names.map((name) => [name, configuration[name]]))

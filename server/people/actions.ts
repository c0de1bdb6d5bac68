// What one can do with people.
import { normaliseAddress } from '../platform/addresses.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import type { Role, Work } from '../platform/work.ts'
import { emailTaken, readAddress } from './email-input.ts'
import { userCreated, userDeleted, userUpdated } from './events.ts'
import { deleteMembershipsOfUser, isMemberOfGroup } from './groups/queries.ts'
import { deleteIdentities, insertEmail, listIdentities } from './identities.ts'
import { addEmail } from './identity-actions.ts'
import { forgetPerson, indexPerson, indexPersonAgain } from './indexing.ts'
import { hasOrganization, organizationForEmail } from './organizations/queries.ts'
import { mayCreateUser, mayRemoveUser, maySetRole, writableFields } from './policy.ts'
import { findUser, findUserByEmail, getUser, insertUser, lockOwners, saveUser, setUserTags } from './queries.ts'
import type { UserRow, UserWrite } from './schema.ts'
import { normaliseTags } from './tags.ts'

/** As the API takes it; our own code may also say `owner` by name. */
export type PersonWrite = Omit<UserWrite, 'role'> & { role?: Role }

/** The role a write asks for. `admin` leaves an owner an owner: that is how the API shows them. */
function askedRole(write: PersonWrite, before: Role): Role {
  if (write.is_owner === true || write.role === 'owner') return 'owner'
  if (before === 'owner' && write.is_owner === undefined && (write.role === undefined || write.role === 'admin'))
    return 'owner'
  return write.role ?? (before === 'owner' ? 'admin' : before)
}

/** Creates a person. 422 when the address is taken or is none; 403 for a role the actor may not give. */
export async function createUser(work: Work, write: PersonWrite): Promise<UserRow> {
  const role = askedRole(write, 'end-user')
  if (!mayCreateUser(work.actor, role)) throw new Refusal('forbidden')
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  const email = write.email ?? null
  if (role !== 'end-user' && email === null) throw invalid('email', 'Email: cannot be blank', 'BlankValue')
  const address = email === null ? null : readAddress(email)
  const organization_id =
    write.organization_id === undefined && address
      ? await organizationForEmail(work, address.email)
      : (write.organization_id ?? null)
  await checkReferences(work, { ...write, organization_id }, null)
  const verified = write.verified ?? false
  const id = await insertUser(work, {
    role,
    name: write.name,
    alias: write.alias ?? null,
    details: write.details ?? null,
    notes: write.notes ?? null,
    signature: write.signature ?? null,
    phone: write.phone ?? null,
    organization_id,
    default_group_id: null,
    external_id: write.external_id ?? null,
    locale: write.locale ?? null,
    time_zone: write.time_zone ?? null,
    suspended: write.suspended ?? false,
    verified,
  })
  if (address && (await insertEmail(work, id, { ...address, is_primary: true, verified })) === null)
    throw emailTaken(address.email)
  if (write.tags) await setUserTags(work, id, normaliseTags(write.tags))
  work.record(userCreated, id, { role, organization_id }, { name: write.name, email: address?.email ?? null })
  const user = await written(work, id)
  await indexPerson(work, user, address ? [address.email] : [])
  return user
}

/** Changes a person. 403 for fields or roles the actor may not write, 422 for the last owner. */
export async function updateUser(work: Work, id: number, write: UserWrite): Promise<UserRow> {
  const before = await getUser(work, id)
  const { role: _role, is_owner: _is_owner, email, tags, ...plain } = write
  const role = askedRole(write, before.role)
  const after: UserRow = {
    ...before,
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    role,
    updated_at: work.now,
  }
  if (tags) after.tags = normaliseTags(tags)
  const fields = changedFields(before, after)
  const adds_email =
    email !== undefined && email !== null && normaliseAddress(email) !== normaliseAddress(before.email ?? '')
  mayWrite(work, before, after, adds_email ? [...fields, 'email'] : fields)
  await checkReferences(work, after, before)
  if (before.role === 'owner' && (after.role !== 'owner' || after.suspended)) await keepAnOwner(work, id)
  if (fields.length > 0) {
    await saveUser(work, after)
    if (fields.includes('name') || fields.includes('alias')) await indexPersonAgain(work, after)
    if (fields.includes('tags')) await setUserTags(work, id, after.tags)
    if (before.role !== 'end-user' && role === 'end-user') await deleteMembershipsOfUser(work, id)
    const change = {
      fields,
      ...(role === before.role ? {} : { previous_role: before.role, role }),
      ...(after.suspended === before.suspended ? {} : { suspended: after.suspended }),
    }
    work.record(
      userUpdated,
      id,
      change,
      Object.fromEntries(fields.map((field) => [field, [before[field], after[field]]])),
    )
  }
  if (adds_email) await addEmail(work, after, email, before.email === null)
  return await written(work, id)
}

/** Makes a person inactive and takes their addresses, so that the address can belong to somebody else. */
export async function deleteUser(work: Work, id: number): Promise<UserRow> {
  const before = await getUser(work, id)
  if (!before.active) throw new Refusal('not_found')
  if (!mayRemoveUser(work.actor, before)) throw new Refusal('forbidden')
  if (before.role === 'owner') await keepAnOwner(work, id)
  const identities = await listIdentities(work, id)
  await deleteIdentities(work, id)
  await forgetPerson(work, id)
  await deleteMembershipsOfUser(work, id)
  await saveUser(work, { ...before, active: false })
  work.record(
    userDeleted,
    id,
    { role: before.role },
    { name: before.name, identities: identities.map((identity) => identity.value) },
  )
  return await written(work, id)
}

/**
 * The person who writes from an address; created as an end user when nobody has it. `verified` says that the address
 * was proven (an authenticated sender), which is remembered. Throws Refusal('invalid') when it is no address.
 */
export async function findOrCreateRequester(
  work: Work,
  parts: { email: string; name?: string; verified?: boolean },
): Promise<UserRow> {
  const known = await findUserByEmail(work, parts.email)
  if (known) return known
  const address = readAddress(parts.email)
  const name = parts.name?.trim().slice(0, 255) || address.email.slice(0, address.email.lastIndexOf('@'))
  const verified = parts.verified ?? false
  const organization_id = await organizationForEmail(work, address.email)
  await work.db.plain('savepoint new_requester')
  const id = await insertUser(work, {
    role: 'end-user',
    name,
    alias: null,
    details: null,
    notes: null,
    signature: null,
    phone: null,
    organization_id,
    default_group_id: null,
    external_id: null,
    locale: null,
    time_zone: null,
    suspended: false,
    verified,
  })
  if ((await insertEmail(work, id, { ...address, is_primary: true, verified })) === null) {
    // Somebody else's unit created the same person meanwhile and has committed: theirs counts.
    await work.db.plain('rollback to savepoint new_requester')
    const winner = await findUserByEmail(work, parts.email)
    if (!winner) throw new Error('an address is taken by nobody')
    return winner
  }
  await work.db.plain('release savepoint new_requester')
  work.record(userCreated, id, { role: 'end-user', organization_id }, { name, email: address.email })
  await indexPerson(work, { id, name, alias: null, active: true }, [address.email])
  return await written(work, id)
}

const CHANGEABLE = [
  'role',
  'name',
  'alias',
  'details',
  'notes',
  'signature',
  'phone',
  'organization_id',
  'default_group_id',
  'external_id',
  'locale',
  'time_zone',
  'suspended',
  'verified',
  'tags',
] as const

function changedFields(before: UserRow, after: UserRow) {
  return CHANGEABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}

function mayWrite(work: Work, before: UserRow, after: UserRow, fields: readonly string[]): void {
  if (!maySetRole(work.actor, before, after.role)) throw new Refusal('forbidden')
  const writable = writableFields(work.actor, before)
  // The role was judged above, by its own rule.
  const rest = fields.filter((field) => field !== 'role')
  if (writable !== null && rest.some((field) => !writable.includes(field))) throw new Refusal('forbidden')
  if (after.suspended !== before.suspended && !mayRemoveUser(work.actor, before)) throw new Refusal('forbidden')
}

async function checkReferences(
  work: Work,
  after: { organization_id?: number | null; default_group_id?: number | null },
  before: UserRow | null,
): Promise<void> {
  if (
    after.organization_id &&
    after.organization_id !== before?.organization_id &&
    !(await hasOrganization(work, after.organization_id))
  ) {
    throw invalid('organization_id', 'Organization: not found', 'RecordNotFound')
  }
  if (
    after.default_group_id &&
    after.default_group_id !== before?.default_group_id &&
    !(before && (await isMemberOfGroup(work, before.id, after.default_group_id)))
  ) {
    throw invalid('default_group_id', 'Default group: the agent is not in this group', 'RecordNotFound')
  }
}

/** A desk without an owner could never be administered again. */
async function keepAnOwner(work: Work, id: number): Promise<void> {
  const owners = await lockOwners(work)
  if (owners.every((owner) => owner === id))
    throw invalid('base', 'A desk needs an owner: make somebody else an owner first')
}

async function written(work: Work, id: number): Promise<UserRow> {
  const user = await findUser(work, id)
  if (!user) throw new Error('the user that was just written is not there')
  return user
}

// What one can do with people.
import { normaliseAddress } from '../platform/addresses.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { isStaff, type Role, type Work } from '../platform/work.ts'
import { admitCreation, mayEdit } from './editing.ts'
import { userCreated, userDeleted, userUpdated } from './events.ts'
import { readFields, tagsWithFields } from './field-input.ts'
import { lowersAdmin, requireProofOfGiver, requireProofOfTaker } from './giving-rights.ts'
import { deleteMembershipsOfUser, isMemberOfGroup, setDefaultGroup } from './groups/queries.ts'
import { deleteIdentities, insertIdentity, listIdentities, setIdentityVerified } from './identities.ts'
import { addIdentity } from './identity-actions.ts'
import { identityTaken, readAddress } from './identity-input.ts'
import { forgetPerson, indexPerson, indexPersonAgain } from './indexing.ts'
import { followOrganizationId } from './memberships/actions.ts'
import { createOrganization } from './organizations/actions.ts'
import { findOrganizationByName, hasOrganization, organizationForEmail } from './organizations/queries.ts'
import { isSelf, mayRemoveUser, maySetRole, ownFields } from './policy.ts'
import {
  findUser,
  findUserByExternalId,
  getUser,
  indexUserFields,
  insertUser,
  lockOwners,
  markUserDeleted,
  NO_WORDS,
  saveUser,
  setUserTags,
} from './queries.ts'
import { readRestrictions } from './restrictions.ts'
import type { UserRow } from './schema.ts'
import { normaliseTags } from './tags.ts'
import type { UserWrite } from './user-input.ts'

/** As the API takes it; our own code may also say `owner` by name. */
export type PersonWrite = Omit<UserWrite, 'role'> & { role?: Role }

/** The role a write asks for. `admin` leaves an owner an owner: that is how the API shows them. */
function askedRole(write: PersonWrite, before: Role): Role {
  if (write.is_owner === true || write.role === 'owner') return 'owner'
  if (before === 'end-user' && write.role === undefined && typeof write.custom_role_id === 'number') return 'agent'
  if (before === 'owner' && write.is_owner === undefined && (write.role === undefined || write.role === 'admin'))
    return 'owner'
  return write.role ?? (before === 'owner' ? 'admin' : before)
}

/** The organisation a write names, by id or by name (made when there is none); undefined where it names none. */
async function askedOrganization(work: Work, write: PersonWrite): Promise<number | null | undefined> {
  if (write.organization_id !== undefined) return write.organization_id
  const name = write.organization?.name
  if (name === undefined) return undefined
  return (await findOrganizationByName(work, name)) ?? (await createOrganization(work, { name })).id
}

/** Creates a person. 422 when the address is taken or is none; 403 for a role the actor may not give. */
export async function createUser(work: Work, write: PersonWrite): Promise<UserRow> {
  const role = askedRole(write, 'end-user')
  const restrictions = await readRestrictions(work, write, null, role)
  if (!isStaff(work.actor)) throw new Refusal('forbidden')
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  const [first_email, ...identities] = addressesFirst(write)
  if (role !== 'end-user' && !first_email) throw invalid('email', 'Email: cannot be blank', 'BlankValue')
  const address = first_email ? readAddress(first_email.value) : null
  const asked = await askedOrganization(work, write)
  const organization_id =
    asked === undefined && address ? await organizationForEmail(work, address.value) : (asked ?? null)
  await admitCreation(work, { role, ...restrictions, organization_id })
  requireProofOfGiver(work, null, { role, ...restrictions })
  await checkReferences(work, { ...write, organization_id }, null)
  const verified = write.verified ?? first_email?.verified ?? false
  const field_values = write.user_fields && (await readFields(work, 'user', write.user_fields))
  const id = await insertUser(work, {
    ...NO_WORDS,
    role,
    name: write.name,
    alias: write.alias ?? null,
    details: write.details ?? null,
    notes: write.notes ?? null,
    signature: write.signature ?? null,
    phone: write.phone ?? null,
    field_values,
    organization_id: null,
    default_group_id: null,
    external_id: write.external_id ?? null,
    locale: write.locale ?? write.locale_id ?? null,
    time_zone: write.time_zone ?? null,
    suspended: write.suspended ?? false,
    verified,
    ...restrictions,
    moderator: write.moderator ?? null,
  })
  if (address && (await insertIdentity(work, id, { ...address, is_primary: true, verified })) === null)
    throw identityTaken(address)
  const tags = await tagsWithFields(work, 'user', normaliseTags(write.tags ?? []), undefined, field_values)
  if (tags.length > 0) await setUserTags(work, id, tags)
  if (field_values) await indexUserFields(work, id, field_values)
  work.record(
    userCreated,
    id,
    { role, ...roleNumber(restrictions), organization_id },
    { name: write.name, email: address?.value ?? null },
  )
  const user = await written(work, id)
  if (organization_id !== null) await followOrganizationId(work, user, organization_id)
  await indexPerson(work, user, address ? [address.value] : [])
  for (const identity of identities) await addIdentity(work, user, identity, { is_new_person: true })
  return await written(work, id)
}

/** What a new person is given as `email` and `identities`, the primary address first; an e-mail address is given once. */
function addressesFirst({ email, identities = [] }: PersonWrite) {
  const given = [...(email ? [{ type: 'email' as const, value: email, verified: undefined }] : []), ...identities]
  const primary = given.find((one) => one.type === 'email')
  const same = (one: (typeof given)[number]) =>
    one.type === 'email' && primary && normaliseAddress(one.value) === normaliseAddress(primary.value)
  return [primary, ...given.filter((one) => one !== primary && !same(one))] as const
}

/** Changes a person. 403 for fields or roles the actor may not write, 422 for the last owner. */
export async function updateUser(work: Work, id: number, write: UserWrite): Promise<UserRow> {
  const before = await getUser(work, id)
  if (!before.active) throw new Refusal('not_found')
  const role = askedRole(write, before.role)
  const after = await merged(work, before, write, role)
  const { email } = write
  const fields = changedFields(before, after)
  const adds_email =
    email !== undefined && email !== null && normaliseAddress(email) !== normaliseAddress(before.email ?? '')
  await admitWrite(work, before, after, adds_email ? [...fields, 'email'] : fields)
  await checkReferences(work, after, before)
  if (before.role === 'owner' && (after.role !== 'owner' || after.suspended)) await keepAnOwner(work, id)
  if (fields.length > 0) {
    await saveUser(work, after)
    await followChange(work, before, after, fields)
    const change = {
      fields,
      ...(role === before.role ? {} : { previous_role: before.role, role }),
      ...(after.custom_role_id === before.custom_role_id
        ? {}
        : { previous_custom_role_id: before.custom_role_id, custom_role_id: after.custom_role_id }),
      ...(after.suspended === before.suspended ? {} : { suspended: after.suspended }),
    }
    work.record(
      userUpdated,
      id,
      change,
      Object.fromEntries(fields.map((field) => [field, [before[field], after[field]]])),
    )
  }
  if (adds_email) await addIdentity(work, after, { type: 'email', value: email })
  return await written(work, id)
}

/** A person with what a write says over it. */
async function merged(work: Work, before: UserRow, write: UserWrite, role: Role): Promise<UserRow> {
  const { role: _role, is_owner: _is_owner, email: _email, tags, user_fields, locale_id, ...plain } = write
  const organization_id = await askedOrganization(work, write)
  const locale = write.locale === undefined ? locale_id : write.locale
  const field_values = user_fields && (await readFields(work, 'user', user_fields, before.field_values))
  const given = { ...plain, organization_id, locale, field_values }
  const restrictions = await readRestrictions(work, write, before, role)
  return {
    ...before,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    tags: await tagsWithFields(
      work,
      'user',
      tags ? normaliseTags(tags) : before.tags,
      before.field_values,
      field_values,
    ),
    role,
    ...restrictions,
    updated_at: work.now,
  }
}

/** Texts that a search finds a person by. */
const FOUND_BY = ['name', 'alias', 'phone', 'notes', 'details']

/** What lies outside the person's own row. */
async function followChange(work: Work, before: UserRow, after: UserRow, fields: readonly string[]): Promise<void> {
  if (FOUND_BY.some((field) => fields.includes(field))) await indexPersonAgain(work, after)
  if (fields.includes('tags')) await setUserTags(work, after.id, after.tags)
  if (fields.includes('field_values')) await indexUserFields(work, after.id, after.field_values)
  if (fields.includes('organization_id')) await followOrganizationId(work, after, after.organization_id)
  if (fields.includes('default_group_id') && after.default_group_id !== null)
    await setDefaultGroup(work, after.id, after.default_group_id)
  if (fields.includes('verified')) {
    const primary = (await listIdentities(work, after.id)).find((identity) => identity.is_primary)
    if (primary) await setIdentityVerified(work, primary.id, after.verified)
  }
  if (before.role !== 'end-user' && after.role === 'end-user') await deleteMembershipsOfUser(work, after.id)
}

/** Makes a person inactive and takes their addresses, so that the address can belong to somebody else. */
export async function deleteUser(work: Work, id: number): Promise<UserRow> {
  const before = await getUser(work, id)
  if (!before.active) throw new Refusal('not_found')
  if (!mayRemoveUser(work.actor, before)) throw new Refusal('forbidden')
  requireProofOfTaker(work, before)
  if (before.role === 'owner') await keepAnOwner(work, id)
  const identities = await listIdentities(work, id)
  await deleteIdentities(work, id)
  await forgetPerson(work, id)
  await deleteMembershipsOfUser(work, id)
  await markUserDeleted(work, id, null)
  work.record(
    userDeleted,
    id,
    { role: before.role },
    { name: before.name, identities: identities.map((identity) => identity.value) },
  )
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
  'custom_role_id',
  'ticket_restriction',
  'only_private_comments',
  'moderator',
  'tags',
  'field_values',
] as const

function changedFields(before: UserRow, after: UserRow) {
  return CHANGEABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}

/** Judged by the rule on roles. */
const RIGHTS_FIELDS = ['role', 'custom_role_id', 'ticket_restriction', 'only_private_comments']

async function admitWrite(work: Work, before: UserRow, after: UserRow, fields: readonly string[]): Promise<void> {
  if (!maySetRole(work.actor, before, after)) throw new Refusal('forbidden')
  requireProofOfGiver(work, before, after)
  if (after.suspended !== before.suspended || lowersAdmin(before, after)) requireProofOfTaker(work, before)
  const rest = fields.filter((field) => !RIGHTS_FIELDS.includes(field))
  if (rest.length > 0 && !(await mayEdit(work, before))) {
    const own = isSelf(work.actor, before) ? ownFields(before) : []
    if (rest.some((field) => !own.includes(field))) throw new Refusal('forbidden')
  }
  if (after.suspended !== before.suspended && !mayRemoveUser(work.actor, before)) throw new Refusal('forbidden')
}

const roleNumber = ({ custom_role_id }: Pick<UserRow, 'custom_role_id'>) =>
  custom_role_id === null ? {} : { custom_role_id }

async function checkReferences(
  work: Work,
  after: { organization_id?: number | null; default_group_id?: number | null; external_id?: string | null },
  before: UserRow | null,
): Promise<void> {
  if (after.external_id && after.external_id !== before?.external_id) {
    const known = await findUserByExternalId(work, after.external_id)
    if (known && known.id !== before?.id)
      throw invalid('external_id', 'External ID: is already being used by another user', 'DuplicateValue')
  }
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

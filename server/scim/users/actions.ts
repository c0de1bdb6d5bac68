// What a directory can do with people. It acts as an admin would: owners are made, changed and promoted by owners alone.
import { revokeCredentialsOf } from '../../access/index.ts'
import {
  createUser,
  findUser,
  findUserByEmail,
  listIdentities,
  type UserRow,
  type UserWrite,
  updateIdentity,
  updateUser,
} from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { Refusal } from '../../platform/errors.ts'
import type { ScimCall } from '../attempt.ts'
import { userDeprovisioned, userProvisioned } from '../events.ts'
import { badRequest, notUnique, ScimRefusal } from '../failures.ts'
import { type Granted, grantedTo } from '../mapping.ts'
import type { Json } from '../protocol.ts'
import { lockScim } from '../settings/queries.ts'
import { getSeen, loadSeen, type Seen, userResource } from './present.ts'
import { findScimUserByName, markScimUserDeleted, saveScimUser, scimUsersByIds } from './queries.ts'
import { addressOf, localeOf, nameOf, phoneOf, roleValuesOf, userNameOf } from './wanted.ts'

/** Bytes of what is kept of a user beside what the desk itself knows. */
const MAX_KEPT = 32_768

/** What is kept: everything the desk has no place of its own for. */
function keptOf(user: Json): Json {
  const { userName: _name, externalId: _id, active: _active, ...kept } = user
  if (Buffer.byteLength(JSON.stringify(kept)) > MAX_KEPT)
    throw badRequest('invalidValue', `A user takes at most ${MAX_KEPT} bytes`)
  return kept
}

const externalIdOf = (user: Json): string | null => (typeof user.externalId === 'string' && user.externalId) || null

async function checkUserName(call: ScimCall, user_name: string, except_id: number | null): Promise<void> {
  const known = await findScimUserByName(call.work, user_name)
  if (known && known.user_id !== except_id && (await findUser(call.work, known.user_id))?.active)
    throw notUnique('userName belongs to another user')
}

/** Adds a person to the team. Whoever the directory had deleted comes back as who they were, with nothing they held. */
export async function createScimUser(call: ScimCall, user: Json): Promise<Seen> {
  const { work, settings } = call
  await lockScim(work)
  const user_name = userNameOf(user)
  const address = addressOf(user)
  await checkUserName(call, user_name, null)
  const known = await findUserByEmail(work, address)
  if (known) return await bringBack(call, known, user)
  const granted = grantedTo(settings.mapping, { roles: roleValuesOf(user), groups: [] })
  const { id } = await createUser(work, {
    name: nameOf(user, user_name),
    email: address,
    verified: true,
    ...granted,
    phone: phoneOf(user),
    suspended: user.active === false,
    ...(localeOf(user) ? { locale: localeOf(user) } : {}),
  })
  await saveScimUser(work, { user_id: id, user_name, external_id: externalIdOf(user), attributes: keptOf(user) })
  work.record(userProvisioned, id, { token_id: call.token.id, how: 'created' })
  return await getSeen(work, String(id))
}

async function bringBack(call: ScimCall, known: UserRow, user: Json): Promise<Seen> {
  const [row] = await scimUsersByIds(call.work, [known.id])
  if (row?.deleted_at == null || known.role === 'owner')
    throw notUnique(
      known.role === 'end-user' && !row
        ? 'This address belongs to a customer. An admin can make them a member of the team'
        : 'This address belongs to a member of the team: find them by userName and change them',
    )
  await saveScimUser(call.work, { ...row, user_name: userNameOf(user) })
  call.work.record(userProvisioned, known.id, { token_id: call.token.id, how: 'brought_back' })
  const [seen] = await loadSeen(call.work, [known.id])
  if (!seen) throw new Error('somebody who came back is not there')
  return await save(call, seen, { active: true, ...user }, { renames: true, regrants: true })
}

/** 412 where the caller's version is another. */
export function checkVersion(call: ScimCall, version: string): void {
  const { if_match } = call
  if (if_match === undefined || if_match.trim() === '*') return
  const plain = (tag: string) => tag.trim().replace(/^W\//, '')
  if (!if_match.split(',', 20).some((tag) => plain(tag) === plain(version)))
    throw new ScimRefusal('precondition_failed', 'The resource has changed since that version')
}

/** Changes a person. `change` gets the resource as it is and says what it should be. */
export async function changeScimUser(call: ScimCall, id: string, change: (before: Json) => Json): Promise<Seen> {
  await lockScim(call.work)
  const seen = await getSeen(call.work, id)
  checkVersion(call, versionShown(seen, call))
  const before = givenBefore(seen, call)
  const wanted = change(structuredClone(before))
  const differs = (part: (user: Json) => unknown) => JSON.stringify(part(before)) !== JSON.stringify(part(wanted))
  return await save(call, seen, wanted, {
    renames: differs(({ displayName, name }) => [displayName, name]),
    regrants: differs(roleValuesOf),
  })
}

const versionShown = (seen: Seen, call: ScimCall): string =>
  (userResource(seen, call.base_url).meta as { version: string }).version // as userResource makes it

/** The resource with only those names that a directory gave, so that changing one part changes the whole. */
function givenBefore(seen: Seen, call: ScimCall): Json {
  const { displayName, name: _name, ...rest } = userResource(seen, call.base_url)
  const kept = seen.row?.attributes ?? {}
  return {
    ...rest,
    ...(kept.displayName === undefined ? {} : { displayName }),
    ...(kept.name === undefined ? {} : { name: kept.name }),
  }
}

interface Follows {
  renames: boolean
  regrants: boolean
}

async function save(call: ScimCall, seen: Seen, wanted: Json, { renames, regrants }: Follows): Promise<Seen> {
  const { work } = call
  const { user } = seen
  const user_name = userNameOf(wanted)
  const address = addressOf(wanted)
  await checkUserName(call, user_name, user.id)
  const attributes = keptOf(wanted)
  const write: UserWrite = {}
  const name = renames ? nameOf(wanted, user.name) : user.name
  if (name !== user.name) write.name = name
  const locale = localeOf(wanted)
  if (locale && locale !== user.locale) write.locale = locale
  const phone = phoneOf(wanted)
  if (phone !== null && phone !== user.phone) write.phone = phone
  const suspended = wanted.active === undefined ? user.suspended : wanted.active === false
  if (suspended !== user.suspended) write.suspended = suspended
  if (regrants) Object.assign(write, roleChange(call, seen, wanted))
  const moves = address !== normaliseAddress(user.email ?? '')
  admitOwner(user, write, moves)
  if (moves) await moveAddress(call, user, address)
  await updatePerson(call, user, write)
  if (write.suspended === true) await deactivated(call, user.id, 'deactivated')
  // Somebody suspended at the desk kept their tokens for the day they come back: not once the directory says no.
  else if (suspended) await revokeCredentialsOf(work, user.id, 'scim')
  await saveScimUser(work, { user_id: user.id, user_name, external_id: externalIdOf(wanted), attributes })
  if (!seen.row) work.record(userProvisioned, user.id, { token_id: call.token.id, how: 'taken_on' })
  return await getSeen(work, String(user.id))
}

/** The role somebody gets by what the directory says of them now. */
function roleChange(call: ScimCall, seen: Seen, wanted: Json): Partial<Granted> {
  const { mapping } = call.settings
  if (seen.user.role === 'owner' || mapping.rules.length === 0) return {}
  const groups = seen.groups.filter((group) => group.is_role).map((group) => group.name.toLowerCase())
  const granted = grantedTo(mapping, { roles: roleValuesOf(wanted), groups })
  const is_same = granted.role === seen.user.role && granted.custom_role_id === seen.user.custom_role_id
  return is_same ? {} : granted
}

/** Gives somebody the role that follows from the groups they are in by now. */
export async function regrant(call: ScimCall, user_id: number): Promise<void> {
  const [seen] = await loadSeen(call.work, [user_id])
  if (!seen) return
  const write = roleChange(call, seen, seen.row?.attributes ?? {})
  if (Object.keys(write).length > 0) await updatePerson(call, seen.user, write)
}

/** Of owners a directory changes nothing but that they are active, and this only by a token that an owner made. */
function admitOwner(user: UserRow, write: UserWrite, moves: boolean): void {
  if (user.role !== 'owner') return
  const { suspended: _suspended, ...rest } = write
  if (moves || Object.keys(rest).length > 0)
    throw new ScimRefusal('forbidden', 'This is an owner of the desk, whom a directory cannot change', 'mutability')
}

async function updatePerson(call: ScimCall, user: UserRow, write: UserWrite): Promise<void> {
  if (Object.keys(write).length === 0) return
  if (user.role === 'owner' && write.suspended !== undefined) await admitOwnersSuspension(call)
  try {
    await updateUser(call.work, user.id, write)
  } catch (error) {
    const reasons = error instanceof Refusal ? (error.details?.base ?? []) : []
    if (user.role === 'owner' && reasons.length > 0)
      throw new ScimRefusal('collision', 'This is the last owner of the desk, who cannot be deactivated', 'mutability')
    throw error
  }
}

async function admitOwnersSuspension(call: ScimCall): Promise<void> {
  const maker = await findUser(call.work, call.token.created_by_id)
  if (maker?.role !== 'owner' || !maker.active || maker.suspended)
    throw new ScimRefusal(
      'forbidden',
      'This is an owner of the desk. Only with a token that an owner made can owners be deactivated',
      'mutability',
    )
}

/** The address somebody signs in with and is written to. 409 where it is another person's. */
async function moveAddress({ work }: ScimCall, user: UserRow, address: string): Promise<void> {
  const emails = (await listIdentities(work, user.id)).filter((one) => one.type === 'email')
  const own = emails.find((one) => normaliseAddress(one.value) === address)
  if (own) return await updateIdentity(work, user.id, own.id, { primary: true, verified: true })
  const primary = emails.find((one) => one.is_primary)
  if (primary) await updateIdentity(work, user.id, primary.id, { value: address, verified: true })
  else await updateUser(work, user.id, { email: address, verified: true })
}

/** Everything that lets somebody in ends: here and now, on every process. Coming back gives none of it back. */
async function deactivated({ work, token }: ScimCall, user_id: number, how: 'deactivated' | 'deleted'): Promise<void> {
  await revokeCredentialsOf(work, user_id, 'scim')
  work.record(userDeprovisioned, user_id, { token_id: token.id, how })
}

/** Deletes for the directory: the person loses every way in, and stays as the author of what they wrote. */
export async function deleteScimUser(call: ScimCall, id: string): Promise<void> {
  const { work } = call
  await lockScim(work)
  const seen = await getSeen(work, id)
  checkVersion(call, versionShown(seen, call))
  const { user, row } = seen
  await updatePerson(call, user, { suspended: true })
  await deactivated(call, user.id, 'deleted')
  const user_name = row?.user_name ?? user.email ?? String(user.id)
  await saveScimUser(work, {
    user_id: user.id,
    user_name,
    external_id: row?.external_id ?? null,
    attributes: row?.attributes ?? {},
  })
  await markScimUserDeleted(work, user.id)
}

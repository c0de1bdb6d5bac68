// Operations on users, as endpoints, searches and bulk requests share them.
import { sql } from '../../platform/db.ts'
import { type Asked, listAnswer, project, resourceAnswer } from '../answering.ts'
import type { Answer, ScimCall } from '../attempt.ts'
import { badRequest } from '../failures.ts'
import { attributeOf } from '../filters/reading.ts'
import { usersWhere } from '../filters/users.ts'
import type { Json } from '../protocol.ts'
import { changeScimUser, createScimUser, deleteScimUser } from './actions.ts'
import { readUser } from './attributes.ts'
import { patchUser, readOperations } from './patching.ts'
import { getSeen, loadSeen, userResource } from './present.ts'
import { listSeenIds, USER_SORTS } from './queries.ts'

/** A page of users, whole, and how many there are. */
export async function searchUsers(call: ScimCall, asked: Asked): Promise<{ resources: Json[]; total: number }> {
  const condition = await usersWhere(call.work, asked.filter)
  const by = Object.entries(USER_SORTS).find(([name]) => name.toLowerCase() === attributeOf(asked.sort_by ?? 'id'))?.[1]
  if (!by) throw badRequest('invalidPath', 'Users are sorted by id, active, meta.created or meta.lastModified')
  const order = asked.is_descending ? sql`${by} desc` : by
  const { ids, total } = await listSeenIds(call.work, condition, asked, order)
  const seen = await loadSeen(call.work, ids)
  return { resources: seen.map((one) => userResource(one, call.base_url)), total }
}

export async function listUsers(call: ScimCall, asked: Asked): Promise<Answer> {
  const { resources, total } = await searchUsers(call, asked)
  return listAnswer(
    resources.map((one) => project(one, asked)),
    total,
    asked,
  )
}

export async function showUser(call: ScimCall, id: string, asked: Asked): Promise<Answer> {
  return resourceAnswer(userResource(await getSeen(call.work, id), call.base_url), asked)
}

export async function createUserOf(call: ScimCall, body: unknown, asked: Asked): Promise<Answer> {
  return resourceAnswer(userResource(await createScimUser(call, readUser(body)), call.base_url), asked, 201)
}

export async function replaceUser(call: ScimCall, id: string, body: unknown, asked: Asked): Promise<Answer> {
  const user = readUser(body)
  return resourceAnswer(userResource(await changeScimUser(call, id, () => user), call.base_url), asked)
}

export async function patchUserOf(call: ScimCall, id: string, body: unknown, asked: Asked): Promise<Answer> {
  const operations = readOperations(body)
  const seen = await changeScimUser(call, id, (before) => patchUser(before, operations))
  return resourceAnswer(userResource(seen, call.base_url), asked)
}

export async function removeUser(call: ScimCall, id: string): Promise<Answer> {
  await deleteScimUser(call, id)
  return { status: 204, body: null, target_id: Number(id) }
}

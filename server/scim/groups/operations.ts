// Operations on groups, as endpoints, searches and bulk requests share them.
import { type Asked, listAnswer, project, resourceAnswer } from '../answering.ts'
import type { Answer, ScimCall } from '../attempt.ts'
import { badRequest } from '../failures.ts'
import { groupsWhere } from '../filters/groups.ts'
import { attributeOf } from '../filters/reading.ts'
import { GROUP_SCHEMA, isObject, type Json } from '../protocol.ts'
import { lockScim } from '../settings/queries.ts'
import { checkVersion } from '../users/actions.ts'
import { canonical } from '../users/attributes.ts'
import { readOperations } from '../users/patching.ts'
import { versionOf } from '../users/present.ts'
import { changeScimGroup, createScimGroup, deleteScimGroupOf, getSeenGroup, memberIdsOf } from './actions.ts'
import { patchGroup, readExternalId, readGroupName, readMembers } from './patching.ts'
import { listSeenGroups, membersOfGroups, type SeenGroup } from './queries.ts'

/** The resource; `members` is null where nobody asked for them. */
function groupResource(group: SeenGroup, members: readonly number[] | null, base_url: string): Json {
  const location = `${base_url}/Groups/${group.id}`
  const lastModified = group.updated_at.toISOString()
  return {
    schemas: [GROUP_SCHEMA],
    id: String(group.id),
    ...(group.external_id === null ? {} : { externalId: group.external_id }),
    displayName: group.name,
    ...(members === null
      ? {}
      : { members: members.map((id) => ({ value: String(id), $ref: `${base_url}/Users/${id}`, type: 'User' })) }),
    meta: {
      resourceType: 'Group',
      created: group.created_at.toISOString(),
      lastModified,
      location,
      version: versionOf([group.id, group.name, group.external_id, group.members_digest, lastModified]),
    },
  }
}

async function resources(call: ScimCall, groups: SeenGroup[], asked: Asked): Promise<Json[]> {
  const is_asked =
    !asked.excluded.includes('members') &&
    (asked.attributes.length === 0 || asked.attributes.some((name) => name.split('.')[0] === 'members'))
  const ids = groups.map((group) => group.id)
  const rows = is_asked ? await membersOfGroups(call.work, ids) : []
  if (rows === null) throw badRequest('tooMany', 'Too many members to show: ask with excludedAttributes=members')
  const members = new Map<number, number[]>(ids.map((id) => [id, []]))
  for (const row of rows) members.get(row.group_id)?.push(row.user_id)
  return groups.map((group) => groupResource(group, is_asked ? (members.get(group.id) ?? []) : null, call.base_url))
}

const SORTS: Record<string, (group: SeenGroup) => string | number> = {
  id: (group) => group.id,
  displayname: (group) => group.name.toLowerCase(),
  'meta.created': (group) => group.created_at.getTime(),
  'meta.lastmodified': (group) => group.updated_at.getTime(),
}

export async function searchGroups(call: ScimCall, asked: Asked): Promise<{ resources: Json[]; total: number }> {
  const test = await groupsWhere(call.work, asked.filter)
  const by = SORTS[attributeOf(asked.sort_by ?? 'id')]
  if (!by) throw badRequest('invalidPath', 'Groups are sorted by id, displayName, meta.created or meta.lastModified')
  const found = (await listSeenGroups(call.work)).filter(test)
  const direction = asked.is_descending ? -1 : 1
  found.sort((a, b) => (by(a) === by(b) ? 0 : by(a) < by(b) ? -direction : direction))
  const page = found.slice(asked.offset, asked.offset + asked.limit)
  return { resources: await resources(call, page, asked), total: found.length }
}

export async function listGroupsOf(call: ScimCall, asked: Asked): Promise<Answer> {
  const { resources: page, total } = await searchGroups(call, asked)
  return listAnswer(
    page.map((one) => project(one, asked)),
    total,
    asked,
  )
}

async function answer(call: ScimCall, group: SeenGroup, asked: Asked, status = 200): Promise<Answer> {
  const [resource] = await resources(call, [group], asked)
  if (!resource) throw new Error('a group without a resource')
  return resourceAnswer(resource, asked, status)
}

export async function showGroup(call: ScimCall, id: string, asked: Asked): Promise<Answer> {
  return await answer(call, await getSeenGroup(call, id), asked)
}

function readGroup(body: unknown) {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'A group must be a JSON object')
  const of = (name: string) => {
    const key = Object.keys(body).find((one) => canonical([name], one) !== undefined)
    return key === undefined ? undefined : body[key]
  }
  return {
    name: readGroupName(of('displayName')),
    external_id: readExternalId(of('externalId')),
    members: readMembers(of('members')),
  }
}

export async function createGroupOf(call: ScimCall, body: unknown, asked: Asked): Promise<Answer> {
  return await answer(call, await createScimGroup(call, readGroup(body)), asked, 201)
}

/** The group, locked and of the version the caller believes in. */
async function lockedGroup(call: ScimCall, id: string): Promise<{ group: SeenGroup; members: Set<number> }> {
  await lockScim(call.work)
  const group = await getSeenGroup(call, id)
  const { meta } = groupResource(group, null, call.base_url)
  checkVersion(call, (meta as { version: string }).version) // as groupResource makes it
  return { group, members: await memberIdsOf(call, group.id) }
}

export async function replaceGroup(call: ScimCall, id: string, body: unknown, asked: Asked): Promise<Answer> {
  const wanted = readGroup(body)
  const { group, members } = await lockedGroup(call, id)
  return await answer(call, await changeScimGroup(call, group, members, wanted), asked)
}

export async function patchGroupOf(call: ScimCall, id: string, body: unknown, asked: Asked): Promise<Answer> {
  const operations = readOperations(body)
  const { group, members } = await lockedGroup(call, id)
  return await answer(call, await changeScimGroup(call, group, members, patchGroup(members, operations)), asked)
}

export async function removeGroup(call: ScimCall, id: string): Promise<Answer> {
  const { group } = await lockedGroup(call, id)
  await deleteScimGroupOf(call, group)
  return { status: 204, body: null, target_id: group.id }
}

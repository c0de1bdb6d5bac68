// Users as SCIM shows them: what the desk knows now, over what the directory said.
import { createHash } from 'node:crypto'
import { type UserRow, usersByIds } from '../../people/index.ts'
import { canonicalJson } from '../../platform/event-digest.ts'
import type { Work } from '../../platform/work.ts'
import { ScimRefusal } from '../failures.ts'
import { ENTERPRISE_SCHEMA, type Json, USER_SCHEMA } from '../protocol.ts'
import { groupsOfUsers, type ScimUserRow, scimUsersByIds } from './queries.ts'
import { otherEmailsOf } from './wanted.ts'

/** A person as SCIM sees them. `row` is null for who is on the team and was never touched by a directory. */
export interface Seen {
  user: UserRow
  row: ScimUserRow | null
  groups: { id: number; name: string; is_role: boolean }[]
}

/** The people with these ids, in this order. Who asks must have looked whether SCIM may see them. */
export async function loadSeen(work: Work, ids: readonly number[]): Promise<Seen[]> {
  const [users, rows, groups] = await Promise.all([
    usersByIds(work, ids),
    scimUsersByIds(work, ids),
    groupsOfUsers(work, ids),
  ])
  return ids.flatMap((id) => {
    const user = users.find((one) => one.id === id)
    if (!user) return []
    const row = rows.find((one) => one.user_id === id) ?? null
    return [{ user, row, groups: groups.filter((one) => one.user_id === id) }]
  })
}

/** A person SCIM sees: 404 for customers, for who was deleted, and for what is no id. */
export async function getSeen(work: Work, id: string): Promise<Seen> {
  const [seen] = /^\d{1,16}$/.test(id) && Number.isSafeInteger(Number(id)) ? await loadSeen(work, [Number(id)]) : []
  const is_seen = seen?.user.active && !seen.row?.deleted_at && (seen.user.role !== 'end-user' || seen.row !== null)
  if (!seen || !is_seen) throw new ScimRefusal('not_found', `There is no user ${id.slice(0, 40).toWellFormed()}`)
  return seen
}

/** An entity tag that changes with whatever is shown. */
export function versionOf(resource: unknown): string {
  return `W/"${createHash('sha256').update(canonicalJson(resource)).digest('base64url').slice(0, 27)}"`
}

export function userNameShown({ user, row }: Seen): string {
  return row?.user_name ?? user.email ?? String(user.id)
}

/** The resource, all attributes. */
export function userResource(seen: Seen, base_url: string): Json {
  const { user, row } = seen
  const kept = row?.attributes ?? {}
  const { [ENTERPRISE_SCHEMA]: enterprise, ...core } = kept
  const location = `${base_url}/Users/${user.id}`
  const emails = [
    ...(user.email === null ? [] : [{ value: user.email, type: 'work', primary: true }]),
    ...otherEmailsOf(kept, user.email ?? '').map((one) => ({ ...one, primary: false })),
  ]
  const resource: Json = {
    schemas: enterprise === undefined ? [USER_SCHEMA] : [USER_SCHEMA, ENTERPRISE_SCHEMA],
    id: String(user.id),
    ...(row?.external_id == null ? {} : { externalId: row.external_id }),
    ...core,
    userName: userNameShown(seen),
    name: core.name ?? { formatted: user.name },
    displayName: user.name,
    active: !user.suspended,
    emails,
    groups: seen.groups.map((group) => ({
      value: String(group.id),
      $ref: `${base_url}/Groups/${group.id}`,
      display: group.name,
      type: 'direct',
    })),
    ...(enterprise === undefined ? {} : { [ENTERPRISE_SCHEMA]: enterprise }),
  }
  const modified = row && row.updated_at > user.updated_at ? row.updated_at : user.updated_at
  const meta = {
    resourceType: 'User',
    created: (row?.created_at ?? user.created_at).toISOString(),
    lastModified: modified.toISOString(),
    location,
  }
  return { ...resource, meta: { ...meta, version: versionOf({ resource, meta }) } }
}

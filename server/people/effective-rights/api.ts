// What somebody may do, and where each right comes from.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { AGENT_RIGHTS, mayUse, NO_RIGHTS, type RightName, rightsOf } from '../../platform/rights.ts'
import { CATALOG, findRole } from '../../roles/index.ts'
import { listGroupIdsOf } from '../groups/members.ts'
import { groupsByIds } from '../groups/queries.ts'
import { membershipsOf } from '../memberships/queries.ts'
import { organizationsByIds } from '../organizations/queries.ts'
import { isSelf } from '../policy.ts'
import { getUser } from '../queries.ts'
import type { UserRow } from '../schema.ts'

const SOURCES = ['owner', 'admin', 'standard', 'custom_role', 'restriction', 'end_user', 'suspended'] as const
type Source = (typeof SOURCES)[number]

function sourceOf(user: UserRow, name: RightName): Source {
  if (!user.active || user.suspended) return 'suspended'
  if (user.role === 'owner' || user.role === 'admin') return user.role
  if (user.role === 'end-user') return 'end_user'
  if (user.custom_role_id !== null) return 'custom_role'
  return rightsOf(user)[name] === AGENT_RIGHTS[name] ? 'standard' : 'restriction'
}

const named = z.object({ id: z.number(), name: z.string() })
const nameOf = ({ id, name }: { id: number; name: string }) => ({ id, name })

export const effectiveRights = endpoint({
  route: 'GET /api/v2/users/{user_id}/effective_rights',
  summary: 'Show what a person may do and why: each right with its source. One’s own; others’ for who keeps roles',
  allow: STAFF,
  params: z.object({ user_id: idParam }),
  reply: z.object({
    effective_rights: z.object({
      user_id: z.number(),
      role: z.enum(['end-user', 'agent', 'admin', 'owner']),
      custom_role_id: z.number().nullable(),
      custom_role_name: z.string().nullable(),
      group_ids: z.array(z.number()),
      groups: z.array(named),
      organization_ids: z.array(z.number()),
      organizations: z.array(named),
      rights: z.array(
        z.object({
          name: z.string(),
          product: z.string(),
          value: z.union([z.string(), z.boolean()]),
          has_effect: z.boolean(),
          source: z.enum(SOURCES),
        }),
      ),
    }),
  }),
  async run({ work, params: { user_id } }) {
    const user = await getUser(work, user_id)
    const may_ask = isSelf(work.actor, user) || mayUse(work.actor, ['manage_roles', 'all-except-self'])
    if (!may_ask) throw new Refusal('forbidden')
    const rights = user.active && !user.suspended ? rightsOf(user) : NO_RIGHTS
    const group_ids = await listGroupIdsOf(work, user_id)
    const organization_ids = (await membershipsOf(work, user_id)).map((one) => one.organization_id)
    const role = user.custom_role_id === null ? null : await findRole(work, user.custom_role_id)
    return {
      effective_rights: {
        user_id,
        role: user.role,
        custom_role_id: user.custom_role_id,
        custom_role_name: role?.name ?? null,
        group_ids,
        groups: (await groupsByIds(work, group_ids)).map(nameOf),
        organization_ids,
        organizations: (await organizationsByIds(work, organization_ids)).map(nameOf),
        rights: CATALOG.map(({ name, product, has_effect }) => ({
          name,
          product,
          value: rights[name],
          has_effect,
          source: sourceOf(user, name),
        })),
      },
    }
  },
})

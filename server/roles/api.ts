// Endpoints of roles, as in Zendesk, with a catalogue of the rights for the matrix.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import { AGENT_RIGHTS, ALL_RIGHTS } from '../platform/rights.ts'
import { createRole, removeRole, updateRole } from './actions.ts'
import { CATALOG, PRODUCTS, risksOf } from './catalog.ts'
import { countHolders } from './holders.ts'
import { getRole, listRoles } from './queries.ts'
import { configurationSchema, roleReply, roleSchema, roleWriteSchema } from './schema.ts'

const params = z.object({ custom_role_id: idParam })
const one = z.object({ custom_role: roleSchema })
const body = z.object({ custom_role: roleWriteSchema })
const right = ['manage_roles', 'all-except-self'] as const

const standardSchema = z.object({
  role: z.enum(['owner', 'admin', 'agent']),
  configuration: configurationSchema,
  risks: z.array(z.string()),
})

const catalog = endpoint({
  route: 'GET /api/v2/custom_roles/catalog',
  summary: 'List the rights there are, by product, and what those have who have no role of their own',
  allow: STAFF,
  reply: z.object({
    rights: z.array(
      z.object({
        name: z.string(),
        product: z.enum(PRODUCTS),
        values: z.array(z.string()).nullable().describe('The least first; null for what one has or has not'),
        has_effect: z.boolean().describe('False for what is kept for clients and nothing asks for yet'),
        is_risky: z.boolean(),
      }),
    ),
    standard_roles: z.array(standardSchema),
  }),
  run: async () => ({
    rights: [...CATALOG],
    standard_roles: (['owner', 'admin', 'agent'] as const).map((role) => {
      const configuration = role === 'agent' ? AGENT_RIGHTS : ALL_RIGHTS
      return { role, configuration: { ...configuration }, risks: risksOf(configuration) }
    }),
  }),
})

const list = endpoint({
  route: 'GET /api/v2/custom_roles',
  summary: 'List the roles of agents',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ custom_roles: z.array(roleSchema), ...pagingReply }),
  async run({ work, query, origin_url }) {
    const [roles, counts] = await Promise.all([listRoles(work), countHolders(work)])
    return {
      custom_roles: roles.map((row) => roleReply(row, counts.get(row.id) ?? 0, origin_url)),
      ...wholeList(roles.length, query),
    }
  },
})

const show = endpoint({
  route: 'GET /api/v2/custom_roles/{custom_role_id}',
  summary: 'Show a role',
  allow: STAFF,
  params,
  reply: one,
  async run({ work, params: { custom_role_id }, origin_url }) {
    const role = await getRole(work, custom_role_id)
    return { custom_role: roleReply(role, (await countHolders(work)).get(role.id) ?? 0, origin_url) }
  },
})

const create = endpoint({
  route: 'POST /api/v2/custom_roles',
  summary: 'Create a role; what it does not name is not allowed',
  allow: STAFF,
  right,
  step_up: true,
  body,
  reply: one,
  async run({ work, body: { custom_role: write }, origin_url }) {
    const custom_role = roleReply(await createRole(work, write), 0, origin_url)
    return new HttpReply({ status: 201, headers: { location: custom_role.url }, json: { custom_role } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/custom_roles/{custom_role_id}',
  summary: 'Change a role; whoever has it has the new rights from their next request on',
  allow: STAFF,
  right,
  step_up: true,
  params,
  body,
  reply: one,
  async run({ work, params: { custom_role_id }, body: { custom_role: write }, origin_url }) {
    const role = await updateRole(work, custom_role_id, write)
    return { custom_role: roleReply(role, (await countHolders(work)).get(role.id) ?? 0, origin_url) }
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/custom_roles/{custom_role_id}',
  summary: 'Delete a role that nobody has',
  allow: STAFF,
  right,
  step_up: true,
  params,
  reply: null,
  async run({ work, params: { custom_role_id } }) {
    await removeRole(work, custom_role_id)
    return null
  },
})

export const roleEndpoints = [catalog, list, show, create, update, remove]

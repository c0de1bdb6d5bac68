// Endpoints of policies: those of tickets and those of groups have the same shape under different names.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam, readIds } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { PATHS, type PolicyKind, type PolicyWrite, policyReply, policySchema, policyWriteSchema } from '../schema.ts'
import { createPolicy, deletePolicy, reorderPolicies, updatePolicy } from './actions.ts'
import { definitionsOf, definitionsReply } from './definitions.ts'
import { getPolicy, listPolicies } from './queries.ts'

const ids = z.array(idParam).max(200)

/** The endpoints of one kind. `one` and `many` are the names of its envelopes, `param` that of its id. */
function endpointsOf(kind: PolicyKind, names: { one: string; many: string; param: string; order: string }) {
  const path = PATHS[kind]
  const params = z.object({ [names.param]: idParam })
  const body = z.object({ [names.one]: policyWriteSchema })
  const one = z.object({ [names.one]: policySchema })
  const wrapped = (policy: z.input<typeof policySchema>) => ({ [names.one]: policy })
  // The schemas above made sure that there is one; a computed name is lost on the type.
  const idOf = (given: z.output<typeof params>): number => given[names.param] ?? 0
  const writeOf = (given: z.output<typeof body>): PolicyWrite => given[names.one] ?? {}
  const noun = kind === 'ticket' ? 'service level policy' : "group's service level policy"

  const list = endpoint({
    route: `GET ${path}`,
    summary: `List the policies: ${noun}`,
    allow: STAFF,
    right: 'manage_slas',
    query: z.object(pagingQuery),
    reply: z.object({ [names.many]: z.array(policySchema), ...pagingReply }),
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listPolicies(work, kind, query, url)
      return { [names.many]: rows.map((row) => policyReply(row, origin_url)), ...paging }
    },
  })

  const show = endpoint({
    route: `GET ${path}/{${names.param}}`,
    summary: `Show a ${noun}`,
    allow: STAFF,
    right: 'manage_slas',
    params,
    reply: one,
    run: async ({ work, params: given, origin_url }) =>
      wrapped(policyReply(await getPolicy(work, kind, idOf(given)), origin_url)),
  })

  const create = endpoint({
    route: `POST ${path}`,
    summary: `Create a ${noun}`,
    allow: STAFF,
    right: 'manage_slas',
    body,
    reply: one,
    async run({ work, body: given, origin_url }) {
      const policy = policyReply(await createPolicy(work, kind, writeOf(given)), origin_url)
      return new HttpReply({ status: 201, headers: { location: policy.url }, json: wrapped(policy) })
    },
  })

  const update = endpoint({
    route: `PUT ${path}/{${names.param}}`,
    summary: `Change a ${noun}; tickets follow with their next change`,
    allow: STAFF,
    right: 'manage_slas',
    params,
    body,
    reply: one,
    run: async ({ work, params: given, body: written, origin_url }) =>
      wrapped(policyReply(await updatePolicy(work, kind, idOf(given), writeOf(written)), origin_url)),
  })

  const remove = endpoint({
    route: `DELETE ${path}/{${names.param}}`,
    summary: `Delete a ${noun}`,
    allow: STAFF,
    right: 'manage_slas',
    params,
    reply: null,
    async run({ work, params: given }) {
      await deletePolicy(work, kind, idOf(given))
      return null
    },
  })

  const reorder = endpoint({
    route: `PUT ${path}/reorder`,
    summary: `Put the policies into an order: the first that fits a ticket is its ${noun}`,
    allow: STAFF,
    right: 'manage_slas',
    query: z.object({ [names.order]: z.string().max(4_000).optional() }),
    body: z.object({ [names.order]: ids.optional() }).optional(),
    reply: z.object({ [names.many]: z.array(policySchema) }),
    async run({ work, query, body: written, origin_url }) {
      const order = written?.[names.order] ?? readIds(query[names.order] ?? '')
      const rows = await reorderPolicies(work, kind, order)
      return { [names.many]: rows.map((row) => policyReply(row, origin_url)) }
    },
  })

  const definitions = endpoint({
    route: `GET ${path}/definitions`,
    summary: `List what the filter of a ${noun} may look at`,
    allow: STAFF,
    right: 'manage_slas',
    reply: definitionsReply,
    run: async ({ work }) => ({ definitions: await definitionsOf(work, kind) }),
  })

  return [list, definitions, reorder, show, create, update, remove]
}

export const policyEndpoints = [
  ...endpointsOf('ticket', {
    one: 'sla_policy',
    many: 'sla_policies',
    param: 'sla_policy_id',
    order: 'sla_policy_ids',
  }),
  ...endpointsOf('group', {
    one: 'group_sla_policy',
    many: 'group_sla_policies',
    param: 'group_sla_policy_id',
    order: 'group_sla_policy_ids',
  }),
]

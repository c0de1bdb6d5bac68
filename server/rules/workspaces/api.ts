// Workspaces over HTTP.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { atOnce, bodyId, idParam, idsBody, namedIds } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { findRule } from '../queries.ts'
import type { RuleRow } from '../schema.ts'
import { createWorkspace, deleteWorkspace, getWorkspace, updateWorkspace, workspaceOfTicket } from './actions.ts'
import { listWorkspaces, type WorkspaceRow } from './queries.ts'
import { presentWorkspace, workspaceInput, workspaceSchema } from './schema.ts'

const params = z.object({ workspace_id: idParam })
const one = z.object({ workspace: workspaceSchema })
const body = z.object({ workspace: workspaceInput })

/** The workspaces with those of their macros that the caller may see. */
async function present(work: Work, rows: readonly WorkspaceRow[], origin_url: string) {
  const macros = new Map<number, RuleRow>()
  for (const id of new Set(rows.flatMap((row) => row.macro_ids))) {
    const macro = await findRule(work, 'macro', id)
    if (macro) macros.set(id, macro)
  }
  return rows.map((row) => presentWorkspace(row, macros, origin_url))
}

async function presentOne(work: Work, row: WorkspaceRow, origin_url: string) {
  const [workspace] = await present(work, [row], origin_url)
  if (!workspace) throw new Error('one workspace in, none out')
  return { workspace }
}

export const workspaceEndpoints = [
  endpoint({
    route: 'GET /api/v2/workspaces',
    summary: 'List the workspaces, by position',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ workspaces: z.array(workspaceSchema), ...pagingReply }),
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listWorkspaces(work, query, url)
      return { workspaces: await present(work, rows, origin_url), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/workspaces/{workspace_id}',
    summary: 'Show a workspace',
    allow: STAFF,
    params,
    reply: one,
    run: async ({ work, params: { workspace_id }, origin_url }) =>
      await presentOne(work, await getWorkspace(work, workspace_id), origin_url),
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/workspace',
    summary: 'Show the first active workspace whose conditions a ticket meets, or null',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    reply: z.object({ workspace: workspaceSchema.nullable() }),
    async run({ work, params: { ticket_id }, origin_url }) {
      const row = await workspaceOfTicket(work, ticket_id)
      return row === null ? { workspace: null } : await presentOne(work, row, origin_url)
    },
  }),
  endpoint({
    route: 'POST /api/v2/workspaces',
    summary: 'Create a workspace: a form and macros for tickets that meet conditions',
    allow: STAFF,
    right: 'manage_contextual_workspaces',
    body,
    reply: one,
    async run({ work, body: { workspace }, origin_url }) {
      const json = await presentOne(work, await createWorkspace(work, workspace), origin_url)
      return new HttpReply({ status: 201, headers: { location: json.workspace.url }, json })
    },
  }),
  endpoint({
    route: 'PUT /api/v2/workspaces/{workspace_id}',
    summary: 'Change a workspace; what the write leaves out stays',
    allow: STAFF,
    right: 'manage_contextual_workspaces',
    params,
    body,
    reply: one,
    run: async ({ work, params: { workspace_id }, body: { workspace }, origin_url }) =>
      await presentOne(work, await updateWorkspace(work, workspace_id, workspace), origin_url),
  }),
  endpoint({
    route: 'DELETE /api/v2/workspaces/{workspace_id}',
    summary: 'Delete a workspace',
    allow: STAFF,
    right: 'manage_contextual_workspaces',
    params,
    reply: null,
    async run({ work, params: { workspace_id } }) {
      await deleteWorkspace(work, workspace_id)
      return null
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/workspaces/destroy_many',
    summary: 'Delete several workspaces at once, all or none',
    allow: STAFF,
    right: 'manage_contextual_workspaces',
    query: z.object({ ids: z.string().max(4_000).optional() }),
    body: idsBody,
    reply: z.object({}),
    async run({ work, query, body: given }) {
      const ids = namedIds(query, given)
      if (ids.length === 0) throw new Refusal('bad_request', 'ids names the workspaces')
      for (const id of ids) await deleteWorkspace(work, id)
      return {}
    },
  }),
  endpoint({
    route: 'PUT /api/v2/workspaces/reorder',
    summary: 'Put workspaces one after the other, from the first',
    allow: STAFF,
    right: 'manage_contextual_workspaces',
    body: z.object({ ids: z.array(bodyId).min(1) }),
    reply: z.object({}),
    async run({ work, body: { ids } }) {
      for (const [index, id] of atOnce('ids', ids).entries()) await updateWorkspace(work, id, { position: index + 1 })
      return {}
    },
  }),
]

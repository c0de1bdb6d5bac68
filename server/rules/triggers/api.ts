// What only triggers have over HTTP: their order, and what they were.
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import { actionSchema } from '../actions/action.ts'
import { conditionsSchema } from '../conditions/condition.ts'
import { definitionsOf, definitionsReply } from '../definitions.ts'
import { findRevision, listRevisions, listRules, type RevisionRow } from '../queries.ts'
import { getRule, reorderTriggers } from '../rule-actions.ts'
import { ruleEndpoints } from '../rule-api.ts'
import { presentRule, RULES_PER_KIND, ruleSchemas } from '../schema.ts'
import { categoryEndpoints } from './categories/api.ts'

const revisionSchema = z.object({
  id: z.number(),
  url: z.string(),
  author_id: z.number().nullable(),
  created_at: z.string(),
  snapshot: z.object({
    title: z.string(),
    description: z.string().nullable(),
    active: z.boolean(),
    conditions: conditionsSchema,
    actions: z.array(actionSchema),
  }),
})

const presentRevision = (trigger_id: number, row: RevisionRow, origin_url: string): z.input<typeof revisionSchema> => ({
  id: row.id,
  url: `${origin_url}/api/v2/triggers/${trigger_id}/revisions/${row.id}.json`,
  author_id: row.author_id,
  created_at: apiTime(row.created_at),
  snapshot: revisionSchema.shape.snapshot.parse(row.snapshot),
})

const ownEndpoints = [
  endpoint({
    route: 'GET /api/v2/triggers/definitions',
    summary: 'List the conditions and actions that triggers can have',
    allow: STAFF,
    reply: definitionsReply,
    run: async ({ work }) => ({ definitions: await definitionsOf(work, 'trigger') }),
  }),
  endpoint({
    route: 'PUT /api/v2/triggers/reorder',
    summary: 'Put triggers into an order',
    allow: STAFF,
    right: 'manage_triggers',
    body: z.object({ trigger_ids: z.array(idParam).max(RULES_PER_KIND) }),
    reply: z.object({ triggers: z.array(ruleSchemas.trigger), ...pagingReply }),
    async run({ work, body, url, origin_url }) {
      await reorderTriggers(work, body.trigger_ids)
      const { rows, paging } = await listRules(work, { kind: 'trigger', usages: [] }, {}, url)
      return {
        triggers: rows.map((row) => ruleSchemas.trigger.parse(presentRule(row, origin_url))),
        ...paging,
      }
    },
  }),
  endpoint({
    route: 'GET /api/v2/triggers/{trigger_id}/revisions',
    summary: 'List what a trigger was, newest first',
    allow: STAFF,
    params: z.object({ trigger_id: idParam }),
    query: z.object(pagingQuery),
    reply: z.object({ trigger_revisions: z.array(revisionSchema), ...pagingReply }),
    async run({ work, params: { trigger_id }, query, url, origin_url }) {
      await getRule(work, 'trigger', trigger_id)
      const { rows, paging } = await listRevisions(work, trigger_id, query, url)
      return { trigger_revisions: rows.map((row) => presentRevision(trigger_id, row, origin_url)), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/triggers/{trigger_id}/revisions/{trigger_revision_id}',
    summary: 'Show what a trigger was',
    allow: STAFF,
    params: z.object({ trigger_id: idParam, trigger_revision_id: idParam }),
    reply: z.object({ trigger_revision: revisionSchema }),
    async run({ work, params: { trigger_id, trigger_revision_id }, origin_url }) {
      await getRule(work, 'trigger', trigger_id)
      const row = await findRevision(work, trigger_id, trigger_revision_id)
      if (!row) throw notFound()
      return { trigger_revision: presentRevision(trigger_id, row, origin_url) }
    },
  }),
]

export const triggerEndpoints = [...ownEndpoints, ...ruleEndpoints('trigger'), ...categoryEndpoints]

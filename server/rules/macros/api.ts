// What only macros have over HTTP: applying them, a macro from a ticket, and lists by which clients build their menus.
import { z } from 'zod'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket, listTags } from '../../tickets/index.ts'
import { type Action, actionSchema } from '../actions/action.ts'
import { checkRule } from '../checks.ts'
import { actionDefinitions, definitionsSchema } from '../definitions.ts'
import { rightToKeep } from '../policy.ts'
import { getRule } from '../rule-actions.ts'
import { ruleEndpoints, ruleParam } from '../rule-api.ts'
import { ruleInput } from '../schema.ts'
import { applyMacro, applyMacroTo } from './apply.ts'
import { visibleMacroTitles } from './queries.ts'

const result = z.object({ result: z.object({ ticket: z.looseObject({}) }) })
const actionDefinition = definitionsSchema.shape.actions

const ownEndpoints = [
  endpoint({
    route: 'GET /api/v2/macros/{macro_id}/apply',
    summary: 'Show what a macro would make of a new ticket; nothing is saved',
    allow: STAFF,
    params: ruleParam('macro'),
    reply: result,
    async run({ work, params }) {
      const macro = await getRule(work, 'macro', params.macro_id ?? 0)
      return { result: { ticket: await applyMacro(work, macro) } }
    },
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/macros/{macro_id}/apply',
    summary: 'Show what a macro would make of a ticket, its comment filled in; nothing is saved',
    scope: 'tickets:read',
    allow: STAFF,
    params: z.object({ ticket_id: idParam, macro_id: idParam }),
    reply: result,
    async run({ work, params, origin_url }) {
      const macro = await getRule(work, 'macro', params.macro_id)
      return { result: { ticket: await applyMacroTo(work, macro, params.ticket_id, origin_url) } }
    },
  }),
  endpoint({
    route: 'POST /api/v2/tickets/{ticket_id}/macros/preview',
    summary: 'Show what a macro that is not saved would make of a ticket; nothing is saved',
    scope: 'tickets:read',
    allow: STAFF,
    right: rightToKeep('macro', 'manage-personal'),
    params: z.object({ ticket_id: idParam }),
    body: z.object({ macro: ruleInput }),
    reply: result,
    status: 200,
    read_only: true,
    async run({ work, params, body, origin_url }) {
      const macro = { kind: 'macro' as const, conditions: { all: [], any: [] }, actions: body.macro.actions ?? [] } // one of the kinds
      await checkRule(work, macro)
      return { result: { ticket: await applyMacroTo(work, macro, params.ticket_id, origin_url) } }
    },
  }),
  endpoint({
    route: 'GET /api/v2/macros/categories',
    summary: 'List the categories of macros: what stands before :: in their titles',
    allow: STAFF,
    reply: z.object({ categories: z.array(z.string()) }),
    async run({ work }) {
      const titles = await visibleMacroTitles(work)
      const categories = titles.flatMap((title) =>
        title.includes('::') ? [title.split('::', 1)[0]?.trim() ?? ''] : [],
      )
      return { categories: [...new Set(categories)].filter((name) => name !== '').toSorted() }
    },
  }),
  endpoint({
    route: 'GET /api/v2/macros/actions',
    summary: 'List the actions that macros can have',
    allow: STAFF,
    reply: z.object({ actions: actionDefinition }),
    run: async ({ work }) => ({ actions: await actionDefinitions(work, 'macro') }),
  }),
  endpoint({
    route: 'GET /api/v2/macros/definitions',
    summary: 'List the actions that macros can have, as the lists of other rules are shaped',
    allow: STAFF,
    reply: z.object({ definitions: z.object({ actions: actionDefinition }) }),
    run: async ({ work }) => ({ definitions: { actions: await actionDefinitions(work, 'macro') } }),
  }),
  endpoint({
    route: 'GET /api/v2/macros/new',
    summary: 'Show the macro that would make a ticket like this one, or a copy of a macro; nothing is saved',
    allow: STAFF,
    query: z.object({ macro_id: idParam.optional(), ticket_id: idParam.optional() }),
    reply: z.object({ macro: z.object({ title: z.string(), active: z.boolean(), actions: z.array(actionSchema) }) }),
    async run({ work, query }) {
      const copied = query.macro_id === undefined ? null : await getRule(work, 'macro', query.macro_id)
      const actions = query.ticket_id === undefined ? (copied?.actions ?? []) : await actionsOf(work, query.ticket_id)
      return {
        macro: { title: copied?.title ?? '', active: true, actions: z.array(actionSchema).parse(actions) },
      }
    },
  }),
]

async function actionsOf(work: Work, ticket_id: number): Promise<Action[]> {
  const [ticket, tags] = await Promise.all([getTicket(work, ticket_id), listTags(work, [ticket_id])])
  const tag_list = (tags.get(ticket_id) ?? []).join(' ')
  const { status, priority, type, group_id, assignee_id } = ticket
  const values = { status, priority, type, group_id, assignee_id, current_tags: tag_list }
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== '' && value !== 'new')
    .map(([field, value]) => ({ field, value: String(value) }))
}

export const macroEndpoints = [...ownEndpoints, ...ruleEndpoints('macro')]

// What triggers, automations and macros have in common over HTTP: the same routes, made for each kind.
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { type AnyEndpoint, endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { atOnce, idParam, idsBody, namedIds } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import type { ActionKind } from './actions/action.ts'
import { rightToKeep } from './policy.ts'
import { listRules } from './queries.ts'
import { createRule, deleteRule, getRule, updateRule } from './rule-actions.ts'
import { presentRule, ruleInput, ruleSchemas, USAGES, type Usage } from './schema.ts'

/** Rules in one request. */

const truth = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true')

const words = z
  .string()
  .max(255)
  .transform((text) => text.toWellFormed().replaceAll('\u0000', ''))

const listQuery = z.object({
  ...pagingQuery,
  active: truth.optional(),
  category_id: idParam.optional(),
  category: words.optional(),
  group_id: idParam.optional(),
  access: z.enum(['personal', 'agents', 'shared', 'account']).optional(),
  query: words.optional(),
})
type ListQuery = z.output<typeof listQuery>

/** The parameter that names a rule in a route. */
export const ruleParam = (kind: ActionKind) =>
  z.object({ [`${kind}_id`]: idParam }) as unknown as z.ZodType<Record<string, number>> // one key, which depends on the kind

/** One page of rules with what a query asks for. `category` is the first part of a macro's title. */
export async function rulesPage(
  work: Work,
  kind: ActionKind,
  query: ListQuery,
  more: { active?: boolean; title?: string },
  url: URL,
  origin_url: string,
) {
  const wanted = new Set((query.include ?? '').split(',').map((name) => name.trim()))
  const { rows, paging } = await listRules(
    work,
    {
      kind,
      active: more.active ?? query.active,
      category_id: query.category_id,
      group_id: query.group_id,
      title: more.title ?? (query.category === undefined ? undefined : `${query.category}::`),
      access: query.access === 'personal' ? 'personal' : query.access === undefined ? undefined : 'shared',
      usages: (Object.keys(USAGES) as Usage[]).filter((usage) => wanted.has(usage)), // the keys of the table
    },
    query,
    url,
  )
  return { rules: rows.map((row) => presentRule(row, origin_url)), paging }
}

/** List, search, show, create, change and delete, one by one and many at a time. */
export function ruleEndpoints(kind: ActionKind): AnyEndpoint[] {
  const many = `${kind}s`
  const schema: z.ZodType = ruleSchemas[kind]
  const one: z.ZodType = z.object({ [kind]: schema })
  const listReply: z.ZodType = z.object({ [many]: z.array(schema), ...pagingReply })
  const params = ruleParam(kind)
  const idOf = (given: Record<string, number>): number => given[`${kind}_id`] ?? 0
  // Of macros this is the least; the action refuses what is shared with more than the right allows.
  const right = rightToKeep(kind, 'manage-personal')
  const body = z.object({ [kind]: ruleInput })
  const manyBody = z.object({ [many]: z.array(ruleInput.extend({ id: idParam })) })
  const idsQuery = z.object({ ids: z.string().max(4_000).optional() })

  const list = (path: string, summary: string, more: { active?: boolean }) =>
    endpoint({
      route: `GET /api/v2/${many}${path}`,
      summary,
      allow: STAFF,
      query: listQuery,
      reply: listReply,
      async run({ work, query, url, origin_url }) {
        const { rules, paging } = await rulesPage(work, kind, query, more, url, origin_url)
        return { [many]: rules, ...paging }
      },
    })

  return [
    list('', `List the ${many}, in the order they run`, {}),
    list('/active', `List the ${many} that are on`, { active: true }),
    endpoint({
      route: `GET /api/v2/${many}/search`,
      summary: `Search the ${many} by a part of their title`,
      allow: STAFF,
      query: listQuery,
      reply: listReply,
      async run({ work, query, url, origin_url }) {
        if (!query.query) throw new Refusal('bad_request', 'Give a query')
        const { rules, paging } = await rulesPage(work, kind, query, { title: query.query }, url, origin_url)
        return { [many]: rules, ...paging }
      },
    }),
    endpoint({
      route: `GET /api/v2/${many}/{${kind}_id}`,
      summary: `Show a ${kind}`,
      allow: STAFF,
      params,
      reply: one,
      run: async ({ work, params: given, origin_url }) => ({
        [kind]: presentRule(await getRule(work, kind, idOf(given)), origin_url),
      }),
    }),
    endpoint({
      route: `POST /api/v2/${many}`,
      summary: `Create a ${kind}`,
      allow: STAFF,
      right,
      body,
      reply: one,
      async run({ work, body: given, origin_url }) {
        const rule = presentRule(await createRule(work, kind, given[kind] ?? {}), origin_url)
        return new HttpReply({ status: 201, headers: { location: rule.url }, json: { [kind]: rule } })
      },
    }),
    endpoint({
      route: `PUT /api/v2/${many}/{${kind}_id}`,
      summary: `Change a ${kind}; what the write leaves out stays`,
      allow: STAFF,
      right,
      params,
      body,
      reply: one,
      run: async ({ work, params: given, body: write, origin_url }) => ({
        [kind]: presentRule(await updateRule(work, kind, idOf(given), write[kind] ?? {}), origin_url),
      }),
    }),
    endpoint({
      route: `DELETE /api/v2/${many}/{${kind}_id}`,
      summary: `Delete a ${kind}`,
      allow: STAFF,
      right,
      params,
      reply: null,
      async run({ work, params: given }) {
        await deleteRule(work, kind, idOf(given))
        return null
      },
    }),
    endpoint({
      route: `PUT /api/v2/${many}/update_many`,
      summary: `Change several ${many} at once, all or none`,
      allow: STAFF,
      right,
      body: manyBody,
      reply: listReply,
      async run({ work, body: given, origin_url }) {
        const rules = []
        for (const { id, ...input } of atOnce(many, given[many] ?? []))
          rules.push(await updateRule(work, kind, id, input))
        return {
          [many]: rules.map((rule) => presentRule(rule, origin_url)),
          count: rules.length,
          next_page: null,
          previous_page: null,
        }
      },
    }),
    endpoint({
      route: `DELETE /api/v2/${many}/destroy_many`,
      summary: `Delete several ${many} at once, all or none`,
      allow: STAFF,
      right,
      query: idsQuery,
      body: idsBody,
      reply: null,
      async run({ work, query, body: given }) {
        for (const id of namedIds(query, given)) await deleteRule(work, kind, id)
        return null
      },
    }),
  ]
}

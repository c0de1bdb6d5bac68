// Why a ticket is as it is: which rules were looked at for each of its changes, what each did, and where one did
// nothing, which of its conditions did not hold. Ours; Zendesk shows only what acted.
import { z } from 'zod'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import { getTicket } from '../../tickets/index.ts'
import { conditionSchema } from '../conditions/condition.ts'
import { listRulesByIds } from '../queries.ts'
import type { RuleRow } from '../schema.ts'
import { changesOfEvents, HELD, listRuns, type RunRow } from './queries.ts'

const change = z.object({ field_name: z.string(), value: z.unknown(), previous_value: z.unknown() })

const runSchema = z.object({
  id: z.number(),
  ticket_id: z.number(),
  event_id: z.number().nullable().describe('The change that was looked at; null for an automation'),
  created_at: z.string(),
  is_cut: z.boolean().describe('True where the limit of rules per change ended the run'),
  rules: z.array(
    z.object({
      id: z.number(),
      kind: z.string(),
      title: z.string().nullable().describe('Null when the rule is gone'),
      acted: z.boolean(),
      changes: z.array(change),
      notified: z.number().describe('Messages asked for'),
      error: z.string().nullable(),
      failing_condition: conditionSchema
        .nullable()
        .describe('The first condition that did not hold; null where all did, or where the rule was changed since'),
      failing_condition_number: z.number().nullable(),
    }),
  ),
})

export const whyEndpoints = [
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/rule_runs',
    summary: 'List which rules were looked at for each change of a ticket, and what they did',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    query: z.object(pagingQuery),
    reply: z.object({ rule_runs: z.array(runSchema), ...pagingReply }),
    async run({ work, params: { ticket_id }, query, url }) {
      await getTicket(work, ticket_id)
      const { rows, paging } = await listRuns(work, ticket_id, query, url)
      const [rules, changes] = await Promise.all([
        listRulesByIds(
          work,
          rows.flatMap((row) => row.considered.map(Number)),
        ),
        changesOfEvents(
          work,
          rows.flatMap((row) => row.fired.map(({ event_id }) => event_id)).filter((id) => id !== null),
        ),
      ])
      const by_id = new Map(rules.map((rule) => [rule.id, rule]))
      return { rule_runs: rows.map((row) => presentRun(row, by_id, changes)), ...paging }
    },
  }),
]

function presentRun(
  row: RunRow,
  rules: ReadonlyMap<number, RuleRow>,
  changes: ReadonlyMap<number, unknown[]>,
): z.input<typeof runSchema> {
  return {
    id: row.id,
    ticket_id: row.ticket_id,
    event_id: row.event_id,
    created_at: apiTime(row.created_at),
    is_cut: row.is_cut,
    rules: row.considered.map(Number).map((id, index) => {
      const rule = rules.get(id)
      const fired = row.fired.find((one) => one.id === id)
      const failing = row.failed[index] ?? HELD
      const number = failing === HELD ? null : failing
      const is_same = rule !== undefined && rule.updated_at <= row.created_at
      return {
        id,
        kind: rule?.kind ?? 'trigger',
        title: rule?.title ?? null,
        acted: fired !== undefined,
        changes: z.array(change).parse(fired?.event_id ? (changes.get(fired.event_id) ?? []) : []),
        notified: fired?.notified ?? 0,
        error: fired?.error ?? null,
        failing_condition: is_same && number !== null ? conditionAt(rule, number) : null,
        failing_condition_number: number,
      }
    }),
  }
}

function conditionAt(rule: RuleRow, number: number): z.input<typeof conditionSchema> | null {
  const condition = rule.conditions.all[number]
  return condition ? conditionSchema.parse(condition) : null
}

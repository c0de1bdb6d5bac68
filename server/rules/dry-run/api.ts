// Dry runs over HTTP: one route per kind of rule. Ours.
import { z } from 'zod'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import type { ActionKind } from '../actions/action.ts'
import { checkRule } from '../checks.ts'
import { conditionsOf } from '../conditions/condition.ts'
import { rightToKeep } from '../policy.ts'
import { ruleInput } from '../schema.ts'
import { dryRun } from './run.ts'

const dryRunReply = z.object({
  dry_run: z.object({
    looked_at: z.number().describe('How many tickets were looked at, the newest ones'),
    count: z.number().describe('To how many of them the rule would have done something'),
    tickets: z
      .array(
        z.object({
          ticket_id: z.number(),
          changes: z.array(z.object({ field_name: z.string(), value: z.unknown(), previous_value: z.unknown() })),
          messages: z.array(z.object({ field: z.string(), to: z.string() })),
        }),
      )
      .describe('The first hundred of these'),
  }),
})

const dryRunOf = (kind: ActionKind) =>
  endpoint({
    route: `POST /api/v2/${kind}s/dry_run`,
    summary: `Tell what a ${kind} would have done to the last 1,000 tickets; nothing is changed or sent`,
    allow: STAFF,
    right: rightToKeep(kind),
    body: z.object({ [kind]: ruleInput }),
    reply: dryRunReply,
    status: 200,
    read_only: true,
    async run({ work, body }) {
      const input = body[kind] ?? {}
      const rule = {
        kind,
        conditions: (kind === 'macro' ? undefined : conditionsOf(input)) ?? { all: [], any: [] },
        actions: input.actions ?? [],
      }
      await checkRule(work, rule)
      return { dry_run: await dryRun(work, rule) }
    },
  })

export const dryRunEndpoints = (['trigger', 'automation', 'macro'] as const).map(dryRunOf)

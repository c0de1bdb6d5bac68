// Invocations and attempts as the API shows them.
import { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { ulidOf } from '../ulid.ts'
import { type AttemptRow, type AttemptWords, type InvocationRow, placeOfAttempt, STATUSES } from './queries.ts'

const exchange = z.object({
  headers: z.array(z.object({ key: z.string(), value: z.string() })),
  payload: z.string(),
})

export const invocationSchema = z.object({
  id: z.string(),
  webhook_id: z.string(),
  status: z.enum(STATUSES),
  status_code: z.number().optional(),
  latest_completed_at: z.string().nullable(),
  created_at: z.string(),
  event_type: z.string(),
  attempts_count: z.number(),
  next_attempt_at: z.string().nullable().describe('Our addition: when it is tried (again); null once it is settled'),
  ticket_id: z.number().nullable().describe('Our addition'),
  rule: z.object({ kind: z.string(), id: z.number() }).nullable().describe('Our addition: the rule that asked for it'),
  replay_of: z.string().nullable().describe('Our addition: the invocation that this one repeats'),
})

export const attemptSchema = z.object({
  id: z.string(),
  invocation_id: z.string(),
  status: z.enum(STATUSES),
  status_code: z.number().optional(),
  started_at: z.string(),
  completed_at: z.string(),
  request: exchange.extend({ method: z.string(), url: z.string() }),
  response: exchange.optional(),
  error: z.string().nullable().describe('Our addition: why there is no response'),
})

export function invocationReply(row: InvocationRow): z.output<typeof invocationSchema> {
  return {
    id: ulidOf(row.id),
    webhook_id: ulidOf(row.webhook_id),
    status: row.status,
    status_code: row.status_code ?? undefined,
    latest_completed_at: apiTimeOrNull(row.latest_completed_at),
    created_at: apiTime(row.created_at),
    event_type: row.event_type,
    attempts_count: row.attempts,
    next_attempt_at: apiTimeOrNull(row.next_attempt_at),
    ticket_id: row.ticket_id,
    rule: row.rule_kind !== null && row.rule_id !== null ? { kind: row.rule_kind, id: row.rule_id } : null,
    replay_of: row.replay_of_id === null ? null : ulidOf(row.replay_of_id),
  }
}

export function attemptReply(work: Work, row: AttemptRow): z.output<typeof attemptSchema> {
  const { request, response, error } = work.sealing.open<AttemptWords>(placeOfAttempt(row.id), row.sealed)
  return {
    id: ulidOf(row.id),
    invocation_id: ulidOf(row.invocation_id),
    status: row.status,
    status_code: row.status_code ?? undefined,
    started_at: apiTime(row.started_at),
    completed_at: apiTime(row.completed_at),
    request,
    response: response ?? undefined,
    error,
  }
}

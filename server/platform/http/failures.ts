// Turns whatever went wrong into an answer in one of Zendesk's shapes, with our `code` and `request_id`. Nothing of a
// fault's inside (SQL, values, paths) leaves; the log has it under the same request id.
import { z } from 'zod'
import { type FieldErrors, REFUSALS, Refusal } from '../errors.ts'
import type { Work } from '../work.ts'
import { HttpReply } from './endpoint.ts'

export interface FailureBody {
  status: number
  body: Record<string, unknown>
  retry_after_s?: number
}

/** The refusal behind an error, or null when it is a fault of ours. */
export function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof z.ZodError) return new Refusal('invalid', undefined, { details: fieldErrors(error) })
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? error.code : undefined
  // The caller hung up in the middle of a body; nobody hears the answer, and the log need not be alarmed.
  if (code === 'ECONNRESET' && error.message === 'aborted') return new Refusal('bad_request', 'The body ended early')
  switch (code) {
    case '23505':
      return new Refusal('collision', undefined, { cause: error })
    case '22021':
      return new Refusal('invalid', 'Texts cannot hold the character U+0000', { cause: error })
    case '53100':
      return new Refusal('no_space', undefined, { cause: error })
    case 'ENOSPC':
    case 'EDQUOT':
      return new Refusal('no_space', undefined, { cause: error })
    case '57P01':
    case '57P02':
    case '57P03':
    case '53300':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case '08006':
    case 'ENOENT':
      return isDatabaseAway(error) ? new Refusal('unavailable', undefined, { retry_after_s: 2, cause: error }) : null
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal('too_large')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Refusal('unsupported_media')
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new Refusal('bad_request', 'The body is not valid JSON')
    case 'FST_ERR_BAD_URL':
      return new Refusal('bad_request', 'The URL could not be read')
    default:
      if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message))
        return new Refusal('unavailable', undefined, { retry_after_s: 2, cause: error })
      return 'statusCode' in error && error.statusCode === 400
        ? new Refusal('bad_request', undefined, { cause: error })
        : null
  }
}

function isDatabaseAway(error: Error): boolean {
  return 'severity' in error || /connect|socket|PGSQL|terminat|ECONNRESET/i.test(error.message)
}

function fieldErrors(error: z.ZodError): FieldErrors {
  // Keys are the caller's: `constructor` is one like any other.
  const details: FieldErrors = Object.create(null)
  for (const issue of error.issues.slice(0, 50)) {
    // `{"ticket": {"subject": …}}` is about `subject`: clients know the record they sent.
    const names = issue.path.filter((part) => typeof part === 'string')
    const field = (names.length > 1 ? names.slice(1) : names).join('.') || 'base'
    const is_missing = issue.code === 'invalid_type' && issue.message.includes('received undefined')
    const error_name = is_missing
      ? 'BlankValue'
      : issue.code === 'too_big'
        ? 'ValueTooLong'
        : issue.code === 'invalid_format'
          ? 'InvalidFormat'
          : 'InvalidValue'
    details[field] ??= []
    details[field].push({
      description: `${field}: ${is_missing ? 'cannot be blank' : issue.message}`,
      error: error_name,
    })
  }
  return details
}

/** The answer for an error. A fault becomes 500 without a word about its inside. 'list': see Endpoint.failures. */
export function failure(error: unknown, request_id: string, shape?: 'list'): FailureBody {
  const refusal = asRefusal(error)
  if (refusal && shape === 'list' && refusal.code !== 'not_signed_in' && refusal.code !== 'missing_scope')
    return failureList(refusal, request_id)
  if (!refusal)
    return {
      status: 500,
      body: {
        error: 'InternalError',
        description: 'Something went wrong on our side. The log has it under this request id.',
        code: 'internal',
        request_id,
      },
    }
  const { error: name } = REFUSALS[refusal.code]
  const base = { code: refusal.code, request_id }
  const retry_after_s = refusal.retry_after_s
  if (refusal.code === 'not_signed_in') return { status: 401, body: { error: name, ...base } }
  if (refusal.code === 'forbidden' || refusal.code === 'csrf')
    return { status: 403, body: { error: { title: 'Forbidden', message: refusal.message }, ...base } }
  if (refusal.code === 'bad_paging') {
    return {
      status: 400,
      body: { errors: [{ code: name, title: 'Invalid pagination parameter', detail: refusal.message }], ...base },
    }
  }
  if (refusal.code === 'invalid')
    return { status: 422, body: { error: name, description: refusal.message, details: refusal.details ?? {}, ...base } }
  if (refusal.code === 'too_many_values')
    return { status: 400, body: { error: name, description: refusal.message, max_count: 100, ...base } }
  return { status: refusal.status, body: { error: name, description: refusal.message, ...base }, retry_after_s }
}

/** The same in the shape of Zendesk's newer interfaces: one entry for each reason. */
function failureList(refusal: Refusal, request_id: string): FailureBody {
  const { error: code, description } = REFUSALS[refusal.code]
  const title = description ?? code
  const reasons = Object.entries(refusal.details ?? {}).flatMap(([field, errors]) =>
    errors.map((one) => ({ code: one.error, title, detail: one.description, source: { pointer: field } })),
  )
  const errors = reasons.length > 0 ? reasons : [{ code, title, detail: refusal.message }]
  const status = refusal.code === 'invalid' ? 400 : refusal.status
  return { status, body: { errors, code: refusal.code, request_id }, retry_after_s: refusal.retry_after_s }
}

/** A refusal as a reply instead of an error, where what the unit of work did (a counted try) must stay. */
export function refusalReply(refusal: Refusal, work: Pick<Work, 'origin'>): HttpReply {
  const { status, body } = failure(refusal, work.origin.request_id ?? '')
  return new HttpReply({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  })
}

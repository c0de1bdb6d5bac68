// The one way to decline a request. A Refusal is a request we understood and will not carry out; anything else
// thrown is a bug and answers 500. Shapes follow the Zendesk API; `code` and `request_id` are our additions.

/** The closed list of reasons. `code` is a constant for machines; the text beside it is for people. */
export const REFUSALS = {
  not_found: { status: 404, error: 'RecordNotFound', description: 'Not found' },
  no_such_endpoint: { status: 404, error: 'InvalidEndpoint', description: 'Not found' },
  not_signed_in: { status: 401, error: "Couldn't authenticate you", description: undefined },
  forbidden: { status: 403, error: 'Forbidden', description: 'You do not have access to this page' },
  // In Zendesk's words, which clients recognise.
  missing_scope: { status: 403, error: 'Forbidden', description: 'You are missing the following required scopes' },
  address_not_allowed: {
    status: 403,
    error: 'Forbidden',
    description: 'This desk may not be used from your address. Ask an admin to allow it',
  },
  step_up_required: {
    status: 403,
    error: 'Forbidden',
    description: 'Prove who you are again: POST /api/v2/users/me/step_up, then repeat the request',
  },
  second_factor_required: {
    status: 403,
    error: 'Forbidden',
    description:
      'This account requires a second factor of the owner of this token, who has none. Sign in with a browser to set one up',
  },
  csrf: { status: 403, error: 'Forbidden', description: 'The request did not carry a valid X-CSRF-Token' },
  invalid: { status: 422, error: 'RecordInvalid', description: 'Record validation errors' },
  // Clients of the search recognise its errors by this word.
  bad_search: { status: 422, error: 'invalid', description: 'Invalid search' },
  bad_request: { status: 400, error: 'BadRequest', description: 'The request could not be read' },
  bad_paging: { status: 400, error: 'InvalidPaginationParameter', description: 'The paging parameters are not valid' },
  too_recent: {
    status: 422,
    error: 'StartTimeTooRecent',
    description: 'Too recent start_time. Use a start_time older than 60 seconds',
  },
  too_many_values: { status: 400, error: 'TooManyValues', description: 'More values than the limit' },
  conflict: {
    status: 409,
    error: 'UpdateConflict',
    description: 'Safe Update prevented the update due to outdated ticket data',
  },
  precondition_failed: {
    status: 412,
    error: 'PreconditionFailed',
    description: 'The record has changed since the version that was named',
  },
  repeated_differently: {
    status: 400,
    error: 'IdempotentRequestError',
    description: 'This Idempotency-Key was used with another body',
  },
  collision: { status: 409, error: 'DatabaseConflict', description: 'Database collision' },
  gone: { status: 410, error: 'Gone', description: 'This is no longer available' },
  too_large: { status: 413, error: 'AttachmentTooLarge', description: 'The upload is larger than the limit' },
  unsupported_media: { status: 415, error: 'UnsupportedMediaType', description: 'Send application/json' },
  too_many_requests: {
    status: 429,
    error: 'APIRateLimitExceeded',
    description: 'Number of allowed API requests per minute exceeded',
  },
  too_many_jobs: { status: 429, error: 'TooManyJobs', description: 'Too many jobs wait to be done' },
  unavailable: { status: 503, error: 'ServiceUnavailable', description: 'Not ready, try again shortly' },
  no_space: { status: 507, error: 'InsufficientStorage', description: 'The disk is full' },
} as const

export type RefusalCode = keyof typeof REFUSALS

/** One reason why a field was declined, as Zendesk writes it under `details.<field>[]`. */
export interface FieldError {
  description: string
  error: 'BlankValue' | 'DuplicateValue' | 'InvalidValue' | 'InvalidFormat' | 'ValueTooLong' | 'RecordNotFound'
  /** The field of a ticket that it is about, where clients look for it. */
  ticket_field_id?: number
  ticket_field_type?: string
}

/** Field name (or `base`) → reasons. */
export type FieldErrors = Record<string, FieldError[]>

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly details: FieldErrors | undefined
  /** Whole seconds after which a repeat makes sense (429 and 503 only; never sent on success). */
  readonly retry_after_s: number | undefined

  constructor(
    code: RefusalCode,
    message?: string,
    extra: { details?: FieldErrors; retry_after_s?: number; cause?: unknown } = {},
  ) {
    super(message ?? REFUSALS[code].description ?? REFUSALS[code].error, { cause: extra.cause })
    this.name = 'Refusal'
    this.code = code
    this.status = REFUSALS[code].status
    this.details = extra.details
    this.retry_after_s = extra.retry_after_s
  }
}

/** 404: the record does not exist, or the caller may not know that it does. */
export function notFound(): Refusal {
  return new Refusal('not_found')
}

/** 422 with one reason on one field. */
export function invalid(field: string, description: string, error: FieldError['error'] = 'InvalidValue'): Refusal {
  return new Refusal('invalid', undefined, { details: { [field]: [{ description, error }] } })
}

/** Something is wrong that whoever runs the machine can mend. The command line prints both sentences, without a stack. */
export class OperatorError extends Error {
  override name = 'OperatorError'
  readonly what: string
  readonly remedy: string
  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(`${what} ${remedy}`, options)
    this.what = what
    this.remedy = remedy
  }
}

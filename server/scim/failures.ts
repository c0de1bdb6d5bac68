// Refusals in SCIM's words (RFC 7644 §3.12).
import { Refusal, type RefusalCode } from '../platform/errors.ts'
import type { FailureShape } from '../platform/http/endpoint.ts'
import { CONTENT_TYPE, ERROR_SCHEMA, type Json } from './protocol.ts'

export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'sensitive'

export class ScimRefusal extends Refusal {
  readonly scim_type: ScimType | undefined
  constructor(code: RefusalCode, detail: string, scim_type?: ScimType) {
    super(code, detail)
    this.scim_type = scim_type
  }
}

/** 400 with one of SCIM's reasons. */
export function badRequest(scim_type: ScimType, detail: string): ScimRefusal {
  return new ScimRefusal('bad_request', detail, scim_type)
}

/** 409: the value belongs to another resource. */
export function notUnique(detail: string): ScimRefusal {
  return new ScimRefusal('collision', detail, 'uniqueness')
}

export interface ScimFailure {
  status: number
  scim_type: ScimType | undefined
  detail: string
}

/** What a refusal of ours means in SCIM: a record that was declined (422) is a bad value, one that exists is a conflict. */
export function asScimFailure(refusal: Refusal): ScimFailure {
  if (refusal instanceof ScimRefusal)
    return { status: refusal.status, scim_type: refusal.scim_type, detail: refusal.message }
  const reasons = Object.values(refusal.details ?? {}).flat()
  const detail = reasons.map((reason) => reason.description).join('; ') || refusal.message
  if (reasons.some((reason) => reason.error === 'DuplicateValue') || refusal.code === 'collision')
    return { status: 409, scim_type: 'uniqueness', detail }
  if (refusal.code === 'invalid') return { status: 400, scim_type: 'invalidValue', detail }
  const is_syntax = refusal.code === 'bad_request' || refusal.code === 'unsupported_media'
  return { status: refusal.status, scim_type: is_syntax ? 'invalidSyntax' : undefined, detail }
}

/** The body of an error. */
export function errorBody({ status, scim_type, detail }: ScimFailure, request_id?: string): Json {
  return {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scim_type ? { scimType: scim_type } : {}),
    detail,
    ...(request_id ? { request_id } : {}),
  }
}

/** How endpoints of SCIM answer failures. */
export const scimFailures: FailureShape = (refusal, request_id) => {
  const failed = refusal
    ? asScimFailure(refusal)
    : { status: 500, scim_type: undefined, detail: 'Something went wrong on our side' }
  return { status: failed.status, body: errorBody(failed, request_id), content_type: CONTENT_TYPE }
}

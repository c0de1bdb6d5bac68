// Names and limits of SCIM 2.0 (RFC 7643, RFC 7644).

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
export const BULK_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
export const BULK_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

export const CONTENT_TYPE = 'application/scim+json; charset=utf-8'
export const BASE_PATH = '/scim/v2'

/** Resources of one page. */
export const MAX_RESULTS = 200
export const DEFAULT_RESULTS = 100
export const MAX_BULK_OPERATIONS = 1_000
export const MAX_BODY_BYTES = 1024 * 1024
/** Operations of one PATCH. */
export const MAX_PATCH_OPERATIONS = 100
/** Members that one request adds to a group or takes from it. */
export const MAX_MEMBERS = 2_000
/** Characters of a filter or a path, and how deep and how many its parts may be. */
export const MAX_FILTER_LENGTH = 2_000
export const MAX_FILTER_DEPTH = 8
export const MAX_FILTER_PARTS = 40

/** A resource as it travels. */
export type Json = Record<string, unknown>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

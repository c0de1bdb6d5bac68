// ETags of replies, and `If-Match` against them (RFC 9110, 13.1.1).
import { createHash } from 'node:crypto'
import type { z } from 'zod'

/** What stands between the quotes of a reply's ETag. */
export function bodyHash(payload: string | Buffer): string {
  return createHash('sha1').update(payload).digest('base64')
}

/**
 * Whether an `If-Match` header names what an endpoint would answer now, given its reply schema and reply. Weak tags
 * match too: ours are weak only because a reply may travel compressed.
 */
export function isMatched(if_match: string, schema: z.ZodType, reply: unknown): boolean {
  if (if_match.trim() === '*') return true
  const tag = `"${bodyHash(JSON.stringify(schema.parse(reply)))}"`
  return if_match.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}

// An image from somewhere, for a reader whom its owner must not learn of.
import { Refusal } from '../errors.ts'
import { fetchPublic } from './client.ts'

const LIMIT_BYTES = 8 * 1024 * 1024
const TIMEOUT_MS = 8_000
const REDIRECTS = 3
/** No SVG: it can carry script. */
const TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** The image's bytes and type. Refuses what is no image. */
export async function fetchImage(url: string): Promise<{ content_type: string; body: Buffer }> {
  const answer = await fetchPublic(url, {
    limit_bytes: LIMIT_BYTES,
    timeout_ms: TIMEOUT_MS,
    redirects: REDIRECTS,
    headers: { accept: 'image/*' },
  })
  const type = answer.headers['content-type']
  const content_type = typeof type === 'string' ? (type.split(';')[0]?.trim().toLowerCase() ?? '') : ''
  if (answer.status !== 200 || !TYPES.has(content_type))
    throw new Refusal('unavailable', 'There is no image at this address')
  return { content_type, body: answer.body }
}

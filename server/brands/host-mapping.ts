// Whether a host name leads to this desk: by its CNAME record, which is asked of the DNS before the unit of work.
import { z } from 'zod'
import { findHost } from '../accounts/index.ts'
import type { Platform } from '../platform/platform.ts'

export const hostMappingReply = z.object({
  is_valid: z.boolean(),
  cname: z.string().nullable(),
  expected_cnames: z.array(z.string()),
  reason: z.enum(['success', 'wrong_cname', 'not_a_cname']),
})

/** The one name that customers' host names should point to, and where this one points. A DNS that fails counts as no answer. */
export async function checkHostMapping(
  platform: Pick<Platform, 'pool' | 'dns'>,
  account_id: number,
  host: string,
): Promise<z.input<typeof hostMappingReply>> {
  const own = await findHost(platform.pool, account_id)
  const expected_cnames = own === null ? [] : [own]
  if (host === own) return { is_valid: true, cname: null, expected_cnames, reason: 'success' }
  const cname = await cnameOf(platform, host)
  if (cname === null) return { is_valid: false, cname, expected_cnames, reason: 'not_a_cname' }
  const is_valid = expected_cnames.includes(cname)
  return { is_valid, cname, expected_cnames, reason: is_valid ? 'success' : 'wrong_cname' }
}

async function cnameOf(platform: Pick<Platform, 'dns'>, host: string): Promise<string | null> {
  try {
    const [first] = await platform.dns(host, 'CNAME')
    return typeof first === 'string' ? first.toLowerCase().replace(/\.$/, '') : null
  } catch {
    return null // A name that does not exist and a server that does not answer are told the same way: no CNAME.
  }
}

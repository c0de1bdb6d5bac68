// Who is locked out of signing in for a while, because of too many attempts: admins see it and lift it.
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import { lockOutLifted } from '../events.ts'
import { deleteLockOuts, listLockOuts } from './queries.ts'

const lockOutSchema = z.object({
  id: z.number(),
  limit: z
    .string()
    .describe(
      'sign_in_pair: an address from one place; sign_in_address: from anywhere; sign_in_source: a place; api_password_pair: an address on the API, from where its password was right before',
    ),
  user_id: z.number().nullable().describe('Who has the address; null where nobody has'),
  email: z.string(),
  ip: z.string().nullable().describe('Where the attempt came from that reached the limit'),
  created_at: z.string(),
  expires_at: z.string().describe('It ends by itself then'),
})

const list = endpoint({
  route: 'GET /api/v2/lock_outs',
  summary: 'List addresses and places that may not try to sign in for a while',
  allow: ADMINS,
  query: z.object(pagingQuery),
  reply: z.object({ lock_outs: z.array(lockOutSchema), ...pagingReply }),
  async run({ work, query }) {
    const rows = await listLockOuts(work)
    const lock_outs = rows.map(({ purpose, created_at, expires_at, ...row }) => ({
      ...row,
      limit: purpose,
      created_at: apiTime(created_at),
      expires_at: apiTime(expires_at),
    }))
    return { lock_outs, ...wholeList(rows.length, query) }
  },
})

const lift = endpoint({
  route: 'DELETE /api/v2/lock_outs/{lock_out_id}',
  summary: 'Let an address or a place try again at once',
  allow: ADMINS,
  step_up: true,
  params: z.object({ lock_out_id: idParam }),
  reply: null,
  async run({ work, params: { lock_out_id } }) {
    const [lifted] = await deleteLockOuts(work, lock_out_id)
    if (!lifted) throw notFound()
    work.record(lockOutLifted, lifted.user_id ?? 0, { lock_out_id })
    return null
  },
})

export const lockOutEndpoints = [list, lift]

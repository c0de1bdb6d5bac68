// Endpoint of merging two customers.
import { z } from 'zod'
import { invalid, Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idParam } from '../../platform/http/ids.ts'
import { findUserByEmail } from '../queries.ts'
import { userReply, userSchema } from '../schema.ts'
import { text } from '../text-input.ts'
import { mergeUsers } from './actions.ts'

const merge = endpoint({
  route: 'PUT /api/v2/users/{user_id}/merge',
  summary: 'Merge this customer into another, named by id or address, who gets all that was theirs',
  allow: STAFF,
  params: z.object({ user_id: idParam }),
  body: z.object({ user: z.object({ id: bodyId.optional(), email: text(254).optional() }) }),
  reply: z.object({ user: userSchema }),
  async run({ work, params: { user_id }, body: { user: winner }, origin_url }) {
    if (winner.id === undefined && winner.email === undefined)
      throw new Refusal('bad_request', 'Say into whom: user.id or user.email')
    const winner_id = winner.id ?? (await findUserByEmail(work, winner.email ?? ''))?.id
    if (winner_id === undefined) throw invalid('email', 'Email: belongs to nobody', 'RecordNotFound')
    return { user: userReply(await mergeUsers(work, user_id, winner_id), origin_url) }
  },
})

export const mergingEndpoints = [merge]

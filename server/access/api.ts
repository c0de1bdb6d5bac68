// Endpoints of invitations.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { invite } from './invitations.ts'

const newInvitation = endpoint({
  route: 'POST /api/v2/users/{user_id}/invitations',
  summary: 'Make a one-time link with which a person of the team chooses a password',
  allow: STAFF,
  right: ['manage_team_members', 'all-with-self-restriction'],
  // Whoever has the link becomes that person: neither an open page nor a token that leaked is enough for it.
  step_up: true,
  params: z.object({ user_id: idParam }),
  reply: z.object({ invitation: z.object({ user_id: z.number(), url: z.string() }) }),
  async run({ work, params, origin_url }) {
    const invitation = { user_id: params.user_id, url: `${origin_url}/welcome/${await invite(work, params.user_id)}` }
    return new HttpReply({ status: 201, headers: { 'cache-control': 'no-store' }, json: { invitation } })
  },
})

export const accessEndpoints = [newInvitation]

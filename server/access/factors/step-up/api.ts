// The fresh proof that dangerous acts ask for, over the API. Only for sessions: a token is not a person.
import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN } from '../../../platform/http/endpoint.ts'
import { refusalReply } from '../../../platform/http/failures.ts'
import { PROOF_LASTS_MS, provedUntil } from '../../../platform/http/step-up.ts'
import { apiTime, apiTimeOrNull } from '../../../platform/instants.ts'
import { MAX_PASSWORD } from '../../passwords/levels.ts'
import { sessionOwner } from '../api.ts'
import { proofOptions } from '../passkeys/actions.ts'
import { PROOF_KINDS } from '../schema.ts'
import { checkPasswordProof, proveAgain, waysToProve, wrongProof } from './actions.ts'

const show = endpoint({
  route: 'GET /api/v2/users/me/step_up',
  summary: 'How the person of this session may prove again who they are, and until when they did',
  allow: SIGNED_IN,
  reply: z.object({
    step_up: z.object({
      proved_until: z.string().nullable(),
      methods: z.array(z.enum(['password', ...PROOF_KINDS])).describe('Empty: sign in again instead'),
    }),
  }),
  async run({ work, origin_url }) {
    const { user_id } = sessionOwner(work)
    const proved_until = apiTimeOrNull(provedUntil(work.actor, work.now))
    return { step_up: { proved_until, methods: await waysToProve(work, user_id, new URL(origin_url).hostname) } }
  },
})

const options = endpoint({
  route: 'POST /api/v2/users/me/step_up/options',
  summary: 'What a browser is to ask an authenticator for a fresh proof',
  allow: SIGNED_IN,
  status: 200,
  reply: z.object({ options: z.looseObject({}).nullable() }),
  async run({ work, origin_url }) {
    const found = await proofOptions(work, 'step_up', sessionOwner(work).user_id, origin_url)
    return { options: found && { ...found } }
  },
})

const prove = endpoint({
  route: 'POST /api/v2/users/me/step_up',
  summary: 'Prove again who one is, by password, code or passkey: good for ten minutes of dangerous acts',
  allow: SIGNED_IN,
  status: 200,
  body: z.object({
    step_up: z.object({
      method: z.enum(['password', ...PROOF_KINDS]),
      answer: z.string().max(100_000).describe("The password, the code, or the authenticator's answer as JSON text"),
    }),
  }),
  reply: z.object({ step_up: z.object({ proved_until: z.string() }) }),
  async prepare({ platform, account_id, actor, origin, body }) {
    if (actor.kind !== 'user' || actor.session_id === null) throw new Refusal('forbidden')
    const caller = { account_id, user_id: actor.user_id, session_id: actor.session_id, origin }
    const { method, answer } = body.step_up
    return await checkPasswordProof(platform.engine, caller, method, answer.slice(0, MAX_PASSWORD + 1))
  },
  async run({ work, body, prepared, origin_url }) {
    const { method, answer } = body.step_up
    // A reply, not an error: what was recorded and used up stays.
    const cookie = await proveAgain(work, sessionOwner(work), { method, answer }, prepared, origin_url)
    if (cookie === null) return refusalReply(wrongProof(), work)
    const proved_until = apiTime(new Date(work.now.getTime() + PROOF_LASTS_MS))
    return new HttpReply({ headers: { 'set-cookie': cookie }, json: { step_up: { proved_until } } })
  },
})

export const stepUpEndpoints = [show, options, prove]

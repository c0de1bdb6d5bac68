// Endpoints of one's own factors. They are for sessions only: whoever holds a token must not be able to add a way in
// that outlives it.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { beginTotp, confirmTotp, removeFactor, renameFactor, seedToShow } from './actions.ts'
import { registerPasskey, registrationOptions } from './passkeys/actions.ts'
import { listFactors } from './queries.ts'
import { confirmRecoveryCodes, makeRecoveryCodes } from './recovery/actions.ts'
import { countCodes } from './recovery/queries.ts'
import { factorReply, factorSchema } from './schema.ts'

const name = z.string().max(200)
const code = z.string().max(100)
const params = z.object({ factor_id: idParam })
const oneFactor = z.object({ factor: factorSchema })

/** The person of a session. 403 for tokens. */
export function sessionOwner(work: Work): { user_id: number; session_id: number } {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null) throw new Refusal('forbidden')
  return { user_id: actor.user_id, session_id: actor.session_id }
}

const own = endpoint({
  route: 'GET /api/v2/users/me/factors',
  summary: "List one's own factors",
  allow: SIGNED_IN,
  reply: z.object({ factors: z.array(factorSchema), recovery_codes_left: z.number() }),
  async run({ work, origin_url }) {
    const { user_id } = sessionOwner(work)
    return {
      factors: (await listFactors(work, user_id)).map((factor) => factorReply(factor, origin_url)),
      recovery_codes_left: await countCodes(work, user_id),
    }
  },
})

const addTotp = endpoint({
  route: 'POST /api/v2/users/me/factors',
  summary: 'Begin to set up an authenticator app; only this reply has its seed',
  allow: SIGNED_IN,
  step_up: true,
  body: z.object({ factor: z.object({ kind: z.literal('totp'), name }) }),
  reply: z.object({ factor: factorSchema, seed: z.string(), uri: z.string(), qr_svg: z.string() }),
  async run({ work, body, origin_url }) {
    const { user_id } = sessionOwner(work)
    const begun = await beginTotp(work, user_id, body.factor.name)
    const { seed, uri, qr_svg } = await seedToShow(work, user_id, begun.id)
    const factor = factorReply(begun, origin_url)
    return once(factor.url, { factor, seed, uri, qr_svg })
  },
})

const confirm = endpoint({
  route: 'PUT /api/v2/users/me/factors/{factor_id}/confirm',
  summary: 'Activate an authenticator app with the code it shows',
  allow: SIGNED_IN,
  step_up: true,
  params,
  body: z.object({ code }),
  reply: oneFactor,
  async run({ work, params: { factor_id }, body, origin_url }) {
    const { user_id } = sessionOwner(work)
    return { factor: factorReply(await confirmTotp(work, user_id, factor_id, body.code), origin_url) }
  },
})

const rename = endpoint({
  route: 'PUT /api/v2/users/me/factors/{factor_id}',
  summary: 'Give a factor another name',
  allow: SIGNED_IN,
  params,
  body: z.object({ factor: z.object({ name }) }),
  reply: oneFactor,
  async run({ work, params: { factor_id }, body, origin_url }) {
    const { user_id } = sessionOwner(work)
    return { factor: factorReply(await renameFactor(work, user_id, factor_id, body.factor.name), origin_url) }
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/users/me/factors/{factor_id}',
  summary: "Remove one of one's own factors",
  allow: SIGNED_IN,
  step_up: true,
  params,
  reply: null,
  async run({ work, params: { factor_id } }) {
    await removeFactor(work, sessionOwner(work).user_id, factor_id)
    return null
  },
})

const passkeyOptions = endpoint({
  route: 'POST /api/v2/users/me/passkeys/options',
  summary: 'What a browser is to ask an authenticator for a new passkey',
  allow: SIGNED_IN,
  step_up: true,
  status: 200,
  reply: z.object({ options: z.looseObject({}) }),
  async run({ work, origin_url }) {
    const options = await registrationOptions(work, sessionOwner(work).user_id, origin_url)
    return { options: { ...options } }
  },
})

const addPasskey = endpoint({
  route: 'POST /api/v2/users/me/passkeys',
  summary: 'Add the passkey that an authenticator made',
  allow: SIGNED_IN,
  step_up: true,
  body: z.object({ passkey: z.object({ name, credential: z.unknown() }) }),
  reply: oneFactor,
  async run({ work, body, origin_url }) {
    const { name, credential } = body.passkey
    const added = await registerPasskey(work, sessionOwner(work).user_id, { name, credential }, origin_url)
    const factor = factorReply(added, origin_url)
    return once(factor.url, { factor })
  },
})

const newCodes = endpoint({
  route: 'POST /api/v2/users/me/recovery_codes',
  summary: 'Make recovery codes; only this reply has them, and they work once confirmed',
  allow: SIGNED_IN,
  step_up: true,
  reply: z.object({ recovery_codes: z.array(z.string()) }),
  async run({ work, origin_url }) {
    const recovery_codes = await makeRecoveryCodes(work, sessionOwner(work).user_id)
    return once(`${origin_url}/api/v2/users/me/factors.json`, { recovery_codes })
  },
})

const confirmCodes = endpoint({
  route: 'PUT /api/v2/users/me/recovery_codes/confirm',
  summary: 'Say by one of the new recovery codes that they are kept; the old ones stop',
  allow: SIGNED_IN,
  step_up: true,
  body: z.object({ code }),
  reply: z.object({ recovery_codes_left: z.number() }),
  async run({ work, body }) {
    const { user_id } = sessionOwner(work)
    await confirmRecoveryCodes(work, user_id, body.code)
    return { recovery_codes_left: await countCodes(work, user_id) }
  },
})

/** A reply that holds a secret, so that nothing on its way keeps it. */
function once(location: string, json: object): HttpReply {
  return new HttpReply({ status: 201, headers: { location, 'cache-control': 'no-store' }, json })
}

export const factorEndpoints = [
  own,
  addTotp,
  confirm,
  rename,
  remove,
  passkeyOptions,
  addPasskey,
  newCodes,
  confirmCodes,
]

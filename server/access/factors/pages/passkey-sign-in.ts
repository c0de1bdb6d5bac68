// A passkey instead of address and password: the browser offers those of this host, and the answer says whose it is.
import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import { ANYONE, endpoint } from '../../../platform/http/endpoint.ts'
import { admitPerson } from '../../admission/admission.ts'
import { countAttempt, type Limit, sourceOf } from '../../attempts.ts'
import { signInFailed } from '../../events.ts'
import { localPath, redirect } from '../../pages/replies.ts'
import { factorUsed } from '../events.ts'
import { proofOptions, provedPasskey } from '../passkeys/actions.ts'
import { readJson } from '../passkeys/answers.ts'
import { refuseForeign } from './words.ts'

/** Each asks for a challenge that is kept for five minutes. */
const PER_SOURCE: Limit = { name: 'passkey_challenge', most: 300, window_s: 900 }

const options = endpoint({
  route: 'POST /sign-in/passkey/options',
  summary: 'What a browser is to ask an authenticator for, to sign in with a passkey alone',
  allow: ANYONE,
  status: 200,
  without_csrf: 'there is no session yet, and the answer is for this origin only',
  reply: z.object({ options: z.looseObject({}).nullable() }),
  async run({ work, origin_url, header }) {
    refuseForeign(header)
    const reached = await countAttempt(work, PER_SOURCE, sourceOf(work.origin.ip))
    if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
    const found = await proofOptions(work, 'sign_in', null, origin_url)
    return { options: found && { ...found } }
  },
})

const signIn = endpoint({
  route: 'POST /sign-in/passkey',
  summary: 'Sign in with a passkey alone',
  allow: ANYONE,
  reply: 'page',
  without_csrf: 'there is no session yet; requests that another site caused are refused by Sec-Fetch-Site',
  body: z.object({ answer: z.string().max(100_000).catch(''), return_to: z.string().optional().catch(undefined) }),
  async run({ work, body, cookie, header, origin_url }) {
    refuseForeign(header)
    const asked = { purpose: 'sign_in', user_id: null, origin_url } as const
    const passkey = await provedPasskey(work, asked, readJson(body.answer))
    if (!passkey) {
      work.record(signInFailed, 0, { reason: 'wrong_passkey' }, { email: '' })
      return redirect('/sign-in?passkey=failed')
    }
    const { user_id, id: factor_id } = passkey
    work.record(factorUsed, user_id, { kind: 'passkey', factor_id, for: 'sign_in', codes_left: null })
    const proved = {
      user_id,
      method: 'passkey',
      second_factor_proved: true,
      return_to: localPath(body.return_to),
    } as const
    return await admitPerson(work, proved, { cookie, header, origin_url })
  },
})

export const passkeySignInPages = [options, signIn]

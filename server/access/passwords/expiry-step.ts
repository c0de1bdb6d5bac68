// A password that is older than its level allows, or that an admin wants replaced: the right one still proves who it is,
// and then a new one is asked for before there is a session.
import { z } from 'zod'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import type { Translate } from '../../platform/i18n.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { continueSignIn } from '../admission/admission.ts'
import { pendingSignIn, type SignInRequest } from '../admission/pending.ts'
import type { SignInStep } from '../admission/steps.ts'
import { choosePasswordPage, personWhoMay } from '../pages/choose-password.ts'
import { page } from '../pages/replies.ts'
import { setPasswordHash } from '../sessions.ts'
import { choosePassword, passwordContext } from './choosing.ts'
import { isPasswordTooOld } from './expiry.ts'
import type { PasswordProblem } from './judging.ts'
import { MAX_PASSWORD } from './levels.ts'

const NAME = 'new_password'
const PATH = '/sign-in/new-password'

export const newPasswordStep: SignInStep = {
  name: NAME,
  position: 200,
  async pathIfNeeded(work, { user_id, role, method }) {
    if (method !== 'password') return null
    return (await isPasswordTooOld(work, { id: user_id, role })) ? PATH : null
  },
}

async function draw(
  work: Work,
  cookie: SignInRequest['cookie'],
  accepted: string | undefined,
  problem: PasswordProblem | null,
): Promise<string> {
  const user = await personWhoMay(work, (await pendingSignIn(work, cookie)).user_id)
  const say = (t: Translate) => ({
    title: t('reset.title'),
    lead: t('new_password.lead'),
    submit: t('reset.submit'),
  })
  return await choosePasswordPage(work, user, { accepted, action: PATH, problem, say })
}

const show = endpoint({
  route: `GET ${PATH}`,
  summary: 'The step of a sign-in in which a password that is too old is replaced',
  allow: ANYONE,
  reply: 'page',
  run: async ({ work, cookie, header }) => page(await draw(work, cookie, header('accept-language'), null)),
})

const submit = endpoint({
  route: `POST ${PATH}`,
  summary: 'Choose a new password in place of one that is too old, and sign in',
  allow: ANYONE,
  reply: 'page',
  body: z.object({ password: z.string().catch('') }),
  without_csrf: 'there is no session yet; the cookie of the pending sign-in is for this form only, SameSite',
  async prepare({ platform, account_id, origin, body, cookie }) {
    const actor = { kind: 'system', name: 'links' } as const
    const request = { account_id, actor, origin, audience: 'customer', read_only: true } as const
    const context = await doWork(platform.engine, request, async (work) =>
      passwordContext(work, (await pendingSignIn(work, cookie)).user_id),
    )
    return await choosePassword(body.password.slice(0, MAX_PASSWORD + 1), context)
  },
  async run({ work, prepared: { problem, hash }, cookie, header, origin_url }) {
    if (hash === null) return page(await draw(work, cookie, header('accept-language'), problem), 422)
    const pending = await pendingSignIn(work, cookie)
    await setPasswordHash(work, pending.user_id, hash, 'self', { pending_id: pending.id })
    return await continueSignIn(work, pending, { done: NAME }, { origin_url, cookie, header })
  },
})

export const newPasswordPages = [show, submit]

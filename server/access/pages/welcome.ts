// Links by which somebody chooses a password: an invitation, and a forgotten password. Once, bound to what the person
// had when the link was made, and followed by the steps of every sign-in: a second factor is not passed over.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import type { Translate } from '../../platform/i18n.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { admitPerson } from '../admission/admission.ts'
import { takeLink } from '../links/links.ts'
import { choosePassword, passwordContext } from '../passwords/choosing.ts'
import type { PasswordProblem } from '../passwords/judging.ts'
import { MAX_PASSWORD } from '../passwords/levels.ts'
import { setPasswordHash } from '../sessions.ts'
import { choosePasswordPage, holderOf } from './choose-password.ts'
import { page } from './replies.ts'

const params = z.object({ token: z.string().max(100) })

function passwordLink(parts: {
  path: '/welcome' | '/reset'
  purpose: 'invitation' | 'password_reset'
  summaries: [string, string]
  say(t: Translate, user: { name: string; email: string | null }): { title: string; lead: string; submit: string }
}) {
  const { path, purpose } = parts
  const draw = async (work: Work, token: string, accepted: string | undefined, problem: PasswordProblem | null) => {
    const user = await holderOf(work, purpose, token)
    const say = (t: Translate) => parts.say(t, user)
    return await choosePasswordPage(work, user, { accepted, action: `${path}/${token}`, problem, say })
  }

  const show = endpoint({
    route: `GET ${path}/{token}`,
    summary: parts.summaries[0],
    allow: ANYONE,
    params,
    reply: 'page',
    run: async ({ work, params: { token }, header }) => page(await draw(work, token, header('accept-language'), null)),
  })

  const submit = endpoint({
    route: `POST ${path}/{token}`,
    summary: parts.summaries[1],
    allow: ANYONE,
    params,
    reply: 'page',
    body: z.object({ password: z.string().catch('') }),
    without_csrf: 'the link itself is the secret that the form proves to have',
    async prepare({ platform, account_id, origin, params: { token }, body, header }) {
      if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
      // The link is checked before a password is judged and hashed, so that strangers cannot make us work.
      const actor = { kind: 'system', name: 'links' } as const
      const request = { account_id, actor, origin, audience: 'customer', read_only: true } as const
      const context = await doWork(platform.engine, request, async (work) =>
        passwordContext(work, (await holderOf(work, purpose, token)).id),
      )
      return await choosePassword(body.password.slice(0, MAX_PASSWORD + 1), context)
    },
    async run({ work, params: { token }, prepared: { problem, hash }, header, cookie, origin_url }) {
      if (hash === null) return page(await draw(work, token, header('accept-language'), problem), 422)
      const user = await holderOf(work, purpose, token)
      await takeLink(work, purpose, token)
      await setPasswordHash(work, user.id, hash, purpose === 'invitation' ? 'invitation' : 'link')
      return await admitPerson(work, { user_id: user.id, method: 'invitation' }, { origin_url, cookie, header })
    },
  })
  return [show, submit]
}

export const welcomePages = [
  ...passwordLink({
    path: '/welcome',
    purpose: 'invitation',
    summaries: ['The page of an invitation', 'Accept an invitation by choosing a password'],
    say: (t, { name, email }) => ({
      title: t('welcome.title', { name }),
      lead: t('welcome.lead', { email: email ?? '' }),
      submit: t('welcome.submit'),
    }),
  }),
  ...passwordLink({
    path: '/reset',
    purpose: 'password_reset',
    summaries: ['The page behind the link to a new password', 'Choose a new password by the link in a mail; once'],
    say: (t, { email }) => ({
      title: t('reset.title'),
      lead: t('reset.lead', { email: email ?? '' }),
      submit: t('reset.submit'),
    }),
  }),
]

// Invitations: whoever was given one chooses a password and is signed in. Once, and within three days.
import { z } from 'zod'
import { renderWelcome } from '../../../web/pages/welcome.ts'
import { accountSettings } from '../../accounts/index.ts'
import { findUser, type UserRow } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { admitPerson } from '../admission/admission.ts'
import { getLink, takeLink } from '../links.ts'
import { MAX_PASSWORD } from '../passwords/levels.ts'
import { hashPassword, MIN_PASSWORD, passwordProblem } from '../passwords.ts'
import { setPasswordHash } from '../sessions.ts'
import { page } from './replies.ts'

const params = z.object({ token: z.string().max(100) })

/** Who was invited. 410 when they are not part of the desk any more. */
async function invitedBy(work: Work, token: string): Promise<UserRow> {
  const { user_id } = await getLink(work, 'invitation', token)
  const user = user_id === null ? null : await findUser(work, user_id)
  if (!user?.active || user.suspended) throw new Refusal('gone')
  return user
}

async function welcomePage(
  work: Work,
  token: string,
  accepted: string | undefined,
  problem: ReturnType<typeof passwordProblem>,
): Promise<string> {
  const user = await invitedBy(work, token)
  const { desk } = await accountSettings(work)
  const language = bestLanguage(accepted, languageOf(user.locale) ?? desk.locale)
  const t = translator(language)
  const error = problem && t(`setup.error.${problem}`, { min: MIN_PASSWORD, max: MAX_PASSWORD })
  return renderWelcome({
    language,
    t,
    desk: desk.name,
    token,
    name: user.name,
    email: user.email ?? '',
    error,
    min_password: MIN_PASSWORD,
  })
}

const show = endpoint({
  route: 'GET /welcome/{token}',
  summary: 'The page of an invitation',
  allow: ANYONE,
  params,
  reply: 'page',
  run: async ({ work, params: { token }, header }) =>
    page(await welcomePage(work, token, header('accept-language'), null)),
})

const submit = endpoint({
  route: 'POST /welcome/{token}',
  summary: 'Accept an invitation by choosing a password',
  allow: ANYONE,
  params,
  reply: 'page',
  body: z.object({ password: z.string().catch('') }),
  without_csrf: 'the link itself is the secret that the form proves to have',
  async prepare({ platform, account_id, origin, params: { token }, body }) {
    const request = { account_id, actor: { kind: 'anonymous' }, origin, audience: 'customer', read_only: true } as const
    const user = await doWork(platform.engine, request, (work) => invitedBy(work, token))
    const problem = passwordProblem(body.password, [user.name, user.email ?? ''])
    return { problem, hash: problem ? null : await hashPassword(body.password) }
  },
  async run({ work, params: { token }, prepared: { problem, hash }, header, cookie, origin_url }) {
    if (hash === null) return page(await welcomePage(work, token, header('accept-language'), problem), 422)
    const user = await invitedBy(work, token)
    await takeLink(work, 'invitation', token)
    await setPasswordHash(work, user.id, hash, 'link')
    return await admitPerson(work, { user_id: user.id, method: 'invitation' }, { origin_url, cookie, header })
  },
})

export const welcomePages = [show, submit]

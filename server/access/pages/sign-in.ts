// Signing in and out with a form.
import { z } from 'zod'
import { renderMessage } from '../../../web/pages/message.ts'
import { renderSignIn, type SignInPage } from '../../../web/pages/sign-in.ts'
import { accountSettings } from '../../accounts/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { isLoopbackName, writeSessionCookie } from '../../platform/http/session-cookie.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { admitPerson, allowsMethod, homeOf } from '../admission/admission.ts'
import { placeToLeave, signInButtons } from '../elsewhere.ts'
import { takesNames } from '../password-sources.ts'
import { MAX_PASSWORD } from '../passwords/levels.ts'
import { signInPolicy } from '../policies/queries.ts'
import { providerOfSession } from '../provider-sessions.ts'
import { signOut } from '../sessions.ts'
import { checkSignIn, finishSignIn } from '../signing-in.ts'
import { localPath, page, redirect } from './replies.ts'

interface Shown {
  origin_url: string
  language: string | undefined
}

async function signInPage(work: Work, shown: Shown, parts: Partial<SignInPage>): Promise<string> {
  const { desk } = await accountSettings(work)
  // The page does not know who comes: it shows what is open to somebody.
  const policies = [await signInPolicy(work, 'staff'), await signInPolicy(work, 'end_user')]
  const language = bestLanguage(shown.language, desk.locale)
  const { protocol, hostname } = new URL(shown.origin_url)
  return renderSignIn({
    language,
    t: translator(language),
    desk: desk.name,
    email: '',
    return_to: null,
    problem: null,
    is_signed_out: false,
    buttons: await signInButtons(work),
    has_password: policies.some((policy) => allowsMethod(policy, 'password')),
    takes_names: await takesNames(work),
    has_magic_link: policies.some((policy) => allowsMethod(policy, 'magic_link')),
    is_insecure: protocol === 'http:' && !isLoopbackName(hostname),
    ...parts,
  })
}

const show = endpoint({
  route: 'GET /sign-in',
  summary: 'The sign-in page',
  allow: ANYONE,
  reply: 'page',
  query: z.object({
    return_to: z.string().optional().catch(undefined),
    signed_out: z.string().optional().catch(undefined),
    refused: z.string().optional().catch(undefined),
    passkey: z.string().optional().catch(undefined),
  }),
  async run({ work, query, header, origin_url }) {
    const return_to = localPath(query.return_to)
    if (work.actor.kind === 'user') return redirect(return_to ?? homeOf(work.actor.role))
    return page(
      await signInPage(
        work,
        { origin_url, language: header('accept-language') },
        {
          return_to,
          is_signed_out: query.signed_out !== undefined,
          problem:
            query.passkey !== undefined
              ? { kind: 'passkey' }
              : query.refused === undefined
                ? null
                : { kind: 'refused' },
        },
      ),
    )
  },
})

const text = z.string().catch('')

const signIn = endpoint({
  route: 'POST /sign-in',
  summary: 'Sign in with address and password',
  allow: ANYONE,
  reply: 'page',
  without_csrf: 'there is no session yet; requests that another site caused are refused by Sec-Fetch-Site',
  body: z.object({ email: text, password: text, return_to: z.string().optional().catch(undefined) }),
  async prepare({ platform, account_id, origin, body, header, cookie }) {
    // Signing a visitor in as somebody else from a foreign page would let that somebody watch what they write.
    if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
    const password = body.password.slice(0, MAX_PASSWORD + 1)
    return await checkSignIn(platform.engine, account_id, origin, { email: body.email, password }, { cookie })
  },
  async run({ work, body, prepared, header, cookie, origin_url }) {
    const result = await finishSignIn(work, prepared)
    const return_to = localPath(body.return_to)
    const again = (parts: Partial<SignInPage>) =>
      signInPage(
        work,
        { origin_url, language: header('accept-language') },
        { email: body.email.slice(0, 254), return_to, ...parts },
      )
    if (result.outcome === 'limited') {
      const problem = { kind: 'limited', minutes: Math.ceil(result.retry_after_s / 60) } as const
      return page(await again({ problem }), 429, { 'retry-after': String(result.retry_after_s) })
    }
    if (result.outcome === 'refused') return page(await again({ problem: { kind: 'failed' } }), 422)
    return await admitPerson(
      work,
      { user_id: result.user_id, method: result.method, provider_id: result.provider_id, return_to },
      { origin_url, cookie, header },
    )
  },
})

const leave = endpoint({
  route: 'POST /sign-out',
  summary: 'Sign out',
  allow: ANYONE,
  reply: 'page',
  async run({ work, header, origin_url }) {
    const session = await providerOfSession(work)
    const elsewhere = session && (await placeToLeave(work, session, origin_url))
    await signOut(work)
    const headers = { 'set-cookie': writeSessionCookie(origin_url, '', 0), 'clear-site-data': '"cache"' }
    // The app asks for JSON and goes where it wants; a form is taken to the sign-in page, or where the session came from.
    if ((header('accept') ?? '').includes('application/json')) {
      if (!elsewhere) return new HttpReply({ status: 204, headers, body: '' })
      const type = { 'content-type': 'application/json; charset=utf-8' }
      return new HttpReply({ headers: { ...headers, ...type }, body: JSON.stringify({ continue_at: elsewhere }) })
    }
    if (!elsewhere) return redirect('/sign-in?signed_out=1', headers)
    // Browsers do not let a form of ours lead to another site, so that a page does (form-action in our policy).
    const { desk } = await accountSettings(work)
    const language = bestLanguage(header('accept-language'), desk.locale)
    const t = translator(language)
    const link = { href: elsewhere, label: t('sign_out.there') }
    const body = renderMessage({
      language,
      t,
      desk: desk.name,
      title: t('sign_in.signed_out'),
      text: t('sign_out.elsewhere'),
      link,
    })
    return page(body, 200, { ...headers, refresh: `0; url=${elsewhere}` })
  },
})

export const signInPages = [show, signIn, leave]

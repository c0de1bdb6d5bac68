// Pages on which somebody asks for a link by mail, and the page behind a link that signs in. What is shown and how long
// it takes is the same for every address.
import { z } from 'zod'
import { renderAskAddress } from '../../../web/pages/ask-address.ts'
import { renderConfirm } from '../../../web/pages/confirm.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import { writeCookie } from '../../platform/http/session-cookie.ts'
import type { Translate } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { admitPerson } from '../admission/admission.ts'
import type { SignInRequest } from '../admission/pending.ts'
import { getLink, linkLastsMinutes, takeLink } from '../links/links.ts'
import { type MailedPurpose, requestLink } from '../links/mailing.ts'
import { newSecret, secretHash } from '../secrets.ts'
import { holderOf, personWhoMay, wordsFor } from './choose-password.ts'
import { localPath, page } from './replies.ts'

/** The browser that asked for a link to sign in: it alone goes in without being asked whether it meant to. */
const COOKIE = { secure: '__Host-custos-asked', loopback: 'custos-asked' }
const RETURN_COOKIE = { secure: '__Host-custos-return', loopback: 'custos-return' }

function askingPages(parts: {
  path: '/forgot-password' | '/sign-in/link'
  purpose: MailedPurpose
  summaries: [string, string]
  say(t: Translate): { title: string; lead: string; submit: string; sent: string }
}) {
  const { path, purpose } = parts
  const draw = async (work: Work, accepted: string | undefined, is_sent: boolean, return_to: string | null) => {
    const words = await wordsFor(work, null, accepted)
    const { sent, ...texts } = parts.say(words.t)
    const back = words.t('link.back')
    return renderAskAddress({ ...words, ...texts, action: path, return_to, sent: is_sent ? sent : null, back })
  }

  const show = endpoint({
    route: `GET ${path}`,
    summary: parts.summaries[0],
    allow: ANYONE,
    reply: 'page',
    query: z.object({ return_to: z.string().optional().catch(undefined) }),
    run: async ({ work, query, header }) =>
      page(await draw(work, header('accept-language'), false, localPath(query.return_to))),
  })

  const ask = endpoint({
    route: `POST ${path}`,
    summary: parts.summaries[1],
    allow: ANYONE,
    reply: 'page',
    without_csrf: 'there is no session; requests that another site caused are refused by Sec-Fetch-Site',
    body: z.object({ email: z.string().catch(''), return_to: z.string().optional().catch(undefined) }),
    async run({ work, body, header, origin_url }) {
      if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
      const secret = newSecret()
      const is_magic = purpose === 'magic_link'
      await requestLink(work, purpose, body.email.slice(0, 300), is_magic ? browserHash(work, secret) : null)
      const shown = await draw(work, header('accept-language'), true, null)
      if (!is_magic) return page(shown)
      const lasts_s = linkLastsMinutes('magic_link') * 60
      const return_to = localPath(body.return_to)
      return page(shown, 200, {
        'set-cookie': [
          writeCookie(origin_url, COOKIE, secret, lasts_s),
          writeCookie(origin_url, RETURN_COOKIE, encodeURIComponent(return_to ?? ''), return_to === null ? 0 : lasts_s),
        ],
      })
    },
  })
  return [show, ask]
}

function browserHash(work: Work, secret: string): Buffer | null {
  return secretHash(work.sealing, 'device', secret)
}

function isAskingBrowser(work: Work, browser_hash: Buffer | null, cookie: SignInRequest['cookie']): boolean {
  const secret = cookie(COOKIE.secure) ?? cookie(COOKIE.loopback)
  return secret !== undefined && browser_hash !== null && browserHash(work, secret)?.equals(browser_hash) === true
}

const params = z.object({ token: z.string().max(100) })

const showLink = endpoint({
  route: 'GET /sign-in/link/{token}',
  summary: 'The page behind a link that signs in; looking does nothing',
  allow: ANYONE,
  params,
  reply: 'page',
  async run({ work, params: { token }, header, cookie }) {
    const user = await holderOf(work, 'magic_link', token)
    const { browser_hash } = await getLink(work, 'magic_link', token)
    const words = await wordsFor(work, user, header('accept-language'))
    const { t } = words
    return page(
      renderConfirm({
        ...words,
        title: t('magic.confirm.title'),
        lead: t('magic.confirm.lead', { email: user.email ?? '' }),
        warning: isAskingBrowser(work, browser_hash, cookie) ? null : t('magic.confirm.other_browser'),
        action: `/sign-in/link/${token}`,
        submit: t('sign_in.submit'),
      }),
    )
  },
})

const useLink = endpoint({
  route: 'POST /sign-in/link/{token}',
  summary: 'Sign in by the link in a mail; once',
  allow: ANYONE,
  params,
  reply: 'page',
  without_csrf: 'the link itself is the secret that the form proves to have',
  async run({ work, params: { token }, header, cookie, origin_url }) {
    if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
    const { user_id, browser_hash } = await takeLink(work, 'magic_link', token)
    const user = await personWhoMay(work, user_id)
    const wanted = isAskingBrowser(work, browser_hash, cookie)
      ? (cookie(RETURN_COOKIE.secure) ?? cookie(RETURN_COOKIE.loopback))
      : undefined
    const return_to = wanted === undefined ? null : localPath(decoded(wanted))
    return await admitPerson(
      work,
      { user_id: user.id, method: 'magic_link', return_to },
      { origin_url, cookie, header },
    )
  },
})

/** What a cookie of ours holds; others may have written it. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // not ours
  }
}

export const mailedLinkPages = [
  ...askingPages({
    path: '/forgot-password',
    purpose: 'password_reset',
    summaries: ['Where one asks for a link to a new password', 'Ask for a link to a new password, by mail'],
    say: (t) => ({
      title: t('forgotten.title'),
      lead: t('forgotten.lead'),
      submit: t('forgotten.submit'),
      sent: t('forgotten.sent'),
    }),
  }),
  ...askingPages({
    path: '/sign-in/link',
    purpose: 'magic_link',
    summaries: ['Where one asks for a link that signs in', 'Ask for a link that signs in, by mail'],
    say: (t) => ({
      title: t('magic.title'),
      lead: t('magic.lead'),
      submit: t('magic.submit'),
      sent: t('magic.sent', { minutes: linkLastsMinutes('magic_link') }),
    }),
  }),
  showLink,
  useLink,
]

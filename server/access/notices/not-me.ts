// "This wasn't me": whoever holds the mailbox of an account takes it back, at once and without signing in.
import { z } from 'zod'
import { renderConfirm } from '../../../web/pages/confirm.ts'
import { renderMessage } from '../../../web/pages/message.ts'
import { findUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import { getLink, takeLink } from '../links/links.ts'
import { wordsFor } from '../pages/choose-password.ts'
import { page } from '../pages/replies.ts'
import { takeBack } from './undoing.ts'

const params = z.object({ token: z.string().max(100) })

const show = endpoint({
  route: 'GET /not-me/{token}',
  summary: 'The page behind "this wasn\'t me" in a mail; looking does nothing',
  allow: ANYONE,
  params,
  reply: 'page',
  async run({ work, params: { token }, header }) {
    const { user_id } = await getLink(work, 'not_me', token)
    const user = await findUser(work.as({ kind: 'system', name: 'links' }), user_id ?? 0)
    if (!user?.active) throw new Refusal('gone')
    const words = await wordsFor(work, user, header('accept-language'))
    const { t } = words
    return page(
      renderConfirm({
        ...words,
        title: t('not_me.title'),
        lead: t('not_me.lead', { email: user.email ?? '' }),
        warning: null,
        action: `/not-me/${token}`,
        submit: t('not_me.submit'),
      }),
    )
  },
})

const confirm = endpoint({
  route: 'POST /not-me/{token}',
  summary:
    "End all sessions of an account, void its password and take away what was added since, by the link in its owner's mail; once",
  allow: ANYONE,
  params,
  reply: 'page',
  without_csrf: 'the link itself is the secret that the form proves to have',
  async run({ work, params: { token }, header }) {
    if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
    const link = await takeLink(work, 'not_me', token)
    const holder = work.as({ kind: 'system', name: 'not_me' })
    const user = await findUser(holder, link.user_id ?? 0)
    if (!user?.active) throw new Refusal('gone')
    await takeBack(holder, user.id, link)
    const words = await wordsFor(work, user, header('accept-language'))
    const { t } = words
    return page(
      renderMessage({
        ...words,
        title: t('not_me.done.title'),
        text: t('not_me.done.text'),
        link: { href: '/forgot-password', label: t('forgotten.title') },
      }),
    )
  },
})

export const notMePages = [show, confirm]

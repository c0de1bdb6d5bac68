// Asking for the proof of an address over HTTP, and the page where it is given. Looking at the page proves nothing:
// mail programs and scanners open links by themselves.
import { z } from 'zod'
import { renderMessage } from '../../../web/pages/message.ts'
import { renderVerification } from '../../../web/pages/verification.ts'
import { page } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { confirmAddress, getVerification, requestVerification } from './actions.ts'

const requests = (['users', 'end_users'] as const).map((path) =>
  endpoint({
    route: `PUT /api/v2/${path}/{user_id}/identities/{user_identity_id}/request_verification`,
    summary: 'Mail somebody a link by which they prove that an address is theirs',
    allow: STAFF,
    params: z.object({ user_id: idParam, user_identity_id: idParam }),
    reply: z.object({}),
    prepare: async ({ platform, account_id }) => await platform.publicUrl(account_id),
    async run({ work, params: { user_id, user_identity_id }, prepared }) {
      await requestVerification(work, user_id, user_identity_id, prepared)
      return {}
    },
  }),
)

const params = z.object({ verification_token: z.string().max(100) })

async function wording(work: Work, accept_language: string | undefined) {
  const { desk } = await accountSettings(work)
  const language = bestLanguage(accept_language, desk.locale)
  return { language, t: translator(language), desk: desk.name }
}

const show = endpoint({
  route: 'GET /verify-address/{verification_token}',
  summary: 'The page behind the link in a mail about an address; looking proves nothing',
  allow: ANYONE,
  customer_surface: true,
  params,
  reply: 'page',
  async run({ work, params: { verification_token }, header }) {
    const { identity } = await getVerification(work, verification_token)
    const words = await wording(work, header('accept-language'))
    return page(renderVerification({ ...words, token: verification_token, email: identity.value }))
  },
})

const confirm = endpoint({
  route: 'POST /verify-address/{verification_token}',
  summary: 'Confirm an address by the link that was mailed to it; once',
  allow: ANYONE,
  customer_surface: true,
  params,
  reply: 'page',
  without_csrf: 'the link itself is the secret that the form proves to have',
  async run({ work, params: { verification_token }, header }): Promise<HttpReply> {
    if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
    await confirmAddress(work, verification_token)
    const words = await wording(work, header('accept-language'))
    const { t } = words
    return page(renderMessage({ ...words, title: t('verification.done.title'), text: t('verification.done.text') }))
  },
})

export const verifyingEndpoints = [...requests, show, confirm]

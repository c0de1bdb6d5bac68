// A person's own page of security, for everybody who is signed in: team and end users alike. Complete without
// JavaScript.
import { z } from 'zod'
import { renderAccount } from '../../../web/pages/account.ts'
import { accountSettings } from '../../accounts/index.ts'
import { getUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import { page } from '../pages/replies.ts'
import { accountSections } from './sections.ts'

const MAX_NAME = 40

const show = endpoint({
  route: 'GET /account/security',
  summary: "A person's own page of security: password, sessions, devices and more",
  allow: SIGNED_IN,
  reply: 'page',
  query: z.object({
    section: z.string().max(MAX_NAME).optional().catch(undefined),
    result: z.string().max(MAX_NAME).optional().catch(undefined),
  }),
  async run({ work, query, header, origin_url }) {
    const { actor } = work
    // A token has no page: whoever holds one must not find forms that a session may send.
    if (actor.kind !== 'user' || actor.csrf_token === null) throw new Refusal('forbidden')
    const user = await getUser(work, actor.user_id)
    const { desk } = await accountSettings(work)
    const language = languageOf(user.locale) ?? bestLanguage(header('accept-language'), desk.locale)
    const t = translator(language)
    const sections = []
    for (const section of accountSections()) {
      const result = query.section === section.name ? (query.result ?? null) : null
      const time_zone = user.time_zone ?? desk.time_zone
      const call = { t, language, origin_url, csrf_token: actor.csrf_token, time_zone, result }
      const content = await section.render(work, call)
      if (content !== null) sections.push({ name: section.name, content })
    }
    return page(
      renderAccount({
        language,
        t,
        desk: desk.name,
        name: user.name,
        email: user.email,
        is_staff: user.role !== 'end-user',
        csrf_token: actor.csrf_token,
        sections,
      }),
    )
  },
})

export const accountPages = [show]

// The root of the site, and the style sheet of the pages.
import { renderHome } from '../../../web/pages/home.ts'
import { renderMessage } from '../../../web/pages/message.ts'
import { PASSWORD_SCRIPT, PASSWORD_SCRIPT_PATH } from '../../../web/pages/password-meter.ts'
import { STYLE_SHEET, STYLE_SHEET_PATH } from '../../../web/pages/style-sheet.ts'
import { accountSettings } from '../../accounts/index.ts'
import { getUser } from '../../people/index.ts'
import { ANYONE, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import { page, redirect } from './replies.ts'

const YEAR_S = 31_536_000
const HOUR_S = 3_600

const start = endpoint({
  route: 'GET /',
  summary: "Leads to the agents' page, to the sign-in, or says that nothing is set up yet",
  allow: ANYONE,
  reply: 'page',
  async run({ work, header }) {
    const { actor } = work
    if (actor.kind === 'user' && actor.role !== 'end-user') return redirect('/agent')
    const { desk, is_set_up } = await accountSettings(work)
    const language = bestLanguage(header('accept-language'), desk.locale)
    const t = translator(language)
    if (!is_set_up)
      return page(
        renderMessage({
          language,
          t,
          desk: null,
          title: t('not_set_up.title'),
          text: t('not_set_up.text'),
          width: 'wide',
        }),
      )
    if (actor.kind !== 'user') return redirect('/sign-in')
    const user = await getUser(work, actor.user_id)
    const own = languageOf(user.locale) ?? language
    const bar = { name: user.name, is_staff: false, csrf_token: actor.csrf_token ?? '', here: '/' } as const
    return page(renderHome({ language: own, t: translator(own), desk: desk.name, bar }))
  },
})

const styles = endpoint({
  route: `GET ${STYLE_SHEET_PATH}`,
  any_address: 'the page that says why somebody is not let in needs it',
  summary: 'The style sheet of the server-rendered pages',
  allow: ANYONE,
  reply: 'file',
  run: async () =>
    new HttpReply({
      headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': `public, max-age=${YEAR_S}, immutable` },
      body: STYLE_SHEET,
    }),
})

const passwordScript = endpoint({
  route: `GET ${PASSWORD_SCRIPT_PATH}`,
  summary: 'The script that shows how strong a new password looks',
  allow: ANYONE,
  reply: 'file',
  run: async () =>
    new HttpReply({
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': `public, max-age=${HOUR_S}` },
      body: PASSWORD_SCRIPT,
    }),
})

export const startPages = [start, styles, passwordScript]

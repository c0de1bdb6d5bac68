// What every address below a link shares: its form, and what it says when the link's time is over.
import { z } from 'zod'
import { renderMessage } from '../../../web/pages/message.ts'
import { page } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import type { HttpReply } from '../../platform/http/endpoint.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { PAGE_HEADERS } from './headers.ts'

export const linkParams = z.object({ conversation_token: z.string().max(100) })

/** 410, with the way to a new link: any answer of ours carries one. */
export async function expiredPage(work: Work, accept_language: string | undefined): Promise<HttpReply> {
  const { desk } = await accountSettings(work)
  const language = bestLanguage(accept_language, desk.locale)
  const t = translator(language)
  const body = renderMessage({
    language,
    t,
    desk: desk.name,
    has_panel: false,
    title: t('conversation.expired.title'),
    text: t('conversation.expired.text'),
  })
  return page(body, 410, PAGE_HEADERS)
}

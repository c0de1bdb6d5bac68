// A page that only says something: an error, or where to go instead.
import type { Translate } from '../../server/platform/i18n.ts'
import { bestLanguage, translator } from '../../server/platform/i18n.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface MessagePage extends PageFrame {
  text: string
  link?: { href: string; label: string }
  /** Small print, such as the reference of an error. */
  note?: string
}

export function renderMessage(page: MessagePage): string {
  return renderPage(
    page,
    html`
    <h1>${page.title}</h1>
    <p class="lead">${page.text}</p>
    ${page.link && html`<p><a class="button" href=${page.link.href}>${page.link.label}</a></p>`}
    ${page.note && html`<p class="aside">${page.note}</p>`}`,
  )
}

/** Refusals that have words of their own; others take the nearest. */
const MESSAGES = [
  'address_not_allowed',
  'bad_request',
  'csrf',
  'forbidden',
  'gone',
  'internal',
  'not_found',
  'not_signed_in',
  'step_up_required',
  'too_large',
  'too_many_requests',
  'unavailable',
] as const

function messageOf(code: string, status: number): (typeof MESSAGES)[number] {
  const own = MESSAGES.find((message) => message === code)
  if (own) return own
  if (code === 'no_space') return 'unavailable'
  return status >= 500 ? 'internal' : 'bad_request'
}

/** HTML for a request that failed. `message` is the refusal's code, or `internal`. */
export function errorPage(parts: {
  status: number
  message: string
  request_id: string
  language: string | undefined
}): string {
  const language = bestLanguage(parts.language, 'en')
  const t: Translate = translator(language)
  const message = messageOf(parts.message, parts.status)
  return renderMessage({
    language,
    t,
    desk: null,
    has_panel: false,
    title: t(`error.${message}.title`),
    text: t(`error.${message}.text`),
    link:
      message === 'not_signed_in'
        ? { href: '/sign-in', label: t('sign_in.submit') }
        : message === 'step_up_required'
          ? { href: '/account/prove', label: t('factors.section.prove') }
          : { href: '/', label: t('error.home') },
    note: t('error.request_id', { id: parts.request_id }),
  })
}

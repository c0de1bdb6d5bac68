// One address and one button: asking for a link by mail.
import { field, notice } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface AskAddressPage extends PageFrame {
  lead: string
  action: string
  submit: string
  return_to: string | null
  /** Said for every address, known or not. */
  sent: string | null
  back: string
}

export function renderAskAddress(page: AskAddressPage): string {
  return renderPage(
    page,
    html`
    <h1>${page.title}</h1>
    ${page.sent ? notice('status', page.sent) : html`<p class="lead">${page.lead}</p>${form(page)}`}
    <p class="aside"><a href="/sign-in">${page.back}</a></p>`,
  )
}

function form(page: AskAddressPage) {
  return html`<form method="post" action=${page.action} class="form">
    ${page.return_to && html`<input type="hidden" name="return_to" value=${page.return_to} />`}
    ${field({ name: 'email', label: page.t('sign_in.email'), type: 'email', autocomplete: 'username', max_length: 254, has_focus: true })}
    <button type="submit" class="button">${page.submit}</button>
  </form>`
}

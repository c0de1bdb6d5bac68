// One question and one button: what a link in a mail does only when it is pressed, since scanners open links too.
import { notice } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface ConfirmPage extends PageFrame {
  lead: string
  warning: string | null
  action: string
  submit: string
}

export function renderConfirm(page: ConfirmPage): string {
  return renderPage(
    page,
    html`
    <h1>${page.title}</h1>
    <p class="lead">${page.lead}</p>
    ${page.warning && notice('alert', page.warning)}
    <form method="post" action=${page.action} class="form">
      <button type="submit" class="button">${page.submit}</button>
    </form>`,
  )
}

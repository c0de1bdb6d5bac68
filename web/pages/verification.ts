// The page behind the link in a mail about an address: one question and one button.
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface VerificationPage extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  token: string
  email: string
}

export function renderVerification(page: VerificationPage): string {
  const { t, email, desk } = page
  return renderPage(
    { ...page, title: t('verification.title') },
    html`
    <h1>${t('verification.title')}</h1>
    <p class="lead">${t('verification.lead', { email, desk })}</p>
    <form method="post" action=${`/verify-address/${page.token}`} class="form">
      <button type="submit" class="button">${t('verification.submit')}</button>
    </form>`,
  )
}

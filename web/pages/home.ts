// What an end user finds who signed in: where their requests are, and their account.
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export function renderHome(page: Omit<PageFrame, 'title' | 'bar'> & { bar: NonNullable<PageFrame['bar']> }): string {
  const { t } = page
  return renderPage(
    { ...page, title: t('start.end_user.title') },
    html`
    <h1>${t('start.end_user.title')}</h1>
    <p class="lead">${t('start.end_user.text')}</p>
    <a class="tile" href="/account/security">
      <strong>${t('account.title')}</strong>
      <span>${t('start.end_user.security')}</span>
    </a>`,
  )
}

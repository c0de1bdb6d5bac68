// A person's own page of security. Its sections come from the modules that know about them.
import { type Content, html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface AccountPage extends Omit<PageFrame, 'title'> {
  email: string | null
  sections: readonly { name: string; content: Content }[]
}

export function renderAccount(page: AccountPage): string {
  const { t } = page
  return renderPage(
    { ...page, title: t('account.title'), width: 'reading', has_panel: false },
    html`
    <h1>${t('account.title')}</h1>
    <p class="lead">${page.email}</p>
    ${page.sections.map(({ name, content }) => html`<section class="account-section" id=${name} aria-labelledby=${`${name}-title`}>${content}</section>`)}`,
  )
}

// A person's own page of security. Its sections come from the modules that know about them.
import { type Content, html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface AccountPage extends Omit<PageFrame, 'title'> {
  name: string
  email: string | null
  is_staff: boolean
  csrf_token: string
  sections: readonly { name: string; content: Content }[]
}

export function renderAccount(page: AccountPage): string {
  const { t } = page
  return renderPage(
    { ...page, title: t('account.title'), width: 'reading', has_panel: false },
    html`
    <h1>${t('account.title')}</h1>
    <p class="lead">${t('account.lead', { name: page.name })}${page.email && html`<br /><span class="hint">${page.email}</span>`}</p>
    ${page.sections.map(({ name, content }) => html`<section class="account-section" id=${name} aria-labelledby=${`${name}-title`}>${content}</section>`)}
    <div class="account-foot">
      ${page.is_staff && html`<a class="button quiet" href="/agent">${t('account.to_agent')}</a>`}
      ${signOutForm(page)}
    </div>`,
  )
}

function signOutForm({ t, csrf_token }: Pick<AccountPage, 't' | 'csrf_token'>) {
  return html`<form method="post" action="/sign-out">
    <input type="hidden" name="csrf_token" value=${csrf_token} />
    <button type="submit" class="button quiet">${t('sign_out.submit')}</button>
  </form>`
}

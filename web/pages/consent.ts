// The page that asks whether an OAuth client may act for somebody: who asks, for what, and where the answer goes.
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'
import { scopeList } from './scope-list.ts'

export interface ConsentPage extends Omit<PageFrame, 'title'> {
  /** Who is asked. */
  name: string
  email: string | null
  client: { name: string; company: string; description: string }
  scopes: readonly string[]
  /** The host the answer goes to. */
  target: string
  csrf_token: string
  /** The request, which the form repeats. */
  asking: Record<string, string>
}

export function renderConsent(page: ConsentPage): string {
  const { t, client, scopes } = page
  const title = t('consent.title', { client: client.name })
  return renderPage(
    { ...page, title, has_panel: false },
    html`
    <h1>${title}</h1>
    <p class="lead">${client.company !== '' ? t('consent.lead_company', { client: client.name, company: client.company, name: page.name }) : t('consent.lead', { client: client.name, name: page.name })}${page.email && html`<br /><span class="hint">${page.email}</span>`}</p>
    ${client.description !== '' && html`<p>${client.description}</p>`}
    <div class="asked">
    <h2>${t('consent.may')}</h2>
    ${scopeList(t, scopes)}
    <p class="hint">${t('consent.never_more')}</p>
    <p>${t('consent.target', { target: page.target })}</p>
    </div>
    <form method="post" action="/oauth/authorizations" class="form">
      <input type="hidden" name="csrf_token" value=${page.csrf_token} />
      ${Object.entries(page.asking).map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
      <button type="submit" class="button" name="decision" value="allow">${t('consent.allow')}</button>
      <button type="submit" class="button quiet" name="decision" value="deny">${t('consent.deny')}</button>
    </form>
    <p class="aside">${t('consent.withdraw')}</p>`,
  )
}

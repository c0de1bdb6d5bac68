// A page that hands somebody over to another site with a form, for sites that want a POST. Complete without JavaScript.
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface PostOnPage extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  /** Of the other site, as the desk calls it. */
  name: string
  address: string
  fields: Record<string, string>
}

export function renderPostOn(page: PostOnPage): string {
  const { t, name } = page
  return renderPage(
    { ...page, title: t('post_on.title', { name }) },
    html`
    <h1>${t('post_on.title', { name })}</h1>
    <p class="lead">${t('post_on.text', { name })}</p>
    <form method="post" action=${page.address} class="form">
      ${Object.entries(page.fields).map(([field, value]) => html`<input type="hidden" name=${field} value=${value} />`)}
      <button type="submit" class="button" autofocus>${t('post_on.submit')}</button>
    </form>`,
  )
}

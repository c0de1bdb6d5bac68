// After a factor was set up while signing in: codes for the day it is lost.
import { html } from '../html.ts'
import { type PageFrame, renderPage } from '../layout.ts'

export function renderCodesOffer(page: Omit<PageFrame, 'title'> & { prefix: string }): string {
  const { t, prefix } = page
  return renderPage(
    { ...page, title: t('factors.codes.offer_title') },
    html`
    <h1>${t('factors.codes.offer_title')}</h1>
    <p class="lead">${t('factors.codes.offer')}</p>
    <form method="post" action=${`${prefix}/codes`} class="form">
      <button type="submit" class="button">${t('factors.codes.make')}</button>
    </form>
    <form method="post" action=${`${prefix}/finish`} class="again">
      <button type="submit" class="button quiet">${t('factors.codes.skip')}</button>
    </form>`,
  )
}

// What stands on top of the pages of somebody who is signed in: who they are, their account's security, and the way out.
import type { Translate } from '../../server/platform/i18n.ts'
import { html } from './html.ts'

export interface AccountBar {
  name: string
  is_staff: boolean
  csrf_token: string
  /** The page one is on, which is marked. */
  here: '/' | '/account/security'
}

export function accountBar(t: Translate, { name, is_staff, csrf_token, here }: AccountBar) {
  const home = is_staff ? '/agent' : '/'
  const link = (href: string, label: string) =>
    html`<li><a href=${href} aria-current=${href === here ? 'page' : undefined}>${label}</a></li>`
  return html`<nav class="account-bar" aria-label=${t('account.bar')}>
    <p class="hint">${t('account.lead', { name })}</p>
    <ul>
      ${link(home, is_staff ? t('account.to_agent') : t('account.home'))}
      ${link('/account/security', t('account.title'))}
      <li>
        <form method="post" action="/sign-out">
          <input type="hidden" name="csrf_token" value=${csrf_token} />
          <button type="submit" class="button quiet">${t('sign_out.submit')}</button>
        </form>
      </li>
    </ul>
  </nav>`
}

// The section of the account page about programs a person allowed to act for them.
import type { Translate } from '../../server/platform/i18n.ts'
import { notice } from './field.ts'
import { type Content, html } from './html.ts'
import { scopeWords } from './scope-words.ts'

export interface Grants {
  t: Translate
  language: string
  time_zone: string
  csrf_token: string
  result: string | null
  grants: readonly { client_id: number; name: string; scopes: readonly string[]; allowed_at: Date }[]
}

export function renderGrants({ t, language, time_zone, csrf_token, result, grants }: Grants): Content {
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: time_zone })
  return html`
    <h2 id="apps-title">${t('grants.title')}</h2>
    <p class="hint">${t('grants.lead')}</p>
    ${result === 'withdrawn' && notice('status', t('grants.withdrawn'))}
    <ul class="plain-list">
      ${grants.map(
        (grant) => html`<li>
        <p><strong>${grant.name}</strong><br /><span class="hint">${t('grants.since', { date: time.format(grant.allowed_at) })}</span></p>
        <ul class="plain-list">${grant.scopes.map((scope) => html`<li>${scopeWords(t, scope)}</li>`)}</ul>
        <form method="post" action=${`/account/security/apps/${grant.client_id}/withdraw`}>
          <input type="hidden" name="csrf_token" value=${csrf_token} />
          <button type="submit" class="button quiet">${t('grants.withdraw', { client: grant.name })}</button>
        </form>
      </li>`,
      )}
    </ul>`
}

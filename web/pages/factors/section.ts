// Factors on a person's own page of security: which there are, how to add one, and the codes for emergencies.
import type { Translate } from '../../../server/platform/i18n.ts'
import { notice } from '../field.ts'
import { html } from '../html.ts'

export interface FactorLine {
  id: number
  kind: 'totp' | 'passkey' | 'sms'
  name: string
  used: string
  is_flagged: boolean
}

export interface FactorSection {
  t: Translate
  csrf_token: string
  factors: readonly FactorLine[]
  codes_left: number
  has_sms: boolean
  has_passkeys: boolean
  /** False where the proof is older than ten minutes: nothing can be changed until it is renewed. */
  is_proved: boolean
  message: string | null
}

export function factorSection(section: FactorSection) {
  const { t, factors, csrf_token, is_proved } = section
  const token = html`<input type="hidden" name="csrf_token" value=${csrf_token} />`
  return html`
    <h2 id="factors-title">${t('factors.section.title')}</h2>
    <p>${factors.length === 0 ? t('factors.section.none') : t('factors.section.lead')}</p>
    ${section.message && notice('status', section.message)}
    ${
      factors.length > 0 &&
      html`<ul class="factor-list">${factors.map(
        (factor) => html`<li>
      <div><strong>${factor.name}</strong> <span class="hint">${t(`factors.way.${factor.kind}`)}</span><br /><span class="hint">${factor.used}</span>
        ${factor.is_flagged && html`<p class="error">${t('factors.section.flagged')}</p>`}</div>
      ${is_proved && html`<form method="post" action=${`/account/factors/${factor.id}/remove`}>${token}<button type="submit" class="button quiet" aria-label=${t('factors.section.remove_one', { name: factor.name })}>${t('factors.section.remove')}</button></form>`}
    </li>`,
      )}</ul>`
    }
    <p>${t('factors.section.codes', { count: section.codes_left })}</p>
    ${
      is_proved
        ? html`<div class="account-actions">
      ${section.has_passkeys && html`<a class="button" href="/account/factors/passkey">${t('factors.set_up.passkey')}</a>`}
      <form method="post" action="/account/factors/app">${token}<button type="submit" class="button quiet">${t('factors.set_up.app')}</button></form>
      ${section.has_sms && html`<a class="button quiet" href="/account/factors/phone">${t('factors.set_up.sms')}</a>`}
      <form method="post" action="/account/factors/codes">${token}<button type="submit" class="button quiet">${t('factors.section.new_codes')}</button></form>
    </div>`
        : html`<p><a class="button" href="/account/prove?return_to=%2Faccount%2Fsecurity%23factors">${t('factors.section.prove')}</a></p>`
    }`
}

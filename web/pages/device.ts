// The pages of the device flow: typing the code that a device shows, and deciding about it. What a trickster needs is that
// somebody goes on with a code that is not their own, so both pages say that first.
import { field, notice } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'
import { scopeList } from './scope-list.ts'

const ACTION = '/oauth/device'

export interface DeviceCodePage extends Omit<PageFrame, 'title'> {
  csrf_token: string
  /** What a link or the last try brought; null where it can be no code. */
  user_code: string | null
  problem: string | null
}

export function renderDeviceCode(page: DeviceCodePage): string {
  const { t } = page
  const title = t('device.title')
  return renderPage(
    { ...page, title, has_panel: false },
    html`
    <h1>${title}</h1>
    <p class="lead">${t('device.lead')}</p>
    ${notice('alert', t('device.only_yours'))}
    <form method="post" action=${ACTION} class="form">
      <input type="hidden" name="csrf_token" value=${page.csrf_token} />
      ${field({ name: 'user_code', label: t('device.code'), hint: t('device.code_hint'), value: page.user_code ?? '', error: page.problem, max_length: 60, has_focus: true })}
      <button type="submit" class="button">${t('device.continue')}</button>
    </form>`,
  )
}

export interface DeviceConsentPage extends Omit<PageFrame, 'title'> {
  /** Who is asked. */
  name: string
  email: string | null
  client: { name: string; company: string; description: string }
  scopes: readonly string[]
  csrf_token: string
  user_code: string
  /** The address the device asked from; null where it is not known. */
  asked_from: string | null
  asked_minutes: number
  /** The address of this browser, where it is not that of the device; else null. */
  elsewhere: string | null
}

export function renderDeviceConsent(page: DeviceConsentPage): string {
  const { t, client } = page
  const title = t('consent.title', { client: client.name })
  return renderPage(
    { ...page, title, has_panel: false },
    html`
    <h1>${title}</h1>
    <p class="lead">${client.company !== '' ? t('consent.lead_company', { client: client.name, company: client.company, name: page.name }) : t('consent.lead', { client: client.name, name: page.name })}${page.email && html`<br /><span class="hint">${page.email}</span>`}</p>
    ${client.description !== '' && html`<p>${client.description}</p>`}
    ${notice('alert', t('device.only_yours'))}
    <div class="asked">
    <p>${t('device.check_code')}<br /><strong class="device-code"><code>${page.user_code}</code></strong></p>
    ${page.asked_from !== null && html`<p>${t('device.asked', { ip: page.asked_from, minutes: page.asked_minutes })}${page.elsewhere !== null && html`<br /><strong>${t('device.elsewhere', { ip: page.elsewhere })}</strong>`}</p>`}
    <h2>${t('consent.may')}</h2>
    ${scopeList(t, page.scopes)}
    <p class="hint">${t('consent.never_more')}</p>
    </div>
    <form method="post" action=${ACTION} class="form">
      <input type="hidden" name="csrf_token" value=${page.csrf_token} />
      <input type="hidden" name="user_code" value=${page.user_code} />
      <button type="submit" class="button quiet" name="decision" value="deny">${t('consent.deny')}</button>
      <button type="submit" class="button" name="decision" value="allow">${t('device.allow')}</button>
    </form>
    <p class="aside">${t('consent.withdraw')}</p>`,
  )
}

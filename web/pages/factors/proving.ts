// The pages that ask for a second factor: while signing in, and again before something dangerous. Complete without
// JavaScript, but for passkeys, which only a script can ask for.
import { field, notice } from '../field.ts'
import { type Content, html } from '../html.ts'
import { type PageFrame, renderPage } from '../layout.ts'

export type ProvingMethod = 'password' | 'passkey' | 'totp' | 'sms' | 'recovery_code'

export interface ProvingPage extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  title: string
  lead: string
  /** Where the form goes: `/sign-in/second-factor` or `/account/prove`. */
  action: string
  csrf_token: string | null
  return_to: string | null
  method: ProvingMethod
  /** The others, in the order in which they are offered. */
  others: readonly ProvingMethod[]
  problem: string | null
  /** What a browser is to ask an authenticator, as JSON; for the method passkey. */
  passkey_options: string | null
  /** The number a code is texted to, with all but its end hidden; whether one was sent already. */
  phone: { number: string; is_sent: boolean } | null
  /** Offers not to ask again in this browser. */
  may_trust: boolean
}

export const PASSKEY_SCRIPT = '/agent/passkeys.js'

export function renderProving(page: ProvingPage): string {
  const { t, others } = page
  return renderPage(
    page,
    html`
    <h1>${page.title}</h1>
    <p class="lead">${page.lead}</p>
    ${page.problem && notice('alert', page.problem)}
    ${form(page)}
    ${
      others.length > 0 &&
      html`<nav class="other-ways" aria-labelledby="other-ways">
      <h2 id="other-ways">${t('factors.other_ways')}</h2>
      <ul>${others.map((method) => html`<li><a href=${address(page, method)}>${t(`factors.way.${method}`)}</a></li>`)}</ul>
    </nav>`
    }
    ${page.action.startsWith('/sign-in') && html`<p class="aside">${t('factors.lost')}</p>`}`,
  )
}

function address(page: ProvingPage, method: ProvingMethod): string {
  const query = new URLSearchParams({ with: method, ...(page.return_to === null ? {} : { return_to: page.return_to }) })
  return `${page.action}?${query}`
}

/** What every form of these pages carries. */
export function hidden(page: { csrf_token: string | null; return_to?: string | null; method?: string }) {
  return html`
    ${page.csrf_token && html`<input type="hidden" name="csrf_token" value=${page.csrf_token} />`}
    ${page.return_to && html`<input type="hidden" name="return_to" value=${page.return_to} />`}
    ${page.method && html`<input type="hidden" name="method" value=${page.method} />`}`
}

function form(page: ProvingPage): Content {
  const { t, method, action } = page
  if (method === 'passkey') return passkeyForm(page)
  if (method === 'sms' && page.phone && !page.phone.is_sent)
    return html`<form method="post" action=${`${action}/text`} class="form">
      ${hidden(page)}
      <p>${t('factors.sms.send_lead', { number: page.phone.number })}</p>
      <button type="submit" class="button">${t('factors.sms.send')}</button>
    </form>`
  return html`<form method="post" action=${action} class="form">
      ${hidden(page)}
      ${answerField(page)}
      ${trust(page)}
      <button type="submit" class="button">${t('factors.continue')}</button>
    </form>
    ${
      page.phone &&
      html`<form method="post" action=${`${action}/text`} class="again">
      ${hidden(page)}
      <button type="submit" class="button quiet">${t('factors.sms.again')}</button>
    </form>`
    }`
}

function answerField({ t, method, phone }: ProvingPage) {
  if (method === 'password')
    return field({
      name: 'answer',
      label: t('sign_in.password'),
      type: 'password',
      autocomplete: 'current-password',
      max_length: 256,
      has_focus: true,
    })
  if (method === 'recovery_code')
    return field({
      name: 'answer',
      label: t('factors.code.recovery'),
      hint: t('factors.code.recovery_hint'),
      autocomplete: 'off',
      max_length: 100,
      has_focus: true,
    })
  return field({
    name: 'answer',
    label: t('factors.code.label'),
    hint: phone ? t('factors.sms.sent', { number: phone.number }) : t('factors.code.app_hint'),
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    max_length: 20,
    has_focus: true,
  })
}

function passkeyForm(page: ProvingPage) {
  const { t, action } = page
  return html`<form method="post" action=${action} class="form" data-passkey="get" data-options=${page.passkey_options}>
      ${hidden(page)}
      <input type="hidden" name="answer" />
      ${trust(page)}
      ${passkeyParts(page)}
      <button type="submit" class="button">${t('factors.passkey.use')}</button>
    </form>
    <script type="module" src=${PASSKEY_SCRIPT}></script>`
}

/** Where the script says what went wrong, and what those without one read. */
export function passkeyParts({ t }: Pick<ProvingPage, 't'>) {
  return html`<p class="error" role="alert" data-passkey-problem hidden>${t('factors.passkey.problem')}</p>
    <noscript><p class="notice status">${t('factors.passkey.needs_script')}</p></noscript>`
}

function trust({ t, may_trust }: ProvingPage) {
  return (
    may_trust &&
    html`<label class="check"><input type="checkbox" name="trusts_device" value="1" /> ${t('factors.trust')}</label>`
  )
}

// The pages on which somebody sets a factor up: in the middle of signing in, or from their own page of security.
import { field, notice } from '../field.ts'
import { html } from '../html.ts'
import { type PageFrame, renderPage } from '../layout.ts'
import { hidden, PASSKEY_SCRIPT, passkeyParts } from './proving.ts'

export interface SetUpFrame extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  /** `/sign-in/set-up` or `/account/factors`. */
  prefix: string
  csrf_token: string | null
  problem: string | null
}

export interface ChoicePage extends SetUpFrame {
  /** Why one is here: the requirement, with its date where it can still be put off. */
  lead: string
  may_put_off: boolean
  has_passkeys: boolean
  has_sms: boolean
}

/** Which kind of factor to set up. */
export function renderChoice(page: ChoicePage): string {
  const { t, prefix } = page
  return renderPage(
    { ...page, title: t('factors.set_up.title') },
    html`
    <h1>${t('factors.set_up.title')}</h1>
    <p class="lead">${page.lead}</p>
    ${page.problem && notice('alert', page.problem)}
    <ul class="choices">
      ${page.has_passkeys && html`<li><h2>${t('factors.way.passkey')}</h2><p>${t('factors.set_up.passkey_text')}</p><a class="button" href=${`${prefix}/passkey`}>${t('factors.set_up.passkey')}</a></li>`}
      <li><h2>${t('factors.way.totp')}</h2><p>${t('factors.set_up.app_text')}</p>
        <form method="post" action=${`${prefix}/app`}>${hidden(page)}<button type="submit" class=${page.has_passkeys ? 'button quiet' : 'button'}>${t('factors.set_up.app')}</button></form></li>
      ${page.has_sms && html`<li><h2>${t('factors.way.sms')}</h2><p>${t('factors.set_up.sms_text')}</p><a class="button quiet" href=${`${prefix}/phone`}>${t('factors.set_up.sms')}</a></li>`}
    </ul>
    ${
      page.may_put_off &&
      html`<form method="post" action=${`${prefix}/later`} class="again">
      ${hidden(page)}
      <button type="submit" class="button quiet">${t('factors.set_up.later')}</button>
    </form>`
    }`,
  )
}

export interface AppPage extends SetUpFrame {
  factor_id: number
  /** SVG. */
  qr_code: string
  /** In groups of four. */
  seed: string
  uri: string
}

export function renderAppSetUp(page: AppPage): string {
  const { t, prefix, problem } = page
  return renderPage(
    { ...page, title: t('factors.app.title') },
    html`
    <h1>${t('factors.app.title')}</h1>
    <p class="lead">${t('factors.app.lead')}</p>
    <p class="qr"><img src=${`data:image/svg+xml;base64,${Buffer.from(page.qr_code).toString('base64')}`} alt=${t('factors.app.qr')} /></p>
    <p class="hint">${t('factors.app.seed')}</p>
    <p class="seed"><code>${page.seed}</code></p>
    <p class="hint"><a href=${page.uri}>${t('factors.app.here')}</a></p>
    <form method="post" action=${`${prefix}/app/${page.factor_id}`} class="form">
      ${hidden(page)}
      ${nameField(page, t('factors.app.name_example'))}
      ${field({ name: 'code', label: t('factors.code.label'), hint: t('factors.code.app_hint'), error: problem, autocomplete: 'one-time-code', inputmode: 'numeric', max_length: 20, has_focus: problem !== null })}
      <button type="submit" class="button">${t('factors.set_up.finish')}</button>
    </form>`,
  )
}

function nameField({ t }: SetUpFrame, value: string) {
  return field({ name: 'name', label: t('factors.name'), hint: t('factors.name_hint'), value, max_length: 60 })
}

export function renderPhoneSetUp(page: SetUpFrame & { factor_id: number | null; number: string | null }): string {
  const { t, prefix, problem, factor_id } = page
  const code = { name: 'code', label: t('factors.code.label'), autocomplete: 'one-time-code', max_length: 20 }
  return renderPage(
    { ...page, title: t('factors.phone.title') },
    html`
    <h1>${t('factors.phone.title')}</h1>
    <p class="lead">${t('factors.set_up.sms_text')}</p>
    <form method="post" action=${factor_id === null ? `${prefix}/phone` : `${prefix}/phone/${factor_id}`} class="form">
      ${hidden(page)}
      ${
        factor_id === null
          ? html`<div class=${problem ? 'field has-error' : 'field'}>
        <label for="number">${t('factors.phone.number')}</label>
        <input id="number" name="number" type="tel" autocomplete="tel" required maxlength="40" placeholder="+49 30 1234567" aria-describedby=${problem ? 'number-error' : undefined} />
        ${problem && html`<p class="error" id="number-error">${problem}</p>`}
      </div>`
          : field({
              ...code,
              hint: t('factors.sms.sent', { number: page.number ?? '' }),
              error: problem,
              inputmode: 'numeric',
              has_focus: true,
            })
      }
      <button type="submit" class="button">${factor_id === null ? t('factors.sms.send') : t('factors.set_up.finish')}</button>
    </form>`,
  )
}

export function renderPasskeySetUp(page: SetUpFrame & { options: string }): string {
  const { t, prefix } = page
  return renderPage(
    { ...page, title: t('factors.passkey.title') },
    html`
    <h1>${t('factors.passkey.title')}</h1>
    <p class="lead">${t('factors.passkey.lead')}</p>
    ${page.problem && notice('alert', page.problem)}
    <form method="post" action=${`${prefix}/passkey`} class="form" data-passkey="create" data-options=${page.options}>
      ${hidden(page)}
      <input type="hidden" name="answer" />
      ${nameField(page, t('factors.passkey.name_example'))}
      ${passkeyParts(page)}
      <button type="submit" class="button">${t('factors.passkey.create')}</button>
    </form>
    <script type="module" src=${PASSKEY_SCRIPT}></script>`,
  )
}

export function renderCodes(page: SetUpFrame & { codes: readonly string[]; may_skip: boolean }): string {
  const { t, prefix, codes } = page
  const text = `${page.desk}\n${t('factors.codes.file')}\n\n${codes.join('\n')}\n`
  return renderPage(
    { ...page, title: t('factors.codes.title') },
    html`
    <h1>${t('factors.codes.title')}</h1>
    <p class="lead">${t('factors.codes.lead')}</p>
    <ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
    <p class="hint"><a href=${`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download="recovery-codes.txt">${t('factors.codes.download')}</a> · ${t('factors.codes.print')}</p>
    <form method="post" action=${`${prefix}/codes/confirm`} class="form">
      ${hidden(page)}
      ${field({ name: 'code', label: t('factors.codes.confirm'), hint: t('factors.codes.confirm_hint'), error: page.problem, max_length: 100 })}
      <button type="submit" class="button">${t('factors.codes.kept')}</button>
    </form>
    ${
      page.may_skip &&
      html`<form method="post" action=${`${prefix}/finish`} class="again">
      ${hidden(page)}
      <button type="submit" class="button quiet">${t('factors.codes.skip')}</button>
    </form>`
    }`,
  )
}

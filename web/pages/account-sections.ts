// Password, sessions and browsers on a person's own page of security.
import type { AccountPageCall } from '../../server/access/account-page/sections.ts'
import type { DeviceView } from '../../server/access/devices/queries.ts'
import { passwordProblemText } from '../../server/access/pages/password-words.ts'
import type { PasswordProblem } from '../../server/access/passwords/judging.ts'
import type { PasswordRules } from '../../server/access/passwords/levels.ts'
import type { SessionView } from '../../server/access/schema.ts'
import { passwordField } from './choose-password.ts'
import { field, notice } from './field.ts'
import { html } from './html.ts'

const time = ({ language, time_zone }: AccountPageCall, instant: Date): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: time_zone }).format(instant)

export function passwordSection(
  parts: AccountPageCall & {
    has_password: boolean
    problem: PasswordProblem | null
    requirements: readonly string[]
    rules: PasswordRules
    known: readonly string[]
  },
) {
  const { t, result } = parts
  if (!parts.has_password)
    return html`<h2 id="password-title">${t('account.password')}</h2>
      <p>${t('account.password.none')} <a href="/forgot-password">${t('account.password.choose')}</a></p>`
  return html`<h2 id="password-title">${t('account.password')}</h2>
    ${result === 'saved' && notice('status', t('account.password.saved'))}
    ${result === 'limited' && notice('alert', t('account.password.limited'))}
    <form method="post" action="/account/password" class="form">
      <input type="hidden" name="csrf_token" value=${parts.csrf_token} />
      ${field({
        name: 'previous_password',
        label: t('account.password.previous'),
        type: 'password',
        autocomplete: 'current-password',
        max_length: 256,
        error: result === 'previous' ? t('account.password.wrong') : null,
      })}
      ${passwordField({
        ...parts,
        name: 'password',
        id: 'new-password',
        label: t('account.password.new'),
        error: parts.problem && passwordProblemText(t, parts.problem, parts.rules),
        min_length: parts.rules.min_length,
      })}
      <button type="submit" class="button">${t('account.password.submit')}</button>
    </form>`
}

export function sessionsSection(parts: AccountPageCall & { sessions: readonly SessionView[] }) {
  const { t, sessions } = parts
  return html`<h2 id="sessions-title">${t('account.sessions')}</h2>
    <p class="hint">${t('account.sessions.text')}</p>
    ${parts.result === 'ended' && notice('status', t('account.sessions.ended'))}
    <ul class="account-list">
      ${sessions.map(
        (session) => html`<li>
          <div>
            <strong>${session.device_name || t('account.unknown_browser')}</strong>
            ${session.is_current && html` <span class="tag">${t('account.sessions.current')}</span>`}
            <p class="hint">${t('account.sessions.since', { time: time(parts, session.created_at) })} · ${t('account.last_used', { time: time(parts, session.last_seen_at) })}${session.network && ` · ${t('account.network', { network: session.network })}`}</p>
          </div>
          ${!session.is_current && button(parts, '/account/sessions/end', 'session_id', String(session.id), t('account.sessions.end'))}
        </li>`,
      )}
    </ul>
    ${sessions.length > 1 && button(parts, '/account/sessions/end', 'session_id', 'others', t('account.sessions.end_others'))}`
}

export function devicesSection(parts: AccountPageCall & { devices: readonly DeviceView[] }) {
  const { t, devices } = parts
  return html`<h2 id="devices-title">${t('account.devices')}</h2>
    <p class="hint">${t('account.devices.text')}</p>
    ${parts.result === 'forgotten' && notice('status', t('account.devices.forgotten'))}
    <ul class="account-list">
      ${devices.map(
        (device) => html`<li>
          <div>
            <strong>${device.name || t('account.unknown_browser')}</strong>
            <p class="hint">${t('account.last_used', { time: time(parts, device.last_used_at) })}${device.network && ` · ${t('account.network', { network: device.network })}`}</p>
          </div>
          ${button(parts, '/account/devices/forget', 'device_id', String(device.id), t('account.devices.forget'))}
        </li>`,
      )}
    </ul>`
}

function button(parts: AccountPageCall, action: string, name: string, value: string, label: string) {
  return html`<form method="post" action=${action}>
    <input type="hidden" name="csrf_token" value=${parts.csrf_token} />
    <input type="hidden" name=${name} value=${value} />
    <button type="submit" class="button quiet">${label}</button>
  </form>`
}

// Choosing a password: an invitation, a forgotten one, one that is too old. Complete without the script, which only
// shows how strong it looks.
import { passwordStrengthText } from '../../server/access/pages/password-words.ts'
import type { Translate } from '../../server/platform/i18n.ts'
import { field } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'
import { PASSWORD_SCRIPT_PATH } from './password-meter.ts'

export interface ChoosePasswordPage extends PageFrame {
  lead: string
  action: string
  email: string
  submit: string
  error: string | null
  requirements: readonly string[]
  min_length: number
  /** Words that count for nothing: name, address. */
  known: readonly string[]
}

export function renderChoosePassword(page: ChoosePasswordPage): string {
  return renderPage(
    page,
    html`
    <h1>${page.title}</h1>
    <p class="lead">${page.lead}</p>
    <form method="post" action=${page.action} class="form">
      <input type="hidden" name="username" value=${page.email} autocomplete="username" />
      ${passwordField({ ...page, name: 'password', label: page.t('setup.password'), has_focus: true })}
      <button type="submit" class="button">${page.submit}</button>
    </form>`,
  )
}

/** A field for a new password with what it must be, and its meter. */
export function passwordField(parts: {
  t: Translate
  name: string
  id?: string
  label: string
  error: string | null
  requirements: readonly string[]
  min_length: number
  known: readonly string[]
  has_focus?: boolean
}) {
  const { t, name, id = name } = parts
  const words = [0, 1, 2, 3, 4].map((level) => passwordStrengthText(t, level))
  return html`${field({
    name,
    id,
    label: parts.label,
    type: 'password',
    autocomplete: 'new-password',
    has_focus: parts.has_focus ?? false,
    error: parts.error,
    max_length: 256,
  })}
    <p class="meter" role="status" data-password-meter=${id} data-min=${parts.min_length} data-words=${words.join('|')} data-known=${parts.known.join('|')}></p>
    <ul class="requirements hint">${parts.requirements.map((text) => html`<li>${text}</li>`)}</ul>
    <script src=${PASSWORD_SCRIPT_PATH} defer></script>`
}

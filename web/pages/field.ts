// A labelled field with its hint and its error, tied together for screen readers.
import { type Content, html } from './html.ts'

export interface Field {
  name: string
  /** Where the page has something else by that name. */
  id?: string
  label: string
  type?: 'text' | 'email' | 'password'
  value?: string
  hint?: string
  error?: string | null
  autocomplete?: string
  inputmode?: 'numeric' | 'email'
  /** Of a text that is not prose: nothing about it is corrected. */
  is_literal?: boolean
  is_required?: boolean
  max_length?: number
  has_focus?: boolean
}

const isProse = ({ type, is_literal }: Field) => (type === undefined || type === 'text') && is_literal !== true

export function field(parts: Field) {
  const { name, hint, error, id = name } = parts
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((id) => id !== '').join(' ')
  return html`<div class=${error ? 'field has-error' : 'field'}>
    <label for=${id}>${parts.label}</label>
    <input
      id=${id} name=${name} type=${parts.type ?? 'text'} value=${parts.value ?? ''} autocomplete=${parts.autocomplete ?? 'off'}
      required=${parts.is_required ?? true} maxlength=${parts.max_length} autofocus=${parts.has_focus ?? false}
      aria-describedby=${described || undefined} aria-invalid=${error ? 'true' : undefined}
      inputmode=${parts.inputmode}
      autocapitalize=${parts.type === 'email' || parts.is_literal ? 'none' : undefined} spellcheck=${isProse(parts) ? undefined : 'false'}
    />
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </div>`
}

/** A message about the whole page. `alert` is read out at once. */
export function notice(kind: 'alert' | 'status', content: Content) {
  return html`<p class=${`notice ${kind}`} role=${kind}>${content}</p>`
}

export function select(parts: {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string; lang?: string }[]
}) {
  return html`<div class="field">
    <label for=${parts.name}>${parts.label}</label>
    <select id=${parts.name} name=${parts.name}>
      ${parts.options.map((option) => html`<option value=${option.value} lang=${option.lang} selected=${option.value === parts.value}>${option.label}</option>`)}
    </select>
  </div>`
}

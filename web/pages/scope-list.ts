// What a program asks for, one line a scope; those that deserve a second thought stand out.
import type { Translate } from '../../server/platform/i18n.ts'
import { type Content, html } from './html.ts'
import { GRAVE_SCOPES, scopeWords } from './scope-words.ts'

export function scopeList(t: Translate, scopes: readonly string[]): Content {
  return html`<ul class="plain-list">
    ${scopes.map((scope) => html`<li>${GRAVE_SCOPES.has(scope) ? html`<strong>${scopeWords(t, scope)}</strong>` : scopeWords(t, scope)} <code>${scope}</code></li>`)}
  </ul>`
}

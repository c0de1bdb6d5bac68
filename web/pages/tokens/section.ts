// API tokens on a person's own page of security: what they may be used for, from where and until when, their last use.
import type { AccountPageCall } from '../../../server/access/account-page/sections.ts'
import { notice } from '../field.ts'
import { html } from '../html.ts'
import { scopeWords } from '../scope-words.ts'

export interface TokenLine {
  id: number
  /** What its owner called it, or its first characters. */
  name: string
  prefix: string
  state: 'off' | 'over' | 'soon' | 'unused' | null
  scopes: readonly string[] | null
  networks: readonly string[] | null
  expires_at: Date | null
  last_used_at: Date | null
  last_used_from: string | null
}

type Place = Pick<AccountPageCall, 't' | 'language' | 'time_zone'>

export interface TokenSection extends AccountPageCall {
  tokens: readonly TokenLine[]
  /** Whether the account lets this person make tokens. */
  may_make: boolean
}

/** An instant as people read it. */
export const instant = ({ language, time_zone }: Place, time: Date): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: time_zone }).format(time)

/** What limits a token, and when it was used: lines of a list. */
export function tokenFacts(place: Place, token: TokenLine) {
  const { t } = place
  const used = token.last_used_at && instant(place, token.last_used_at)
  return html`<ul class="plain-list hint">
    <li>${t('tokens.begins', { prefix: token.prefix })}</li>
    <li>${token.scopes === null ? t('tokens.scopes.all') : t('tokens.may', { what: token.scopes.map((scope) => scopeWords(t, scope)).join(', ') })}</li>
    ${token.networks && html`<li>${t('tokens.from', { networks: token.networks.join(', ') })}</li>`}
    <li>${token.expires_at === null ? t('tokens.endless') : t('tokens.ends', { time: instant(place, token.expires_at) })}</li>
    <li>${used === null ? t('tokens.never_used') : token.last_used_from === null ? t('account.last_used', { time: used }) : t('tokens.used_from', { time: used, address: token.last_used_from })}</li>
  </ul>`
}

export function tokenState({ t }: Pick<Place, 't'>, { state }: Pick<TokenLine, 'state'>) {
  if (state === null) return null
  const words = {
    off: t('tokens.state.off'),
    over: t('tokens.state.over'),
    soon: t('tokens.state.soon'),
    unused: t('tokens.state.unused'),
  }
  return html` <span class="tag warning">${words[state]}</span>`
}

export function tokenSection(section: TokenSection) {
  const { t, tokens, result } = section
  return html`<h2 id="tokens-title">${t('tokens.title')}</h2>
    <p class="hint">${t('tokens.lead')}</p>
    ${result === 'revoked' && notice('status', t('tokens.revoked'))}
    ${tokens.length === 0 && html`<p>${t('tokens.none')}</p>`}
    ${
      tokens.length > 0 &&
      html`<ul class="account-list">
      ${tokens.map(
        (token) => html`<li>
          <div><strong>${token.name}</strong>${tokenState(section, token)}${tokenFacts(section, token)}</div>
          <a class="button quiet" href=${`/account/tokens/${token.id}`} aria-label=${t('tokens.open', { name: token.name })}>${t('tokens.details')}</a>
        </li>`,
      )}
    </ul>`
    }
    ${section.may_make ? html`<p><a class="button" href="/account/tokens/new">${t('tokens.new')}</a></p>` : html`<p class="hint">${t('tokens.not_yours')}</p>`}`
}

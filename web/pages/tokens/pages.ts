// The pages of one API token on somebody's own account: making one, its secret that is shown once, and everything that
// was done with it.
import { field, notice, select } from '../field.ts'
import { html } from '../html.ts'
import { type PageFrame, renderPage } from '../layout.ts'
import { instant, type TokenLine, tokenFacts, tokenState } from './section.ts'

export interface TokenFrame extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  time_zone: string
  csrf_token: string
}

/** What the form of a new token says, as it was sent. */
export interface TokenDraft {
  description: string
  scopes: 'read' | 'write' | 'all' | 'named'
  scope_names: string
  networks: string
  /** Days; empty is as long as the account allows. */
  life: string
}

export type TokenField = 'scopes' | 'networks' | 'life' | 'base'

export interface NewTokenPage extends TokenFrame {
  draft: TokenDraft
  /** Lives in days that may be chosen. */
  lives: readonly number[]
  /** The account's longest life; null is no limit. */
  most_days: number | null
  /** The field that was declined. */
  problem: TokenField | null
}

const BACK = '/account/security#tokens'

const token = (page: TokenFrame) => html`<input type="hidden" name="csrf_token" value=${page.csrf_token} />`

export function renderNewToken(page: NewTokenPage): string {
  const { t, draft } = page
  const words: Record<TokenField, string> = {
    scopes: t('tokens.problem.scopes'),
    networks: t('tokens.problem.networks'),
    life: t('tokens.problem.life'),
    base: t('tokens.problem.too_many'),
  }
  const problem = (name: TokenField) => (page.problem === name ? words[name] : null)
  const most = page.most_days === null ? t('tokens.endless') : t('tokens.days', { days: page.most_days })
  return renderPage(
    { ...page, title: t('tokens.new') },
    html`
    <h1>${t('tokens.new')}</h1>
    <p class="lead">${t('tokens.new.lead')}</p>
    ${problem('base') && notice('alert', problem('base'))}
    ${problem('life') && notice('alert', problem('life'))}
    <form method="post" action="/account/tokens" class="form">
      ${token(page)}
      ${field({ name: 'description', label: t('tokens.description'), hint: t('tokens.description.hint'), value: draft.description, is_required: false, max_length: 200, has_focus: page.problem === null })}
      ${select({
        name: 'scopes',
        label: t('tokens.scopes'),
        value: draft.scopes,
        options: [
          { value: 'read', label: t('tokens.scopes.read') },
          { value: 'write', label: t('tokens.scopes.write') },
          { value: 'all', label: t('tokens.scopes.all') },
          { value: 'named', label: t('tokens.scopes.named') },
        ],
      })}
      ${field({ name: 'scope_names', label: t('tokens.scope_names'), hint: t('tokens.scope_names.hint'), error: problem('scopes'), value: draft.scope_names, is_required: false, max_length: 1000 })}
      ${select({
        name: 'life',
        label: t('tokens.life'),
        value: draft.life,
        options: [
          ...page.lives.map((days) => ({ value: String(days), label: t('tokens.days', { days }) })),
          { value: '', label: most },
        ],
      })}
      ${field({ name: 'networks', label: t('tokens.networks'), hint: t('tokens.networks.hint'), error: problem('networks'), value: draft.networks, is_required: false, max_length: 3000 })}
      <button type="submit" class="button">${t('tokens.create')}</button>
    </form>
    <p class="again"><a href=${BACK}>${t('tokens.back')}</a></p>`,
  )
}

/** The one page that has a secret. */
export function renderTokenSecret(page: TokenFrame & { name: string; secret: string; email: string | null }): string {
  const { t, secret } = page
  return renderPage(
    { ...page, title: t('tokens.secret.title') },
    html`
    <h1>${t('tokens.secret.title')}</h1>
    <p class="lead">${t('tokens.secret.lead', { name: page.name })}</p>
    <p class="seed"><code>${secret}</code></p>
    <p class="hint">${t('tokens.secret.use')}</p>
    <p><code>Authorization: Bearer ${secret.slice(0, 10)}…</code></p>
    ${page.email && html`<p class="hint">${t('tokens.secret.basic', { name: `${page.email}/token` })}</p>`}
    <p class="again"><a class="button" href=${BACK}>${t('tokens.secret.done')}</a></p>`,
  )
}

export interface TokenAct {
  at: Date
  action: string
  source: string
  address: string | null
}

export interface TokenPage extends TokenFrame {
  token: TokenLine
  /** The newest first. */
  acts: readonly TokenAct[]
  /** Where older ones are; null at the end. */
  older: string | null
  may_rotate: boolean
}

export function renderToken(page: TokenPage): string {
  const { t, acts } = page
  const { id, name } = page.token
  return renderPage(
    { ...page, title: name, width: 'reading', has_panel: false },
    html`
    <h1>${name}${tokenState(page, page.token)}</h1>
    ${tokenFacts(page, page.token)}
    <div class="account-actions">
      ${page.may_rotate && html`<form method="post" action=${`/account/tokens/${id}/rotate`}>${token(page)}<button type="submit" class="button quiet">${t('tokens.rotate')}</button></form>`}
      <form method="post" action=${`/account/tokens/${id}/revoke`}>${token(page)}<button type="submit" class="button quiet">${t('tokens.revoke')}</button></form>
    </div>
    <p class="hint">${page.may_rotate ? t('tokens.rotate_and_revoke.text') : t('tokens.revoke.text')}</p>
    <section class="account-section" aria-labelledby="acts-title">
      <h2 id="acts-title">${t('tokens.acts')}</h2>
      <p class="hint">${t('tokens.acts.text')}</p>
      ${acts.length === 0 && html`<p>${t('tokens.acts.none')}</p>`}
      <ul class="account-list">
        ${acts.map((act) => html`<li><div><strong>${act.action}</strong> <span class="hint">${act.source}</span></div><span class="hint">${instant(page, act.at)}${act.address && ` · ${act.address}`}</span></li>`)}
      </ul>
      ${page.older && html`<p><a class="button quiet" href=${page.older}>${t('tokens.acts.older')}</a></p>`}
    </section>
    <p class="again"><a href=${BACK}>${t('tokens.back')}</a></p>`,
  )
}

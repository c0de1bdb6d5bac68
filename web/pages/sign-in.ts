// The sign-in page.

import { passkeySignIn } from './factors/passkey-sign-in.ts'
import { field, notice } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface SignInPage extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  email: string
  return_to: string | null
  problem: { kind: 'failed' } | { kind: 'refused' } | { kind: 'passkey' } | { kind: 'limited'; minutes: number } | null
  is_signed_out: boolean
  /** The connection is neither encrypted nor on this machine: the cookie would not be kept. */
  is_insecure: boolean
  /** Whether somebody may sign in with a password, and with a link by mail. */
  has_password: boolean
  /** Whether people may have other names than addresses, in a directory. */
  takes_names?: boolean
  has_magic_link: boolean
  /** The path of the emergency page, where this is it. */
  break_glass?: string
  /** Other systems to sign in at. */
  buttons: readonly { label: string; path: string; audiences: readonly ('staff' | 'end_user')[] }[]
}

export function renderSignIn(page: SignInPage): string {
  const { t, problem } = page
  return renderPage(
    { ...page, title: t('sign_in.title') },
    html`
    <h1>${t('sign_in.title')}</h1>
    ${page.is_insecure && notice('status', t('sign_in.insecure'))}
    ${page.is_signed_out && !problem && notice('status', t('sign_in.signed_out'))}
    ${problem?.kind === 'failed' && notice('alert', t('sign_in.failed'))}
    ${problem?.kind === 'refused' && notice('alert', t('sign_in.refused'))}
    ${problem?.kind === 'passkey' && notice('alert', t('factors.passkey.problem'))}
    ${problem?.kind === 'limited' && notice('alert', t('sign_in.limited', { minutes: problem.minutes }))}
    ${page.break_glass && notice('alert', t('sign_in.break_glass'))}
    ${page.has_password && passwordForm(page)}
    ${!page.break_glass && passkeySignIn(page)}
    ${page.has_magic_link && html`<p class="aside"><a href=${`/sign-in/link${onwardsOf(page)}`}>${t('sign_in.by_mail')}</a></p>`}
    ${page.buttons.length > 0 && providers(page)}`,
  )
}

function passwordForm(page: SignInPage) {
  const { t } = page
  return html`<form method="post" action=${page.break_glass ?? '/sign-in'} class="form">
      ${page.return_to && html`<input type="hidden" name="return_to" value=${page.return_to} />`}
      ${field({ name: 'email', ...nameField(page), autocomplete: 'username webauthn', value: page.email, max_length: 254, has_focus: page.email === '' })}
      ${field({ name: 'password', label: t('sign_in.password'), type: 'password', autocomplete: 'current-password', max_length: 256, has_focus: page.email !== '' })}
      <button type="submit" class="button">${t('sign_in.submit')}</button>
    </form>
    ${!page.break_glass && html`<p class="aside"><a href="/forgot-password">${t('sign_in.forgotten')}</a></p>`}`
}

/** An address; where a directory is asked, too, any name: browsers refuse to send one from a field for addresses. */
function nameField({ t, takes_names, break_glass }: SignInPage) {
  return takes_names === true && break_glass === undefined
    ? ({ label: t('sign_in.name'), type: 'text', inputmode: 'email', is_literal: true } as const)
    : ({ label: t('sign_in.email'), type: 'email' } as const)
}

const onwardsOf = ({ return_to }: SignInPage): string =>
  return_to === null ? '' : `?return_to=${encodeURIComponent(return_to)}`

/** A button for each; those for the team alone stand apart from those that customers use. */
function providers(page: SignInPage) {
  const { t, buttons } = page
  const onwards = onwardsOf(page)
  const link = ({ label, path }: SignInPage['buttons'][number]) =>
    html`<a class="button quiet" href=${`${path}${onwards}`}>${t('sign_in.with', { name: label })}</a>`
  const open = buttons.filter((button) => button.audiences.includes('end_user'))
  const team = buttons.filter((button) => !button.audiences.includes('end_user'))
  return html`<section class="providers" aria-label=${t('sign_in.elsewhere')}>
    ${open.map(link)}
    ${team.length > 0 && open.length > 0 && html`<p class="aside">${t('sign_in.team')}</p>`}
    ${team.map(link)}
  </section>`
}

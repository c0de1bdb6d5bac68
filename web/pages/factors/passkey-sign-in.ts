// The part of the sign-in page for passkeys. Hidden until the script finds a browser that knows them.
import type { Translate } from '../../../server/platform/i18n.ts'
import { html } from '../html.ts'
import { PASSKEY_SCRIPT, passkeyParts } from './proving.ts'

export function passkeySignIn({ t, return_to }: { t: Translate; return_to: string | null }) {
  return html`<form method="post" action="/sign-in/passkey" class="again" data-passkey="sign-in" hidden>
      ${return_to && html`<input type="hidden" name="return_to" value=${return_to} />`}
      <input type="hidden" name="answer" />
      ${passkeyParts({ t })}
      <button type="submit" class="button quiet">${t('factors.passkey.sign_in')}</button>
    </form>
    <script type="module" src=${PASSKEY_SCRIPT}></script>`
}

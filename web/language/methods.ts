// How a session began, in words.
import { type MessageKey, t } from './text.ts'

const methods: Readonly<Record<string, MessageKey>> = {
  password: 'sessions.method.password',
  magic_link: 'sessions.method.magic_link',
  passkey: 'sessions.method.passkey',
  invitation: 'sessions.method.invitation',
  saml: 'sessions.method.provider',
  oidc: 'sessions.method.provider',
  jwt: 'sessions.method.provider',
  social: 'sessions.method.provider',
  ldap: 'sessions.method.provider',
}

/** A method the page does not know is shown as the server calls it. */
export function methodName(method: string): string {
  const key = methods[method]
  return key === undefined ? method : t(key)
}

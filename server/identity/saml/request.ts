// Asks an identity provider who somebody is: the AuthnRequest, by redirect or as a form.
import { SAML } from '@node-saml/node-saml'
import { invalid } from '../../platform/errors.ts'
import { optionsOf, type ServiceProvider } from './service-provider.ts'

/** Where the browser goes, and what it posts there; with the redirect everything is in the address. */
export interface SamlRequest {
  address: string
  /** Null where the browser is redirected. */
  fields: Record<string, string> | null
}

/** `id` is ours to choose: the answer names it. */
export async function authnRequest(sp: ServiceProvider, id: string): Promise<SamlRequest> {
  const { settings } = sp
  if (settings.sso_url === '' || settings.certificates.length === 0)
    throw invalid('settings', 'Settings: the address to sign in at and a certificate are needed')
  const by_form = settings.sso_binding === 'post'
  const saml = new SAML({
    ...optionsOf(sp, id),
    ...(settings.sign_requests ? { privateKey: sp.private_key, publicCert: sp.certificate } : {}),
    skipRequestCompression: by_form,
  })
  if (!by_form) return { address: await saml.getAuthorizeUrlAsync('', undefined, {}), fields: null }
  const message = await saml.getAuthorizeMessageAsync('')
  return { address: settings.sso_url, fields: { SAMLRequest: String(message.SAMLRequest) } }
}

// Addresses of the remote server, which knows visitors: where they sign in, and where they go with bad news or none.
import { accountSettings } from '../../accounts/index.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { brandOf } from '../brand.ts'
import { findProvider } from '../queries.ts'
import { jwtSettings } from './settings.ts'

async function withBrand(work: Work, text: string): Promise<URL> {
  const address = new URL(text)
  const brand_id = await brandOf(work)
  if (brand_id !== null) address.searchParams.set('brand_id', String(brand_id))
  return address
}

export async function signInAddress(work: Work, remote_login_url: string, return_to: string): Promise<string> {
  const address = await withBrand(work, remote_login_url)
  address.searchParams.set('return_to', return_to)
  return address.href
}

/** The remote log-out address with what there is to say: nothing about the person, and nothing that helps to guess. */
export async function addressToTell(
  work: Work,
  remote_logout_url: string,
  kind: 'info' | 'error',
  accepted?: string,
): Promise<string> {
  const address = await withBrand(work, remote_logout_url)
  const { desk } = await accountSettings(work)
  const t = translator(bestLanguage(accepted, desk.locale))
  address.searchParams.set('kind', kind)
  address.searchParams.set('message', t(kind === 'info' ? 'sign_in.signed_out' : 'sign_in.refused'))
  return address.href
}

/** Where somebody goes who signs out of a session that a token began. Null where the provider names no place. */
export async function placeToLeaveJwt(work: Work, session: { provider_id: number }): Promise<string | null> {
  const provider = await findProvider(work, session.provider_id)
  if (provider?.kind !== 'jwt' || !provider.live) return null
  const { remote_logout_url } = jwtSettings.parse(provider.live.settings)
  return remote_logout_url === '' ? null : await addressToTell(work, remote_logout_url, 'info')
}

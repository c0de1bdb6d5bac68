// Which identity providers let an audience in, or where to set one up.
import { Link } from 'wouter'
import { useIdentityProviders } from '../../../api/identityProviders.ts'
import type { SignInPolicy } from '../../../api/signIn.ts'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'

export function ProviderStanding({ audience }: { audience: SignInPolicy['audience'] }) {
  const providers = useIdentityProviders().data
  if (!providers) return null
  const open = providers.filter((one) => one.active && one.audiences.includes(audience)).map(({ name }) => name)
  return (
    <p className="field-help">
      {open.length > 0 ? t('signIn.providers', { names: open.join(', ') }) : t('signIn.noProvider')}{' '}
      <Link href={places.security('single-sign-on')}>{t('security.sso')}</Link>
    </p>
  )
}

// What one should know before nobody but a provider lets people in: whether one does, and who could still come in if it
// ever does not answer.
import { useFactorRequirements } from '../../../api/factors.ts'
import { type Audience, useIdentityProviders } from '../../../api/identityProviders.ts'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'

export function SsoOnlyGuard({ audience }: { audience: Audience }) {
  const providers = useIdentityProviders()
  const requirements = useFactorRequirements()
  if (providers.isPending || requirements.isPending) return <Skeleton lines={2} />
  if (providers.isError) return <ErrorNotice error={providers.error} onRetry={() => void providers.refetch()} />
  if (requirements.isError)
    return <ErrorNotice error={requirements.error} onRetry={() => void requirements.refetch()} />
  const letsIn = providers.data.filter((one) => one.active && one.state !== 'untested')
  const isTried = letsIn.some((one) => one.audiences.includes(audience))
  const owners = requirements.data.find(({ role }) => role === 'owner')?.people
  return (
    <div className="notice notice-amber" role="status">
      <div className="grow stack">
        {isTried ? (
          <p>{t('signIn.ssoOnly.tried')}</p>
        ) : (
          <p>
            {t('signIn.ssoOnly.untried')}{' '}
            <a href={`${base}${places.security('single-sign-on')}`}>{t('security.sso')}</a>
          </p>
        )}
        {audience === 'staff' && owners ? (
          owners.enrolled > 0 ? (
            <p>
              {t('signIn.ssoOnly.owners', { enrolled: owners.enrolled, total: owners.total })}{' '}
              <code>{`${location.origin}/sign-in/break-glass`}</code>
            </p>
          ) : (
            <p>
              {t('signIn.ssoOnly.noOwner')} <a href="/account/security">{t('signIn.ssoOnly.setUp')}</a>
            </p>
          )
        ) : null}
      </div>
    </div>
  )
}

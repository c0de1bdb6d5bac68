// What the clock asks a provider now and then, asked at once: a directory about its people, SAML for its metadata.
import { type IdentityProvider, useCheckProvider } from '../../../api/identityProviders.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function CheckNow({ provider }: { provider: IdentityProvider }) {
  const check = useCheckProvider()
  const { id, kind, active, settings, warnings } = provider
  const is_directory = kind === 'ldap'
  if (!active || !(is_directory || (kind === 'saml' && settings.metadata_url))) return null
  const ask = (accepts_many: boolean) =>
    check.mutate({ id, accepts_many }, { onSuccess: () => toast(t('sso.check.asked')) })
  return (
    <>
      <div className="row">
        <Button onPress={() => ask(false)} isDisabled={check.isPending}>
          {t(is_directory ? 'sso.check.people' : 'sso.check.metadata')}
        </Button>
        {warnings.some((warning) => warning.code === 'too_many_missing') ? (
          <Button onPress={() => ask(true)} isDisabled={check.isPending}>
            {t('sso.check.many')}
          </Button>
        ) : null}
      </div>
      {check.isError ? <ErrorNotice error={check.error} /> : null}
    </>
  )
}

// One's own security in the app: the password and where one is signed in. Second factors, browsers, tokens and apps
// stand on the page that everybody has, which is linked here.
import { paths } from '../../../api/paths.ts'
import { useMe } from '../../../api/session.ts'
import { useEndSessions, useOpenSessions } from '../../../api/signIn.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { PasswordForm } from './PasswordForm.tsx'

export default function OwnSecurity() {
  return (
    <div className="stack">
      <p className="muted">{t('ownSecurity.text')}</p>
      <section className="card settings-card" aria-labelledby="own-factors">
        <h2 className="card-title" id="own-factors">
          {t('ownSecurity.factors')}
        </h2>
        <FactorLine />
        <p>
          <a className="button button-plain" href={paths.ownSecurity}>
            {t('ownSecurity.manage')} <Icon name="external-link" size="small" />
          </a>
        </p>
      </section>
      <PasswordForm />
      <OwnSessions />
    </div>
  )
}

function FactorLine() {
  const me = useMe()
  return <p>{t(me.two_factor_auth_enabled ? 'ownSecurity.factors.some' : 'ownSecurity.factors.none')}</p>
}

function OwnSessions() {
  const me = useMe()
  const sessions = useOpenSessions({ user_id: me.id, role: null })
  const end = useEndSessions()
  const rows = sessions.data?.pages.flatMap((page) => page.sessions) ?? []
  const others = rows.filter((session) => !session.is_current)
  const onEnd = async (ids: readonly number[]) => {
    try {
      for (const id of ids) await end.mutateAsync({ user_id: me.id, id })
      toast(t('sessions.ended'))
    } catch (error) {
      toast(describeProblem(error).text, 'triangle-alert')
    }
  }
  return (
    <section className="card settings-card stack" aria-labelledby="own-sessions">
      <h2 className="card-title" id="own-sessions">
        {t('ownSecurity.sessions')}
      </h2>
      {sessions.isPending ? <Skeleton lines={2} /> : null}
      {sessions.isError ? <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      <ul className="settings-list" aria-labelledby="own-sessions">
        {rows.map((session) => (
          <li key={session.id} className="settings-row">
            <span className="grow">
              <strong>{session.device_name || t('sessions.unknown')}</strong>
              <span className="muted small settings-line">
                {session.network ? `${session.network} · ` : ''}
                {t('sessions.used')} <TimeText at={session.last_seen_at} />
              </span>
            </span>
            {session.is_current ? (
              <Badge tone="blue">{t('sessions.current')}</Badge>
            ) : (
              <Button isDisabled={end.isPending} onPress={() => void onEnd([session.id])}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.hasNextPage ? (
        <Button onPress={() => void sessions.fetchNextPage()}>{t('sessions.more')}</Button>
      ) : null}
      {others.length > 0 ? (
        <div className="row">
          <Button kind="danger" isDisabled={end.isPending} onPress={() => void onEnd(others.map(({ id }) => id))}>
            {t('ownSecurity.endOthers')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

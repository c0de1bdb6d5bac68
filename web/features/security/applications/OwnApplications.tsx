// Applications with access to one's own account: what they may do, when they last did, and a way to take it back.
import { useState } from 'react'
import { type OwnApplication, useOwnApplications, useWithdrawOwn } from '../../../api/applications.ts'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function OwnApplications() {
  const applications = useOwnApplications()
  const [leaving, setLeaving] = useState<OwnApplication | null>(null)
  const withdraw = useWithdrawOwn()
  const onError = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')
  return (
    <section className="token-section" aria-labelledby="own-applications">
      <h2 id="own-applications">{t('applications.yours')}</h2>
      {applications.isPending ? <Skeleton lines={2} /> : null}
      {applications.isError ? (
        <ErrorNotice error={applications.error} onRetry={() => void applications.refetch()} />
      ) : null}
      {applications.isSuccess ? (
        <p className="muted">
          {t(applications.data.length === 0 ? 'applications.yours.none' : 'applications.yours.text')}
        </p>
      ) : null}
      {applications.data && applications.data.length > 0 ? (
        <ul className="settings-card">
          {applications.data.map((application) => (
            <li key={application.id} className="token">
              <div className="row row-wrap">
                <h3 className="grow">
                  <bdi>{application.name}</bdi>{' '}
                  {application.company === '' ? null : <bdi className="muted">{application.company}</bdi>}
                </h3>
                <Button size="small" icon="x" isDisabled={withdraw.isPending} onPress={() => setLeaving(application)}>
                  {t('applications.yours.remove')}
                </Button>
              </div>
              <dl className="token-facts">
                <dt>{t('tokens.scopes')}</dt>
                <dd className="code">{application.granted_scopes.join(' ')}</dd>
                <dt>{t('applications.since')}</dt>
                <dd>
                  <TimeText at={application.granted_at} as="moment" />
                </dd>
                <dt>{t('tokens.lastUse')}</dt>
                <dd>
                  {application.last_used_at === null ? (
                    t('tokens.never')
                  ) : (
                    <TimeText at={application.last_used_at} as="moment" />
                  )}
                </dd>
              </dl>
            </li>
          ))}
        </ul>
      ) : null}
      <Confirm
        title={t('applications.yours.remove.title', { name: leaving?.name ?? '' })}
        isOpen={leaving !== null}
        confirm={t('applications.yours.remove')}
        isDangerous
        onClose={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving) withdraw.mutate(leaving.id, { onSuccess: () => toast(t('applications.yours.removed')), onError })
          setLeaving(null)
        }}
      >
        <p>{t('applications.yours.remove.text')}</p>
      </Confirm>
    </section>
  )
}

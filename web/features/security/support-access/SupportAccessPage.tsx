// Consents to an operator coming in: given by an owner for some hours and a purpose, seen and taken back by every admin,
// with what was done by whoever came in.
import { useState } from 'react'
import { useMe } from '../../../api/session.ts'
import { type SupportConsent, useRevokeConsent, useSupportConsents } from '../../../api/supportAccess.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { ConsentDialog } from './ConsentDialog.tsx'
import { OperatorActs } from './OperatorActs.tsx'
import './support-access.css'

export default function SupportAccessPage() {
  const me = useMe()
  const consents = useSupportConsents()
  const revoke = useRevokeConsent()
  const [isGranting, setGranting] = useState(false)
  const [leaving, setLeaving] = useState<SupportConsent | null>(null)
  const [shown, setShown] = useState<SupportConsent['operators'][number] | null>(null)
  return (
    <>
      <p className="muted">{t('support.text')}</p>
      {me.is_owner ? (
        <Button kind="primary" icon="plus" onPress={() => setGranting(true)}>
          {t('support.grant')}
        </Button>
      ) : (
        <p className="muted">{t('support.ownersOnly')}</p>
      )}
      {consents.isPending ? <Skeleton lines={4} /> : null}
      {consents.isError ? <ErrorNotice error={consents.error} onRetry={() => void consents.refetch()} /> : null}
      {consents.data?.length === 0 ? (
        <EmptyState icon="hand" title={t('support.none')}>
          {t('support.none.text')}
        </EmptyState>
      ) : null}
      <ul className="settings-list consents">
        {consents.data?.map((consent) => (
          <li key={consent.id} className="settings-row">
            <span className="grow">
              <strong>{consent.purpose}</strong>
              <span className="muted small settings-line">
                {t(consent.level === 'read' ? 'support.level.read' : 'support.level.agent')} ·{' '}
                <TimeText at={consent.created_at} as="moment" /> –{' '}
                <TimeText at={consent.revoked_at ?? consent.expires_at} as="moment" />
              </span>
              {consent.operators.length === 0 ? (
                <span className="muted small settings-line">{t('support.nobody')}</span>
              ) : null}
            </span>
            {consent.operators.map((operator) => (
              <Button
                key={operator.user_id}
                icon="history"
                aria-label={t('support.acts.named', { name: operator.name })}
                onPress={() => setShown(operator)}
              >
                {operator.name}
              </Button>
            ))}
            <Badge tone={consent.is_valid ? 'green' : 'slate'}>
              {t(consent.is_valid ? 'support.valid' : consent.revoked_at === null ? 'support.over' : 'support.revoked')}
            </Badge>
            {consent.is_valid ? (
              <Button kind="danger" isDisabled={revoke.isPending} onPress={() => setLeaving(consent)}>
                {t('support.revoke')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {isGranting ? <ConsentDialog onClose={() => setGranting(false)} /> : null}
      {shown ? <OperatorActs userId={shown.user_id} name={shown.name} onClose={() => setShown(null)} /> : null}
      <Confirm
        title={t('support.revoke.title')}
        isOpen={leaving !== null}
        confirm={t('support.revoke')}
        isDangerous
        onClose={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving)
            revoke.mutate(leaving.id, {
              onSuccess: () => toast(t('support.revoke.done')),
              onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
            })
          setLeaving(null)
        }}
      >
        <p>{t('support.revoke.text')}</p>
      </Confirm>
    </>
  )
}

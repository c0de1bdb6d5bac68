// Addresses and places that may not try to sign in for a while, after too many attempts.
import { type LockOut, useLiftLockOut, useLockOuts } from '../../../api/signIn.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

/** What was counted, as the server calls its limits. */
const limits: Record<string, MessageKey> = {
  sign_in_pair: 'lockOuts.pair',
  sign_in_address: 'lockOuts.address',
  sign_in_source: 'lockOuts.source',
}

export function LockOuts() {
  const lockOuts = useLockOuts()
  const lift = useLiftLockOut()
  return (
    <section className="stack" aria-labelledby="lock-outs">
      <h2 className="card-title" id="lock-outs">
        {t('lockOuts.title')}
      </h2>
      <p className="muted">{t(lockOuts.data?.length === 0 ? 'lockOuts.none' : 'lockOuts.text')}</p>
      {lockOuts.isPending ? <Skeleton lines={2} /> : null}
      {lockOuts.isError ? <ErrorNotice error={lockOuts.error} onRetry={() => void lockOuts.refetch()} /> : null}
      <ul className="settings-list" aria-labelledby="lock-outs">
        {lockOuts.data?.map((one) => (
          <li key={one.id} className="settings-row">
            <span className="grow">
              <strong>
                <bdi>{nameOf(one)}</bdi>
              </strong>
              <span className="muted small settings-line">
                {limits[one.limit] ? t(limits[one.limit] ?? 'lockOuts.pair') : one.limit}
                {one.email && one.ip ? ` · ${one.ip}` : ''} · {t('lockOuts.ends')}{' '}
                <TimeText at={one.expires_at} as="moment" />
              </span>
            </span>
            <Button
              isDisabled={lift.isPending}
              aria-label={t('lockOuts.liftNamed', { name: nameOf(one) })}
              onPress={() =>
                lift.mutate(one.id, {
                  onSuccess: () => toast(t('lockOuts.lifted')),
                  onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
                })
              }
            >
              {t('lockOuts.lift')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const nameOf = ({ email, ip }: LockOut): string => email || ip || '–'

// People of a role who have no second factor: reminded by mail, or let off until a date.
import { useState } from 'react'
import {
  type FactorRole,
  type PersonWithoutFactor,
  useExempt,
  usePeopleWithout,
  useRemind,
} from '../../../api/factors.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

const failed = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')

export function PeopleWithout({ role }: { role: FactorRole }) {
  const list = usePeopleWithout(role)
  const remind = useRemind()
  const exempt = useExempt()
  const [exempting, setExempting] = useState<PersonWithoutFactor | null>(null)
  if (list.isPending) return <Skeleton lines={3} />
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
  const { people } = list.data
  const ask = (ids: number[]) =>
    remind.mutate(ids, { onSuccess: (count) => toast(t('factors.reminded', { count }), 'send'), onError: failed })
  return (
    <>
      <div className="row">
        <Button icon="send" isDisabled={remind.isPending} onPress={() => ask(people.map((one) => one.user_id))}>
          {t('factors.remindAll')}
        </Button>
      </div>
      <ul className="settings-list">
        {people.map((one) => (
          <li key={one.user_id} className="settings-row">
            <span className="grow">
              {one.name} <span className="muted small">{one.email}</span>
            </span>
            {one.exempt_until ? (
              <Badge tone="slate">{t('factors.exemptUntil', { date: one.exempt_until.slice(0, 10) })}</Badge>
            ) : null}
            <Button onPress={() => ask([one.user_id])} aria-label={t('factors.remindOne', { name: one.name })}>
              {t('factors.remind')}
            </Button>
            {one.exempt_until ? (
              <Button onPress={() => exempt.mutate({ user_id: one.user_id, ends_at: null }, { onError: failed })}>
                {t('factors.unexempt')}
              </Button>
            ) : (
              <Button onPress={() => setExempting(one)}>{t('factors.exemptOne')}</Button>
            )}
          </li>
        ))}
      </ul>
      {exempting ? (
        <ExemptDialog
          person={exempting}
          onClose={() => setExempting(null)}
          onExempt={(ends_at) => {
            exempt.mutate({ user_id: exempting.user_id, ends_at }, { onError: failed })
            setExempting(null)
          }}
        />
      ) : null}
    </>
  )
}

function ExemptDialog({
  person,
  onClose,
  onExempt,
}: {
  person: PersonWithoutFactor
  onClose: () => void
  onExempt: (ends_at: string) => void
}) {
  const [day, setDay] = useState('')
  return (
    <Dialog
      title={t('factors.exemptTitle', { name: person.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" isDisabled={day === ''} onPress={() => onExempt(`${day}T23:59:59Z`)}>
            {t('factors.exemptOne')}
          </Button>
        </>
      }
    >
      <TextField type="date" label={t('factors.exemptEnds')} value={day} onChange={setDay} isRequired />
    </Dialog>
  )
}

/** Mails that did not become tickets, each with its reason; recovered or deleted one by one. */
import { useState } from 'react'
import { paths } from '../../api/paths.ts'
import type { SuspendedTicket } from '../../api/shapes.ts'
import { useDecideSuspended, useSuspended } from '../../api/suspended.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { Confirm } from '../../kit/Dialog.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { TimeText } from '../../kit/TimeText.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { t } from '../../language/text.ts'
import { causeKey } from './causes.ts'
import './suspended.css'

const previewLength = 400

export default function SuspendedPage() {
  const list = useSuspended()
  const decide = useDecideSuspended()
  const [deleting, setDeleting] = useState<SuspendedTicket | null>(null)
  const act = (id: number, verdict: 'recover' | 'delete') =>
    decide.mutate(
      { id, verdict },
      {
        onSuccess: () => toast(t(verdict === 'recover' ? 'suspended.recovered' : 'suspended.deleted')),
        onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
      },
    )
  return (
    <div className="page">
      <header>
        <h1 className="page-title">{t('suspended.title')}</h1>
        <p className="muted">{t('suspended.text')}</p>
      </header>
      {list.isPending ? <Skeleton lines={4} /> : null}
      {list.isError ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.length === 0 ? (
        <EmptyState icon="shield-check" title={t('suspended.none')}>
          {t('suspended.noneText')}
        </EmptyState>
      ) : null}
      <ul className="suspended">
        {list.data?.map((mail) => (
          <li className="card suspended-mail" key={mail.id}>
            <div className="row row-wrap">
              <Cause cause={mail.cause} />
              <span className="grow" />
              <TimeText at={mail.created_at} as="moment" />
            </div>
            <h2 className="suspended-subject">
              <bdi>{mail.subject || t('ticket.noSubject')}</bdi>
            </h2>
            <p className="muted">
              <bdi>{[mail.author?.name, mail.author?.email].filter(Boolean).join(' · ') || t('person.unknown')}</bdi>
              {mail.recipient ? ` → ${mail.recipient}` : ''}
            </p>
            {mail.content ? <p className="suspended-text">{mail.content.slice(0, previewLength)}</p> : null}
            <div className="row row-wrap">
              <Button icon="inbox" onPress={() => act(mail.id, 'recover')}>
                {t('suspended.recover')}
              </Button>
              <a
                className="button button-quiet"
                href={paths.suspendedSource(mail.id)}
                target="_blank"
                rel="noopener noreferrer"
              >
                {t('message.original')}
              </a>
              <span className="grow" />
              <Button kind="quiet" icon="trash-2" onPress={() => setDeleting(mail)}>
                {t('suspended.delete')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Confirm
        title={t('suspended.delete.title')}
        isOpen={deleting !== null}
        confirm={t('suspended.delete')}
        isDangerous
        onClose={() => setDeleting(null)}
        onConfirm={() => {
          if (deleting) act(deleting.id, 'delete')
          setDeleting(null)
        }}
      >
        <p>{t('suspended.delete.text')}</p>
      </Confirm>
    </div>
  )
}

function Cause({ cause }: { cause: string }) {
  const key = causeKey(cause)
  return (
    <Badge tone="amber" icon="hand" title={cause}>
      {key ? t(key) : cause}
    </Badge>
  )
}

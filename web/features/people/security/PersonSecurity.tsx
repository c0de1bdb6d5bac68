// The ways in of one person, for admins: each list with what can be done about it. What cannot be taken back is asked
// first; where the server wants a fresh proof, the page asks for it by itself (api/request.ts).
import { useState } from 'react'
import { type SecurityAct, usePersonSecurity, useSecurityAct } from '../../../api/personSecurity.ts'
import { useMe } from '../../../api/session.ts'
import type { User } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { SuspendDialog } from '../../../kit/SuspendDialog.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { Factors } from './Factors.tsx'
import { SignedIn } from './SignedIn.tsx'
import { SignInMethods } from './SignInMethods.tsx'
import { TokensOfPerson } from './TokensOfPerson.tsx'
import '../../../kit/settings.css'

/** What is asked before: title, text and the word on the button. */
interface Question {
  act: SecurityAct
  title: MessageKey
  text: MessageKey
  confirm: MessageKey
  done: MessageKey
}

export type Ask = (question: Question) => void

export default function PersonSecurity({ person }: { person: User }) {
  const me = useMe()
  const security = usePersonSecurity(person.id)
  const act = useSecurityAct(person.id)
  const [question, setQuestion] = useState<Question | null>(null)
  const [isSuspending, setSuspending] = useState(false)
  const isMe = me.id === person.id
  const perform = (what: SecurityAct, done: MessageKey) =>
    act.mutate(what, {
      onSuccess: () => toast(t(done)),
      onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
    })
  if (security.isError) return <ErrorNotice error={security.error} onRetry={() => void security.refetch()} />
  if (!security.data) return <Skeleton lines={6} />
  const { data } = security
  return (
    <section className="stack person-ways" aria-labelledby="person-security">
      <h2 className="card-title" id="person-security">
        {t('person.security')}
      </h2>
      <div className="row row-wrap">
        <p className="grow">
          {data.last_login_at === null ? (
            t('person.neverSignedIn')
          ) : (
            <>
              {t('person.lastSignIn')} <TimeText at={data.last_login_at} as="moment" />
            </>
          )}
        </p>
        {data.is_service_account ? <Badge tone="slate">{t('person.program')}</Badge> : null}
        {data.suspended ? <Badge tone="red">{t('team.suspended')}</Badge> : null}
        {data.suspended ? (
          <Button icon="undo-2" isDisabled={act.isPending} onPress={() => perform('resume', 'person.resumed')}>
            {t('team.resume')}
          </Button>
        ) : isMe ? null : (
          <Button kind="danger" icon="lock" isDisabled={act.isPending} onPress={() => setSuspending(true)}>
            {t('team.suspend')}
          </Button>
        )}
      </div>
      <SignInMethods security={data} isMe={isMe} isBusy={act.isPending} onAct={perform} onAsk={setQuestion} />
      <Factors security={data} isMe={isMe} isBusy={act.isPending} onAsk={setQuestion} />
      <SignedIn security={data} isMe={isMe} isBusy={act.isPending} onAct={perform} onAsk={setQuestion} />
      <TokensOfPerson security={data} isBusy={act.isPending} onAsk={setQuestion} />
      {question ? (
        <Confirm
          title={t(question.title, { name: person.name })}
          isOpen
          confirm={t(question.confirm)}
          isDangerous
          onClose={() => setQuestion(null)}
          onConfirm={() => {
            perform(question.act, question.done)
            setQuestion(null)
          }}
        >
          <p>{t(question.text)}</p>
        </Confirm>
      ) : null}
      {isSuspending ? (
        <SuspendDialog
          name={person.name}
          isTeam={person.role !== 'end-user'}
          onSuspend={(revoke_tokens) => perform({ suspend: { revoke_tokens } }, 'person.suspended')}
          onClose={() => setSuspending(false)}
        />
      ) : null}
    </section>
  )
}

export interface PartProps {
  security: NonNullable<ReturnType<typeof usePersonSecurity>['data']>
  isBusy: boolean
  onAsk: Ask
}

export interface ActingPartProps extends PartProps {
  isMe: boolean
  onAct: (act: SecurityAct, done: MessageKey) => void
}

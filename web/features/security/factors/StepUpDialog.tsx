/**
 * Before something dangerous the server asks again who is there. This dialog proves it, and the request that was refused
 * is repeated by itself.
 */
import { useEffect, useState } from 'react'
import { passkeyProof, proveAgain, waysToProve } from '../../../api/factors.ts'
import { signInAddress } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Field, SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'

/** Texts have a page of their own: they are sent first. */
const labels = {
  password: 'stepUp.method.password',
  passkey: 'stepUp.method.passkey',
  totp: 'stepUp.method.totp',
  recovery_code: 'stepUp.method.recovery_code',
} as const
type Offered = keyof typeof labels
const offered: readonly Offered[] = ['password', 'passkey', 'totp', 'recovery_code']

export default function StepUpDialog({ onEnd }: { onEnd: (isProved: boolean) => void }) {
  const [methods, setMethods] = useState<readonly Offered[] | null>(null)
  const [method, setMethod] = useState<Offered>('password')
  const [answer, setAnswer] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    waysToProve().then(
      (ways) => {
        const usable = offered.filter((one) => ways.includes(one))
        setMethods(usable)
        if (usable[0]) setMethod(usable[0])
      },
      (error: unknown) => setProblem(describeProblem(error).text),
    )
  }, [])
  const prove = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await proveAgain(method, method === 'passkey' ? await passkeyProof() : answer)
      onEnd(true)
    } catch (error) {
      // A person who cancels the browser's question is told the same as one whose answer was wrong.
      setProblem(error instanceof DOMException ? t('stepUp.wrong') : describeProblem(error).text)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={t('stepUp.title')}
      isOpen
      onClose={() => onEnd(false)}
      actions={
        methods?.length === 0 ? (
          <Button kind="primary" onPress={() => location.assign(signInAddress(location.pathname + location.search))}>
            {t('gate.signIn')}
          </Button>
        ) : (
          <>
            <Button onPress={() => onEnd(false)}>{t('kit.cancel')}</Button>
            <Button kind="primary" isDisabled={isBusy || methods === null} onPress={() => void prove()}>
              {t('stepUp.confirm')}
            </Button>
          </>
        )
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void prove()
        }}
      >
        <p>{methods?.length === 0 ? t('stepUp.nothing') : t('stepUp.text')}</p>
        {methods === null && problem === null ? <Skeleton lines={2} /> : null}
        {methods && methods.length > 1 ? (
          <SelectField
            label={t('stepUp.method')}
            value={method}
            options={methods.map((one) => ({ value: one, label: t(labels[one]) }))}
            onChange={(chosen) => {
              setMethod(chosen)
              setAnswer('')
              setProblem(null)
            }}
          />
        ) : null}
        {methods && methods.length > 0 && method !== 'passkey' ? (
          <Field label={t(labels[method])} error={problem ?? undefined}>
            {(ids) => (
              <input
                {...ids}
                key={method}
                className="input"
                autoFocus
                type={method === 'password' ? 'password' : 'text'}
                inputMode={method === 'totp' ? 'numeric' : undefined}
                autoComplete={method === 'password' ? 'current-password' : method === 'totp' ? 'one-time-code' : 'off'}
                value={answer}
                onChange={(event) => setAnswer(event.target.value)}
              />
            )}
          </Field>
        ) : problem ? (
          <p className="field-error" role="alert">
            {problem}
          </p>
        ) : null}
      </form>
    </Dialog>
  )
}

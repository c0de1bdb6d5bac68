// Lets in who is signed in; anybody else goes to the sign-in page and comes back to where they wanted to be.
import { lazy, Suspense, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { whenProofIsNeeded, whenSignedOut } from '../api/request.ts'
import { MeContext, signInAddress, useMeQuery } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../kit/EmptyState.tsx'
import { FloatingPlace } from '../kit/Floating.tsx'
import { Toasts } from '../kit/Toasts.tsx'
import { formatLocale, language, t } from '../language/text.ts'
import { usePreferences } from '../preferences/store.ts'
import { Shell } from './Shell.tsx'

const StepUpDialog = lazy(() => import('../features/security/factors/StepUpDialog.tsx'))

export function Gate() {
  const me = useMeQuery()
  const [isOver, setOver] = useState(false)
  // Remounts everything when the language changes: words are read while rendering.
  usePreferences()
  const locale = language()
  useEffect(() => whenSignedOut(() => setOver(true)), [])
  const [proof, setProof] = useState<PromiseWithResolvers<boolean> | null>(null)
  useEffect(() => {
    // Requests that wait at the same time wait for one answer.
    let asked: PromiseWithResolvers<boolean> | null = null
    whenProofIsNeeded(async () => {
      if (!asked) {
        asked = Promise.withResolvers<boolean>()
        setProof(asked)
        void asked.promise.finally(() => {
          asked = null
          setProof(null)
        })
      }
      return await asked.promise
    })
  }, [])

  const isStranger = me.isSuccess && (me.data === null || me.data.role === 'end-user')
  useEffect(() => {
    if (me.isSuccess && me.data === null)
      location.replace(signInAddress(location.pathname + location.search + location.hash))
  }, [me.isSuccess, me.data])

  if (me.isError) {
    return (
      <main className="gate">
        <ErrorNotice error={me.error} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  if (!me.data || isStranger) {
    return (
      <main className="gate">
        {me.data ? (
          <EmptyState icon="lock" title={t('gate.agentsOnly')}>
            {t('gate.agentsOnlyText')}
          </EmptyState>
        ) : null}
      </main>
    )
  }
  return (
    <I18nProvider locale={formatLocale(locale)}>
      <MeContext value={me.data}>
        <Shell key={locale} />
        <FloatingPlace />
        <Toasts />
        {proof ? (
          <Suspense>
            <StepUpDialog onEnd={proof.resolve} />
          </Suspense>
        ) : null}
        <Dialog
          title={t('gate.signedOut')}
          isOpen={isOver}
          onClose={() => setOver(false)}
          actions={
            <Button kind="primary" onPress={() => location.assign(signInAddress(location.pathname + location.search))}>
              {t('gate.signIn')}
            </Button>
          }
        >
          <p>{t('gate.signedOutText')}</p>
        </Dialog>
      </MeContext>
    </I18nProvider>
  )
}

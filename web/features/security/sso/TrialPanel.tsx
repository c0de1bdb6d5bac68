// The trial: the real way in with what is saved, each claim that came back, and what would become of it.
import { useEffect, useRef, useState } from 'react'
import { type IdentityProvider, type Trial, useBeginTrial, useTrial } from '../../../api/identityProviders.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Field, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { Claims } from './Claims.tsx'
import { TrialGrants } from './TrialGrants.tsx'
import { outcomeWords, problemText } from './words.ts'

export function TrialPanel({ provider, onSave }: { provider: IdentityProvider; onSave: () => Promise<void> }) {
  const begin = useBeginTrial()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const later = useTrial(provider.id, begin.data)
  const trial = later.data ?? begin.data
  const isDirectory = provider.kind === 'ldap'
  const start = async () => {
    // Opened at once, while the browser knows that somebody pressed a button.
    const tab = isDirectory ? null : window.open('about:blank')
    if (tab) {
      // Who one is may have to be confirmed first, in the tab that one does not see now.
      tab.document.body.textContent = t('sso.trial.tab')
      tab.opener = null
    }
    try {
      await onSave()
      const begun = await begin.mutateAsync({ id: provider.id, ...(isDirectory ? { login, password } : {}) })
      setPassword('')
      if (tab && begun.start_url) tab.location.href = begun.start_url
    } catch {
      tab?.close() // What went wrong is shown by the form or below.
    }
  }
  return (
    <section className="sso-trial" aria-label={t('sso.trial')}>
      <h3>{t('sso.trial')}</h3>
      <p className="field-help">{t(isDirectory ? 'sso.trial.text.directory' : 'sso.trial.text')}</p>
      {isDirectory ? (
        <>
          <TextField label={t('sso.trial.login')} value={login} onChange={setLogin} />
          <Field label={t('sso.trial.password')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                type="password"
                autoComplete="off"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : null}
      <div className="row">
        <Button icon={isDirectory ? 'play' : 'external-link'} onPress={() => void start()} isDisabled={begin.isPending}>
          {t('sso.trial.start')}
        </Button>
      </div>
      {begin.isError ? <ErrorNotice error={begin.error} /> : null}
      {trial ? <Found trial={trial} /> : null}
    </section>
  )
}

function Found({ trial }: { trial: Trial }) {
  const { outcome, problem, detail, identity, claims, result } = trial
  const found = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Whoever comes back from the other tab finds it without looking for it.
    if (outcome !== 'waiting') found.current?.scrollIntoView({ block: 'nearest' })
  }, [outcome])
  if (outcome === 'waiting')
    return (
      <div role="status">
        <p>{t('sso.trial.waiting')}</p>
        <p className="field-help">{t('sso.trial.waiting.help')}</p>
        {trial.start_url ? (
          <a className="button button-plain" href={trial.start_url} target="_blank" rel="noopener">
            {t('sso.trial.again')}
          </a>
        ) : null}
      </div>
    )
  return (
    <div role="status" className="sso-found" ref={found}>
      <p className={outcome === 'succeeded' ? 'notice notice-green' : 'notice notice-red'}>
        {outcome === 'succeeded' ? t('sso.trial.succeeded') : t('sso.trial.failed', { why: problemText(problem) })}
      </p>
      {detail ? <p className="code">{detail}</p> : null}
      {result ? (
        <p>
          {t(outcomeWords[result.outcome])}
          {result.problem && result.problem !== problem ? ` ${problemText(result.problem)}` : ''}
          {result.second_factor_proved ? ` ${t('sso.trial.secondFactor')}` : ''}
        </p>
      ) : null}
      {identity ? (
        <Claims
          title={t('sso.trial.person')}
          claims={{
            [t('sso.trial.issuer')]: [identity.issuer],
            [t('sso.trial.subject')]: [identity.subject],
            [t('sso.map.email')]: identity.email === null ? [] : [identity.email],
            [t('sso.map.name')]: identity.name === null ? [] : [identity.name],
          }}
        />
      ) : null}
      {result && result.outcome !== 'refused' ? <TrialGrants result={result} /> : null}
      {identity ? <Claims title={t('sso.trial.claims')} claims={identity.attributes} /> : null}
      {claims ? <Claims title={t('sso.trial.claimsSent')} claims={claims} /> : null}
    </div>
  )
}

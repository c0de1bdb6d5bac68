// Changing one's own password: the old one is asked for again, since a page may be found open.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { useChangePassword } from '../../../api/passwords.ts'
import { useMe } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Field } from '../../../kit/Field.tsx'
import { NewPasswordField } from '../../../kit/NewPasswordField.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function PasswordForm() {
  const me = useMe()
  const change = useChangePassword(me.id)
  const [previous, setPrevious] = useState('')
  const [password, setPassword] = useState('')
  const [hasTried, setTried] = useState(false)
  const isWrong = reasonFor(change.error, 'previous_password') !== undefined
  // The meter says it in the reader's language; only what it cannot know is said here.
  const isRefused = reasonFor(change.error, 'password') !== undefined
  const missing = (text: string) => (hasTried && text === '' ? t('ownSecurity.missing') : undefined)
  return (
    <section className="card settings-card" aria-labelledby="own-password">
      <h2 className="card-title" id="own-password">
        {t('ownSecurity.password')}
      </h2>
      <form
        className="stack form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (previous === '' || password === '') return
          change.mutate(
            { previous_password: previous, password },
            {
              onSuccess: () => {
                setPrevious('')
                setPassword('')
                setTried(false)
                toast(t('ownSecurity.changed'))
              },
            },
          )
        }}
      >
        {change.isError && !isWrong && !isRefused ? (
          <ErrorNotice error={change.error} title={t('settings.notSaved')} />
        ) : null}
        <input type="hidden" name="username" value={me.email ?? ''} autoComplete="username" />
        <Field
          label={t('ownSecurity.previous')}
          error={isWrong ? t('ownSecurity.wrong') : missing(previous)}
          isRequired
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="password"
              autoComplete="current-password"
              value={previous}
              onChange={(event) => {
                change.reset()
                setPrevious(event.target.value)
              }}
            />
          )}
        </Field>
        <NewPasswordField
          label={t('ownSecurity.new')}
          userId={me.id}
          value={password}
          error={isRefused ? t('ownSecurity.refused') : missing(password)}
          onChange={(text) => {
            change.reset()
            setPassword(text)
          }}
        />
        <p className="field-help">{t('ownSecurity.others')}</p>
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={change.isPending}>
            {t('ownSecurity.change')}
          </Button>
        </div>
      </form>
    </section>
  )
}

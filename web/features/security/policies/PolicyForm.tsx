// How one audience signs in, as a form: ways in, passwords, second factors, sessions. Saving first shows what it means.
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { RequestProblem } from '../../../api/request.ts'
import {
  type PolicyPreview,
  type SignInPolicy,
  usePreviewSignInPolicy,
  useSaveSignInPolicy,
} from '../../../api/signIn.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SwitchField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { changeOf, duration, faultsOf, limits } from './changes.ts'
import { FactorStanding } from './FactorStanding.tsx'
import { NumberField } from './NumberField.tsx'
import { PasswordLevels } from './PasswordLevels.tsx'
import { PolicyPreviewDialog } from './PolicyPreviewDialog.tsx'
import { ProviderStanding } from './ProviderStanding.tsx'
import { SsoOnlyGuard } from './SsoOnlyGuard.tsx'

/** Refusals of the server that guard the way in, in the reader's words. */
const guards: Record<string, MessageKey> = {
  sso_only: 'signIn.fault.ssoOnly',
  password_enabled: 'signIn.fault.password',
}

/** NIST SP 800-63B for the team; customers come rarely and hold less. */
const recommended = {
  staff: { session_idle_minutes: 120, session_absolute_minutes: 720 },
  end_user: { session_idle_minutes: 480, session_absolute_minutes: 10_080 },
} as const

interface PolicyFormProps {
  policy: SignInPolicy
  draft: SignInPolicy
  isChanged: boolean
  /** Null discards the draft. */
  onDraft: (draft: SignInPolicy | null) => void
}

export function PolicyForm({ policy, draft, isChanged, onDraft }: PolicyFormProps) {
  const { audience } = policy
  const isStaff = audience === 'staff'
  const ask = usePreviewSignInPolicy(audience)
  const save = useSaveSignInPolicy(audience)
  const [preview, setPreview] = useState<PolicyPreview | null>(null)
  const [before, setBefore] = useState<SignInPolicy | null>(null)
  const [hasTried, setTried] = useState(false)
  const faults = hasTried ? faultsOf(draft) : {}
  const error = save.error ?? ask.error
  const change = (part: Partial<SignInPolicy>) => {
    ask.reset()
    save.reset()
    onDraft({ ...draft, ...part })
  }
  const discard = () => {
    ask.reset()
    save.reset()
    setTried(false)
    onDraft(null)
  }
  const onSubmit = () => {
    setTried(true)
    if (Object.keys(faultsOf(draft)).length > 0) return
    if (!isChanged) return toast(t('signIn.nothing'))
    ask.mutate(changeOf(policy, draft), { onSuccess: setPreview })
  }
  const keep = () => {
    setPreview(null)
    save.mutate(changeOf(policy, draft), {
      onSuccess: () => {
        setBefore(policy)
        discard()
        toast(t('settings.saved'))
      },
    })
  }
  const guard = guardOf(error)
  const hasFaults = Object.keys(faults).length > 0
  const summary = useRef<HTMLDivElement>(null)
  // The form is longer than a window: what went wrong is brought to whoever pressed the button at its end.
  useEffect(() => {
    if (error || hasFaults) summary.current?.focus()
  }, [error, hasFaults])
  const heading = `policy-${audience}`
  return (
    <section className="card settings-card" aria-labelledby={heading}>
      <h2 className="card-title" id={heading}>
        {t(isStaff ? 'signIn.staff' : 'signIn.endUsers')}
      </h2>
      <form
        className="stack form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        <div ref={summary} tabIndex={-1} className="policy-summary">
          {guard ? (
            <p className="notice notice-red" role="alert">
              {t(guard)}
            </p>
          ) : error ? (
            <ErrorNotice error={error} title={t('settings.notSaved')} />
          ) : hasFaults ? (
            <p className="notice notice-red" role="alert">
              {t('signIn.fault.some')}
            </p>
          ) : null}
        </div>
        <fieldset className="policy-part">
          <legend className="field-label">{t('signIn.ways')}</legend>
          <SwitchField
            label={t('signIn.password')}
            help={t('signIn.password.help')}
            isOn={draft.password_enabled}
            onChange={(password_enabled) => change({ password_enabled })}
          />
          {isStaff ? null : (
            <SwitchField
              label={t('signIn.magicLink')}
              help={t('signIn.magicLink.help')}
              isOn={draft.magic_link_enabled}
              onChange={(magic_link_enabled) => change({ magic_link_enabled })}
            />
          )}
          <SwitchField
            label={t('signIn.ssoOnly')}
            help={t(isStaff ? 'signIn.ssoOnly.help' : 'signIn.ssoOnly.helpEndUsers')}
            isOn={draft.sso_only}
            onChange={(sso_only) => change({ sso_only })}
          />
          {draft.sso_only ? <SsoOnlyGuard audience={audience} /> : <ProviderStanding audience={audience} />}
        </fieldset>
        <PasswordLevels
          level={draft.password_level}
          rules={draft.password_rules}
          faults={faults}
          onLevel={(password_level) => change({ password_level })}
          onRules={(password_rules) => change({ password_rules })}
        />
        <SwitchField
          label={t('signIn.adminsSet')}
          help={t('signIn.adminsSet.help')}
          isOn={draft.admins_set_passwords}
          onChange={(admins_set_passwords) => change({ admins_set_passwords })}
        />
        <FactorStanding audience={audience} />
        <fieldset className="policy-part">
          <legend className="field-label">{t('signIn.sessions')}</legend>
          {(['session_idle_minutes', 'session_absolute_minutes'] as const).map((name) => (
            <NumberField
              key={name}
              label={t(name === 'session_idle_minutes' ? 'signIn.idle' : 'signIn.absolute')}
              help={t('signIn.time.help', {
                time: Number.isInteger(draft[name]) ? duration(draft[name]) : '–',
                recommended: duration(recommended[audience][name]),
              })}
              {...limits[name]}
              value={draft[name]}
              error={faults[name]}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
        </fieldset>
        <div className="row row-wrap">
          <Button kind="primary" type="submit" isDisabled={ask.isPending || save.isPending}>
            {t('signIn.save', { who: t(isStaff ? 'signIn.staff' : 'signIn.endUsers') })}
          </Button>
          {isChanged ? (
            <>
              <Button onPress={discard}>{t('signIn.discard')}</Button>
              <span className="muted" role="status">
                {t('settings.unsaved')}
              </span>
            </>
          ) : before ? (
            <Button
              onPress={() => {
                onDraft(before)
                setBefore(null)
              }}
            >
              {t('signIn.putBack')}
            </Button>
          ) : null}
        </div>
        <p className="field-help">
          {t('signIn.recorded')} <Link href={places.security('audit')}>{t('security.audit')}</Link>
        </p>
      </form>
      {preview ? (
        <PolicyPreviewDialog
          policy={policy}
          draft={draft}
          preview={preview}
          onConfirm={keep}
          onClose={() => setPreview(null)}
        />
      ) : null}
    </section>
  )
}

function guardOf(error: unknown): MessageKey | undefined {
  if (!(error instanceof RequestProblem)) return undefined
  const field = Object.keys(error.details).find((name) => name in guards)
  return field === undefined ? undefined : guards[field]
}

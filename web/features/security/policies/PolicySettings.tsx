// How staff and end users sign in: one form for each.
import { useState } from 'react'
import {
  type PasswordLevel,
  passwordLevels,
  type SignInPolicy,
  useSaveSignInPolicy,
  useSignInPolicies,
} from '../../../api/signIn.ts'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { SsoOnlyGuard } from './SsoOnlyGuard.tsx'

export default function PolicySettings() {
  const policies = useSignInPolicies()
  if (policies.isPending) return <Skeleton lines={6} />
  if (policies.isError) return <ErrorNotice error={policies.error} onRetry={() => void policies.refetch()} />
  return (
    <div className="stack">
      <p className="muted">{t('security.signIn.text')}</p>
      {policies.data.map((policy) => (
        <PolicyForm key={JSON.stringify(policy)} policy={policy} />
      ))}
    </div>
  )
}

const levelNames: Record<PasswordLevel, MessageKey> = {
  recommended: 'signIn.level.recommended',
  low: 'signIn.level.low',
  medium: 'signIn.level.medium',
  high: 'signIn.level.high',
  custom: 'signIn.level.custom',
}

function PolicyForm({ policy }: { policy: SignInPolicy }) {
  const [draft, setDraft] = useState(policy)
  const save = useSaveSignInPolicy()
  const [isAsked, setAsked] = useState(false)
  const change = (part: Partial<SignInPolicy>) => setDraft({ ...draft, ...part })
  const keep = () => save.mutate(draft, { onSuccess: () => toast(t('settings.saved')) })
  const isStaff = policy.audience === 'staff'
  return (
    <section className="card settings-card" aria-labelledby={`policy-${policy.audience}`}>
      <h2 className="card-title" id={`policy-${policy.audience}`}>
        {t(isStaff ? 'signIn.staff' : 'signIn.endUsers')}
      </h2>
      <form
        className="stack form"
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.sso_only && !policy.sso_only) setAsked(true)
          else keep()
        }}
      >
        {save.isError ? <ErrorNotice error={save.error} title={t('settings.notSaved')} /> : null}
        <SwitchField
          label={t('signIn.password')}
          isOn={draft.password_enabled}
          onChange={(password_enabled) => change({ password_enabled })}
        />
        <SelectField
          label={t('signIn.level')}
          help={t('signIn.level.help')}
          value={draft.password_level}
          options={passwordLevels.map((level) => ({ value: level, label: t(levelNames[level]) }))}
          onChange={(password_level) => change({ password_level })}
        />
        {draft.password_level === 'custom' ? (
          <CustomRules rules={draft.password_rules} onChange={(password_rules) => change({ password_rules })} />
        ) : null}
        <SwitchField
          label={t('signIn.adminsSet')}
          help={t('signIn.adminsSet.help')}
          isOn={draft.admins_set_passwords}
          onChange={(admins_set_passwords) => change({ admins_set_passwords })}
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
          help={t('signIn.ssoOnly.help')}
          isOn={draft.sso_only}
          onChange={(sso_only) => change({ sso_only })}
        />
        {draft.sso_only ? <SsoOnlyGuard audience={draft.audience} /> : null}
        <NumberField
          label={t('signIn.idle')}
          value={draft.session_idle_minutes}
          onChange={(session_idle_minutes) => change({ session_idle_minutes })}
        />
        <NumberField
          label={t('signIn.absolute')}
          value={draft.session_absolute_minutes}
          onChange={(session_absolute_minutes) => change({ session_absolute_minutes })}
        />
        <Button kind="primary" type="submit" isDisabled={save.isPending}>
          {t('settings.save')}
        </Button>
      </form>
      {isAsked ? (
        <Confirm
          title={t('signIn.ssoOnly')}
          isOpen
          confirm={t('signIn.ssoOnly.confirm')}
          isDangerous
          onConfirm={() => {
            setAsked(false)
            keep()
          }}
          onClose={() => setAsked(false)}
        >
          <p>{t(isStaff ? 'signIn.ssoOnly.sure.staff' : 'signIn.ssoOnly.sure.customers')}</p>
        </Confirm>
      ) : null}
    </section>
  )
}

type Rules = SignInPolicy['password_rules']

function CustomRules({ rules, onChange }: { rules: Rules; onChange: (rules: Rules) => void }) {
  const change = (part: Partial<Rules>) => onChange({ ...rules, ...part })
  return (
    <>
      <NumberField
        label={t('signIn.minLength')}
        value={rules.min_length}
        onChange={(min_length) => change({ min_length })}
      />
      <SwitchField
        label={t('signIn.mixedCase')}
        isOn={rules.mixed_case}
        onChange={(mixed_case) => change({ mixed_case })}
      />
      <SwitchField label={t('signIn.numbers')} isOn={rules.numbers} onChange={(numbers) => change({ numbers })} />
      <SwitchField label={t('signIn.symbols')} isOn={rules.symbols} onChange={(symbols) => change({ symbols })} />
      <NumberField label={t('signIn.history')} value={rules.history} onChange={(history) => change({ history })} />
      <NumberField
        label={t('signIn.maxAge')}
        value={rules.max_age_days}
        onChange={(max_age_days) => change({ max_age_days })}
      />
    </>
  )
}

function NumberField({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <TextField
      label={label}
      type="number"
      value={String(value)}
      onChange={(text) => onChange(Math.trunc(Number(text)))}
    />
  )
}

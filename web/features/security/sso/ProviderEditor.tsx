// One provider, from top to bottom as it is set up: what it is called, what it needs from us, what we need from it, whom
// it is believed about, what people get, the trial, and the switch.
import { useEffect, useRef, useState } from 'react'
import {
  type IdentityProvider,
  type Mapping,
  type ProviderWrite,
  usePresets,
  useSaveProvider,
} from '../../../api/identityProviders.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextArea, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { CheckNow } from './CheckNow.tsx'
import { isUnfinished } from './GrantFields.tsx'
import { KindFields } from './KindFields.tsx'
import { LdapFields } from './LdapFields.tsx'
import { MappingFields } from './MappingFields.tsx'
import { OurValues } from './OurValues.tsx'
import { SamlFields } from './SamlFields.tsx'
import { TrialPanel } from './TrialPanel.tsx'
import { warningText } from './words.ts'

type Form = Required<Pick<ProviderWrite, 'name' | 'label' | 'audiences' | 'creates_people' | 'settings'>> & {
  domains: string
  mapping: Mapping
  secrets: Record<string, string>
}

/** Lists are edited one a line; lines that are still empty are not sent. */
const withoutEmptyLines = (settings: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((one) => typeof one !== 'string' || one.trim() !== '') : value,
    ]),
  )

const audienceChoices = ['staff', 'end_user', 'both'] as const

export function ProviderEditor({ provider, onClose }: { provider: IdentityProvider; onClose: () => void }) {
  const save = useSaveProvider()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The button that led here is gone: a keyboard goes on from the top, and a screen reader says where one is.
    heading.current?.focus()
  }, [])
  const [form, setForm] = useState<Form>({
    name: provider.name,
    label: provider.label,
    audiences: provider.audiences,
    creates_people: provider.creates_people,
    settings: provider.settings,
    domains: provider.domains.join('\n'),
    mapping: provider.mapping,
    secrets: {},
  })
  const set = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }))
  const setSettings = (part: Record<string, unknown>) =>
    setForm((before) => ({ ...before, settings: { ...before.settings, ...part } }))
  const written = () => ({
    ...form,
    id: provider.id,
    settings: withoutEmptyLines(form.settings),
    domains: form.domains.split(/[\s,]+/).filter((domain) => domain !== ''),
    mapping: { ...form.mapping, rules: form.mapping.rules.filter((rule) => rule.value.trim() !== '') },
  })
  const [unfinished, setUnfinished] = useState<Error | null>(null)
  const keep = async () => {
    const wanted = written()
    const number = form.mapping.rules.findIndex((rule) => rule.value.trim() !== '' && isUnfinished(rule.grant)) + 1
    const mistake = number === 0 ? null : new Error(t('sso.map.rule.unfinished', { number }))
    setUnfinished(mistake)
    if (mistake) throw mistake
    await save.mutateAsync(wanted)
    set({ secrets: {} })
  }
  const preset = usePresets().data?.find(({ kind, title }) => kind === provider.kind && title === provider.name)
  const audience = form.audiences.length === 2 ? 'both' : (form.audiences[0] ?? 'staff')
  return (
    <div className="form sso-editor">
      <div className="row">
        <Button kind="quiet" icon="arrow-left" onPress={onClose}>
          {t('sso.back')}
        </Button>
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {provider.name}
      </h2>
      {provider.warnings.map((warning) => (
        <p key={`${warning.code}${warning.detail}`} className="notice notice-amber" role="status">
          {warningText(warning)}
        </p>
      ))}
      <CheckNow provider={provider} />
      {preset?.guide_url ? (
        <p>
          <a href={preset.guide_url} target="_blank" rel="noopener noreferrer">
            {t('sso.guide', { name: preset.title })}
          </a>
        </p>
      ) : null}
      <TextField label={t('sso.name')} value={form.name} onChange={(name) => set({ name })} isRequired />
      <TextField
        label={t('sso.label')}
        help={t('sso.label.help')}
        value={form.label}
        onChange={(label) => set({ label })}
      />
      <SelectField
        label={t('sso.audience')}
        value={audience}
        options={audienceChoices.map((value) => ({
          value,
          label: t(value === 'staff' ? 'sso.staff' : value === 'both' ? 'sso.both' : 'sso.customers'),
        }))}
        onChange={(next) => set({ audiences: next === 'both' ? ['staff', 'end_user'] : [next] })}
      />
      <OurValues values={provider.our_values} />
      {provider.kind === 'saml' ? <SamlFields settings={form.settings} onChange={setSettings} /> : null}
      {provider.kind === 'ldap' ? (
        <LdapFields
          settings={form.settings}
          hasPassword={provider.secrets.includes('service_password')}
          password={form.secrets.service_password ?? ''}
          onChange={setSettings}
          onPassword={(service_password) => set({ secrets: service_password === '' ? {} : { service_password } })}
        />
      ) : null}
      <KindFields
        kind={provider.kind}
        settings={form.settings}
        held={provider.secrets}
        secrets={form.secrets}
        onChange={setSettings}
        onSecrets={(secrets) => set({ secrets })}
        issuer={preset?.issuer ?? null}
      />
      <h3>{t('sso.trust')}</h3>
      <TextArea
        label={t('sso.domains')}
        help={t('sso.domains.help')}
        value={form.domains}
        onChange={(domains) => set({ domains })}
      />
      <SwitchField
        label={t('sso.creates')}
        help={t('sso.creates.help')}
        isOn={form.creates_people}
        onChange={(creates_people) => set({ creates_people })}
      />
      <MappingFields
        mapping={form.mapping}
        isForStaff={form.audiences.includes('staff')}
        onChange={(mapping) => set({ mapping })}
      />
      {unfinished ? <ErrorNotice error={unfinished} title={t('settings.notSaved')} /> : null}
      {save.isError && !unfinished ? <ErrorNotice error={save.error} title={t('settings.notSaved')} /> : null}
      <div className="row">
        <Button
          kind="primary"
          isDisabled={save.isPending}
          onPress={() =>
            void keep().then(
              () => toast(t('settings.saved')),
              () => undefined,
            )
          }
        >
          {t('settings.save')}
        </Button>
      </div>
      <TrialPanel provider={provider} onSave={keep} />
      <SwitchField
        label={t('sso.active')}
        help={t(provider.state === 'untested' ? 'sso.active.first' : 'sso.active.help')}
        isOn={provider.active}
        onChange={(active) => save.mutate({ id: provider.id, active })}
      />
    </div>
  )
}

// What is asked of one role, and how far its people have come. Saving first says whom it means.
import { useState } from 'react'
import {
  type FactorRequirement,
  factorRoleOf,
  type RequirementChange,
  type RequirementPreview,
  usePreviewRequirement,
  useSaveRequirement,
} from '../../../api/factors.ts'
import { reasonFor } from '../../../api/fields.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { UnsavedGuard } from '../../../kit/UnsavedGuard.tsx'
import { t } from '../../../language/text.ts'
import { requirementName } from './names.ts'
import { PeopleWithout } from './PeopleWithout.tsx'
import { RequirementPreviewDialog } from './RequirementPreviewDialog.tsx'

export function RoleForm({ now }: { now: FactorRequirement }) {
  const role = factorRoleOf(now)
  const ask = usePreviewRequirement(role)
  const save = useSaveRequirement(role)
  const [draft, setDraft] = useState(now)
  const [preview, setPreview] = useState<RequirementPreview | null>(null)
  const [isOpen, setOpen] = useState(false)
  const { total, enrolled, exempt } = now.people
  const change = (part: Partial<FactorRequirement>) => {
    ask.reset()
    setDraft({ ...draft, ...part })
  }
  const isChanged = JSON.stringify(wantedOf(draft)) !== JSON.stringify(wantedOf(now))
  const name = requirementName(now)
  const wanted = wantedOf(draft)
  // Reasons stand at the day; whatever else went wrong is said aside.
  const complain = (error: unknown) => {
    if (reasonFor(error, 'required_from') === undefined) toast(describeProblem(error).text, 'triangle-alert')
  }
  const keep = () => {
    setPreview(null)
    save.mutate(wanted, { onSuccess: () => toast(t('settings.saved')), onError: complain })
  }
  // What concerns nobody needs no question.
  const onPress = () =>
    ask.mutate(wanted, {
      onSuccess: (told) => (told.must_enrol_count > 0 && draft.is_required ? setPreview(told) : keep()),
      onError: complain,
    })
  const isRefused = [ask.error, save.error].some((error) => reasonFor(error, 'required_from') !== undefined)
  return (
    <section className="factor-role" aria-label={name}>
      <h2>{name}</h2>
      <p>
        <progress max={Math.max(total, 1)} value={enrolled} aria-label={t('factors.progress', { enrolled, total })} />{' '}
        {t('factors.progress', { enrolled, total })}
        {exempt > 0 ? ` · ${t('factors.exempt', { count: exempt })}` : ''}
      </p>
      {now.custom_role_id === null ? null : (
        <SwitchField
          label={t('factors.follows')}
          help={t('factors.follows.help')}
          isOn={draft.follows_agents}
          onChange={(follows_agents) => change({ follows_agents })}
        />
      )}
      {draft.follows_agents ? (
        <p className="muted">{t(now.is_required ? 'factors.follows.required' : 'factors.follows.free')}</p>
      ) : (
        <Settings draft={draft} isRefused={isRefused} onChange={change} />
      )}
      <div className="row row-wrap">
        <Button kind="primary" isDisabled={!isChanged || ask.isPending || save.isPending} onPress={onPress}>
          {t('factors.save', { role: name })}
        </Button>
        {isChanged ? <Button onPress={() => setDraft(now)}>{t('signIn.discard')}</Button> : null}
        {total > enrolled ? (
          <Button onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {t('factors.without', { count: total - enrolled })}
          </Button>
        ) : null}
      </div>
      {isOpen ? <PeopleWithout role={role} /> : null}
      {preview ? (
        <RequirementPreviewDialog name={name} preview={preview} onConfirm={keep} onClose={() => setPreview(null)} />
      ) : null}
      <UnsavedGuard isDirty={isChanged && !save.isPending} />
    </section>
  )
}

function wantedOf({ follows_agents, is_required, required_from, frequency, provider_counts }: FactorRequirement) {
  const change: RequirementChange = follows_agents
    ? { follows_agents }
    : { is_required, required_from, frequency, provider_counts }
  return change
}

interface SettingsProps {
  draft: FactorRequirement
  isRefused: boolean
  onChange: (part: Partial<FactorRequirement>) => void
}

function Settings({ draft, isRefused, onChange }: SettingsProps) {
  return (
    <>
      <SwitchField
        label={t('factors.required')}
        isOn={draft.is_required}
        onChange={(is_required) => onChange({ is_required })}
      />
      {draft.is_required ? (
        <TextField
          type="date"
          label={t('factors.from')}
          help={t('factors.from.help')}
          error={isRefused ? t('factors.refused') : undefined}
          value={draft.required_from?.slice(0, 10) ?? ''}
          onChange={(day) => onChange({ required_from: day === '' ? null : `${day}T00:00:00Z` })}
        />
      ) : null}
      <SelectField
        label={t('factors.frequency')}
        value={draft.frequency}
        options={[
          { value: 'always', label: t('factors.frequency.always') },
          { value: 'new_devices', label: t('factors.frequency.new') },
        ]}
        onChange={(frequency) => onChange({ frequency })}
      />
      <SwitchField
        label={t('factors.provider')}
        help={t('factors.provider.help')}
        isOn={draft.provider_counts}
        onChange={(provider_counts) => onChange({ provider_counts })}
      />
    </>
  )
}

// From whom a second factor is asked, how far it has come, and who sends texts.
import { useState } from 'react'
import {
  type FactorRequirement,
  type FactorRole,
  useFactorRequirements,
  useSaveRequirement,
} from '../../../api/factors.ts'
import { useMe } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { GatewayForm } from './GatewayForm.tsx'
import { PeopleWithout } from './PeopleWithout.tsx'
import './factors.css'

const names: Record<FactorRole, MessageKey> = {
  owner: 'factors.role.owner',
  admin: 'factors.role.admin',
  agent: 'factors.role.agent',
  'end-user': 'factors.role.end_user',
}

export default function FactorsPage() {
  const requirements = useFactorRequirements()
  if (requirements.isPending) return <Skeleton lines={6} />
  if (requirements.isError)
    return <ErrorNotice error={requirements.error} onRetry={() => void requirements.refetch()} />
  // The team first, from the most powerful down.
  const rows = [...requirements.data].reverse()
  return (
    <div className="factors">
      <p className="muted">{t('factors.text')}</p>
      {rows.map((one) => (
        <RoleForm key={`${one.role} ${one.required_from} ${one.is_required}`} now={one} />
      ))}
      <GatewayForm />
    </div>
  )
}

function RoleForm({ now }: { now: FactorRequirement }) {
  const me = useMe()
  const save = useSaveRequirement()
  const [draft, setDraft] = useState(now)
  const [isOpen, setOpen] = useState(false)
  const { total, enrolled, exempt } = now.people
  const change = (part: Partial<FactorRequirement>) => setDraft({ ...draft, ...part })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(now)
  const name = t(names[now.role])
  const isMine = now.role === (me.is_owner ? 'owner' : me.role)
  const keep = () => {
    const { role, is_required, required_from, frequency, provider_counts } = draft
    save.mutate(
      { role, is_required, required_from, frequency, provider_counts },
      {
        onSuccess: () => toast(t('settings.saved')),
        onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
      },
    )
  }
  return (
    <section className="factor-role" aria-label={name}>
      <h2>{name}</h2>
      <p>
        <progress max={Math.max(total, 1)} value={enrolled} aria-label={t('factors.progress', { enrolled, total })} />{' '}
        {t('factors.progress', { enrolled, total })}
        {exempt > 0 ? ` · ${t('factors.exempt', { count: exempt })}` : ''}
      </p>
      <SwitchField
        label={t('factors.required')}
        isOn={draft.is_required}
        onChange={(is_required) => change({ is_required })}
      />
      {draft.is_required ? (
        <TextField
          type="date"
          label={t('factors.from')}
          help={t('factors.from.help')}
          value={draft.required_from?.slice(0, 10) ?? ''}
          onChange={(day) => change({ required_from: day === '' ? null : `${day}T00:00:00Z` })}
        />
      ) : null}
      {draft.is_required && isMine && !me.two_factor_auth_enabled ? (
        <p className="notice notice-amber" role="status">
          {t('factors.you')}
        </p>
      ) : null}
      <SelectField
        label={t('factors.frequency')}
        value={draft.frequency}
        options={[
          { value: 'always', label: t('factors.frequency.always') },
          { value: 'new_devices', label: t('factors.frequency.new') },
        ]}
        onChange={(frequency) => change({ frequency })}
      />
      <SwitchField
        label={t('factors.provider')}
        help={t('factors.provider.help')}
        isOn={draft.provider_counts}
        onChange={(provider_counts) => change({ provider_counts })}
      />
      <div className="row row-wrap">
        <Button kind="primary" isDisabled={!isChanged || save.isPending} onPress={keep}>
          {t('factors.save', { role: name })}
        </Button>
        {total > enrolled ? (
          <Button onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {t('factors.without', { count: total - enrolled })}
          </Button>
        ) : null}
      </div>
      {isOpen ? <PeopleWithout role={now.role} /> : null}
    </section>
  )
}

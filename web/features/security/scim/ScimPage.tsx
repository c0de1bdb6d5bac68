// SCIM: where a directory reaches this desk, with which token, what it may do, and whether it works.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { useIdentityProviders } from '../../../api/identityProviders.ts'
import { useRoles } from '../../../api/roles.ts'
import { type Scim, type ScimSettings, useSaveScim, useScim } from '../../../api/scim.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextArea } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { CopyLine } from './CopyLine.tsx'
import { LastSync } from './LastSync.tsx'
import { RoleMapping } from './RoleMapping.tsx'
import { Tokens } from './Tokens.tsx'
import './scim.css'

export default function ScimPage() {
  const scim = useScim()
  if (scim.isPending) return <Skeleton lines={5} />
  if (scim.isError) return <ErrorNotice error={scim.error} onRetry={() => void scim.refetch()} />
  return (
    <div className="form scim">
      <p className="muted">{t('scim.text')}</p>
      <CopyLine label={t('scim.endpoint')} value={scim.data.endpoint_url} />
      <Tokens tokens={scim.data.tokens} />
      <Settings scim={scim.data} />
      <LastSync scim={scim.data} />
    </div>
  )
}

function Settings({ scim }: { scim: Scim }) {
  const { enabled, dry_run, ranges, mapping, subject_provider_id } = scim
  const [draft, setDraft] = useState<ScimSettings>({ enabled, dry_run, ranges, mapping, subject_provider_id })
  const roles = useRoles()
  const providers = (useIdentityProviders().data ?? [])
    .filter(({ kind, audiences }) => (kind === 'saml' || kind === 'oidc') && audiences.includes('staff'))
    .map(({ id, name }) => ({ value: String(id), label: name }))
  const save = useSaveScim()
  const change = (part: Partial<ScimSettings>) => setDraft({ ...draft, ...part })
  const wanted = {
    ...draft,
    ranges: draft.ranges.map((one) => one.trim()).filter((one) => one !== ''),
    mapping: { ...draft.mapping, rules: draft.mapping.rules.filter((rule) => rule.value.trim() !== '') },
  }
  return (
    <section className="scim-part" aria-label={t('scim.settings')}>
      <h2>{t('scim.settings')}</h2>
      <SwitchField
        label={t('scim.enabled')}
        help={t('scim.enabled.help')}
        isOn={draft.enabled}
        onChange={(isOn) => change({ enabled: isOn })}
      />
      <SwitchField
        label={t('scim.dryRun')}
        help={t('scim.dryRun.help')}
        isOn={draft.dry_run}
        onChange={(isOn) => change({ dry_run: isOn })}
      />
      <TextArea
        label={t('scim.ranges')}
        help={t('scim.ranges.help')}
        error={reasonFor(save.error, 'ranges')}
        value={draft.ranges.join('\n')}
        onChange={(text) => change({ ranges: text.split('\n') })}
      />
      <SelectField
        label={t('scim.subject')}
        help={t('scim.subject.help')}
        value={String(draft.subject_provider_id ?? '')}
        options={[{ value: '', label: t('scim.subject.none') }, ...providers]}
        onChange={(value) => change({ subject_provider_id: value === '' ? null : Number(value) })}
      />
      <RoleMapping
        mapping={draft.mapping}
        roles={roles.data ?? []}
        error={reasonFor(save.error, 'mapping')}
        onChange={(changed) => change({ mapping: changed })}
      />
      <div className="row">
        <Button
          kind="primary"
          isDisabled={save.isPending}
          onPress={() =>
            save.mutate(wanted, {
              onSuccess: () => toast(t('settings.saved')),
              onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
            })
          }
        >
          {t('settings.save')}
        </Button>
      </div>
    </section>
  )
}

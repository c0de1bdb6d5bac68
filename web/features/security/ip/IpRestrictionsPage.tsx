// From which addresses the account may be used. What one saves is on trial: it must be confirmed within ten minutes.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import {
  type IpRestrictions,
  type IpRestrictionsNow,
  type ShutOut,
  useIpRestrictions,
  usePreviewIpRestrictions,
  useSaveIpRestrictions,
} from '../../../api/ipRestrictions.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SwitchField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { RangeTable } from './RangeTable.tsx'
import { ShutOutDialog } from './ShutOutDialog.tsx'
import { TrialNotice } from './TrialNotice.tsx'
import './ip.css'

export default function IpRestrictionsPage() {
  const now = useIpRestrictions()
  if (now.isPending) return <Skeleton lines={4} />
  if (now.isError) return <ErrorNotice error={now.error} onRetry={() => void now.refetch()} />
  return <IpForm key={JSON.stringify(now.data.ranges)} now={now.data} />
}

function IpForm({ now }: { now: IpRestrictionsNow }) {
  const { enabled, customers_may_bypass, ranges, your_address } = now
  const [draft, setDraft] = useState<IpRestrictions>({ enabled, customers_may_bypass, ranges })
  const [shutOut, setShutOut] = useState<ShutOut[] | null>(null)
  const preview = usePreviewIpRestrictions()
  const save = useSaveIpRestrictions()
  // Reasons stand at the ranges; whatever else went wrong is said aside.
  const complain = (error: unknown) => {
    if (rangeReason(error) === undefined) toast(describeProblem(error).text, 'triangle-alert')
  }
  const wanted = { ...draft, ranges: draft.ranges.filter((one) => one.range.trim() !== '') }
  const keep = () => {
    setShutOut(null)
    save.mutate(wanted, {
      onSuccess: () => toast(t('settings.saved')),
      onError: complain,
    })
  }
  const ask = () =>
    preview.mutate(wanted, {
      onSuccess: ({ shut_out }) => (wanted.enabled && shut_out.length > 0 ? setShutOut(shut_out) : keep()),
      onError: complain,
    })
  const reason = rangeReason(save.error) ?? rangeReason(preview.error)
  return (
    <div className="form ip-form">
      <p className="muted">{t('ip.text')}</p>
      {now.confirm_by === null ? null : <TrialNotice confirmBy={now.confirm_by} />}
      <p>
        {t('ip.yours')} <code>{your_address ?? '–'}</code>
      </p>
      {now.behind_unknown_proxy ? (
        <p className="notice notice-amber" role="status">
          {t('ip.proxy')}
        </p>
      ) : null}
      <SwitchField
        label={t('ip.enabled')}
        help={t('ip.enabled.help')}
        isOn={draft.enabled}
        onChange={(isOn) => setDraft({ ...draft, enabled: isOn })}
      />
      <SwitchField
        label={t('ip.customers')}
        help={t('ip.customers.help')}
        isOn={draft.customers_may_bypass}
        onChange={(isOn) => setDraft({ ...draft, customers_may_bypass: isOn })}
      />
      <RangeTable
        ranges={draft.ranges}
        yourAddress={your_address}
        error={reason}
        onChange={(changed) => setDraft({ ...draft, ranges: changed })}
      />
      <div className="row">
        <Button kind="primary" onPress={ask} isDisabled={preview.isPending || save.isPending}>
          {t('settings.save')}
        </Button>
      </div>
      {shutOut ? <ShutOutDialog people={shutOut} onConfirm={keep} onClose={() => setShutOut(null)} /> : null}
    </div>
  )
}

const rangeReason = (error: unknown): string | undefined =>
  reasonFor(error, 'ranges') ?? reasonFor(error, 'ranges.range')

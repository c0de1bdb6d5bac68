// A change is on trial: how long it holds, and the two ways out.
import { useSettleIpRestrictions } from '../../../api/ipRestrictions.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { useNow } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

const minute_ms = 60_000

export function TrialNotice({ confirmBy }: { confirmBy: string }) {
  const settle = useSettleIpRestrictions()
  const minutes = Math.max(0, Math.round((Date.parse(confirmBy) - useNow()) / minute_ms))
  const settleBy = (verb: 'confirm' | 'revert', text: string) =>
    settle.mutate(verb, {
      onSuccess: () => toast(text),
      onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
    })
  return (
    <div className="notice notice-amber" role="status">
      <Icon name="clock" />
      <div className="grow">
        <p className="notice-title">{t('ip.trial')}</p>
        <p>{t('ip.trial.text', { minutes })}</p>
      </div>
      <Button kind="primary" size="small" onPress={() => settleBy('confirm', t('ip.confirmed'))}>
        {t('ip.confirm')}
      </Button>
      <Button size="small" onPress={() => settleBy('revert', t('ip.reverted'))}>
        {t('ip.revert')}
      </Button>
    </div>
  )
}

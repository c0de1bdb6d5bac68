// The badge that says whether the sender is who the mail says, and behind it the evidence.
import { Dialog, DialogTrigger } from 'react-aria-components'
import type { Check, Sender } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Floating } from '../../../kit/Floating.tsx'
import { t } from '../../../language/text.ts'
import { flagKeys, isSuspicious, trustOf } from './trust.ts'

export function SenderBadge({ sender }: { sender: Sender }) {
  const trust = trustOf(sender)
  const flags = flagKeys(sender.flags ?? [])
  const checks: [string, Check | null | undefined][] = [
    ['SPF', sender.spf],
    ['DKIM', sender.dkim],
    ['DMARC', sender.dmarc],
    ['ARC', sender.arc],
  ]
  const addresses: [string, string | null | undefined][] = [
    [t('sender.from'), sender.from],
    [t('sender.replyTo'), sender.reply_to],
    [t('sender.envelope'), sender.envelope_from],
  ]
  return (
    <DialogTrigger>
      <Button kind="quiet" size="small" className="trust-button">
        <Badge tone={trust.tone} icon={trust.icon}>
          {t(trust.label)}
        </Badge>
        {isSuspicious(sender.flags ?? []) ? (
          <Badge tone="amber" icon="triangle-alert">
            {t('trust.lookTwice')}
          </Badge>
        ) : null}
      </Button>
      <Floating>
        <Dialog className="trust" aria-label={t('sender.title')}>
          <p className={`notice notice-${trust.tone}`}>{t(trust.text)}</p>
          {flags.length > 0 ? (
            <ul className="trust-flags">
              {flags.map((key) => (
                <li key={key}>{t(key)}</li>
              ))}
            </ul>
          ) : null}
          <dl className="facts">
            {addresses.flatMap(([label, value]) =>
              value
                ? [
                    <dt key={`${label}-label`}>{label}</dt>,
                    <dd key={label} className="code">
                      {value}
                    </dd>,
                  ]
                : [],
            )}
            {checks.flatMap(([label, check]) =>
              check
                ? [
                    <dt key={`${label}-label`}>{label}</dt>,
                    <dd key={label}>
                      <span className="code">
                        {check.result}
                        {check.domain ? ` · ${check.domain}` : ''}
                      </span>
                    </dd>,
                  ]
                : [],
            )}
          </dl>
        </Dialog>
      </Floating>
    </DialogTrigger>
  )
}

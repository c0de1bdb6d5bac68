// Why an automation may not be saved as it is, in words, and the usual way out at a press.
import { useState } from 'react'
import type { Conditions } from '../../../api/conditions.ts'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'

interface EndlessNoticeProps {
  /** The server's words. */
  reason: string
  conditions: Conditions
  onFix: (tag: string) => void
}

/** Fields of conditions that count hours; at least one of these must stand under "all". */
const isAboutTime = (field: string): boolean =>
  /^(?:NEW|OPEN|PENDING|HOLD|SOLVED|CLOSED|\w+_at|due_date|until_due_date)$/.test(field)

export function EndlessNotice({ reason, conditions, onFix }: EndlessNoticeProps) {
  const [tag] = useState(() => `automation_${Date.now().toString(36)}`)
  const needsTime = !conditions.all.some(({ field }) => isAboutTime(field))
  return (
    <div className="notice notice-red" role="alert">
      <Icon name="triangle-alert" />
      <div className="grow stack">
        <p className="notice-title">{t(needsTime ? 'automation.noTime' : 'automation.endless')}</p>
        <p>{t(needsTime ? 'automation.noTime.text' : 'automation.endless.text')}</p>
        <p className="small muted" lang="en">
          {reason}
        </p>
        {needsTime ? null : (
          <div className="row">
            <Button size="small" icon="tag" onPress={() => onFix(tag)}>
              {t('automation.endless.fix', { tag })}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

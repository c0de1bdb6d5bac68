import type { Priority, Status } from '../../api/shapes.ts'
import { Badge } from '../../kit/Badge.tsx'
import { t } from '../../language/text.ts'
import { priorityLooks, statusLooks } from './labels.ts'

export function StatusBadge({ status }: { status: Status }) {
  const look = statusLooks[status] ?? statusLooks.open
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {t(look.label)}
    </Badge>
  )
}

/** Only what stands out is shown: normal and low stay quiet. */
export function PriorityBadge({ priority }: { priority: Priority | null }) {
  if (priority !== 'high' && priority !== 'urgent') return null
  const look = priorityLooks[priority]
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {t(look.label)}
    </Badge>
  )
}

// How the values of a ticket are named and drawn. Shape and word differ for each, so that colour is never alone.
import type { Priority, Status, TicketKind } from '../../api/shapes.ts'
import type { Tone } from '../../kit/Badge.tsx'
import type { IconName } from '../../kit/icon-names.ts'
import type { MessageKey } from '../../language/text.ts'

interface Look {
  label: MessageKey
  tone: Tone
  icon: IconName
}

export const statusLooks: Record<Status, Look> = {
  new: { label: 'status.new', tone: 'blue', icon: 'circle-dashed' },
  open: { label: 'status.open', tone: 'red', icon: 'circle-dot' },
  pending: { label: 'status.pending', tone: 'violet', icon: 'clock' },
  hold: { label: 'status.hold', tone: 'slate', icon: 'circle-pause' },
  solved: { label: 'status.solved', tone: 'green', icon: 'circle-check' },
  closed: { label: 'status.closed', tone: 'slate', icon: 'lock' },
}

/** What an agent can choose; `new` is where tickets begin and `closed` where time takes them. */
export const choosableStatuses = ['open', 'pending', 'hold', 'solved'] as const

export const priorityLooks: Record<Priority, Look> = {
  low: { label: 'priority.low', tone: 'slate', icon: 'chevron-down' },
  normal: { label: 'priority.normal', tone: 'slate', icon: 'circle' },
  high: { label: 'priority.high', tone: 'amber', icon: 'chevron-up' },
  urgent: { label: 'priority.urgent', tone: 'red', icon: 'flag' },
}
export const priorities = ['low', 'normal', 'high', 'urgent'] as const

export const kindLabels: Record<TicketKind, MessageKey> = {
  question: 'kind.question',
  incident: 'kind.incident',
  problem: 'kind.problem',
  task: 'kind.task',
}
export const kinds = ['question', 'incident', 'problem', 'task'] as const

// How long until the next target of a ticket is missed, or since when it is. Nothing where no clock runs.
import { Badge, type Tone } from '../../kit/Badge.tsx'
import { t } from '../../language/text.ts'

/** A clock as the API's `slas` side-load tells it. */
export interface SlaClock {
  metric: string
  stage: string
  breach_at: string | null
  days?: number
  hours?: number
  minutes?: number
}

const minute_ms = 60_000
const hour_ms = 60 * minute_ms
const day_ms = 24 * hour_ms

/** The clocks of a presented ticket; the side-load's shape is open in the generated types. */
export function clocksOf(ticket: object): SlaClock[] {
  const { slas } = ticket as { slas?: { policy_metrics?: SlaClock[] } } // include=slas adds it
  return slas?.policy_metrics ?? []
}

/** The clock that runs and comes to its target first. Those that ended say no time any more. */
export function nextClock(clocks: readonly SlaClock[]): SlaClock | null {
  const running = clocks.filter(
    (clock) => clock.breach_at !== null && (clock.days ?? clock.hours ?? clock.minutes) !== undefined,
  )
  return running.toSorted((a, b) => Date.parse(a.breach_at ?? '') - Date.parse(b.breach_at ?? ''))[0] ?? null
}

export function SlaBadge({ ticket }: { ticket: object }) {
  const clock = nextClock(clocksOf(ticket))
  if (!clock?.breach_at) return null
  const left_ms = Date.parse(clock.breach_at) - Date.now()
  const tone: Tone = left_ms <= 0 ? 'red' : left_ms < hour_ms ? 'amber' : 'slate'
  const size_ms = Math.abs(left_ms)
  const time =
    size_ms >= day_ms
      ? t('sla.days', { count: Math.floor(size_ms / day_ms) })
      : size_ms >= hour_ms
        ? t('sla.hours', { count: Math.floor(size_ms / hour_ms) })
        : t('sla.minutesLeft', { count: Math.floor(size_ms / minute_ms) })
  return (
    <Badge tone={tone} icon={left_ms <= 0 ? 'octagon-alert' : 'clock'}>
      {left_ms <= 0 ? t('sla.overdue', { time }) : t('sla.left', { time })}
    </Badge>
  )
}

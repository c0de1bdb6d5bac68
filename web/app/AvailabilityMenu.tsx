// Whether one takes tickets that are given out: a word one sets oneself, always in view.
import { type Availability, availabilities, useAvailability, useSaveAvailability } from '../api/routing.ts'
import { Button } from '../kit/Button.tsx'
import { describeProblem } from '../kit/EmptyState.tsx'
import { Icon, type IconName } from '../kit/Icon.tsx'
import { Menu } from '../kit/Menu.tsx'
import { toast } from '../kit/Toasts.tsx'
import { type MessageKey, t } from '../language/text.ts'

const looks: Record<Availability, { label: MessageKey; icon: IconName; detail: MessageKey }> = {
  online: { label: 'availability.online', icon: 'circle-check', detail: 'availability.online.text' },
  away: { label: 'availability.away', icon: 'clock', detail: 'availability.away.text' },
  offline: { label: 'availability.offline', icon: 'circle-dashed', detail: 'availability.offline.text' },
}

export function AvailabilityMenu({ userId }: { userId: number }) {
  const current = useAvailability(userId).data?.status
  const save = useSaveAvailability()
  // Without an answer there is nothing to say; the menu comes when the server says how it stands.
  if (!current) return null
  const status = save.isPending ? (save.variables.status ?? current) : current
  const { label, icon } = looks[status]
  return (
    <Menu
      label={t('availability.label')}
      chosen={status}
      entries={availabilities.map((id) => ({
        id,
        label: t(looks[id].label),
        icon: looks[id].icon,
        detail: t(looks[id].detail),
      }))}
      onPick={(id) => {
        const next = availabilities.find((one) => one === id)
        if (!next || next === status) return
        save.mutate(
          { id: userId, status: next },
          { onError: (error) => toast(describeProblem(error).text, 'triangle-alert') },
        )
      }}
      trigger={
        <Button
          kind="quiet"
          className={`availability availability-${status}`}
          aria-label={t('availability.now', { status: t(label) })}
        >
          <Icon name={icon} size="small" />
          <span className="topbar-word">{t(label)}</span>
        </Button>
      }
    />
  )
}

// Status and priority as menus; each answers to its key and opens where it stands.
import { useState } from 'react'
import type { Priority, Status } from '../../../api/shapes.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { t } from '../../../language/text.ts'
import { choosableStatuses, priorities, priorityLooks, statusLooks } from '../labels.ts'
import { StatusBadge } from '../StatusBadge.tsx'

export function StatusMenu({
  status,
  isDisabled,
  onChange,
}: {
  status: Status
  isDisabled: boolean
  onChange: (status: Status) => void
}) {
  const [isOpen, setOpen] = useState(false)
  useCommand('ticket.status', () => setOpen(true), !isDisabled)
  return (
    <Menu
      label={t('command.ticket.status')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      chosen={status}
      entries={choosableStatuses.map((entry) => ({
        id: entry,
        label: t(statusLooks[entry].label),
        icon: statusLooks[entry].icon,
      }))}
      onPick={(id) => {
        const chosen = choosableStatuses.find((entry) => entry === id)
        if (chosen && chosen !== status) onChange(chosen)
      }}
      trigger={
        <Button
          kind="quiet"
          isDisabled={isDisabled}
          aria-label={t('field.status', { value: t(statusLooks[status].label) })}
        >
          <StatusBadge status={status} />
          <Icon name="chevron-down" size="small" />
        </Button>
      }
    />
  )
}

export function PriorityMenu({
  priority,
  isDisabled,
  onChange,
}: {
  priority: Priority | null
  isDisabled: boolean
  onChange: (priority: Priority) => void
}) {
  const [isOpen, setOpen] = useState(false)
  useCommand('ticket.priority', () => setOpen(true), !isDisabled)
  const look = priority ? priorityLooks[priority] : null
  return (
    <Menu
      label={t('command.ticket.priority')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      chosen={priority}
      entries={priorities.map((entry) => ({
        id: entry,
        label: t(priorityLooks[entry].label),
        icon: priorityLooks[entry].icon,
      }))}
      onPick={(id) => {
        const chosen = priorities.find((entry) => entry === id)
        if (chosen && chosen !== priority) onChange(chosen)
      }}
      trigger={
        <Button
          kind="quiet"
          isDisabled={isDisabled}
          aria-label={t('field.priority', { value: look ? t(look.label) : t('priority.none') })}
        >
          <Icon name={look?.icon ?? 'flag'} size="small" />
          {look ? t(look.label) : t('priority.none')}
          <Icon name="chevron-down" size="small" />
        </Button>
      }
    />
  )
}

// Whose ticket it is: me first, then everybody, searchable.
import { useState } from 'react'
import { useAgents } from '../../../api/people.ts'
import { useMe } from '../../../api/session.ts'
import type { User } from '../../../api/shapes.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Picker } from '../../../kit/Picker.tsx'
import { t } from '../../../language/text.ts'

const nobody = 'nobody'

export function AssigneePicker({
  assignee,
  isDisabled,
  onChange,
}: {
  assignee: User | null
  isDisabled: boolean
  onChange: (id: number | null) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const me = useMe()
  const agents = useAgents()
  useCommand('ticket.assign', () => setOpen(true), !isDisabled)
  useCommand('ticket.take', () => onChange(me.id), !isDisabled && assignee?.id !== me.id)

  const others = (agents.data ?? []).filter((agent) => agent.id !== me.id)
  const entries = [
    { id: String(me.id), label: t('assignee.me'), detail: me.name },
    { id: nobody, label: t('assignee.nobody') },
    ...others.map((agent) => ({ id: String(agent.id), label: agent.name, detail: agent.email ?? '' })),
  ]
  return (
    <Picker
      label={t('command.ticket.assign')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      entries={entries}
      chosen={assignee ? String(assignee.id) : nobody}
      onPick={(id) => onChange(id === nobody ? null : Number(id))}
      trigger={
        <Button
          kind="quiet"
          isDisabled={isDisabled}
          aria-label={t('field.assignee', { value: assignee?.name ?? t('assignee.nobody') })}
        >
          {assignee ? (
            <Avatar name={assignee.name} id={assignee.id} size="small" isTeam />
          ) : (
            <Icon name="user-plus" size="small" />
          )}
          <bdi className="truncate">{assignee?.name ?? t('assignee.nobody')}</bdi>
          <Icon name="chevron-down" size="small" />
        </Button>
      }
    />
  )
}

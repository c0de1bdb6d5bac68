// Groups: the queues a ticket can be given to, and who looks after each.
import { useState } from 'react'
import { type TeamGroup, useGroupMemberships, useRemoveGroup, useTeam, useTeamGroups } from '../../../api/team.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { GroupDialog } from './GroupDialog.tsx'

export default function GroupSettings() {
  const groups = useTeamGroups()
  const team = useTeam()
  const memberships = useGroupMemberships()
  const remove = useRemoveGroup()
  const [editing, setEditing] = useState<TeamGroup | 'new' | null>(null)
  const [removing, setRemoving] = useState<TeamGroup | null>(null)
  const membersOf = (id: number) => (memberships.data ?? []).filter(({ group_id }) => group_id === id)
  return (
    <>
      <p className="muted">{t('group.text')}</p>
      <Button kind="primary" icon="plus" onPress={() => setEditing('new')}>
        {t('group.new')}
      </Button>
      {groups.isPending ? <Skeleton lines={3} /> : null}
      {groups.isError ? <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} /> : null}
      {remove.isError ? <ErrorNotice error={remove.error} title={t('group.notRemoved')} /> : null}
      <ul className="settings-list">
        {groups.data?.map((group) => (
          <li key={group.id} className="settings-row">
            <span className="grow">
              <strong>{group.name}</strong>
              <span className="muted small settings-line">{group.description}</span>
              <span className="muted small settings-line">
                {t('group.members', { count: membersOf(group.id).length })}
              </span>
            </span>
            {group.default ? <Badge tone="green">{t('group.default')}</Badge> : null}
            <IconButton icon="pencil" label={t('group.edit', { name: group.name })} onPress={() => setEditing(group)} />
            {group.default ? null : (
              <IconButton
                icon="trash-2"
                label={t('group.remove', { name: group.name })}
                onPress={() => setRemoving(group)}
              />
            )}
          </li>
        ))}
      </ul>
      {editing ? (
        <GroupDialog
          group={editing === 'new' ? null : editing}
          team={team.data ?? []}
          memberships={editing === 'new' ? [] : membersOf(editing.id)}
          onClose={() => setEditing(null)}
        />
      ) : null}
      <Confirm
        title={t('group.remove', { name: removing?.name ?? '' })}
        isOpen={removing !== null}
        confirm={t('group.remove.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('group.remove.text')}</p>
      </Confirm>
    </>
  )
}

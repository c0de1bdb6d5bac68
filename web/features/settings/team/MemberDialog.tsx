// Role and groups of somebody in the team.
import { useState } from 'react'
import {
  type GroupMembership,
  roleOf,
  type TeamGroup,
  type TeamMember,
  useChangeMemberships,
  useSaveMember,
} from '../../../api/team.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { GroupChoice } from './GroupChoice.tsx'
import { RoleField } from './RoleField.tsx'

interface MemberDialogProps {
  member: TeamMember
  groups: readonly TeamGroup[]
  memberships: readonly GroupMembership[]
  onClose: () => void
}

export function MemberDialog({ member, groups, memberships, onClose }: MemberDialogProps) {
  const save = useSaveMember()
  const change = useChangeMemberships()
  const [role, setRole] = useState(roleOf(member))
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(memberships.map(({ group_id }) => group_id)))
  const error = save.error ?? change.error

  const submit = async () => {
    if (role !== roleOf(member)) await save.mutateAsync({ id: member.id, role })
    await change.mutateAsync({
      join: [...chosen]
        .filter((group_id) => !memberships.some((membership) => membership.group_id === group_id))
        .map((group_id) => ({ user_id: member.id, group_id })),
      leave: memberships.filter(({ group_id }) => !chosen.has(group_id)),
    })
    toast(t('settings.saved'))
    onClose()
  }

  return (
    <Dialog
      title={member.name}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="member-form" isPending={save.isPending || change.isPending}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form
        id="member-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          // A failure is shown above the fields: both changes keep their error.
          submit().catch(() => undefined)
        }}
      >
        {error ? <ErrorNotice error={error} title={t('settings.notSaved')} /> : null}
        <RoleField role={role} onChange={setRole} />
        <GroupChoice legend={t('team.groups')} items={groups} chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  )
}

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
import { type ChosenRole, RoleField } from './RoleField.tsx'

interface MemberDialogProps {
  member: TeamMember
  groups: readonly TeamGroup[]
  memberships: readonly GroupMembership[]
  onClose: () => void
}

export function MemberDialog({ member, groups, memberships, onClose }: MemberDialogProps) {
  const save = useSaveMember()
  const change = useChangeMemberships()
  const before: ChosenRole = { role: roleOf(member), custom_role_id: member.custom_role_id }
  const [role, setRole] = useState(before)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(memberships.map(({ group_id }) => group_id)))
  const error = save.error ?? change.error

  const submit = async () => {
    if (role.role !== before.role || role.custom_role_id !== before.custom_role_id)
      await save.mutateAsync({
        id: member.id,
        role: role.role,
        ...(role.role === 'agent' ? { custom_role_id: role.custom_role_id } : {}),
      })
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
        <RoleField chosen={role} onChange={setRole} />
        <GroupChoice legend={t('team.groups')} items={groups} chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  )
}

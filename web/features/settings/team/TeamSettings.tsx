// The team: who is in it, in which role and groups; inviting, suspending and removing people.
import { useState } from 'react'
import { useRoles } from '../../../api/roles.ts'
import { useMe } from '../../../api/session.ts'
import {
  roleOf,
  type TeamMember,
  useGroupMemberships,
  useInvitation,
  useRemoveMember,
  useSaveMember,
  useSuspendMember,
  useTeam,
  useTeamGroups,
} from '../../../api/team.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { SuspendDialog } from '../../../kit/SuspendDialog.tsx'
import { t } from '../../../language/text.ts'
import { InvitationDialog } from './InvitationDialog.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberDialog } from './MemberDialog.tsx'
import { roleTexts } from './roles.ts'

type Asking = { member: TeamMember; what: 'edit' | 'suspend' | 'remove' }

export default function TeamSettings() {
  const team = useTeam()
  const groups = useTeamGroups()
  const memberships = useGroupMemberships()
  const invitation = useInvitation()
  const save = useSaveMember()
  const suspend = useSuspendMember()
  const remove = useRemoveMember()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [isInviting, setInviting] = useState(false)
  const [invited, setInvited] = useState<{ name: string; url: string } | null>(null)
  const failed = [invitation, save, suspend, remove].find((change) => change.isError)

  const groupsOf = (id: number) =>
    (memberships.data ?? [])
      .filter((membership) => membership.user_id === id)
      .flatMap((membership) => groups.data?.find((group) => group.id === membership.group_id)?.name ?? [])

  const pick = (member: TeamMember, action: string) => {
    if (action === 'invite')
      invitation.mutate(member.id, { onSuccess: (url) => setInvited({ name: member.name, url }) })
    else if (action === 'resume') save.mutate({ id: member.id, suspended: false })
    else setAsking({ member, what: action as Asking['what'] }) // the other entries of the menu
  }

  return (
    <>
      <p className="muted">{t('team.text')}</p>
      <Button kind="primary" icon="user-plus" onPress={() => setInviting(true)}>
        {t('team.invite')}
      </Button>
      {team.isPending ? <Skeleton lines={4} /> : null}
      {team.isError ? <ErrorNotice error={team.error} onRetry={() => void team.refetch()} /> : null}
      {failed ? <ErrorNotice error={failed.error} title={t('settings.notSaved')} /> : null}
      <ul className="settings-list">
        {team.data?.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            groups={groupsOf(member.id)}
            onPick={(action) => pick(member, action)}
          />
        ))}
      </ul>
      {isInviting ? (
        <InviteDialog
          groups={groups.data ?? []}
          onClose={() => setInviting(false)}
          onInvited={(name, url) => {
            setInviting(false)
            setInvited({ name, url })
          }}
        />
      ) : null}
      {invited ? <InvitationDialog name={invited.name} url={invited.url} onClose={() => setInvited(null)} /> : null}
      {asking?.what === 'edit' ? (
        <MemberDialog
          member={asking.member}
          groups={groups.data ?? []}
          memberships={(memberships.data ?? []).filter(({ user_id }) => user_id === asking.member.id)}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking?.what === 'suspend' ? (
        <SuspendDialog
          name={asking.member.name}
          isTeam
          onSuspend={(revoke_tokens) => suspend.mutate({ id: asking.member.id, revoke_tokens })}
          onClose={() => setAsking(null)}
        />
      ) : null}
      <Confirm
        title={t('team.remove.title', { name: asking?.member.name ?? '' })}
        isOpen={asking?.what === 'remove'}
        confirm={t('team.remove')}
        isDangerous
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking) remove.mutate(asking.member.id)
          setAsking(null)
        }}
      >
        <p>{t('team.remove.text')}</p>
      </Confirm>
    </>
  )
}

interface RowProps {
  member: TeamMember
  groups: readonly string[]
  onPick: (action: string) => void
}

function MemberRow({ member, groups, onPick }: RowProps) {
  const me = useMe()
  const isMe = me.id === member.id
  const role = roleOf(member)
  const made = useRoles().data?.find((one) => one.id === member.custom_role_id)
  return (
    <li className="settings-row">
      <Avatar name={member.name} id={member.id} isTeam />
      <span className="grow">
        <strong>{member.name}</strong>
        <span className="muted small settings-line">{member.email}</span>
        <span className="muted small settings-line">{groups.join(' · ') || t('team.noGroups')}</span>
      </span>
      {isMe ? <Badge tone="blue">{t('team.you')}</Badge> : null}
      {member.suspended ? <Badge tone="red">{t('team.suspended')}</Badge> : null}
      {member.last_login_at === null ? <Badge tone="amber">{t('team.neverSignedIn')}</Badge> : null}
      <Badge tone={role === 'agent' ? 'slate' : 'violet'}>{made?.name ?? t(roleTexts[role].name)}</Badge>
      <Menu
        trigger={<IconButton icon="ellipsis" label={t('team.actions', { name: member.name })} />}
        label={t('team.actions', { name: member.name })}
        onPick={onPick}
        entries={[
          { id: 'edit', label: t('team.edit'), icon: 'pencil' },
          { id: 'invite', label: t('team.newLink'), icon: 'link', isDisabled: isMe },
          member.suspended
            ? { id: 'resume', label: t('team.resume'), icon: 'undo-2', startsGroup: true }
            : { id: 'suspend', label: t('team.suspend'), icon: 'lock', startsGroup: true, isDisabled: isMe },
          { id: 'remove', label: t('team.remove'), icon: 'trash-2', isDangerous: true, isDisabled: isMe },
        ]}
      />
    </li>
  )
}

// Taking somebody into the team: who they are, their role and groups. The link that lets them in is shown next.
import { useState } from 'react'
import { reasonOf, type TeamGroup, useInvite } from '../../../api/team.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { GroupChoice } from './GroupChoice.tsx'
import { type ChosenRole, RoleField } from './RoleField.tsx'

interface InviteDialogProps {
  groups: readonly TeamGroup[]
  onClose: () => void
  onInvited: (name: string, url: string) => void
}

export function InviteDialog({ groups, onClose, onInvited }: InviteDialogProps) {
  const invite = useInvite()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<ChosenRole>({ role: 'agent', custom_role_id: null })
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    new Set(groups.filter((group) => group.default).map((group) => group.id)),
  )
  return (
    <Dialog
      title={t('team.invite')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="invite-form" isPending={invite.isPending}>
            {t('team.invite.submit')}
          </Button>
        </>
      }
    >
      <form
        id="invite-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate(
            { name: name.trim(), email: email.trim(), ...role, group_ids: [...chosen] },
            { onSuccess: ({ url }) => onInvited(name.trim(), url) },
          )
        }}
      >
        {invite.isError ? <ErrorNotice error={invite.error} title={t('team.notInvited')} /> : null}
        <TextField
          label={t('team.name')}
          value={name}
          onChange={setName}
          error={reasonOf(invite.error, 'name')}
          isRequired
        />
        <TextField
          label={t('team.email')}
          type="email"
          value={email}
          onChange={setEmail}
          error={reasonOf(invite.error, 'email')}
          isRequired
        />
        <RoleField chosen={role} onChange={setRole} />
        <GroupChoice legend={t('team.groups')} items={groups} chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  )
}

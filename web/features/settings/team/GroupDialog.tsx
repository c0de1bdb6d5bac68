// A group: its name, what it is for, whether new tickets begin there, and who is in it.
import { useState } from 'react'
import {
  type GroupMembership,
  reasonOf,
  type TeamGroup,
  type TeamMember,
  useChangeMemberships,
  useSaveGroup,
} from '../../../api/team.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SwitchField, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { GroupChoice } from './GroupChoice.tsx'

interface GroupDialogProps {
  group: TeamGroup | null
  team: readonly TeamMember[]
  memberships: readonly GroupMembership[]
  onClose: () => void
}

export function GroupDialog({ group, team, memberships, onClose }: GroupDialogProps) {
  const save = useSaveGroup()
  const change = useChangeMemberships()
  const [name, setName] = useState(group?.name ?? '')
  const [description, setDescription] = useState(group?.description ?? '')
  const [isDefault, setDefault] = useState(group?.default ?? false)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(memberships.map(({ user_id }) => user_id)))
  const error = save.error ?? change.error

  const submit = async () => {
    const saved = await save.mutateAsync({
      ...(group ? { id: group.id } : {}),
      name: name.trim(),
      description: description.trim(),
      default: isDefault,
    })
    await change.mutateAsync({
      join: [...chosen]
        .filter((user_id) => !memberships.some((membership) => membership.user_id === user_id))
        .map((user_id) => ({ user_id, group_id: saved.id })),
      leave: memberships.filter(({ user_id }) => !chosen.has(user_id)),
    })
    toast(t('settings.saved'))
    onClose()
  }

  return (
    <Dialog
      title={group?.name ?? t('group.new')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="group-form" isPending={save.isPending || change.isPending}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form
        id="group-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          // A failure is shown above the fields: both changes keep their error.
          submit().catch(() => undefined)
        }}
      >
        {error ? <ErrorNotice error={error} title={t('settings.notSaved')} /> : null}
        <TextField label={t('group.name')} value={name} onChange={setName} error={reasonOf(error, 'name')} isRequired />
        <TextField label={t('group.description')} value={description} onChange={setDescription} />
        {group?.default ? null : (
          <SwitchField
            label={t('group.default')}
            help={t('group.default.help')}
            isOn={isDefault}
            onChange={setDefault}
          />
        )}
        <GroupChoice legend={t('group.people')} items={team} chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  )
}

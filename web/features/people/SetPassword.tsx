// An admin sets somebody's password, where the sign-in policy of that person's audience lets admins.
import { useState } from 'react'
import { reasonFor } from '../../api/fields.ts'
import { useSetPassword } from '../../api/passwords.ts'
import { useSignInPolicies } from '../../api/signIn.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { NewPasswordField } from '../../kit/NewPasswordField.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { t } from '../../language/text.ts'

interface Person {
  id: number
  name: string
  role: string
}

export function SetPassword({ person }: { person: Person }) {
  const policies = useSignInPolicies()
  const [isOpen, setOpen] = useState(false)
  const audience = person.role === 'end-user' ? 'end_user' : 'staff'
  if (!policies.data?.some((one) => one.audience === audience && one.admins_set_passwords)) return null
  return (
    <>
      <Button icon="lock" onPress={() => setOpen(true)}>
        {t('person.setPassword')}
      </Button>
      {isOpen ? <SetPasswordDialog person={person} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function SetPasswordDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [password, setPassword] = useState('')
  const set = useSetPassword(person.id)
  const isRefused = reasonFor(set.error, 'password') !== undefined
  const save = () =>
    set.mutate(password, {
      onSuccess: () => {
        toast(t('person.passwordSet', { name: person.name }))
        onClose()
      },
    })
  return (
    <Dialog
      title={t('person.setPassword.title', { name: person.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" isDisabled={password === '' || set.isPending} onPress={save}>
            {t('person.setPassword')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (password !== '') save()
        }}
      >
        {set.isError && !isRefused ? <ErrorNotice error={set.error} title={t('settings.notSaved')} /> : null}
        <p>{t('person.setPassword.text')}</p>
        <NewPasswordField
          label={t('ownSecurity.new')}
          userId={person.id}
          value={password}
          error={isRefused ? t('ownSecurity.refused') : undefined}
          onChange={(text) => {
            set.reset()
            setPassword(text)
          }}
        />
      </form>
    </Dialog>
  )
}

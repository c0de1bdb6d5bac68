// How long a token may live in this account. Saved with a button: it shortens tokens that would live longer.
import { type FormEvent, useState } from 'react'
import { useSaveCredentialPolicy } from '../../../api/credentials.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

const mostDays = 3_650

export function LongestLife({ days }: { days: number | null }) {
  const [text, setText] = useState(days === null ? '' : String(days))
  const save = useSaveCredentialPolicy()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(text === '' ? null : Number(text), { onSuccess: () => toast(t('settings.saved')) })
  }
  return (
    <form className="form token-form" onSubmit={submit}>
      <TextField
        label={t('tokens.longest')}
        help={t('tokens.longest.help')}
        error={save.isError ? describeProblem(save.error).text : undefined}
        type="number"
        min={1}
        max={mostDays}
        value={text}
        onChange={setText}
      />
      <div className="row">
        <Button type="submit" isDisabled={save.isPending}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  )
}

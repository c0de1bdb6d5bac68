// The account's rules for tokens: who may have some of their own, and how long one may live. Saved with a button: a limit
// shortens tokens that would live longer.
import { type FormEvent, useState } from 'react'
import { type CredentialPolicy, useSaveCredentialPolicy, whoMayOwn } from '../../../api/credentials.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SelectField, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

const mostDays = 3_650
const names: Record<CredentialPolicy['own_tokens'], MessageKey> = {
  admins: 'tokens.own.admins',
  staff: 'tokens.own.staff',
  everyone: 'tokens.own.everyone',
}

export function TokenRules({ policy }: { policy: CredentialPolicy }) {
  const [own, setOwn] = useState(policy.own_tokens)
  const [text, setText] = useState(policy.max_token_days === null ? '' : String(policy.max_token_days))
  const save = useSaveCredentialPolicy()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { own_tokens: own, max_token_days: text === '' ? null : Number(text) },
      { onSuccess: () => toast(t('settings.saved')) },
    )
  }
  return (
    <section className="token-section" aria-labelledby="token-rules">
      <h2 id="token-rules">{t('tokens.rules')}</h2>
      <form className="form token-form" onSubmit={submit}>
        <SelectField
          label={t('tokens.own')}
          help={t('tokens.own.help')}
          value={own}
          options={whoMayOwn.map((value) => ({ value, label: t(names[value]) }))}
          onChange={setOwn}
        />
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
    </section>
  )
}

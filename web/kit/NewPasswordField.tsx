/**
 * A field for a new password: how strong it looks and what it must be, told while one types. The server judges, by the
 * same rules and in the same words as on its own pages; nothing is stored.
 */
import { useEffect, useState } from 'react'
import { checkPassword, type PasswordCheck } from '../api/passwords.ts'
import { t } from '../language/text.ts'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'

const waits_ms = 300

interface NewPasswordFieldProps {
  label: string
  /** Whose password it is to be. */
  userId: number
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}

export function NewPasswordField({ label, userId, value, onChange, error }: NewPasswordFieldProps) {
  const check = usePasswordCheck(userId, value)
  return (
    <div className="stack">
      <Field label={label} error={error} isRequired>
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="password"
            autoComplete="new-password"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <p className="password-strength" role="status" data-strength={value === '' ? undefined : check?.strength}>
        {value === '' || !check ? '' : [check.strength_text, check.problem_text].filter(Boolean).join(' – ')}
      </p>
      <ul className="password-terms" aria-label={t('password.terms')}>
        {check?.requirements.map(({ text, is_met }) => (
          <li key={text} data-met={value === '' ? undefined : String(is_met)}>
            <Icon
              name={value !== '' && is_met ? 'check' : 'circle'}
              size="small"
              {...(value !== '' && is_met !== null ? { label: t(is_met ? 'password.met' : 'password.unmet') } : {})}
            />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the server says of a password, a moment after the last key; what it said before stays until then. */
function usePasswordCheck(userId: number, password: string): PasswordCheck | null {
  const [check, setCheck] = useState<PasswordCheck | null>(null)
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(
      () => {
        // Without an answer nothing is told here; saving says what is wrong.
        checkPassword(userId, password).then(
          (told) => (isCurrent ? setCheck(told) : undefined),
          () => undefined,
        )
      },
      password === '' ? 0 : waits_ms,
    )
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [userId, password])
  return check
}

// The level of passwords, each with what it asks in plain words; the rules of one's own below.
import { useId } from 'react'
import { type PasswordLevel, passwordLevels, type SignInPolicy } from '../../../api/signIn.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { SwitchField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { levelNames, limits } from './changes.ts'
import { NumberField } from './NumberField.tsx'

const levelTexts: Record<PasswordLevel, MessageKey> = {
  recommended: 'signIn.level.recommended.text',
  low: 'signIn.level.low.text',
  medium: 'signIn.level.medium.text',
  high: 'signIn.level.high.text',
  custom: 'signIn.level.custom.text',
}

type Rules = SignInPolicy['password_rules']

interface PasswordLevelsProps {
  level: PasswordLevel
  rules: Rules
  faults: Record<string, string>
  onLevel: (level: PasswordLevel) => void
  onRules: (rules: Rules) => void
}

export function PasswordLevels({ level, rules, faults, onLevel, onRules }: PasswordLevelsProps) {
  const id = useId()
  return (
    <fieldset className="policy-part">
      <legend className="field-label">{t('signIn.level')}</legend>
      <p className="field-help">{t('signIn.level.help')}</p>
      {passwordLevels.map((one) => (
        <div key={one} className="policy-choice">
          <input
            type="radio"
            id={`${id}-${one}`}
            name={id}
            checked={level === one}
            aria-describedby={`${id}-${one}-text`}
            onChange={() => onLevel(one)}
          />
          <div className="grow">
            <label htmlFor={`${id}-${one}`} className="field-label">
              {t(levelNames[one])}
            </label>{' '}
            {one === 'recommended' ? <Badge tone="green">{t('signIn.level.best')}</Badge> : null}
            <p className="field-help" id={`${id}-${one}-text`}>
              {t(levelTexts[one])}
            </p>
          </div>
        </div>
      ))}
      {level === 'custom' ? <CustomRules rules={rules} faults={faults} onChange={onRules} /> : null}
    </fieldset>
  )
}

interface CustomRulesProps {
  rules: Rules
  faults: Record<string, string>
  onChange: (rules: Rules) => void
}

function CustomRules({ rules, faults, onChange }: CustomRulesProps) {
  const change = (part: Partial<Rules>) => onChange({ ...rules, ...part })
  return (
    <div className="policy-rules">
      <NumberField
        label={t('signIn.minLength')}
        {...limits.min_length}
        value={rules.min_length}
        error={faults.min_length}
        onChange={(min_length) => change({ min_length })}
      />
      <SwitchField
        label={t('signIn.mixedCase')}
        isOn={rules.mixed_case}
        onChange={(mixed_case) => change({ mixed_case })}
      />
      <SwitchField label={t('signIn.numbers')} isOn={rules.numbers} onChange={(numbers) => change({ numbers })} />
      <SwitchField label={t('signIn.symbols')} isOn={rules.symbols} onChange={(symbols) => change({ symbols })} />
      <NumberField
        label={t('signIn.history')}
        {...limits.history}
        value={rules.history}
        error={faults.history}
        onChange={(history) => change({ history })}
      />
      <NumberField
        label={t('signIn.maxAge')}
        help={t('signIn.maxAge.help')}
        {...limits.max_age_days}
        value={rules.max_age_days}
        error={faults.max_age_days}
        onChange={(max_age_days) => change({ max_age_days })}
      />
    </div>
  )
}

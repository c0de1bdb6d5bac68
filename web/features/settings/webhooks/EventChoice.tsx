// What a webhook hears of: what rules send it, or the events it subscribes to.
import { SelectField } from '../../../kit/Field.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { conditional, eventPrefix, events } from './events.ts'

interface EventChoiceProps {
  chosen: readonly string[]
  error?: string | undefined
  onChange: (chosen: string[]) => void
}

const groups: readonly { of: keyof typeof events; label: MessageKey }[] = [
  { of: 'ticket', label: 'webhook.events.ticket' },
  { of: 'user', label: 'webhook.events.user' },
  { of: 'organization', label: 'webhook.events.organization' },
]

export function EventChoice({ chosen, error, onChange }: EventChoiceProps) {
  const isByRules = chosen.length === 0 || chosen.includes(conditional)
  return (
    <>
      <SelectField
        label={t('webhook.when')}
        value={isByRules ? 'rules' : 'events'}
        options={[
          { value: 'rules', label: t('webhook.when.rules') },
          { value: 'events', label: t('webhook.when.events') },
        ]}
        onChange={(when) => onChange(when === 'rules' ? [conditional] : [`${eventPrefix}ticket.created`])}
      />
      {error ? (
        <p className="field-error" role="alert">
          <Icon name="circle-alert" size="small" /> {error}
        </p>
      ) : null}
      {isByRules
        ? null
        : groups.map(({ of, label }) => (
            <fieldset key={of} className="webhook-events">
              <legend className="field-label">{t(label)}</legend>
              {events[of].map((name) => {
                const event = `${eventPrefix}${of}.${name}`
                return (
                  <label key={name} className="webhook-event">
                    <input
                      type="checkbox"
                      checked={chosen.includes(event)}
                      onChange={({ target }) =>
                        onChange(target.checked ? [...chosen, event] : chosen.filter((one) => one !== event))
                      }
                    />
                    <span className="code">{name}</span>
                  </label>
                )
              })}
            </fieldset>
          ))}
    </>
  )
}

// The time that will be kept with what is sent: it runs until one corrects it, and then stands.
import { useId, useState } from 'react'
import { useTimeSpent } from '../../../api/beside.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'
import { clockOf, readClock, setSpent, useSpent } from './spentTime.ts'
import './time.css'

export function TimeField({ ticketId }: { ticketId: number }) {
  const spent = useSpent(ticketId)
  const isTracked = useTimeSpent(ticketId).data?.enabled === true
  const [text, setText] = useState<string | null>(null)
  const id = useId()
  if (!isTracked) return null
  const isWrong = text !== null && readClock(text) === null
  return (
    <div className="time-field">
      <label htmlFor={id} className="muted small">
        <Icon name="clock" size="small" /> {t('time.spent')}
      </label>
      <input
        id={id}
        className="input time-input numeric"
        inputMode="numeric"
        autoComplete="off"
        value={text ?? clockOf(spent)}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-help`}
        onFocus={() => setText(clockOf(spent))}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          const seconds = text === null ? null : readClock(text)
          if (seconds !== null && text !== clockOf(spent)) setSpent(ticketId, seconds)
          setText(null)
        }}
      />
      <span id={`${id}-help`} className={isWrong ? 'field-error' : 'sr-only'}>
        {t('time.help')}
      </span>
    </div>
  )
}

// The subject: a heading that becomes a field when clicked.
import { useState } from 'react'
import type { Ticket } from '../../../api/shapes.ts'
import { Button, Hint } from '../../../kit/Button.tsx'
import { t } from '../../../language/text.ts'

interface SubjectLineProps {
  ticket: Ticket
  isEditing: boolean
  onEditing: (isEditing: boolean) => void
  onChange: (subject: string) => void
}

const longest = 300

export function SubjectLine({ ticket, isEditing, onEditing, onChange }: SubjectLineProps) {
  const [text, setText] = useState('')
  const subject = ticket.subject || t('ticket.noSubject')
  if (!isEditing) {
    return (
      <h1 className="ticket-subject">
        <Hint text={t('command.ticket.rename')}>
          <Button
            kind="quiet"
            className="ticket-subject-button"
            isDisabled={ticket.status === 'closed'}
            onPress={() => {
              setText(ticket.subject ?? '')
              onEditing(true)
            }}
          >
            <bdi className="truncate">{subject}</bdi>
          </Button>
        </Hint>
      </h1>
    )
  }
  const finish = (isKept: boolean) => {
    const next = text.trim()
    if (isKept && next && next !== ticket.subject) onChange(next)
    onEditing(false)
  }
  return (
    <form
      className="ticket-subject"
      onSubmit={(event) => {
        event.preventDefault()
        finish(true)
      }}
    >
      <input
        className="input"
        aria-label={t('ticket.subject')}
        ref={(input) => {
          if (input && document.activeElement !== input) {
            setText(ticket.subject ?? '')
            input.focus()
          }
        }}
        maxLength={longest}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') finish(false)
        }}
      />
    </form>
  )
}

// What a macro, saved or not, would make of one ticket: its words with the placeholders filled, and the fields it would
// change. What is shown is the macro as it was when one asked.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type MacroResult, useMacroDraftPreview } from '../../../api/macros.ts'
import type { Action, FieldChange } from '../../../api/rules.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { ticketQuery } from '../../../api/tickets.ts'
import { ChangeList } from '../../../conditions/ChangeList.tsx'
import { useTicketWords } from '../../../conditions/useConditionFields.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { ticketIdIn } from '../../../places/places.ts'

const shown = ['subject', 'status', 'priority', 'type', 'group_id', 'assignee_id', 'tags'] as const

function changesOf(ticket: Ticket, result: MacroResult): FieldChange[] {
  return shown.flatMap((field_name) => {
    const [value, previous_value] = [result[field_name], ticket[field_name]]
    const isSame = value === undefined || JSON.stringify(value ?? null) === JSON.stringify(previous_value ?? null)
    return isSame ? [] : [{ field_name, value, previous_value }]
  })
}

export function MacroPreview({ actions }: { actions: readonly Action[] }) {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<{ ticketId: number; actions: readonly Action[] } | null>(null)
  const [isWrong, setWrong] = useState(false)
  return (
    <section className="rule-panel rules-wide" aria-label={t('macros.preview')}>
      <h2>{t('macros.preview')}</h2>
      <p className="field-help">{t('macros.preview.text')}</p>
      <form
        className="row row-wrap rule-ask"
        onSubmit={(event) => {
          event.preventDefault()
          const id = ticketIdIn(text)
          setWrong(id === null)
          setAsked(id === null ? null : { ticketId: id, actions })
        }}
      >
        <TextField
          label={t('macros.preview.ticket')}
          value={text}
          onChange={setText}
          error={isWrong ? t('macros.preview.wrong') : undefined}
        />
        <Button type="submit" icon="eye">
          {t('macros.preview.show')}
        </Button>
      </form>
      {asked === null ? null : <Preview {...asked} />}
    </section>
  )
}

function Preview({ ticketId, actions }: { ticketId: number; actions: readonly Action[] }) {
  const fields = useTicketWords()
  const ticket = useQuery(ticketQuery(ticketId))
  const preview = useMacroDraftPreview(ticketId, actions)
  const problem = ticket.error ?? preview.error
  if (problem) return <ErrorNotice error={problem} />
  if (!ticket.data || !preview.data) return <Skeleton lines={2} />
  const words = preview.data.comment?.body ?? ''
  const changes = changesOf(ticket.data.ticket, preview.data)
  return (
    <div className="stack">
      {words ? (
        <div className={preview.data.comment?.public === false ? 'template-preview template-note' : 'template-preview'}>
          <strong>{t(preview.data.comment?.public === false ? 'composer.label.note' : 'composer.label.reply')}</strong>
          <p className="template-text">{words}</p>
        </div>
      ) : null}
      {changes.length === 0 && !words ? <p className="muted">{t('macro.noChange')}</p> : null}
      <ChangeList changes={changes} fields={fields} />
    </div>
  )
}

// Asks why a ticket is skipped: a reason of every day, or one's own words.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { skipTicket } from '../../../api/tickets.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

const reasons: readonly MessageKey[] = [
  'play.skip.expertise',
  'play.skip.waiting',
  'play.skip.language',
  'play.skip.later',
]

interface SkipDialogProps {
  ticketId: number
  onClose: () => void
  onSkipped: () => void
}

export default function SkipDialog({ ticketId, onClose, onSkipped }: SkipDialogProps) {
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const skip = useMutation({ mutationFn: (words: string) => skipTicket(ticketId, words), onSuccess: onSkipped })
  const send = () => {
    setAsked(true)
    if (reason.trim()) skip.mutate(reason.trim())
  }
  const missing = isAsked && !reason.trim() ? t('play.skip.needed') : undefined
  return (
    <Dialog
      title={t('play.skip.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" type="submit" form="skip" isDisabled={skip.isPending}>
            {t('play.skip')}
          </Button>
        </>
      }
    >
      <form
        id="skip"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <div className="row row-wrap">
          {reasons.map((key) => (
            <Button key={key} size="small" aria-pressed={reason === t(key)} onPress={() => setReason(t(key))}>
              {t(key)}
            </Button>
          ))}
        </div>
        <TextField
          label={t('play.skip.reason')}
          help={t('play.skip.help')}
          value={reason}
          onChange={setReason}
          error={skip.isError ? describeProblem(skip.error).text : missing}
          isRequired
        />
      </form>
    </Dialog>
  )
}

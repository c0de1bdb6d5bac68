// Makes a new ticket of one message, after saying what becomes of both.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { splitComment } from '../../../api/beside.ts'
import type { Comment, Ticket } from '../../../api/shapes.ts'
import { refreshTicket } from '../../../api/tickets.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'

interface SplitDialogProps {
  ticket: Ticket
  comment: Comment
  onClose: () => void
}

export default function SplitDialog({ ticket, comment, onClose }: SplitDialogProps) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [subject, setSubject] = useState(ticket.subject ?? '')
  const [problem, setProblem] = useState<unknown>(null)
  const [isRunning, setRunning] = useState(false)
  const split = async () => {
    setRunning(true)
    try {
      const { ticket: created } = await splitComment(ticket.id, comment.id, subject)
      void refreshTicket(client, ticket.id)
      onClose()
      navigate(places.ticket(created.id))
    } catch (error) {
      setRunning(false)
      setProblem(error)
    }
  }
  return (
    <Dialog
      title={t('split.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" icon="split" isPending={isRunning} onPress={() => void split()}>
            {t('split.confirm')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t(comment.public ? 'split.text' : 'split.textNote')}</p>
        <TextField label={t('side.subject')} value={subject} onChange={setSubject} />
        {problem ? <ErrorNotice error={problem} /> : null}
      </div>
    </Dialog>
  )
}

/** Finds the other ticket to merge or link with: by its number, or among what the same person asked lately. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useRequestedTickets } from '../../../api/people.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { ticketQuery } from '../../../api/tickets.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { StatusBadge } from '../StatusBadge.tsx'
import { readNumber } from './survivor.ts'

const candidatesAsked = 20

interface FindTicketProps {
  ticket: Ticket
  title: string
  onFound: (ticket: Ticket) => void
  onClose: () => void
}

export function FindTicket({ ticket, title, onFound, onClose }: FindTicketProps) {
  const [text, setText] = useState('')
  const number = readNumber(text)
  const own = useRequestedTickets(ticket.requester_id, candidatesAsked)
  const named = useQuery({
    ...ticketQuery(number ?? 0),
    enabled: number !== null && number !== ticket.id,
    retry: false,
  })
  const byNumber = number === null ? null : (named.data?.ticket ?? null)
  const candidates = byNumber ? [byNumber] : (own.data ?? []).filter((one) => one.id !== ticket.id)
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <div className="stack">
        <TextField
          label={t('find.number')}
          value={text}
          onChange={setText}
          type="search"
          error={number !== null && named.isError ? t('find.none') : undefined}
        />
        {candidates.length > 0 ? (
          <>
            <p className="field-label" id="find-candidates">
              {byNumber ? t('find.found') : t('find.samePerson')}
            </p>
            <ul className="find-list" aria-labelledby="find-candidates">
              {candidates.map((one) => (
                <li key={one.id}>
                  <Button kind="quiet" className="find-ticket" onPress={() => onFound(one)}>
                    <span className="numeric">#{one.id}</span>
                    <StatusBadge status={one.status} />
                    <bdi className="truncate grow">{one.subject || t('ticket.noSubject')}</bdi>
                    <TimeText at={one.updated_at} />
                  </Button>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p className="muted">{t('find.empty')}</p>
        )}
      </div>
    </Dialog>
  )
}

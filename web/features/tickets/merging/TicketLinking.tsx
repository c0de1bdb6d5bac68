/** Merging the open ticket with another, and making it an incident of a problem; opened from the ticket's menu. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Ticket } from '../../../api/shapes.ts'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { FindTicket } from './FindTicket.tsx'
import { MergeDialog } from './MergeDialog.tsx'

export type Linking = 'merge' | 'problem' | null

interface TicketLinkingProps {
  ticket: Ticket
  linking: Linking
  onProblem: (problem_id: number) => void
  onClose: () => void
}

export function TicketLinking({ ticket, linking, onProblem, onClose }: TicketLinkingProps) {
  const [, navigate] = useLocation()
  const [other, setOther] = useState<Ticket | null>(null)
  const close = () => {
    setOther(null)
    onClose()
  }
  if (linking === 'merge' && other)
    return (
      <MergeDialog
        tickets={[ticket, other]}
        openId={other.status === 'closed' ? ticket.id : other.id}
        onClose={(isDone, survivorId) => {
          close()
          if (isDone && survivorId !== undefined && survivorId !== ticket.id) navigate(places.ticket(survivorId))
        }}
      />
    )
  if (linking === 'merge')
    return <FindTicket ticket={ticket} title={t('command.ticket.merge')} onFound={setOther} onClose={close} />
  if (linking === 'problem')
    return (
      <FindTicket
        ticket={ticket}
        title={t('command.ticket.problem')}
        onFound={(problem) => {
          onProblem(problem.id)
          close()
        }}
        onClose={close}
      />
    )
  return null
}

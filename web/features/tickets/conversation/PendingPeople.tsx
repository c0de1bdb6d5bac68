// People whom an unproven mail wants to add: they get nothing until an agent agrees.
import { useQueryClient } from '@tanstack/react-query'
import type { Ticket, User } from '../../../api/shapes.ts'
import { decideParticipant, refreshTicket } from '../../../api/tickets.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function PendingPeople({ ticket, users }: { ticket: Ticket; users: ReadonlyMap<number, User> }) {
  const client = useQueryClient()
  const waiting = ticket.pending_participants ?? []
  if (waiting.length === 0) return null
  const decide = (userId: number, verdict: 'approve' | 'decline') => {
    void decideParticipant(ticket.id, userId, verdict)
      .then(() => toast(t(verdict === 'approve' ? 'pending.approved' : 'pending.declined')))
      .catch((error: unknown) => toast(describeProblem(error).text, 'triangle-alert'))
      .finally(() => refreshTicket(client, ticket.id))
  }
  return (
    <div className="pending">
      {waiting.map((entry) => {
        const user = users.get(entry.user_id)
        const adder = entry.added_by === null ? null : users.get(entry.added_by)
        const name = user?.email ?? user?.name ?? String(entry.user_id)
        return (
          <div className="notice notice-amber" key={entry.user_id}>
            <Icon name="hand" />
            <p className="grow">
              {adder ? t('pending.askBy', { name, adder: adder.email ?? adder.name }) : t('pending.ask', { name })}
            </p>
            <span className="row row-wrap">
              <Button size="small" icon="check" onPress={() => decide(entry.user_id, 'approve')}>
                {t('pending.approve')}
              </Button>
              <Button size="small" icon="x" onPress={() => decide(entry.user_id, 'decline')}>
                {t('pending.decline')}
              </Button>
            </span>
          </div>
        )
      })}
    </div>
  )
}

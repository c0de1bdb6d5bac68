// The conversations beside a ticket, in its panel: what each is about, whether it is open, and the way in.
import { lazy, Suspense, useState } from 'react'
import { useSideConversations } from '../../../api/beside.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import './beside.css'

const SideDialog = lazy(() => import('./SideDialog.tsx'))

export function SideCard({ ticket, customer }: { ticket: Ticket; customer: string }) {
  const list = useSideConversations(ticket.id).data ?? []
  const [open, setOpen] = useState<string | null>(null)
  return (
    <section className="card" aria-labelledby="card-side">
      <h3 className="card-title" id="card-side">
        {t('side.title')}
      </h3>
      <ul className="linked-list">
        {list.map((one) => (
          <li key={one.id}>
            <button type="button" className="side-entry" onClick={() => setOpen(one.id)}>
              <span className="side-entry-line">
                <bdi className="truncate grow">{one.subject || t('ticket.noSubject')}</bdi>
                <Badge tone={one.state === 'open' ? 'blue' : 'slate'}>
                  {t(one.state === 'open' ? 'side.open' : 'side.closed')}
                </Badge>
              </span>
              <span className="muted small truncate">
                <TimeText at={one.message_added_at} /> · {one.preview_text}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {ticket.status === 'closed' ? null : (
        <Button size="small" icon="plus" onPress={() => setOpen('new')}>
          {t('side.new')}
        </Button>
      )}
      {open === null ? null : (
        <Suspense fallback={null}>
          <SideDialog ticket={ticket} customer={customer} openId={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </section>
  )
}

/**
 * The conversations beside a ticket: which there are, one of them whole, and a new one. A frame says all the time that
 * the ticket's customer sees none of it.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { besideKey, type SideConversation, setSideState, useSideConversations } from '../../../api/beside.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { SideComposer } from './SideComposer.tsx'
import { SideThread } from './SideThread.tsx'
import './beside.css'

interface SideDialogProps {
  ticket: Ticket
  customer: string
  /** A conversation, or 'new'. */
  openId: string
  onClose: () => void
}

export default function SideDialog({ ticket, customer, openId, onClose }: SideDialogProps) {
  const client = useQueryClient()
  const list = useSideConversations(ticket.id).data ?? []
  const [chosen, setChosen] = useState(openId)
  const [hasSent, setSent] = useState(false)
  const current = list.find((one) => one.id === chosen) ?? null
  const isOver = ticket.status === 'closed'
  const refresh = () => client.invalidateQueries({ queryKey: besideKey(ticket.id) })
  const setState = (one: SideConversation, state: 'open' | 'closed') =>
    void setSideState(ticket.id, one.id, state)
      .then(refresh)
      .catch((error: unknown) => toast(describeProblem(error).text, 'triangle-alert'))
  return (
    <Dialog title={t('side.title')} isOpen isWide onClose={onClose}>
      <div className="side">
        <p className="side-frame">
          <Icon name="lock" size="small" /> {t('side.notVisible', { name: customer })}
        </p>
        {list.length > 0 ? (
          <nav className="side-tabs" aria-label={t('side.title')}>
            {list.map((one) => (
              <button
                key={one.id}
                type="button"
                className="side-tab"
                aria-current={one.id === chosen || undefined}
                onClick={() => setChosen(one.id)}
              >
                <bdi className="truncate">{one.subject || t('ticket.noSubject')}</bdi>
                <Badge tone={one.state === 'open' ? 'blue' : 'slate'}>
                  {t(one.state === 'open' ? 'side.open' : 'side.closed')}
                </Badge>
              </button>
            ))}
            {isOver ? null : (
              <Button size="small" icon="plus" aria-pressed={current === null} onPress={() => setChosen('new')}>
                {t('side.new')}
              </Button>
            )}
          </nav>
        ) : null}
        {current ? (
          <>
            <div className="row row-wrap">
              <p className="muted small grow">
                {t('side.with')}{' '}
                <bdi>{current.participants.map((one) => one.name ?? one.email ?? t('person.unknown')).join(', ')}</bdi>
              </p>
              <Button
                size="small"
                icon={current.state === 'open' ? 'check' : 'undo-2'}
                onPress={() => setState(current, current.state === 'open' ? 'closed' : 'open')}
              >
                {t(current.state === 'open' ? 'side.close' : 'side.reopen')}
              </Button>
            </div>
            <SideThread key={current.id} ticketId={ticket.id} id={current.id} />
          </>
        ) : null}
        {isOver ? (
          <p className="muted">{t('side.over')}</p>
        ) : (
          <SideComposer
            key={current?.id ?? 'new'}
            ticketId={ticket.id}
            conversation={current}
            hasSent={hasSent}
            onSent={(id) => {
              setSent(true)
              setChosen(id)
              void refresh()
            }}
          />
        )}
      </div>
    </Dialog>
  )
}

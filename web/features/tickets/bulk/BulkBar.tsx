/** Stands over the list while rows are chosen: how many, and what can be done with all of them. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { runJob } from '../../../api/jobs.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { MergeDialog } from '../merging/MergeDialog.tsx'
import { BulkDialog } from './BulkDialog.tsx'
import { piecesOf } from './plan.ts'
import './bulk.css'

type Open = 'change' | 'merge' | 'delete' | 'spam' | null

export function BulkBar({ tickets, onClear }: { tickets: readonly Ticket[]; onClear: () => void }) {
  const client = useQueryClient()
  const [open, setOpen] = useState<Open>(null)
  useCommand('list.change', () => setOpen('change'))
  useCommand('list.merge', () => setOpen('merge'), tickets.length > 1)
  useCommand('list.clear', onClear)

  const remove = async (as: 'delete' | 'spam') => {
    setOpen(null)
    try {
      let refused = 0
      for (const piece of piecesOf(tickets)) {
        const ids = piece.map((ticket) => ticket.id).join(',')
        const job =
          as === 'delete'
            ? await runJob('DELETE', `/api/v2/tickets/destroy_many?ids=${ids}`, undefined, () => undefined)
            : await runJob('PUT', `/api/v2/tickets/mark_many_as_spam?ids=${ids}`, {}, () => undefined)
        refused += (job.results ?? []).filter((result) => result.error !== undefined).length
      }
      toast(t('bulk.removed', { count: tickets.length - refused, refused }))
      onClear()
    } catch (error) {
      toast(describeProblem(error).text, 'triangle-alert')
    }
    await client.invalidateQueries({ queryKey: ['tickets'] })
  }
  const close = (isDone: boolean) => {
    setOpen(null)
    if (isDone) onClear()
  }
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('bulk.bar')}>
      <span className="grow" role="status">
        {t('bulk.chosen', { count: tickets.length })}
      </span>
      <Button kind="primary" onPress={() => setOpen('change')}>
        {t('command.list.change')}
      </Button>
      <Menu
        label={t('bulk.more')}
        entries={[
          { id: 'merge', label: t('command.list.merge'), icon: 'merge', isDisabled: tickets.length < 2 },
          { id: 'spam', label: t('bulk.spam'), icon: 'shield-alert', isDangerous: true, startsGroup: true },
          { id: 'delete', label: t('command.ticket.delete'), icon: 'trash-2', isDangerous: true },
        ]}
        onPick={(id) => setOpen(id === 'merge' || id === 'spam' || id === 'delete' ? id : null)}
        trigger={<IconButton icon="ellipsis" label={t('bulk.more')} />}
      />
      <IconButton icon="x" label={t('command.list.clear')} onPress={onClear} />
      {open === 'change' ? <BulkDialog tickets={tickets} onClose={close} /> : null}
      {open === 'merge' ? <MergeDialog tickets={tickets} onClose={close} /> : null}
      <Confirm
        title={t('bulk.deleteTitle', { count: tickets.length })}
        isOpen={open === 'delete'}
        confirm={t('ticket.delete.confirm')}
        isDangerous
        onConfirm={() => void remove('delete')}
        onClose={() => setOpen(null)}
      >
        <p>{t('ticket.delete.text')}</p>
      </Confirm>
      <Confirm
        title={t('bulk.spamTitle', { count: tickets.length })}
        isOpen={open === 'spam'}
        confirm={t('bulk.spam')}
        isDangerous
        onConfirm={() => void remove('spam')}
        onClose={() => setOpen(null)}
      >
        <p>{t('bulk.spamText')}</p>
      </Confirm>
    </div>
  )
}

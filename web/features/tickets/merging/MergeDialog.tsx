/**
 * Several tickets become one. Asks which one stays, shows who will take part afterwards, and what each side will read;
 * both comments are internal unless one says otherwise, so that nothing of one customer reaches another by accident.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { runJob } from '../../../api/jobs.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SwitchField, TextArea } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { StatusBadge } from '../StatusBadge.tsx'
import { survivorOf } from './survivor.ts'

interface MergeDialogProps {
  tickets: readonly Ticket[]
  /** The ticket that was open when one asked; it is the one to stay at first. */
  openId?: number
  onClose: (isDone: boolean, survivorId?: number) => void
}

export function MergeDialog({ tickets, openId, onClose }: MergeDialogProps) {
  const client = useQueryClient()
  const [survivorId, setSurvivorId] = useState(openId ?? survivorOf(tickets))
  const survivor = tickets.find((ticket) => ticket.id === survivorId)
  const sources = tickets.filter((ticket) => ticket.id !== survivorId)
  const numbers = sources.map((ticket) => `#${ticket.id}`).join(', ')
  const [target, setTarget] = useState<{ body: string | null; public: boolean }>({ body: null, public: false })
  const [source, setSource] = useState<{ body: string | null; public: boolean }>({ body: null, public: false })
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const requesters = new Set(tickets.map((ticket) => ticket.requester_id))
  const targetText = target.body ?? t('merge.targetText', { numbers })
  const sourceText = source.body ?? t('merge.sourceText', { number: `#${survivorId}` })

  const merge = async () => {
    setRunning(true)
    setProblem(null)
    try {
      const job = await runJob(
        'POST',
        `/api/v2/tickets/${survivorId}/merge`,
        {
          ids: sources.map((ticket) => ticket.id),
          target_comment: targetText,
          target_comment_is_public: target.public,
          source_comment: sourceText,
          source_comment_is_public: source.public,
        },
        () => undefined,
      )
      const refused = (job.results ?? []).find((result) => result.error !== undefined)
      await client.invalidateQueries({ queryKey: ['tickets'] })
      if (refused) {
        setRunning(false)
        setProblem(refused.details ?? refused.error ?? null)
      } else onClose(true, survivorId)
    } catch (error) {
      setRunning(false)
      setProblem(describeProblem(error).text)
    }
  }

  return (
    <Dialog
      title={t('merge.title', { count: tickets.length })}
      isOpen
      onClose={() => onClose(false)}
      isWide
      actions={
        <>
          <Button onPress={() => onClose(false)}>{t('kit.cancel')}</Button>
          <Button kind="primary" isDisabled={isRunning || sources.length === 0} onPress={() => void merge()}>
            {t('merge.confirm', { number: `#${survivorId}` })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <fieldset className="merge-tickets">
          <legend className="field-label">{t('merge.survivor')}</legend>
          {tickets.map((ticket) => (
            <label key={ticket.id} className="merge-ticket">
              <input
                type="radio"
                name="survivor"
                checked={ticket.id === survivorId}
                onChange={() => setSurvivorId(ticket.id)}
                disabled={ticket.status === 'closed'}
              />
              <span className="numeric">#{ticket.id}</span>
              <StatusBadge status={ticket.status} />
              <bdi className="truncate grow">{ticket.subject || t('ticket.noSubject')}</bdi>
            </label>
          ))}
        </fieldset>
        {requesters.size > 1 ? (
          <p className="notice notice-amber" role="alert">
            {t('merge.otherPeople')}
          </p>
        ) : null}
        <p>{t('merge.what', { numbers, number: `#${survivor?.id ?? ''}` })}</p>
        <TextArea
          label={t('merge.targetComment', { number: `#${survivorId}` })}
          value={targetText}
          onChange={(body) => setTarget({ ...target, body })}
        />
        <SwitchField
          label={t('merge.public')}
          isOn={target.public}
          onChange={(isPublic) => setTarget({ ...target, public: isPublic })}
        />
        <TextArea
          label={t('merge.sourceComment', { numbers })}
          value={sourceText}
          onChange={(body) => setSource({ ...source, body })}
        />
        <SwitchField
          label={t('merge.public')}
          isOn={source.public}
          onChange={(isPublic) => setSource({ ...source, public: isPublic })}
        />
        {problem ? (
          <p className="notice notice-red" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}

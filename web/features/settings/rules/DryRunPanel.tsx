// What a rule would have done to the last tickets: how many, which, and what would differ in each. Nothing is changed.
import type { UseMutationResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { DryRun, RuleKind, RuleWrite } from '../../../api/rules.ts'
import { ChangeList } from '../../../conditions/ChangeList.tsx'
import { useTicketWords } from '../../../conditions/useConditionFields.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import { useActionFields } from './useActionFields.ts'

interface DryRunPanelProps {
  kind: RuleKind
  run: Pick<UseMutationResult<DryRun, Error, RuleWrite>, 'data' | 'isPending' | 'isError'>
}

export function DryRunPanel({ kind, run }: DryRunPanelProps) {
  const fields = useTicketWords()
  const actions = useActionFields(kind).fields
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (run.data) panel.current?.scrollIntoView({ block: 'nearest' })
  }, [run.data])
  if (run.isPending)
    return (
      <section className="rule-panel rules-wide" aria-label={t('dryRun.title')} aria-busy="true">
        <Skeleton lines={3} />
      </section>
    )
  if (!run.data || run.isError) return null
  const { looked_at, count, tickets } = run.data
  const messageWords = ({ field, to }: DryRun['tickets'][number]['messages'][number]) => {
    const action = actions.find((one) => one.subject === field)
    const whom = action?.choices.find((choice) => choice.value === to)?.label ?? to
    return t('dryRun.message', { action: action?.title ?? field, to: whom })
  }
  return (
    <section ref={panel} className="rule-panel rules-wide" aria-label={t('dryRun.title')}>
      <h2>{t('dryRun.title')}</h2>
      <p role="status">{t('dryRun.count', { count, all: looked_at })}</p>
      {tickets.length < count ? <p className="field-help">{t('dryRun.first', { count: tickets.length })}</p> : null}
      {tickets.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <ul className="rule-results" tabIndex={0} aria-label={t('dryRun.title')}>
          {tickets.map(({ ticket_id, changes, messages }) => (
            <li key={ticket_id} className="rule-result">
              <a href={`${base}${places.ticket(ticket_id)}`} target="_blank" rel="noopener">
                {t('dryRun.ticket', { id: ticket_id })}{' '}
                <Icon name="external-link" size="small" label={t('dryRun.newTab')} />
              </a>
              <ChangeList changes={changes} fields={fields} />
              {messages.map((message) => (
                <span key={`${message.field} ${message.to}`} className="small">
                  <Icon name="send" size="small" /> {messageWords(message)}
                </span>
              ))}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

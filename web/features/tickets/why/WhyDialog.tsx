// Why a ticket is as it is: for each of its changes, which rules acted and what they did, and which were looked at and
// did nothing, with the condition that did not hold.
import { useState } from 'react'
import { type RuleRun, useRuleRuns } from '../../../api/rules.ts'
import { useMe } from '../../../api/session.ts'
import { ChangeList } from '../../../conditions/ChangeList.tsx'
import { conditionInWords } from '../../../conditions/describe.ts'
import type { ConditionField } from '../../../conditions/fields.ts'
import { useAutomationFields, useTicketWords } from '../../../conditions/useConditionFields.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import './why.css'

export default function WhyDialog({ ticketId, onClose }: { ticketId: number; onClose: () => void }) {
  const [pages, setPages] = useState(1)
  const runs = useRuleRuns(ticketId, pages)
  const ofTriggers = useTicketWords()
  const ofAutomations = useAutomationFields()
  const known = new Set(ofTriggers.map((field) => field.subject))
  const fields = [...ofTriggers, ...ofAutomations.filter((field) => !known.has(field.subject))]
  return (
    <Dialog
      title={t('why.title', { id: ticketId })}
      isOpen
      isWide
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('kit.close')}</Button>}
    >
      <div className="stack">
        <p className="muted">{t('why.text')}</p>
        {runs.isPending ? <Skeleton lines={4} /> : null}
        {runs.isError ? <ErrorNotice error={runs.error} onRetry={() => void runs.refetch()} /> : null}
        {runs.data?.runs.length === 0 ? <p>{t('why.none')}</p> : null}
        {runs.data && runs.data.runs.length > 0 ? (
          <ol className="why-runs">
            {runs.data.runs.map((run) => (
              <Run key={run.id} run={run} fields={fields} />
            ))}
          </ol>
        ) : null}
        {runs.data?.hasMore ? (
          <div className="row">
            <Button size="small" isDisabled={runs.isFetching} onPress={() => setPages(pages + 1)}>
              {t('why.more')}
            </Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}

type RunRule = RuleRun['rules'][number]

function Run({ run, fields }: { run: RuleRun; fields: readonly ConditionField[] }) {
  const acted = run.rules.filter((rule) => rule.acted)
  const idle = run.rules.filter((rule) => !rule.acted)
  return (
    <li className="why-run">
      <p className="why-when">
        <TimeText at={run.created_at} as="moment" />
      </p>
      {acted.length === 0 ? <p className="muted">{t('why.nothing')}</p> : null}
      <ul className="why-acted">
        {acted.map((rule) => (
          <li key={rule.id}>
            <p>
              <RuleName rule={rule} /> <span className="muted">{t(rule.error ? 'why.failed' : 'why.acted')}</span>
            </p>
            {rule.error ? (
              <p>
                <Badge tone="red" icon="triangle-alert">
                  {rule.error}
                </Badge>
              </p>
            ) : null}
            <ChangeList changes={rule.changes} fields={fields} />
            {rule.notified > 0 ? <p>{t('why.notified', { count: rule.notified })}</p> : null}
          </li>
        ))}
      </ul>
      {run.is_cut ? <p className="notice notice-amber">{t('why.cut')}</p> : null}
      {idle.length > 0 ? (
        <details className="why-idle">
          <summary>{t('why.idle', { count: idle.length })}</summary>
          <ul>
            {idle.map((rule) => (
              <li key={rule.id}>
                <RuleName rule={rule} />: {reasonOf(rule, fields)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  )
}

function reasonOf(rule: RunRule, fields: readonly ConditionField[]): string {
  if (rule.failing_condition) return t('why.condition', { condition: conditionInWords(rule.failing_condition, fields) })
  return t(rule.failing_condition_number === null ? 'why.held' : 'why.someCondition')
}

/** The rule's name; for admins a way to it. */
function RuleName({ rule }: { rule: RunRule }) {
  const isAdmin = useMe().role === 'admin'
  if (rule.title === null) return <em>{t('why.gone')}</em>
  const page = rule.kind === 'trigger' ? 'triggers' : rule.kind === 'automation' ? 'automations' : null
  if (!isAdmin || page === null) return <strong>{rule.title}</strong>
  return (
    <a href={`${base}${places.settings(page)}?id=${rule.id}`} target="_blank" rel="noopener">
      {rule.title}
    </a>
  )
}

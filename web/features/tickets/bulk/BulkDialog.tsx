/** One change for many tickets: what to change, what that will do, then how it goes, ticket by ticket. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type JobResult, runJob } from '../../../api/jobs.ts'
import { useAgents, useGroups } from '../../../api/people.ts'
import { useMe } from '../../../api/session.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextArea } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { TagField } from '../fields/TagField.tsx'
import { choosableStatuses, kindLabels, kinds, priorities, priorityLooks, statusLooks } from '../labels.ts'
import { type BulkChange, inverseOf, isEmptyChange, piecesOf, planOf } from './plan.ts'
import { rememberUndo } from './undo.ts'

const keep = 'keep'
const nobody = 'nobody'
/** Results shown one by one; the rest is counted. */
const reasonsShown = 20

type State =
  | { kind: 'choosing' }
  | { kind: 'running'; done: number; total: number }
  | { kind: 'done'; changed: number; refused: { ticket: Ticket; result: JobResult }[] }
  | { kind: 'failed'; error: unknown }

export function BulkDialog({ tickets, onClose }: { tickets: readonly Ticket[]; onClose: (isDone: boolean) => void }) {
  const client = useQueryClient()
  const me = useMe()
  const agents = useAgents()
  const groups = useGroups()
  const [change, setChange] = useState<BulkChange>({})
  const [state, setState] = useState<State>({ kind: 'choosing' })
  const plan = planOf(tickets, change)
  const set = (more: { [Key in keyof BulkChange]?: BulkChange[Key] | undefined }) =>
    setChange(
      (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...more }).filter(([, value]) => value !== undefined),
        ) as BulkChange,
    ) // without what was set back to "keep"

  const run = async () => {
    const total = plan.changing.length
    const refused: { ticket: Ticket; result: JobResult }[] = []
    setState({ kind: 'running', done: 0, total })
    try {
      let before = 0
      for (const piece of piecesOf(plan.changing)) {
        const path = `/api/v2/tickets/update_many?ids=${piece.map((ticket) => ticket.id).join(',')}`
        const job = await runJob('PUT', path, { ticket: change }, ({ progress }) =>
          setState({ kind: 'running', done: before + (progress ?? 0), total }),
        )
        for (const result of job.results ?? []) {
          const ticket = piece[result.index]
          if (result.error !== undefined && ticket) refused.push({ ticket, result })
        }
        before += piece.length
      }
      const changed = plan.changing.filter((ticket) => !refused.some((one) => one.ticket.id === ticket.id))
      rememberUndo(inverseOf(changed, change))
      setState({ kind: 'done', changed: changed.length, refused })
    } catch (error) {
      setState({ kind: 'failed', error })
    }
    await client.invalidateQueries({ queryKey: ['tickets'] })
  }

  const isOver = state.kind === 'done'
  return (
    <Dialog
      title={t('bulk.title', { count: tickets.length })}
      isOpen
      onClose={() => onClose(isOver)}
      isWide
      actions={
        isOver ? (
          <Button kind="primary" onPress={() => onClose(true)} autoFocus>
            {t('kit.close')}
          </Button>
        ) : (
          <>
            <Button onPress={() => onClose(false)}>{t('kit.cancel')}</Button>
            <Button
              kind="primary"
              isDisabled={state.kind === 'running' || plan.changing.length === 0}
              onPress={() => void run()}
            >
              {t('bulk.apply', { count: plan.changing.length })}
            </Button>
          </>
        )
      }
    >
      {state.kind === 'running' ? (
        <p role="status">
          {t('bulk.running', { done: state.done, total: state.total })}
          <progress className="bulk-progress" max={state.total} value={state.done} />
        </p>
      ) : isOver ? (
        <div role="status" className="stack">
          <p>{t('bulk.done', { count: state.changed })}</p>
          {state.refused.length > 0 ? (
            <>
              <p>{t('bulk.refused', { count: state.refused.length })}</p>
              <ul className="bulk-reasons">
                {state.refused.slice(0, reasonsShown).map(({ ticket, result }) => (
                  <li key={ticket.id}>
                    <span className="numeric">#{ticket.id}</span> {result.details ?? result.error}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      ) : (
        <div className="stack">
          <div className="bulk-fields">
            <SelectField
              label={t('bulk.status')}
              value={change.status ?? keep}
              options={[
                { value: keep, label: t('bulk.keep') },
                ...choosableStatuses.map((status) => ({
                  value: status as string,
                  label: t(statusLooks[status].label),
                })), // widened for the union with "keep"
              ]}
              onChange={(value) => set({ status: choosableStatuses.find((status) => status === value) })}
            />
            <SelectField
              label={t('bulk.assignee')}
              value={change.assignee_id === undefined ? keep : String(change.assignee_id ?? nobody)}
              options={[
                { value: keep, label: t('bulk.keep') },
                { value: String(me.id), label: t('assignee.me') },
                { value: nobody, label: t('assignee.nobody') },
                ...(agents.data ?? [])
                  .filter((agent) => agent.id !== me.id)
                  .map((agent) => ({ value: String(agent.id), label: agent.name })),
              ]}
              onChange={(value) =>
                set({ assignee_id: value === keep ? undefined : value === nobody ? null : Number(value) })
              }
            />
            <SelectField
              label={t('field.group')}
              value={change.group_id === undefined ? keep : String(change.group_id)}
              options={[
                { value: keep, label: t('bulk.keep') },
                ...(groups.data ?? []).map((group) => ({ value: String(group.id), label: group.name })),
              ]}
              onChange={(value) => set({ group_id: value === keep ? undefined : Number(value) })}
            />
            <SelectField
              label={t('bulk.priority')}
              value={change.priority ?? keep}
              options={[
                { value: keep, label: t('bulk.keep') },
                ...priorities.map((priority) => ({
                  value: priority as string,
                  label: t(priorityLooks[priority].label),
                })), // widened as above
              ]}
              onChange={(value) => set({ priority: priorities.find((priority) => priority === value) })}
            />
            <SelectField
              label={t('field.type')}
              value={change.type ?? keep}
              options={[
                { value: keep, label: t('bulk.keep') },
                ...kinds.map((kind) => ({ value: kind as string, label: t(kindLabels[kind]) })), // widened as above
              ]}
              onChange={(value) => set({ type: kinds.find((kind) => kind === value) })}
            />
          </div>
          <TagField
            label={t('bulk.addTags')}
            tags={change.additional_tags ?? []}
            onChange={(tags) => set({ additional_tags: tags.length > 0 ? tags : undefined })}
          />
          <TagField
            label={t('bulk.removeTags')}
            tags={change.remove_tags ?? []}
            onChange={(tags) => set({ remove_tags: tags.length > 0 ? tags : undefined })}
          />
          <TextArea
            label={t('bulk.comment')}
            value={change.comment?.body ?? ''}
            onChange={(body) => set({ comment: body ? { body, public: change.comment?.public ?? false } : undefined })}
          />
          {change.comment ? (
            <SwitchField
              label={t('bulk.public')}
              help={t('bulk.publicHelp')}
              isOn={change.comment.public}
              onChange={(isPublic) => set({ comment: { body: change.comment?.body ?? '', public: isPublic } })}
            />
          ) : null}
          {state.kind === 'failed' ? (
            <p className="notice notice-red" role="alert">
              {describeProblem(state.error).text}
            </p>
          ) : null}
          <p className="bulk-plan" role="status">
            {isEmptyChange(change)
              ? t('bulk.choose')
              : t('bulk.plan', { changing: plan.changing.length, same: plan.same.length, closed: plan.closed.length })}
            {plan.mails > 0 ? <strong> {t('bulk.mails', { count: plan.mails })}</strong> : null}
          </p>
        </div>
      )}
    </Dialog>
  )
}

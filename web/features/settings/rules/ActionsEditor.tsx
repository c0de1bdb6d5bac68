// The actions of a rule, in the order they are done: what, and with which value or words.

import type { Action, RuleKind } from '../../../api/rules.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { ActionValue } from './ActionValue.tsx'
import { type ActionField, actionOn } from './actionFields.ts'
import { useActionFields } from './useActionFields.ts'
import '../../../conditions/conditions.css'

const groups: readonly { name: string; label: MessageKey }[] = [
  { name: 'ticket', label: 'rule.group.ticket' },
  { name: 'requester', label: 'rule.group.requester' },
  { name: 'notification', label: 'action.group.notification' },
  { name: 'custom', label: 'rule.group.custom' },
]

/** As many as the server takes in one rule. */
const mostActions = 50

interface ActionsEditorProps {
  kind: RuleKind
  actions: readonly Action[]
  /** Why the server declined them. */
  error?: string | undefined
  onChange: (actions: Action[]) => void
}

export function ActionsEditor({ kind, actions, error, onChange }: ActionsEditorProps) {
  const { fields, isPending, error: problem } = useActionFields(kind)
  const free = fields.filter((field) => field.isRepeatable || !actions.some((action) => action.field === field.subject))
  const [first] = free
  return (
    <fieldset className="conditions">
      <legend className="field-label">{t('action.title')}</legend>
      {error ? (
        <p className="field-error" role="alert">
          <Icon name="circle-alert" size="small" /> {error}
        </p>
      ) : null}
      {problem ? <ErrorNotice error={problem} /> : null}
      {isPending ? <Skeleton lines={2} /> : null}
      {actions.length === 0 && !isPending ? <p className="field-help">{t('action.none')}</p> : null}
      {actions.map((action, index) => (
        <ActionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: actions have no identity but their place; all controls are controlled
          key={index}
          number={index + 1}
          action={action}
          fields={fields}
          free={free}
          onChange={(next) => onChange(actions.with(index, next))}
          onRemove={() => onChange(actions.toSpliced(index, 1))}
        />
      ))}
      {first && actions.length < mostActions ? (
        <div className="row">
          <Button icon="plus" size="small" onPress={() => onChange([...actions, actionOn(first)])}>
            {t('action.add')}
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}

interface ActionLineProps {
  number: number
  action: Action
  fields: readonly ActionField[]
  /** What can be chosen here beside what it is. */
  free: readonly ActionField[]
  onChange: (action: Action) => void
  onRemove: () => void
}

function ActionLine({ number, action, fields, free, onChange, onRemove }: ActionLineProps) {
  const field = fields.find((one) => one.subject === action.field)
  const isTall = field && ['mail', 'webhook', 'target'].includes(field.control)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset per line would nest legends that say nothing new
    <div className={isTall ? 'action-line action-tall' : 'action-line'} role="group" aria-label={`${number}`}>
      <select
        className="input select"
        aria-label={t('action.what', { number })}
        value={action.field}
        onChange={(event) => {
          const next = fields.find((one) => one.subject === event.target.value)
          if (next) onChange(actionOn(next))
        }}
      >
        {field ? null : <option value={action.field}>{action.field}</option>}
        {groups.map(({ name, label }) => {
          const members = fields.filter((one) => one.group === name && (one === field || free.includes(one)))
          return members.length === 0 ? null : (
            <optgroup key={name} label={t(label)}>
              {members.map((one) => (
                <option key={one.subject} value={one.subject}>
                  {one.title}
                </option>
              ))}
            </optgroup>
          )
        })}
      </select>
      <div className="action-value">
        {field ? (
          <ActionValue number={number} field={field} action={action} onChange={onChange} />
        ) : (
          <span className="muted truncate">{[action.value ?? ''].flat().join(', ')}</span>
        )}
      </div>
      <IconButton icon="x" label={t('action.remove', { number })} onPress={onRemove} />
    </div>
  )
}

// The rules of alarms: on or off, from which number, within which time. Each change is saved at once.
import { type AlarmKind, type AlarmRule, useAlarmRules, useSaveAlarmRule } from '../../../api/alarms.ts'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SwitchField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

/** Kinds for which a number means something; the others are told whenever they happen. */
const counted: readonly AlarmKind[] = ['many_failures', 'bulk_reads']
const timed: readonly AlarmKind[] = [...counted, 'impossible_travel']

export function AlarmRules({ words }: { words: Record<AlarmKind, MessageKey> }) {
  const rules = useAlarmRules()
  if (rules.isPending) return <Skeleton lines={7} />
  if (rules.isError) return <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />
  return (
    <section className="form alarm-rules" aria-label={t('alarms.rules')}>
      <h2>{t('alarms.rules')}</h2>
      {rules.data.map((rule) => (
        <RuleLine key={rule.kind} rule={rule} label={t(words[rule.kind])} />
      ))}
    </section>
  )
}

function RuleLine({ rule, label }: { rule: AlarmRule; label: string }) {
  const save = useSaveAlarmRule()
  const change = (part: Partial<AlarmRule>) =>
    save.mutate(
      { kind: rule.kind, ...part },
      {
        onSuccess: () => toast(t('settings.saved')),
        onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
      },
    )
  const field = (name: 'threshold' | 'window_minutes', text: string, most: number) => (
    <label className="alarm-number">
      {text}
      <input
        key={rule[name]}
        className="input"
        type="number"
        min={1}
        max={most}
        defaultValue={rule[name]}
        onBlur={(event) => {
          const value = Number(event.target.value)
          if (value !== rule[name]) change({ [name]: value })
        }}
      />
    </label>
  )
  return (
    <div>
      <SwitchField label={label} isOn={rule.is_active} onChange={(is_active) => change({ is_active })} />
      {rule.is_active && timed.includes(rule.kind) ? (
        <div className="row row-wrap alarm-numbers">
          {counted.includes(rule.kind) ? field('threshold', t('alarms.threshold'), 1_000_000) : null}
          {field('window_minutes', t('alarms.window'), 10_080)}
        </div>
      ) : null}
    </div>
  )
}

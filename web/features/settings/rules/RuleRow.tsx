// One rule in a list: its name opens it; how often it acted, why it last could not, whether it is on.
import { type Rule, type RuleKind, useSaveRule } from '../../../api/rules.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { IconButton } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

interface RuleRowProps {
  kind: RuleKind
  rule: Rule
  /** Said below the name, beside how often it acted. */
  detail?: string
  mayChange?: boolean
  onOpen: () => void
  onCopy: () => void
  onDelete: () => void
}

export function RuleRow({ kind, rule, detail, mayChange = true, onOpen, onCopy, onDelete }: RuleRowProps) {
  const save = useSaveRule(kind)
  const failure = rule.last_failure
  const turn = (active: boolean) =>
    save.mutate(
      { id: rule.id, active },
      {
        onSuccess: () => toast(t(active ? 'rules.isOn' : 'rules.isOff', { name: rule.title })),
        onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
      },
    )
  return (
    <>
      <span className="grow rule-row-name">
        {mayChange ? (
          <button type="button" className="rule-open" onClick={onOpen}>
            {rule.title}
          </button>
        ) : (
          <strong>{rule.title}</strong>
        )}
        <span className="muted small settings-line">
          {[
            detail,
            rule.usage_7d === undefined || kind === 'macro' ? '' : t('rules.usage', { count: rule.usage_7d }),
            rule.description,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {failure ? (
          <span className="small settings-line">
            <Badge tone="red" icon="triangle-alert">
              {t('rules.failed')}
            </Badge>{' '}
            {failure.error} (<TimeText at={failure.at} as="moment" />)
          </span>
        ) : null}
      </span>
      {mayChange ? (
        <>
          <input
            type="checkbox"
            role="switch"
            className="switch"
            checked={save.isPending ? save.variables.active === true : rule.active}
            aria-checked={save.isPending ? save.variables.active === true : rule.active}
            aria-label={t('rules.on', { name: rule.title })}
            onChange={(event) => turn(event.target.checked)}
          />
          <IconButton icon="copy" label={t('rules.copy', { name: rule.title })} onPress={onCopy} />
          <IconButton icon="trash-2" label={t('service.delete', { name: rule.title })} onPress={onDelete} />
        </>
      ) : null}
    </>
  )
}

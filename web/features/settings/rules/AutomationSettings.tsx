// Automations: what happens by itself when time has passed; looked at every hour, or now.
import { useRunAutomations } from '../../../api/rules.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { RuleEditor } from './RuleEditor.tsx'
import { RulePage } from './RulePage.tsx'
import { RuleRow } from './RuleRow.tsx'

const words = {
  intro: 'automation.text',
  add: 'automation.new',
  none: 'automation.none',
  noneText: 'automation.none.text',
} as const

export default function AutomationSettings() {
  const run = useRunAutomations()
  return (
    <RulePage
      kind="automation"
      words={words}
      more={
        <Button
          icon="refresh-cw"
          isPending={run.isPending}
          onPress={() =>
            run.mutate(undefined, {
              onSuccess: () => toast(t('automation.running')),
              onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
            })
          }
        >
          {t('automation.run')}
        </Button>
      }
      list={({ rules, onOpen, onCopy, onDelete }) => (
        <ul className="settings-list">
          {rules.map((rule) => (
            <li key={rule.id} className="settings-row">
              <RuleRow
                kind="automation"
                rule={rule}
                onOpen={() => onOpen(rule)}
                onCopy={() => onCopy(rule)}
                onDelete={() => onDelete(rule)}
              />
            </li>
          ))}
        </ul>
      )}
      editor={({ rule, model, onClose }) => (
        <RuleEditor key={rule?.id ?? 'new'} kind="automation" rule={rule} model={model} onClose={onClose} />
      )}
    />
  )
}

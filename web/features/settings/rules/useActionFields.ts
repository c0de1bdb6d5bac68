// What actions there are for a kind of rule on this desk, with its team, groups, webhooks and targets to choose from.
import { useMemo } from 'react'
import { type RuleKind, useActionDefinitions } from '../../../api/rules.ts'
import { useTargets, useWebhooks } from '../../../api/webhooks.ts'
import { useDeskLists } from '../../../conditions/useConditionFields.ts'
import { type ActionField, actionFieldOf, commentFields } from './actionFields.ts'

export function useActionFields(kind: RuleKind): { fields: ActionField[]; isPending: boolean; error: Error | null } {
  const definitions = useActionDefinitions(kind)
  const lists = useDeskLists()
  // Macros send nothing, and agents, who keep macros, may not see where rules send to.
  const webhooks = useWebhooks(kind !== 'macro').data
  const targets = useTargets(kind !== 'macro').data
  const fields = useMemo(() => {
    const all = {
      ...lists,
      webhooks: (webhooks ?? []).map((webhook) => ({ value: webhook.id, label: webhook.name })),
      targets: (targets ?? []).map((target) => ({ value: String(target.id), label: target.title })),
    }
    return (definitions.data ?? [])
      .filter((definition) => !commentFields.includes(definition.subject))
      .map((definition) => actionFieldOf(definition, all))
  }, [definitions.data, lists, webhooks, targets])
  return { fields, isPending: definitions.isPending, error: definitions.error }
}

// Macros: prepared words and steps for tickets. Admins keep those of everybody and of groups, everyone keeps their own.

import { useGroups } from '../../../api/people.ts'
import type { Rule } from '../../../api/rules.ts'
import { useMe } from '../../../api/session.ts'
import { type MessageKey, t } from '../../../language/text.ts'
import { MacroEditor } from './MacroEditor.tsx'
import { type RuleListProps, RulePage } from './RulePage.tsx'
import { RuleRow } from './RuleRow.tsx'

const words = { intro: 'macros.text', add: 'macros.new', none: 'macros.none', noneText: 'macros.none.text' } as const

const sections: readonly { name: 'own' | 'shared' | 'group'; label: MessageKey }[] = [
  { name: 'own', label: 'macros.own' },
  { name: 'shared', label: 'macros.shared' },
  { name: 'group', label: 'macros.ofGroups' },
]

const sectionOf = ({ restriction }: Rule) =>
  restriction?.type === 'User' ? 'own' : restriction?.type === 'Group' ? 'group' : 'shared'

export default function MacroSettings() {
  return (
    <RulePage
      kind="macro"
      words={words}
      list={(props) => <MacroList {...props} />}
      editor={({ rule, model, onClose }) => (
        <MacroEditor key={rule?.id ?? 'new'} rule={rule} model={model} onClose={onClose} />
      )}
    />
  )
}

function MacroList({ rules, onOpen, onCopy, onDelete }: RuleListProps) {
  const isAdmin = useMe().role === 'admin'
  const groups = useGroups().data ?? []
  const groupsOf = ({ restriction }: Rule) =>
    restriction?.type === 'Group'
      ? (restriction.ids ?? [restriction.id]).map((id) => groups.find((group) => group.id === id)?.name ?? `#${id}`)
      : []
  return sections.map(({ name, label }) => {
    const members = rules.filter((rule) => sectionOf(rule) === name)
    return members.length === 0 ? null : (
      <section key={name} className="rule-category">
        <h2 className="rule-category-head">{t(label)}</h2>
        <ul className="settings-list">
          {members.map((rule) => (
            <li key={rule.id} className="settings-row">
              <RuleRow
                kind="macro"
                rule={rule}
                detail={groupsOf(rule).join(', ')}
                mayChange={isAdmin || name === 'own'}
                onOpen={() => onOpen(rule)}
                onCopy={() => onCopy(rule)}
                onDelete={() => onDelete(rule)}
              />
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

// Changes between messages, folded into one line; one change is told outright.
import type { Group, User } from '../../../api/shapes.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { kindLabels, priorityLooks, statusLooks } from '../labels.ts'
import { type Change, tagChange } from './timeline.ts'

interface Names {
  users: ReadonlyMap<number, User>
  groups: readonly Group[]
}

export function EventLines({ changes, names }: { changes: readonly Change[]; names: Names }) {
  if (changes.length === 1 && changes[0]) return <ChangeLine change={changes[0]} names={names} />
  return (
    <details className="changes">
      <summary>
        <Icon name="history" size="small" /> {t('changes.count', { count: changes.length })}
      </summary>
      {changes.map((change) => (
        <ChangeLine key={change.id} change={change} names={names} />
      ))}
    </details>
  )
}

function ChangeLine({ change, names }: { change: Change; names: Names }) {
  return (
    <p className="change">
      <bdi>{changeText(change, names)}</bdi> <TimeText at={change.at} as="clock" />
    </p>
  )
}

/** A change as a sentence. */
export function changeText({ event, author_id }: Change, { users, groups }: Names): string {
  const who = users.get(author_id)?.name ?? t('person.system')
  const value = typeof event.value === 'string' || typeof event.value === 'number' ? String(event.value) : ''
  switch (event.field_name) {
    case 'status':
      return t('change.status', {
        who,
        to: value in statusLooks ? t(statusLooks[value as keyof typeof statusLooks].label) : value,
      }) // checked by `in`
    case 'priority':
      return t('change.priority', {
        who,
        to: value in priorityLooks ? t(priorityLooks[value as keyof typeof priorityLooks].label) : t('priority.none'),
      }) // checked by `in`
    case 'type':
      return t('change.type', {
        who,
        to: value in kindLabels ? t(kindLabels[value as keyof typeof kindLabels]) : t('kind.none'),
      }) // checked by `in`
    case 'assignee_id':
      return value
        ? t('change.assignee', { who, to: users.get(Number(value))?.name ?? value })
        : t('change.unassigned', { who })
    case 'group_id':
      return t('change.group', { who, to: groups.find((group) => group.id === Number(value))?.name ?? t('group.none') })
    case 'skip':
      return value ? t('change.skipped', { who, reason: value }) : t('change.skipped.plain', { who })
    case 'subject':
      return t('change.subject', { who })
    case 'tags': {
      const { added, removed } = tagChange(event)
      return removed.length === 0
        ? t('change.tagsAdded', { who, tags: added.join(', ') })
        : added.length === 0
          ? t('change.tagsRemoved', { who, tags: removed.join(', ') })
          : t('change.tags', { who, added: added.join(', '), removed: removed.join(', ') })
    }
    default:
      return t('change.other', { who })
  }
}

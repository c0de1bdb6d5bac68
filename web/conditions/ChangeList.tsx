// What differs in a ticket, one line a field: what it was, and what it is or would be.
import type { FieldChange } from '../api/rules.ts'
import { type MessageKey, t } from '../language/text.ts'
import { fieldInWords, valueInWords } from './describe.ts'
import type { ConditionField } from './fields.ts'

/** What an action does that no field of a ticket stands for. */
const peopleWords: Readonly<Record<string, MessageKey>> = { cc: 'action.cc', follower: 'action.follower' }

export function ChangeList({
  changes,
  fields,
}: {
  changes: readonly FieldChange[]
  fields: readonly ConditionField[]
}) {
  return (
    <ul className="change-list">
      {changes.map((change) => (
        <li key={change.field_name}>
          <ChangeWords change={change} fields={fields} />
        </li>
      ))}
    </ul>
  )
}

function ChangeWords({ change, fields }: { change: FieldChange; fields: readonly ConditionField[] }) {
  const { field_name, value, previous_value } = change
  const people = peopleWords[field_name]
  if (field_name === 'tags') return <TagWords change={change} />
  const to = people
    ? (fields.find((field) => field.subject === 'assignee_id')?.choices.find((choice) => choice.value === String(value))
        ?.label ?? String(value))
    : valueInWords(field_name, value, fields)
  return (
    <>
      <strong>{people ? t(people) : fieldInWords(field_name, fields)}</strong>:{' '}
      {people ? null : (
        <>
          <s className="muted">{valueInWords(field_name, previous_value, fields)}</s>{' '}
        </>
      )}
      <bdi>{to}</bdi>
    </>
  )
}

function TagWords({ change }: { change: FieldChange }) {
  const [before, after] = [change.previous_value, change.value].map((value) => [value ?? []].flat().map(String))
  const added = after?.filter((tag) => !before?.includes(tag)) ?? []
  const removed = before?.filter((tag) => !after?.includes(tag)) ?? []
  return (
    <>
      {added.length > 0 ? t('macro.tagsAdded', { tags: added.join(', ') }) : null}
      {added.length > 0 && removed.length > 0 ? ' · ' : null}
      {removed.length > 0 ? t('macro.tagsRemoved', { tags: removed.join(', ') }) : null}
    </>
  )
}

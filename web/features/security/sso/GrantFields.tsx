// What one line of the table gives: first which kind of thing, then which one, found by its name.
import { useState } from 'react'
import type { Grant } from '../../../api/identityProviders.ts'
import { useGroups } from '../../../api/people.ts'
import { useRoles } from '../../../api/roles.ts'
import { RecordPicker } from '../../../conditions/RecordPicker.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Picker, type PickerEntry } from '../../../kit/Picker.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

/** Stands for "not chosen yet"; no record has this number. */
const nothing = 0

const kinds: readonly { kind: Grant['kind']; label: MessageKey; isForStaff: boolean }[] = [
  { kind: 'tag', label: 'sso.map.grant.tag', isForStaff: false },
  { kind: 'organization', label: 'sso.map.grant.organization', isForStaff: false },
  { kind: 'group', label: 'sso.map.grant.group', isForStaff: true },
  { kind: 'role', label: 'sso.map.grant.role', isForStaff: true },
]

/** Of people of the team: a role that everybody knows, or one that the desk made. */
function roleGrant(id: string): Grant {
  if (id === 'admin') return { kind: 'role', role: 'admin' }
  return id === 'agent' ? { kind: 'role', role: 'agent' } : { kind: 'role', role: 'agent', custom_role_id: Number(id) }
}

export const newGrant: Grant = { kind: 'tag', tag: 'sso' }

function emptyGrant(kind: Grant['kind']): Grant {
  if (kind === 'role') return { kind, role: 'agent' }
  if (kind === 'group') return { kind, group_id: nothing }
  if (kind === 'organization') return { kind, organization_id: nothing }
  return newGrant
}

/** True while it is not said which group, organization or role. */
export function isUnfinished(grant: Grant): boolean {
  if (grant.kind === 'group') return grant.group_id === nothing
  if (grant.kind === 'organization') return grant.organization_id === nothing
  return grant.kind === 'tag' && grant.tag.trim() === ''
}

interface GrantFieldsProps {
  grant: Grant
  /** Of the line, from 1: it tells the fields of one line from those of the next. */
  number: number
  isForStaff: boolean
  onChange: (grant: Grant) => void
}

export function GrantFields({ grant, number, isForStaff, onChange }: GrantFieldsProps) {
  const offered = kinds.filter((one) => isForStaff || !one.isForStaff || one.kind === grant.kind)
  return (
    <>
      <select
        className="input select"
        aria-label={t('sso.map.rule.grant', { number })}
        value={grant.kind}
        onChange={(event) => {
          const chosen = offered.find(({ kind }) => kind === event.target.value)
          if (chosen) onChange(emptyGrant(chosen.kind))
        }}
      >
        {offered.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {t(label)}
          </option>
        ))}
      </select>
      <Which grant={grant} number={number} onChange={onChange} />
    </>
  )
}

function Which({ grant, number, onChange }: Omit<GrantFieldsProps, 'isForStaff'>) {
  const groups = useGroups()
  const roles = useRoles()
  const label = t('sso.map.rule.which', { number })
  if (grant.kind === 'tag')
    return (
      <input
        className="input"
        aria-label={t('sso.map.rule.tag', { number })}
        value={grant.tag}
        maxLength={100}
        onChange={(event) => onChange({ kind: 'tag', tag: event.target.value })}
      />
    )
  if (grant.kind === 'role')
    return (
      <OneOf
        label={label}
        entries={[
          { id: 'agent', label: t('sso.map.grant.agent') },
          { id: 'admin', label: t('sso.map.grant.admin') },
          ...(roles.data ?? []).map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
        chosen={grant.custom_role_id ? String(grant.custom_role_id) : grant.role}
        onPick={(id) => onChange(roleGrant(id))}
      />
    )
  if (grant.kind === 'organization')
    return (
      <RecordPicker
        of="organization"
        label={label}
        specials={[]}
        value={grant.organization_id === nothing ? '' : String(grant.organization_id)}
        onPick={(id) => onChange({ kind: 'organization', organization_id: Number(id) })}
      />
    )
  return (
    <OneOf
      label={label}
      entries={(groups.data ?? []).map(({ id, name }) => ({ id: String(id), label: name }))}
      chosen={grant.group_id === nothing ? '' : String(grant.group_id)}
      onPick={(id) => onChange({ kind: 'group', group_id: Number(id) })}
    />
  )
}

interface OneOfProps {
  label: string
  entries: readonly PickerEntry[]
  /** Empty while none is. */
  chosen: string
  onPick: (id: string) => void
}

/** A list that is known whole, searched while one types. */
function OneOf({ label, entries, chosen, onPick }: OneOfProps) {
  const [isOpen, setOpen] = useState(false)
  const shown = entries.find((entry) => entry.id === chosen)?.label ?? (chosen || t('rule.pick'))
  return (
    <Picker
      label={label}
      isOpen={isOpen}
      onOpenChange={setOpen}
      entries={entries}
      chosen={chosen}
      onPick={onPick}
      trigger={
        <Button className="condition-record" aria-label={`${label}: ${shown}`}>
          <bdi className="truncate grow">{shown}</bdi>
          <Icon name="chevron-down" size="small" />
        </Button>
      }
    />
  )
}

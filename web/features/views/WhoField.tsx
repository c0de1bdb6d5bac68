// Who sees a view: agents keep their own, admins share them with groups or with everybody.
import { useGroups } from '../../api/people.ts'
import { useMe } from '../../api/session.ts'
import type { ViewDraft } from '../../api/views.ts'
import { Icon } from '../../kit/Icon.tsx'
import { t } from '../../language/text.ts'

type Restriction = ViewDraft['restriction']

interface WhoFieldProps {
  value: Restriction
  onChange: (value: Restriction) => void
  error: string | undefined
}

export function WhoField({ value, onChange, error }: WhoFieldProps) {
  const me = useMe()
  const groups = useGroups().data ?? []
  const isAdmin = me.role === 'admin'
  const ids = value?.type === 'Group' ? value.ids : []
  const choices = [
    {
      id: 'me',
      label: t('view.who.me'),
      isChosen: value?.type === 'User',
      value: { type: 'User', id: me.id } as const,
    }, // literal for the union
    {
      id: 'groups',
      label: t('view.who.groups'),
      isChosen: value?.type === 'Group',
      value: { type: 'Group', ids } as const,
    }, // literal for the union
    { id: 'all', label: t('view.who.all'), isChosen: value === null, value: null },
  ]
  return (
    <fieldset className="stack" aria-describedby={error ? 'view-who-error' : undefined}>
      <legend className="field-label">{t('view.who')}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className="row">
          <input
            type="radio"
            name="who"
            checked={choice.isChosen}
            disabled={!isAdmin && choice.id !== 'me'}
            onChange={() => onChange(choice.value === null ? null : { ...choice.value })}
          />
          {choice.label}
        </label>
      ))}
      {value?.type === 'Group' ? (
        <div className="views-groups">
          {groups.map((group) => (
            <label key={group.id} className="row">
              <input
                type="checkbox"
                checked={ids.includes(group.id)}
                onChange={(event) =>
                  onChange({
                    type: 'Group',
                    ids: event.target.checked ? [...ids, group.id] : ids.filter((id) => id !== group.id),
                  })
                }
              />
              {group.name}
            </label>
          ))}
        </div>
      ) : null}
      {isAdmin ? null : <p className="field-help">{t('view.who.adminsOnly')}</p>}
      {error ? (
        <p className="field-error" id="view-who-error">
          <Icon name="circle-alert" size="small" /> {error}
        </p>
      ) : null}
    </fieldset>
  )
}

// What somebody may see and do, and where each right comes from: first which tickets, in a sentence, then every right.
// Asked for only when it is opened.
import { useState } from 'react'
import { type EffectiveRights as Effective, useEffectiveRights } from '../../api/roles.ts'
import type { User } from '../../api/shapes.ts'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { rightName, rightValue, sourceName } from '../../language/rights.ts'
import { t } from '../../language/text.ts'

export default function EffectiveRights({ person }: { person: User }) {
  const [isOpen, setOpen] = useState(false)
  const rights = useEffectiveRights(person.id, isOpen)
  return (
    <details className="rights" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('person.rights')}</summary>
      {rights.isError ? <ErrorNotice error={rights.error} onRetry={() => void rights.refetch()} /> : null}
      {isOpen && rights.isPending ? <Skeleton lines={4} /> : null}
      {rights.data ? <Told told={rights.data} /> : null}
    </details>
  )
}

const names = (list: readonly { name: string }[]): string => list.map(({ name }) => name).join(', ')

function Told({ told }: { told: Effective }) {
  const access = told.rights.find((right) => right.name === 'ticket_access')
  const effective = told.rights.filter((right) => right.has_effect && right.name !== 'ticket_access')
  return (
    <>
      <dl className="facts">
        {access ? (
          <>
            <dt>{rightName(access.name)}</dt>
            <dd>
              {rightValue(access.value)} <span className="muted">({sourceName(access.source)})</span>
            </dd>
          </>
        ) : null}
        {told.custom_role_name === null ? null : (
          <>
            <dt>{t('team.role')}</dt>
            <dd>{told.custom_role_name}</dd>
          </>
        )}
        {told.groups.length > 0 ? (
          <>
            <dt>{t('team.groups')}</dt>
            <dd>{names(told.groups)}</dd>
          </>
        ) : null}
        {told.organizations.length > 0 ? (
          <>
            <dt>{t('person.organizations')}</dt>
            <dd>{names(told.organizations)}</dd>
          </>
        ) : null}
      </dl>
      {told.role === 'end-user' ? (
        <p className="muted">{t('person.rights.customer')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('roles.right')}</th>
              <th scope="col">{t('person.rights.value')}</th>
              <th scope="col">{t('person.rights.source')}</th>
            </tr>
          </thead>
          <tbody>
            {effective.map((right) => (
              <tr key={right.name}>
                <th scope="row">{rightName(right.name)}</th>
                <td>{rightValue(right.value)}</td>
                <td className="muted">{sourceName(right.source)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

// What a member of the team may do, and where each right comes from. Asked for only when it is opened.
import { useState } from 'react'
import { useEffectiveRights } from '../../api/roles.ts'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { rightName, rightValue, sourceName } from '../../language/rights.ts'
import { t } from '../../language/text.ts'

export default function EffectiveRights({ userId }: { userId: number }) {
  const [isOpen, setOpen] = useState(false)
  const rights = useEffectiveRights(userId, isOpen)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('person.rights')}</summary>
      {rights.isError ? <ErrorNotice error={rights.error} onRetry={() => void rights.refetch()} /> : null}
      {isOpen && rights.isPending ? <Skeleton lines={4} /> : null}
      {rights.data ? (
        <table className="rights">
          <thead>
            <tr>
              <th scope="col">{t('roles.right')}</th>
              <th scope="col">{t('person.rights.value')}</th>
              <th scope="col">{t('person.rights.source')}</th>
            </tr>
          </thead>
          <tbody>
            {rights.data
              .filter((right) => right.has_effect)
              .map((right) => (
                <tr key={right.name}>
                  <th scope="row">{rightName(right.name)}</th>
                  <td>{rightValue(right.value)}</td>
                  <td className="muted">{sourceName(right.source)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      ) : null}
    </details>
  )
}

// Two roles side by side, with the rights in which they differ.
import { useState } from 'react'
import type { Configuration, Right } from '../../../api/roles.ts'
import { Button } from '../../../kit/Button.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { rightName, rightValue } from '../../../language/rights.ts'
import { t } from '../../../language/text.ts'

interface Compared {
  name: string
  configuration: Configuration
}

interface RoleComparisonProps {
  roles: readonly Compared[]
  rights: readonly Right[]
  onClose: () => void
}

export function RoleComparison({ roles, rights, onClose }: RoleComparisonProps) {
  const [chosen, setChosen] = useState<[string, string]>(['2', String(Math.min(3, roles.length - 1))])
  const options = roles.map((role, index) => ({ value: String(index), label: role.name }))
  const [one, other] = chosen.map((index) => roles[Number(index)])
  if (!one || !other) return null
  const different = rights.filter(({ name }) => one.configuration[name] !== other.configuration[name])
  return (
    <div className="roles">
      <div className="row row-wrap">
        <SelectField
          label={t('roles.compare.one')}
          value={chosen[0]}
          options={options}
          onChange={(value) => setChosen([value, chosen[1]])}
        />
        <SelectField
          label={t('roles.compare.other')}
          value={chosen[1]}
          options={options}
          onChange={(value) => setChosen([chosen[0], value])}
        />
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </div>
      {different.length === 0 ? (
        <p className="muted">{t('roles.same')}</p>
      ) : (
        <table className="roles-table">
          <thead>
            <tr>
              <th scope="col">{t('roles.right')}</th>
              <th scope="col">{one.name}</th>
              <th scope="col">{other.name}</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ name }) => (
              <tr key={name}>
                <th scope="row">{rightName(name)}</th>
                <td>{rightValue(one.configuration[name] ?? false)}</td>
                <td>{rightValue(other.configuration[name] ?? false)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

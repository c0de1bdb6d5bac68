// From which roles of an audience a second factor is asked; that is changed on a page of its own.
import { Link } from 'wouter'
import { useFactorRequirements } from '../../../api/factors.ts'
import type { SignInPolicy } from '../../../api/signIn.ts'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { requirementName } from '../factors/names.ts'

export function FactorStanding({ audience }: { audience: SignInPolicy['audience'] }) {
  const requirements = useFactorRequirements().data ?? []
  const own = requirements.filter(
    (one) =>
      (one.role === 'end-user') === (audience === 'end_user') &&
      !one.follows_agents &&
      (one.people.total > 0 || audience === 'end_user'),
  )
  return (
    <fieldset className="policy-part">
      <legend className="field-label">{t('signIn.factors')}</legend>
      <ul className="policy-lines">
        {own.map((one) => (
          <li key={one.custom_role_id ?? one.role}>
            {t(one.is_required ? 'signIn.factors.required' : 'signIn.factors.free', {
              role: requirementName(one),
              enrolled: one.people.enrolled,
              total: one.people.total,
            })}
          </li>
        ))}
      </ul>
      <Link href={places.security('factors')}>{t('signIn.factors.change')}</Link>
    </fieldset>
  )
}

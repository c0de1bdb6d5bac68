// From whom a second factor is asked, how far it has come, and who sends texts.
import { type FactorRequirement, factorRoleOf, useFactorRequirements } from '../../../api/factors.ts'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { GatewayForm } from './GatewayForm.tsx'
import { RoleForm } from './RoleForm.tsx'
import './factors.css'

export default function FactorsPage() {
  const requirements = useFactorRequirements()
  if (requirements.isPending) return <Skeleton lines={6} />
  if (requirements.isError)
    return <ErrorNotice error={requirements.error} onRetry={() => void requirements.refetch()} />
  // The team first, from the most powerful down; the desk's own roles follow the agents they are.
  const isOwn = (one: FactorRequirement) => one.custom_role_id !== null
  const system = requirements.data.filter((one) => !isOwn(one)).reverse()
  const team = system.filter(({ role }) => role !== 'end-user')
  const customers = system.filter(({ role }) => role === 'end-user')
  const rows = [...team, ...requirements.data.filter(isOwn), ...customers]
  return (
    <div className="factors">
      <p className="muted">{t('factors.text')}</p>
      {rows.map((one) => (
        <RoleForm key={`${factorRoleOf(one)} ${one.updated_at} ${one.follows_agents}`} now={one} />
      ))}
      <GatewayForm />
    </div>
  )
}

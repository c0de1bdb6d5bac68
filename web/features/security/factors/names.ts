// What the roles are called from which a second factor is asked.
import type { FactorRequirement, SystemRole } from '../../../api/factors.ts'
import { type MessageKey, t } from '../../../language/text.ts'

const names: Record<SystemRole, MessageKey> = {
  owner: 'factors.role.owner',
  admin: 'factors.role.admin',
  agent: 'factors.role.agent',
  'end-user': 'factors.role.end_user',
}

export function requirementName({ role, name }: Pick<FactorRequirement, 'role' | 'name'>): string {
  return name ?? t(names[role])
}

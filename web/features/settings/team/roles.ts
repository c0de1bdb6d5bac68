// What the roles are called, and what each allows.
import type { TeamRole } from '../../../api/team.ts'
import type { MessageKey } from '../../../language/text.ts'

export const roleTexts: Record<TeamRole, { name: MessageKey; help: MessageKey }> = {
  agent: { name: 'team.role.agent', help: 'team.role.agent.help' },
  admin: { name: 'team.role.admin', help: 'team.role.admin.help' },
  owner: { name: 'team.role.owner', help: 'team.role.owner.help' },
}

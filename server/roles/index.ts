// Roles: what agents may do, in Zendesk's configuration keys. Rights themselves are the platform's (platform/rights.ts).
import type { Module } from '../platform/module.ts'
import { roleEndpoints } from './api.ts'
import { ROLE_EVENTS } from './events.ts'
import { createStandardRoles, LIGHT_AGENT_ROLE } from './standard.ts'

export { admitRights } from './actions.ts'
export { roleReplies } from './beside.ts'
export { CATALOG } from './catalog.ts'
export { offerRoleHolders } from './holders.ts'
export { customRoleOf, findRole, getRole, listRoles } from './queries.ts'
export { configurationWrite, differences, type RoleRow, roleSchema, withWritten } from './schema.ts'

export { LIGHT_AGENT_ROLE }

export const module: Module = {
  name: 'roles',
  begin: createStandardRoles,
  endpoints: roleEndpoints,
  events: ROLE_EVENTS,
}

// Roles: what agents may do, in Zendesk's configuration keys. Rights themselves are the platform's (platform/rights.ts).
import type { Module } from '../platform/module.ts'
import { createStandardRoles } from './standard.ts'

export { customRoleOf, findRole } from './queries.ts'
export type { RoleRow } from './schema.ts'

export const module: Module = {
  name: 'roles',
  begin: createStandardRoles,
}

// Roles as the API shows and takes them.
import type { Configuration } from '../platform/rights.ts'

export interface RoleRow {
  id: number
  name: string
  description: string
  /** Zendesk's number: 0 the desk's own, 1 light agent, 3 contributor. */
  role_type: 0 | 1 | 3
  configuration: Partial<Configuration>
  created_at: Date
  updated_at: Date
}

// The roles every desk has from the start, under numbers of their own. What they may do stands in platform/rights.ts.
import type { Work } from '../platform/work.ts'
import { insertRole } from './queries.ts'

/** The number of the light agent, in every desk. */
export const LIGHT_AGENT_ROLE = 1

const STANDARD = [
  { id: LIGHT_AGENT_ROLE, role_type: 1, name: 'Light agent', description: 'Reads tickets and writes internal notes' },
  {
    id: 3,
    role_type: 3,
    name: 'Contributor',
    description: 'Writes internal notes in the tickets they take part in',
  },
] as const

/** A new desk's standard roles. */
export async function createStandardRoles(work: Work): Promise<void> {
  for (const role of STANDARD)
    await insertRole(work, { ...role, configuration: {}, created_at: work.now, updated_at: work.now })
}

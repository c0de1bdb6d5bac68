// What a mapping's table gives must exist, so that an admin hears of a mistake before somebody signs in; and whoever
// writes the table gives nothing by it that they have not themselves.
import { findGroup, hasOrganization } from '../../people/index.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { rightsOfCustomRole } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { admitRights, findRole } from '../../roles/index.ts'
import type { Mapping } from './schema.ts'

/** 422 for a role, a group or an organisation that is not there; 403 for a role that is more than the writer's own. */
export async function checkGrants(work: Work, mapping: Mapping): Promise<void> {
  const { rules, default_custom_role_id } = mapping
  if (default_custom_role_id != null) await checkRole(work, default_custom_role_id)
  for (const { grant } of rules) {
    if (grant.kind === 'group' && !(await findGroup(work, grant.group_id)))
      throw invalid('mapping', 'Mapping: a group is not there', 'RecordNotFound')
    if (grant.kind === 'organization' && !(await hasOrganization(work, grant.organization_id)))
      throw invalid('mapping', 'Mapping: an organization is not there', 'RecordNotFound')
    if (grant.kind !== 'role') continue
    if (grant.role === 'admin' && !isAdmin(work)) throw new Refusal('forbidden', 'Only admins let a table make admins')
    if (grant.custom_role_id != null) await checkRole(work, grant.custom_role_id)
  }
}

async function checkRole(work: Work, id: number): Promise<void> {
  const role = await findRole(work, id)
  if (!role) throw invalid('mapping', 'Mapping: a role is not there', 'RecordNotFound')
  admitRights(work, rightsOfCustomRole(role))
}

const isAdmin = ({ actor }: Work) =>
  actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))

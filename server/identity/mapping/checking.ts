// What a mapping's table gives must exist, so that an admin hears of a mistake before somebody signs in.
import { findGroup, hasOrganization } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import type { Mapping } from './schema.ts'

/** 422 for a group or an organisation that is not there. */
export async function checkGrants(work: Work, { rules }: Mapping): Promise<void> {
  for (const { grant } of rules) {
    if (grant.kind === 'group' && !(await findGroup(work, grant.group_id)))
      throw invalid('mapping', 'Mapping: a group is not there', 'RecordNotFound')
    if (grant.kind === 'organization' && !(await hasOrganization(work, grant.organization_id)))
      throw invalid('mapping', 'Mapping: an organization is not there', 'RecordNotFound')
  }
}

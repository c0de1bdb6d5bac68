// What a write makes of somebody's role and of what is restricted for them alone. A role of one's own says everything,
// so a restriction beside it is refused; whoever writes back what they read changes nothing.
import { invalid } from '../platform/errors.ts'
import type { Role, Work } from '../platform/work.ts'
import { findRole } from '../roles/index.ts'
import { shownRestrictions, type UserRow } from './schema.ts'
import type { UserWrite } from './user-input.ts'

type Restrictions = Pick<UserRow, 'custom_role_id' | 'custom_role' | 'ticket_restriction' | 'only_private_comments'>
type Asked = Pick<UserWrite, 'custom_role_id' | 'ticket_restriction' | 'only_private_comments'>

/** The role and restrictions of somebody who will be `role`. 422 for what that role cannot have. */
export async function readRestrictions(
  work: Work,
  write: Asked,
  before: UserRow | null,
  role: Role,
): Promise<Restrictions> {
  const same = before !== null && before.role === role
  const custom_role_id =
    write.custom_role_id === undefined ? (same ? before.custom_role_id : null) : write.custom_role_id
  const custom_role = await readRole(work, custom_role_id, before, role)
  const kept = same && custom_role_id === before.custom_role_id ? before : null
  const has_own = role === 'end-user' || (role === 'agent' && custom_role === null)
  const fixed = shownRestrictions({ role, custom_role, ticket_restriction: null, only_private_comments: false })
  return {
    custom_role_id,
    custom_role,
    ticket_restriction: has_own
      ? readRestriction(role, write.ticket_restriction, kept)
      : unchanged('ticket_restriction', write.ticket_restriction, fixed.ticket_restriction, null),
    only_private_comments:
      has_own && role === 'agent'
        ? (write.only_private_comments ?? kept?.only_private_comments ?? false)
        : unchanged('only_private_comments', write.only_private_comments, fixed.only_private_comments, false),
  }
}

async function readRole(work: Work, id: number | null, before: UserRow | null, role: Role) {
  if (id === null) return null
  if (role !== 'agent') throw invalid('custom_role_id', 'Custom role: is for agents')
  if (before?.custom_role_id === id) return before.custom_role
  const found = await findRole(work, id)
  if (!found) throw invalid('custom_role_id', 'Custom role: not found', 'RecordNotFound')
  return { role_type: found.role_type, configuration: found.configuration }
}

function readRestriction(
  role: Role,
  asked: UserRow['ticket_restriction'] | undefined,
  kept: UserRow | null,
): UserRow['ticket_restriction'] {
  if (asked === undefined) return kept?.ticket_restriction ?? null
  if (role === 'end-user') {
    if (asked === null || asked === 'requested') return null
    if (asked === 'organization') return asked
  } else if (asked !== 'requested') return asked
  throw invalid('ticket_restriction', `Ticket restriction: ${asked} is not for ${role}s`)
}

/** What is not theirs to say may be said as it is. */
function unchanged<Kept>(field: string, asked: unknown, shown: unknown, kept: Kept): Kept {
  if (asked === undefined || asked === null || asked === shown) return kept
  throw invalid(field, `${field}: is decided by the role`)
}

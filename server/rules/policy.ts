// Who sees which rules, and who may change them.
import { listGroupIdsOf } from '../people/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { mayUse, type NeededRight } from '../platform/rights.ts'
import { actorId, isStaff, type Work } from '../platform/work.ts'
import type { ActionKind } from './actions/action.ts'
import type { Restriction } from './schema.ts'

/** What somebody needs to keep rules of a kind; of macros, from which level on. */
export function rightToKeep(
  kind: ActionKind,
  macros: 'manage-personal' | 'manage-group' | 'full' = 'full',
): NeededRight {
  return kind === 'macro' ? ['macro_access', macros] : `manage_${kind}s`
}

/**
 * Over the alias `r`. Staff see triggers and automations; of macros the shared ones (who keeps all macros sees all,
 * others those of their groups) and their own. A personal macro is nobody else's business.
 */
export function visibleRules(work: Work): RawBuilder<boolean> {
  if (!isStaff(work.actor)) return sql`false`
  const own = actorId(work.actor)
  if (own === null) return sql`true`
  const of_groups = mayUse(work.actor, ['macro_access', 'full'])
    ? sql`true`
    : sql`exists (select from group_memberships m where m.account_id = r.account_id and m.user_id = ${own}::bigint
        and (r.restriction->'ids' @> to_jsonb(m.group_id) or r.restriction->'id' = to_jsonb(m.group_id)))`
  return sql`(r.restriction is null or (r.restriction->>'type' = 'User' and (r.restriction->>'id')::bigint = ${own}::bigint)
    or (r.restriction->>'type' = 'Group' and ${of_groups}))`
}

/** Macros of one's own, of one's groups, or all: as the right says. The other kinds are for the whole desk. 403 otherwise. */
export async function admitChange(work: Work, kind: ActionKind, restriction: Restriction | null): Promise<void> {
  const { actor } = work
  if (mayUse(actor, rightToKeep(kind))) return
  if (kind !== 'macro' || actor.kind !== 'user' || restriction === null) throw new Refusal('forbidden')
  if (restriction.type === 'User') {
    if (restriction.id === actor.user_id && mayUse(actor, rightToKeep('macro', 'manage-personal'))) return
  } else if (mayUse(actor, rightToKeep('macro', 'manage-group'))) {
    const own = await listGroupIdsOf(work, actor.user_id)
    if ((restriction.ids ?? [restriction.id]).every((id) => own.includes(id))) return
  }
  throw new Refusal('forbidden')
}

// Who sees which rules, and who may change them.
import { type RawBuilder, sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { actorId, isStaff, type Work } from '../platform/work.ts'
import type { ActionKind } from './actions/action.ts'
import type { Restriction } from './schema.ts'

export function isAdmin({ actor }: Pick<Work, 'actor'>): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
}

/**
 * Over the alias `r`. Staff see triggers and automations; of macros the shared ones (admins all, agents those of their
 * groups) and their own. A personal macro is nobody else's business.
 */
export function visibleRules(work: Work): RawBuilder<boolean> {
  if (!isStaff(work.actor)) return sql`false`
  const own = actorId(work.actor)
  if (own === null) return sql`true`
  const of_groups = isAdmin(work)
    ? sql`true`
    : sql`exists (select from group_memberships m where m.account_id = r.account_id and m.user_id = ${own}::bigint
        and (r.restriction->'ids' @> to_jsonb(m.group_id) or r.restriction->'id' = to_jsonb(m.group_id)))`
  return sql`(r.restriction is null or (r.restriction->>'type' = 'User' and (r.restriction->>'id')::bigint = ${own}::bigint)
    or (r.restriction->>'type' = 'Group' and ${of_groups}))`
}

/** Rules for all are for admins; an agent keeps macros of their own. 403 otherwise. */
export function admitChange(work: Work, kind: ActionKind, restriction: Restriction | null): void {
  if (isAdmin(work)) return
  const own = kind === 'macro' && isStaff(work.actor) && restriction?.type === 'User'
  if (!own || restriction.id !== actorId(work.actor)) throw new Refusal('forbidden')
}

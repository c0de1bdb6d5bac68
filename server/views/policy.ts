// Who sees which views, and who may change them. Shared views are the admins'; a personal one is its owner's alone.
import { listGroupIdsOf } from '../people/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { mayUse } from '../platform/rights.ts'
import { type Actor, actorId, isStaff, type Work } from '../platform/work.ts'
import type { ViewRow } from './schema.ts'

/** Predicate on `views`: the shared ones (those of every group for who keeps all views), and one's own. */
export function visibleViews(actor: Actor): RawBuilder<boolean> {
  if (!isStaff(actor)) return sql<boolean>`false`
  const own = sql`views.restriction = 'user' and views.owner_id = ${actorId(actor)}::bigint`
  if (mayUse(actor, ['view_access', 'full']))
    return sql<boolean>`views.deleted_at is null and (views.restriction <> 'user' or ${own})`
  return sql<boolean>`views.deleted_at is null and (views.restriction = 'all' or ${own} or (views.restriction = 'groups' and exists (
    select from view_groups vg join group_memberships m on m.account_id = vg.account_id and m.group_id = vg.group_id
    where vg.account_id = views.account_id and vg.view_id = views.id and m.user_id = ${actorId(actor)}::bigint)))`
}

/**
 * A view that somebody sees: one's own, one of one's own groups only, or any shared one, as the right says.
 * `own_group_ids` are the actor's groups.
 */
export function mayEditView(
  actor: Actor,
  view: Pick<ViewRow, 'restriction' | 'owner_id' | 'group_ids'>,
  own_group_ids: readonly number[],
): boolean {
  if (view.restriction === 'user')
    return view.owner_id === actorId(actor) && mayUse(actor, ['view_access', 'manage-personal'])
  if (mayUse(actor, ['view_access', 'full'])) return true
  return (
    view.restriction === 'groups' &&
    mayUse(actor, ['view_access', 'manage-group']) &&
    view.group_ids.every((id) => own_group_ids.includes(id))
  )
}

/** The groups that a right to views of groups is about; none where the actor has no such right. */
export async function groupsToKeep(work: Work): Promise<number[]> {
  const { actor } = work
  if (actor.kind !== 'user' || actor.rights.view_access !== 'manage-group') return []
  return await listGroupIdsOf(work, actor.user_id)
}

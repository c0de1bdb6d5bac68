// Who sees which views, and who may change them. Shared views are the admins'; a personal one is its owner's alone.
import { type RawBuilder, sql } from '../platform/db.ts'
import { type Actor, actorId, isStaff } from '../platform/work.ts'
import type { ViewRow } from './schema.ts'

export function isAdmin(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
}

/** Predicate on `views`: the shared ones (admins: those of every group), and one's own. */
export function visibleViews(actor: Actor): RawBuilder<boolean> {
  if (!isStaff(actor)) return sql<boolean>`false`
  const own = sql`views.restriction = 'user' and views.owner_id = ${actorId(actor)}::bigint`
  if (isAdmin(actor)) return sql<boolean>`views.deleted_at is null and (views.restriction <> 'user' or ${own})`
  return sql<boolean>`views.deleted_at is null and (views.restriction = 'all' or ${own} or (views.restriction = 'groups' and exists (
    select from view_groups vg join group_memberships m on m.account_id = vg.account_id and m.group_id = vg.group_id
    where vg.account_id = views.account_id and vg.view_id = views.id and m.user_id = ${actorId(actor)}::bigint)))`
}

/** A view that somebody sees: shared ones are changed by admins, personal ones by whose they are. */
export function mayEditView(actor: Actor, view: Pick<ViewRow, 'restriction' | 'owner_id'>): boolean {
  return view.restriction === 'user' ? view.owner_id === actorId(actor) : isAdmin(actor)
}

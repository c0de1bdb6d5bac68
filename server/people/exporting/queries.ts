// People and organisations in the order of change, for exports: deleted and merged ones are among them.
import { type ChangePosition, type ChangeRange, isInRange, microseconds } from '../../platform/changes.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Actor, Work } from '../../platform/work.ts'

/** Exports are of everything, so only those get one who may see everything. */
function isExportable(actor: Actor): RawBuilder<boolean> {
  const may = actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
  return may ? sql`true` : sql`false`
}

/** Ids of people who changed, oldest change first. */
export async function listChangedUsers(work: Work, range: ChangeRange): Promise<ChangePosition[]> {
  return await work.db.all<ChangePosition>(sql`
    select id, ${microseconds(sql`updated_at`)} as at_us from users
    where account_id = ${work.account_id}::bigint and ${isInRange(range, sql`updated_at`, sql`id`)} and ${isExportable(work.actor)}
    order by updated_at, id limit ${range.limit}`)
}

/** The same of organisations, with the time when they were deleted. */
export async function listChangedOrganizations(
  work: Work,
  range: ChangeRange,
): Promise<(ChangePosition & { deleted_at: Date | null })[]> {
  return await work.db.all<ChangePosition & { deleted_at: Date | null }>(sql`
    select id, deleted_at, ${microseconds(sql`updated_at`)} as at_us from organizations
    where account_id = ${work.account_id}::bigint and ${isInRange(range, sql`updated_at`, sql`id`)} and ${isExportable(work.actor)}
    order by updated_at, id limit ${range.limit}`)
}

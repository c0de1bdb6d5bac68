// All SQL on identity_providers. Rows leave opened.
import { remembered } from '../platform/configuration.ts'
import { sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import type { ProviderRow, ProviderState } from './schema.ts'

interface StoredProvider extends Omit<ProviderRow, 'edited' | 'live'> {
  settings: Record<string, unknown>
  sealed: Buffer
  digest: string
  live_settings: Record<string, unknown> | null
  sealed_live: Buffer | null
  live_digest: string | null
}

const columns = sql.raw(
  'id, kind, name, label, position, for_staff, for_end_users, active, domains, creates_people, mapping, settings, sealed, digest, live_settings, sealed_live, live_digest, tested_at, tested_by_id, created_at, updated_at',
)

const place = (id: number) => `identity_providers/${id}/sealed`
const livePlace = (id: number) => `identity_providers/${id}/sealed_live`

function openProvider(work: Work, row: StoredProvider): ProviderRow {
  const { settings, sealed, digest, live_settings, sealed_live, live_digest, ...plain } = row
  const secretsOf = (at: string, bytes: Buffer) =>
    work.sealing.open<{ secrets: Record<string, string> }>(at, bytes).secrets
  const live =
    live_settings && sealed_live && live_digest !== null
      ? { settings: live_settings, secrets: secretsOf(livePlace(row.id), sealed_live), digest: live_digest }
      : null
  return { ...plain, edited: { settings, secrets: secretsOf(place(row.id), sealed), digest }, live }
}

/** All providers in the order of their buttons, opened. */
export async function listProviders(work: Work): Promise<ProviderRow[]> {
  const rows = await work.db.all<StoredProvider>(
    sql`select ${columns} from identity_providers where account_id = ${work.account_id}::bigint order by position, id`,
  )
  return rows.map((row) => openProvider(work, row))
}

/** What the sign-in page needs to know, without any secret: the active providers in order. */
export const activeProviders = remembered(
  async (work) =>
    await work.db.all<
      Pick<ProviderRow, 'id' | 'kind' | 'name' | 'label' | 'for_staff' | 'for_end_users'> & { is_live: boolean }
    >(sql`
      select id, kind, name, label, for_staff, for_end_users, live_digest is not null as is_live from identity_providers
      where account_id = ${work.account_id}::bigint and active order by position, id`),
)

export async function findProvider(work: Work, id: number, lock = false): Promise<ProviderRow | null> {
  const row = await work.db.first<StoredProvider>(sql`
    select ${columns} from identity_providers where account_id = ${work.account_id}::bigint and id = ${id}::bigint ${sql.raw(lock ? 'for update' : '')}`)
  return row && openProvider(work, row)
}

/** A provider, or 404. */
export async function getProvider(work: Work, id: number, lock = false): Promise<ProviderRow> {
  const row = await findProvider(work, id, lock)
  if (!row) throw notFound()
  return row
}

export async function insertProvider(work: Work, row: ProviderRow): Promise<void> {
  await work.db.run(sql`
    insert into identity_providers (account_id, id, kind, name, label, position, for_staff, for_end_users, active, domains, creates_people, mapping, settings, sealed, digest, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.kind}, ${row.name}, ${row.label}, ${row.position}, ${row.for_staff}, ${row.for_end_users}, ${row.active}, ${row.domains}::text[],
      ${row.creates_people}, ${JSON.stringify(row.mapping)}::jsonb, ${JSON.stringify(row.edited.settings)}::jsonb, ${work.sealing.seal(place(row.id), { secrets: row.edited.secrets })},
      ${row.edited.digest}, ${row.created_at}, ${row.updated_at})`)
  activeProviders.forget(work)
}

/** Everything but what people sign in with, which only a trial changes. */
export async function saveProvider(work: Work, row: ProviderRow): Promise<void> {
  await work.db.run(sql`
    update identity_providers set name = ${row.name}, label = ${row.label}, position = ${row.position}, for_staff = ${row.for_staff}, for_end_users = ${row.for_end_users},
      active = ${row.active}, domains = ${row.domains}::text[], creates_people = ${row.creates_people}, mapping = ${JSON.stringify(row.mapping)}::jsonb,
      settings = ${JSON.stringify(row.edited.settings)}::jsonb, sealed = ${work.sealing.seal(place(row.id), { secrets: row.edited.secrets })}, digest = ${row.edited.digest},
      updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
  activeProviders.forget(work)
}

/** From now on people sign in with this state, which somebody tried. */
export async function saveLive(work: Work, id: number, state: ProviderState, tested_by_id: number): Promise<void> {
  await work.db.run(sql`
    update identity_providers set live_settings = ${JSON.stringify(state.settings)}::jsonb, sealed_live = ${work.sealing.seal(livePlace(id), { secrets: state.secrets })},
      live_digest = ${state.digest}, tested_at = ${work.now}, tested_by_id = ${tested_by_id}::bigint
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
  activeProviders.forget(work)
}

/** Both states follow something that nobody needs to try; who tried them last stays. */
export async function saveStates(
  work: Work,
  id: number,
  { edited, live }: { edited: ProviderState; live: ProviderState },
): Promise<void> {
  await work.db.run(sql`
    update identity_providers set settings = ${JSON.stringify(edited.settings)}::jsonb, sealed = ${work.sealing.seal(place(id), { secrets: edited.secrets })},
      digest = ${edited.digest}, live_settings = ${JSON.stringify(live.settings)}::jsonb, sealed_live = ${work.sealing.seal(livePlace(id), { secrets: live.secrets })},
      live_digest = ${live.digest}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
  activeProviders.forget(work)
}

export async function savePositions(work: Work, ids: readonly number[]): Promise<void> {
  await work.db.run(sql`
    update identity_providers p set position = o.position, updated_at = ${work.now}
    from unnest(${[...ids]}::bigint[]) with ordinality as o(id, position)
    where p.account_id = ${work.account_id}::bigint and p.id = o.id`)
  activeProviders.forget(work)
}

export async function deleteProviderRow(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from identity_providers where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  activeProviders.forget(work)
}

/** Changes to the list of providers happen one after another. */
export async function lockProviders(work: Work): Promise<void> {
  await work.db.run(
    sql`select pg_advisory_xact_lock(hashtextextended('identity_providers', ${work.account_id}::bigint))`,
  )
}

// All SQL on identity_links. Rows leave opened.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export interface LinkRow {
  id: number
  provider_id: number
  user_id: number
  issuer: string
  subject: string
  email: string | null
  created_at: Date
  last_used_at: Date
  deactivated_at: Date | null
}

interface StoredLink extends Omit<LinkRow, 'issuer' | 'subject' | 'email'> {
  sealed: Buffer
}

const columns = sql.raw('id, provider_id, user_id, sealed, created_at, last_used_at, deactivated_at')
const place = (id: number) => `identity_links/${id}/sealed`

/** Links of one person that are shown. */
const MAX_LISTED = 100

/** Issuer and subject together; the length keeps `a` + `bc` apart from `ab` + `c`. */
export function subjectHash(work: Pick<Work, 'sealing'>, issuer: string, subject: string): Buffer {
  return work.sealing.lookupHash('identity_subject', `${issuer.length}:${issuer}${subject}`)
}

function openLink(work: Work, { sealed, ...row }: StoredLink): LinkRow {
  return {
    ...row,
    ...work.sealing.open<{ issuer: string; subject: string; email: string | null }>(place(row.id), sealed),
  }
}

export async function findLink(work: Work, provider_id: number, subject_hash: Buffer): Promise<LinkRow | null> {
  const row = await work.db.first<StoredLink>(sql`
    select ${columns} from identity_links where account_id = ${work.account_id}::bigint and provider_id = ${provider_id}::bigint and subject_hash = ${subject_hash}`)
  return row && openLink(work, row)
}

export async function listLinksOf(work: Work, user_id: number): Promise<LinkRow[]> {
  const rows = await work.db.all<StoredLink>(sql`
    select ${columns} from identity_links where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint order by id limit ${MAX_LISTED}`)
  return rows.map((row) => openLink(work, row))
}

/** Links for which a condition on `identity_links` holds, in its order. */
export async function linksWhere(work: Work, condition: RawBuilder<unknown>): Promise<LinkRow[]> {
  const rows = await work.db.all<StoredLink>(
    sql`select ${columns} from identity_links where account_id = ${work.account_id}::bigint and ${condition}`,
  )
  return rows.map((row) => openLink(work, row))
}

export async function countLinksOf(work: Work, provider_id: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from identity_links where account_id = ${work.account_id}::bigint and provider_id = ${provider_id}::bigint`,
  )
  return count
}

/** First sign-ins of the same person at the same time happen one after another. */
export async function lockSubject(work: Work, subject_hash: Buffer): Promise<void> {
  await work.db.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`identity/${subject_hash.toString('base64')}`}, ${work.account_id}::bigint))`,
  )
}

export async function insertLink(
  work: Work,
  link: { provider_id: number; user_id: number; issuer: string; subject: string; email: string | null },
): Promise<number> {
  const id = newId()
  const { issuer, subject, email } = link
  await work.db.run(sql`
    insert into identity_links (account_id, id, provider_id, user_id, subject_hash, sealed, created_at, last_used_at, checked_at)
    values (${work.account_id}, ${id}, ${link.provider_id}, ${link.user_id}, ${subjectHash(work, issuer, subject)}, ${work.sealing.seal(place(id), { issuer, subject, email })}, ${work.now}, ${work.now}, ${work.now})`)
  return id
}

/** The link was used, and with it the provider says that the person may come in. */
export async function touchLink(work: Work, link: LinkRow, email: string | null): Promise<void> {
  const sealed = work.sealing.seal(place(link.id), { issuer: link.issuer, subject: link.subject, email })
  await work.db.run(sql`
    update identity_links set last_used_at = ${work.now}, checked_at = ${work.now}, deactivated_at = null, sealed = ${sealed}
    where account_id = ${work.account_id}::bigint and id = ${link.id}::bigint`)
}

/** The provider was asked about these people. */
export async function markChecked(work: Work, ids: readonly number[]): Promise<void> {
  await work.db.run(sql`
    update identity_links set checked_at = ${work.now} where account_id = ${work.account_id}::bigint and id = any(${ids}::bigint[])`)
}

/** The provider says that the person may not come in any more. False where that was known. */
export async function markDeactivated(work: Work, id: number): Promise<boolean> {
  return (
    (await work.db.run(sql`
      update identity_links set deactivated_at = ${work.now}, checked_at = ${work.now}
      where account_id = ${work.account_id}::bigint and id = ${id}::bigint and deactivated_at is null`)) === 1
  )
}

export async function deleteLink(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from identity_links where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

/** Removes the links of a person that are younger than an instant; returns what there was. */
export async function deleteLinksSince(
  work: Work,
  user_id: number,
  since: Date,
): Promise<Pick<LinkRow, 'id' | 'provider_id'>[]> {
  return await work.db.all<Pick<LinkRow, 'id' | 'provider_id'>>(sql`
    delete from identity_links where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint
      and created_at >= ${since} returning id, provider_id`)
}

export async function deleteLinksOfUser(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`delete from identity_links where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** All links of one person become another's. */
export async function moveLinks(work: Work, from_id: number, to_id: number): Promise<void> {
  await work.db.run(sql`
    update identity_links set user_id = ${to_id}::bigint where account_id = ${work.account_id}::bigint and user_id = ${from_id}::bigint`)
}

// All SQL on accounts and account_hosts.
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { type AccountSettings, LOCALES, storedSettings } from './schema.ts'

interface StoredAccount {
  name: string
  locale: string
  time_zone: string
  settings: unknown
  is_set_up: boolean
}

/** The settings of this unit's account. */
export async function accountSettings(work: Work): Promise<AccountSettings> {
  const row = await work.db.one<StoredAccount>(
    sql`select name, locale, time_zone, settings, is_set_up from accounts where account_id = ${work.account_id}::bigint`,
  )
  const { mail, requests, time_tracking } = storedSettings.parse(row.settings)
  return {
    desk: { name: row.name, locale: LOCALES.find((locale) => locale === row.locale) ?? 'en', time_zone: row.time_zone },
    mail,
    requests,
    time_tracking,
    is_set_up: row.is_set_up,
  }
}

export async function saveSettings(work: Work, settings: AccountSettings): Promise<void> {
  await work.db.run(sql`
    update accounts set name = ${settings.desk.name}, locale = ${settings.desk.locale}, time_zone = ${settings.desk.time_zone},
      settings = settings || ${JSON.stringify({ mail: settings.mail, requests: settings.requests, time_tracking: settings.time_tracking })}::jsonb, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint`)
}

/** Locks the account's row: of two set-ups at once one waits, and then finds it done. */
export async function lockAccount(work: Work): Promise<{ is_set_up: boolean }> {
  return await work.db.one<{ is_set_up: boolean }>(
    sql`select is_set_up from accounts where account_id = ${work.account_id}::bigint for update`,
  )
}

export async function markSetUp(work: Work, owner_id: number): Promise<void> {
  await work.db.run(
    sql`update accounts set is_set_up = true, owner_id = ${owner_id}, updated_at = ${work.now} where account_id = ${work.account_id}::bigint`,
  )
}

/** The row of this unit's account, which is being created. */
export async function insertAccount(
  work: Work,
  account: { name: string; locale?: string; time_zone?: string },
): Promise<void> {
  await work.db.run(sql`
    insert into accounts (account_id, name, locale, time_zone, created_at, updated_at)
    values (${work.account_id}, ${account.name}, ${account.locale ?? 'en'}, ${account.time_zone ?? 'Etc/UTC'}, ${work.now}, ${work.now})`)
}

export async function insertHost(work: Work, host: string): Promise<void> {
  await work.db.run(sql`insert into account_hosts (host, account_id) values (${host}, ${work.account_id})`)
}

/** Creates the sequence that numbers this account's tickets. */
export async function createTicketNumbers(work: Work): Promise<void> {
  await work.db.run(sql`select create_ticket_numbers()`)
}

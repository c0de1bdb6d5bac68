// What one can do with accounts: create one, change its settings, finish its set-up.
import { Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { doWork, type Origin, type Work, type WorkEngine } from '../platform/work.ts'
import { insertAccountKey, newAccountKey, unlockAccount, type Vault } from '../vault/index.ts'
import { accountCreated, accountSetUp, settingsUpdated } from './events.ts'
import { forgetHosts, standInHost } from './hosts.ts'
import {
  accountSettings,
  createTicketNumbers,
  insertAccount,
  insertHost,
  lockAccount,
  markSetUp,
  saveSettings,
} from './queries.ts'
import type { AccountSettings, Locale, SettingsWrite } from './schema.ts'

/** What creating an account takes: its keys are made and wrapped by the vault's provider. */
export interface AccountMaker {
  readonly engine: WorkEngine
  readonly vault: Vault
  /** What the modules give every new account. */
  readonly beginnings: readonly ((work: Work) => Promise<void>)[]
}

export interface NewAccount {
  name: string
  /** Lower-case host name without port. Without one the account answers below localhost, and to every name while it is alone. */
  host?: string
  locale?: Locale
  time_zone?: string
}

const COMMAND_LINE: Origin = { channel: 'cli', ip: null, user_agent: null, request_id: null }
const KEY_VERSIONS = [0, 1]

/**
 * Creates an account with its keys and ticket numbers in one transaction, and in the same one whatever `furnish` adds
 * (a group, an owner). Fails as a whole; a host that is taken answers Refusal('collision').
 */
export async function createAccount<Furnished = undefined>(
  { engine, vault, beginnings }: AccountMaker,
  account: NewAccount,
  furnish?: (work: Work) => Promise<Furnished>,
): Promise<{ account_id: number; furnished: Furnished | undefined }> {
  const account_id = newId()
  const host = account.host?.toLowerCase() ?? standInHost(account_id)
  // Asking the provider may go over a network, so it happens before the transaction.
  const keys = await Promise.all(KEY_VERSIONS.map((version) => newAccountKey(vault.provider, account_id, version)))
  const sealing = await unlockAccount(
    vault.provider,
    keys.map((key) => ({ ...key, is_active: true })),
  )
  const request = {
    account_id,
    actor: { kind: 'system', name: 'account.create' } as const,
    origin: COMMAND_LINE,
    audience: 'staff' as const,
  }
  // The vault finds this account's keys only once they are committed; until then they are in our hand.
  const furnished = await doWork({ ...engine, unlock: async () => sealing }, request, async (work) => {
    await insertAccount(work, account)
    await insertHost(work, host)
    for (const key of keys) await insertAccountKey(work.db, key)
    await createTicketNumbers(work)
    work.record(accountCreated, account_id, { host })
    for (const begin of beginnings) await begin(work)
    return await furnish?.(work)
  })
  forgetHosts(engine.pool)
  return { account_id, furnished }
}

/** Changes settings; what the write leaves out stays. */
export async function updateSettings(work: Work, write: SettingsWrite): Promise<AccountSettings> {
  const before = await accountSettings(work)
  const after: AccountSettings = {
    ...before,
    desk: { ...before.desk, ...defined(write.desk) },
    mail: { ...before.mail, ...defined(write.mail) },
    requests: { ...before.requests, ...defined(write.requests) },
    time_tracking: { ...before.time_tracking, ...defined(write.time_tracking) },
  }
  const fields = [
    ...changed('desk', before.desk, after.desk),
    ...changed('mail', before.mail, after.mail),
    ...changed('requests', before.requests, after.requests),
    ...changed('time_tracking', before.time_tracking, after.time_tracking),
  ]
  if (fields.length === 0) return before
  await saveSettings(work, after)
  const { desk, mail, requests, time_tracking } = after
  work.record(settingsUpdated, work.account_id, { fields }, { desk, mail, requests, time_tracking })
  return after
}

/** Ends the set-up. Only one of several at once gets through; the others are told it is done (410). */
export async function finishSetUp(work: Work, owner_id: number): Promise<void> {
  const { is_set_up } = await lockAccount(work)
  if (is_set_up) throw new Refusal('gone')
  await markSetUp(work, owner_id)
  work.record(accountSetUp, work.account_id, { owner_id })
}

function defined<Part extends object>(part: Part | undefined): Partial<Part> {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as Partial<Part> // the same keys, fewer of them
}

function changed(section: string, before: object, after: object): string[] {
  const old = new Map(Object.entries(before))
  return Object.entries(after)
    .filter(([key, value]) => old.get(key) !== value)
    .map(([key]) => `${section}.${key}`)
}

// Clears away rows that have been of no use for a day or more, and the files nothing refers to any more.
import { accessExpiries } from '../../access/index.ts'
import { listAccountIds } from '../../accounts/index.ts'
import { bulkExpiries } from '../../bulk/index.ts'
import { type Expiry, removeExpired } from '../../platform/expiry.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import { ruleExpiries } from '../../rules/index.ts'
import { ticketExpiries } from '../../tickets/index.ts'
import { webhookExpiries } from '../../webhooks/index.ts'
import { isClockTrusted } from './clock.ts'
import { deleteOrphanFiles } from './queries.ts'

export const EXPIRIES: readonly Expiry[] = [
  ...accessExpiries,
  ...bulkExpiries,
  ...ticketExpiries,
  ...webhookExpiries,
  ...ruleExpiries,
]
const ORPHANS_PER_RUN = 500
/** A file without a home for this long has none coming: uploads expire within hours. */
const ORPHAN_AFTER_MS = 3 * 24 * 3_600_000

/** One run over all accounts. Does nothing while the clock cannot be trusted. */
export async function clearExpired(platform: Platform): Promise<void> {
  if (!(await isClockTrusted(platform))) return
  const failures: unknown[] = []
  for (const account_id of await listAccountIds(platform.pool)) {
    // One account's trouble must not stop the others; it still fails the job.
    await clearAccount(platform, account_id).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some accounts could not be cleared of what has expired')
}

async function clearAccount(platform: Platform, account_id: number): Promise<void> {
  // Staff, since the files of internal notes are referred to as well.
  const { removed, files } = await systemWork(
    platform,
    account_id,
    'operations.clear_expired',
    'staff',
    async (work) => {
      const removed: Record<string, number> = {}
      for (const expiry of EXPIRIES) {
        const count = await removeExpired(work, expiry)
        if (count > 0) removed[expiry.table] = count
      }
      const before = new Date(work.now.getTime() - ORPHAN_AFTER_MS)
      return { removed, files: await deleteOrphanFiles(work, before, ORPHANS_PER_RUN) }
    },
  )
  // After the commit: if this ends here, the files are strays, and the sweep of the disk finds them.
  for (const file_id of files) await platform.files.remove(file_id)
  if (files.length > 0) removed.files = files.length
  if (Object.keys(removed).length > 0) platform.log.info({ account_id, removed }, 'removed what had expired')
}

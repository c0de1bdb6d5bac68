// Clears away rows that have been of no use for a day or more, and the files nothing refers to any more.
import { accessExpiries } from '../../access/index.ts'
import { listAccountIds } from '../../accounts/index.ts'
import { alarmExpiries } from '../../alarms/index.ts'
import { bulkExpiries } from '../../bulk/index.ts'
import { identityExpiries } from '../../identity/index.ts'
import { verifyingExpiries } from '../../mail/index.ts'
import { oauthExpiries } from '../../oauth/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { EXPIRY_GRACE_S, type Expiry, removeExpired } from '../../platform/expiry.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { ruleExpiries } from '../../rules/index.ts'
import { scimExpiries } from '../../scim/index.ts'
import { eraseTicket, listOverdueDeleted, ticketExpiries } from '../../tickets/index.ts'
import { webhookExpiries } from '../../webhooks/index.ts'
import { isClockTrusted } from './clock.ts'
import { deleteOrphanFiles } from './queries.ts'

export const EXPIRIES: readonly Expiry[] = [
  ...accessExpiries,
  ...alarmExpiries,
  ...identityExpiries,
  ...oauthExpiries,
  ...scimExpiries,
  ...bulkExpiries,
  ...ticketExpiries,
  ...verifyingExpiries,
  ...webhookExpiries,
  ...ruleExpiries,
]
const ORPHANS_PER_RUN = 500
/** Deleted tickets that one run erases: what a wrong clock could cost is bounded, and the next run goes on. */
const ERASED_PER_RUN = 200
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
  const erased = await eraseOverdue(platform, account_id)
  if (erased > 0) removed.deleted_tickets = erased
  // After the commit: if this ends here, the files are strays, and the sweep of the disk finds them.
  for (const file_id of files) await platform.files.remove(file_id)
  if (files.length > 0) removed.files = files.length
  if (Object.keys(removed).length > 0) platform.log.info({ account_id, removed }, 'removed what had expired')
}

/** Tickets that were deleted a month ago go for good, each in a unit of work of its own. */
async function eraseOverdue(platform: Platform, account_id: number): Promise<number> {
  const unit = <Result>(run: (work: Work) => Promise<Result>) =>
    systemWork(platform, account_id, 'operations.erase_deleted', 'staff', run)
  const ids = await unit((work) => listOverdueDeleted(work, EXPIRY_GRACE_S * 1000, ERASED_PER_RUN))
  for (const id of ids)
    await unit((work) => eraseTicket(work, id)).catch((error: unknown) => {
      // Restored or erased by somebody meanwhile.
      if (!(error instanceof Refusal) || error.code !== 'not_found') throw error
    })
  return ids.length
}

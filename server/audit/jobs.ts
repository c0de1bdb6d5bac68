// The clock's part of the audit: seal every minute, and once a night whatever the minutes overlooked.
import { z } from 'zod'
import { listAccountIds } from '../accounts/index.ts'
import { job } from '../platform/module.ts'
import { type Platform, systemWork } from '../platform/platform.ts'
import { sealAudit } from './actions.ts'
import { anchorOf } from './chain.ts'

async function sealAll(platform: Platform, everywhere: boolean): Promise<void> {
  const failures: unknown[] = []
  for (const account_id of await listAccountIds(platform.pool)) {
    try {
      const sealed = await systemWork(platform, account_id, 'audit.seal', 'staff', (work) =>
        sealAudit(work, { everywhere }),
      )
      // The line in the log is the anchor that lies outside the database.
      if (sealed.seal)
        platform.log.info({ account_id, entries: sealed.entries, anchor: anchorOf(sealed.seal) }, 'audit sealed')
      if (sealed.refused_entry_ids.length > 0) {
        const entry_ids = sealed.refused_entry_ids.slice(0, 20)
        platform.log.error(
          { account_id, entry_ids, count: sealed.refused_entry_ids.length },
          'audit entries do not match their events',
        )
      }
    } catch (error) {
      platform.log.error({ err: error, account_id }, 'the audit of an account could not be sealed')
      failures.push(error)
    }
  }
  // One account's trouble must not leave the others unsealed; it still fails the job.
  if (failures.length > 0) throw new AggregateError(failures, 'The audit of some accounts could not be sealed')
}

const sealing = job({
  name: 'audit.seal',
  summary: 'Seal the newest audit entries of every account',
  payload: z.object({}),
  cron: '* * * * *',
  run: (platform) => sealAll(platform, false),
})

const sealingStrays = job({
  name: 'audit.seal_strays',
  summary: 'Seal audit entries that the frequent job overlooked',
  payload: z.object({}),
  cron: '17 3 * * *',
  run: (platform) => sealAll(platform, true),
})

export const auditJobs = [sealing, sealingStrays]

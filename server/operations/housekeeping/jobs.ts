// The clock's part of housekeeping.
import { z } from 'zod'
import { job } from '../../platform/module.ts'
import { clearExpired } from './expired.ts'
import { clearStrayFiles } from './stray-files.ts'

export const housekeepingJobs = [
  job({
    name: 'operations.clear_expired',
    summary: 'Remove expired sessions, links, uploads and the like, a bounded share at a time',
    payload: z.object({}),
    cron: '*/15 * * * *',
    run: (platform) => clearExpired(platform),
  }),
  job({
    name: 'operations.clear_stray_files',
    summary: 'Remove files that a crash left without a row',
    payload: z.object({}),
    cron: '41 * * * *',
    run: (platform) => clearStrayFiles(platform),
  }),
]

// The audit: what was done, by whom, and the proof that nobody changed the record of it.
import type { Module } from '../platform/module.ts'
import { activityEndpoints } from './activity.ts'
import { activityPages } from './activity-page.ts'
import { auditEndpoints } from './api.ts'
import { auditReactions, erasingJob } from './erasing.ts'
import { auditExported } from './exporting.ts'
import { auditJobs } from './jobs.ts'
import { auditPersonalData } from './personal-data.ts'

export { parseAnchor } from './chain.ts'
export { auditSealedColumns } from './personal-data.ts'
export { type Finding, type Verification, verifyAudit } from './verify.ts'

export const module: Module = {
  name: 'audit',
  endpoints: [...auditEndpoints, ...activityEndpoints, ...activityPages],
  events: [auditExported],
  reactions: auditReactions,
  jobs: [...auditJobs, erasingJob],
  personalData: auditPersonalData,
}

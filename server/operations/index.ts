// Running the desk: the first start, the app's files, health, sample data, and clearing away what has expired.
import { setupPages } from '../access/index.ts'
import { addSupportAddress } from '../mail/index.ts'
import type { Module } from '../platform/module.ts'
import { OPERATIONS_EVENTS } from './events.ts'
import { healthEndpoints } from './health/api.ts'
import { housekeepingJobs } from './housekeeping/jobs.ts'
import { sampleEndpoints } from './sample/api.ts'
import { sampleJobs } from './sample/jobs.ts'

export { prepareFirstStart } from './first-start.ts'
export { addProbes } from './health/probes.ts'
export { makeSampleData } from './sample/bulk.ts'
export { addWebApp } from './web-app.ts'

export const module: Module = {
  name: 'operations',
  endpoints: [...healthEndpoints, ...sampleEndpoints, ...setupPages({ addSupportAddress })],
  events: OPERATIONS_EVENTS,
  jobs: [...housekeepingJobs, ...sampleJobs],
}

// Running the desk: the first start, the app's files, health, sample data, and clearing away what has expired.
import type { Module } from '../platform/module.ts'
import { healthEndpoints } from './health/api.ts'
import { housekeepingJobs } from './housekeeping/jobs.ts'

export { prepareFirstStart } from './first-start.ts'
export { addProbes } from './health/probes.ts'
export { addWebApp } from './web-app.ts'

export const module: Module = {
  name: 'operations',
  endpoints: [...healthEndpoints],
  jobs: [...housekeepingJobs],
}

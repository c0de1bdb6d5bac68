// Bulk jobs: many changes asked for in one request, done one by one, each reported, and going on after a restart.
import type { Module } from '../platform/module.ts'
import { bulkEndpoints } from './api.ts'
import { BULK_EVENTS } from './events.ts'
import { bulkPersonalData } from './personal-data.ts'

export { startBulk } from './actions.ts'
export { bulkExpiries } from './expiry.ts'
export { bulkSealedColumns } from './personal-data.ts'
export { bulkJob } from './running.ts'
export { jobStatusReply } from './schema.ts'

export const module: Module = {
  name: 'bulk',
  endpoints: bulkEndpoints,
  events: BULK_EVENTS,
  personalData: bulkPersonalData,
}

// Incremental exports, and moving everything out or in.
import type { Module } from '../platform/module.ts'
import { TRANSFER_EVENTS } from './events.ts'
import { incrementalEndpoints } from './incremental/api.ts'

export { CSV_KINDS } from './csv/kinds.ts'
export { importCsv } from './csv/run.ts'
export { importMbox } from './mbox/run.ts'
export { importAccount } from './whole/reading.ts'
export { LEFT_OUT, NOT_OF_AN_ACCOUNT } from './whole/tables.ts'
export { exportAccount } from './whole/writing.ts'
export { importZendesk } from './zendesk/run.ts'

export const module: Module = {
  name: 'transfer',
  endpoints: [...incrementalEndpoints],
  events: TRANSFER_EVENTS,
  personalData: [],
}

// Search: one language over tickets, people, organisations and groups.
import type { Module } from '../platform/module.ts'
import { searchEndpoints } from './api.ts'

export { ticketCondition } from './conditions.ts'

export const module: Module = {
  name: 'searching',
  endpoints: searchEndpoints,
  personalData: [],
}

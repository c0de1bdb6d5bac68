// Search: one language over tickets, people, organisations and groups.
import type { Module } from '../platform/module.ts'

export const module: Module = {
  name: 'searching',
  endpoints: [],
  personalData: [],
}

// Views: saved lists of tickets, with their columns, order, counts and exports.
import type { Module } from '../platform/module.ts'
import { viewEndpoints } from './api.ts'
import { VIEW_EVENTS } from './events.ts'
import { executingEndpoints } from './executing/api.ts'
import { viewPersonalData } from './personal-data.ts'
import { createDefaultViews } from './queries.ts'

export { conditionsSql } from './conditions/sql.ts'
export { type Column, offerViewColumns } from './executing/columns.ts'
export { viewSealedColumns } from './personal-data.ts'

export const module: Module = {
  name: 'views',
  endpoints: [...viewEndpoints, ...executingEndpoints],
  events: VIEW_EVENTS,
  immediates: [{ on: 'account.created', run: async (work) => createDefaultViews(work) }],
  personalData: viewPersonalData,
}

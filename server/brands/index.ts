// Brands: the names under which an account speaks to its customers.
import type { Module } from '../platform/module.ts'
import { createFirstBrand } from './actions.ts'
import { brandEndpoints } from './api.ts'
import { BRAND_EVENTS } from './events.ts'

export { defaultBrandId, findBrand } from './queries.ts'
export type { BrandRow } from './schema.ts'

export const module: Module = {
  name: 'brands',
  begin: createFirstBrand,
  endpoints: brandEndpoints,
  events: BRAND_EVENTS,
  personalData: [],
}

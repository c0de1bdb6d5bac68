// Brands: the names under which an account speaks to its customers.
import type { SettingsSection } from '../accounts/index.ts'
import type { Module } from '../platform/module.ts'
import { createFirstBrand, updateBrand } from './actions.ts'
import { brandEndpoints } from './api.ts'
import { BRAND_EVENTS } from './events.ts'
import { defaultBrandId } from './queries.ts'

export { defaultBrandId, findBrand } from './queries.ts'
export type { BrandRow } from './schema.ts'

/** The account's settings name the default brand, and may name another one. */
export const brandSettings: SettingsSection = {
  name: 'brands',
  read: async (work) => ({ default_brand_id: await defaultBrandId(work) }),
  async write(work, { default_brand_id }) {
    if (typeof default_brand_id !== 'number' || !Number.isSafeInteger(default_brand_id)) return []
    await updateBrand(work, default_brand_id, { default: true })
    return ['default_brand_id']
  },
}

export const module: Module = {
  name: 'brands',
  begin: createFirstBrand,
  endpoints: brandEndpoints,
  events: BRAND_EVENTS,
  personalData: [],
}

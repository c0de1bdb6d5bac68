// What one can do with brands. There is always exactly one default brand, and it is active.
import { accountSettings } from '../accounts/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import { brandCreated, brandDeleted, brandUpdated } from './events.ts'
import {
  clearDefaultBrand,
  getBrand,
  insertBrand,
  listAllBrands,
  lockBrands,
  markBrandDeleted,
  saveBrand,
} from './queries.ts'
import { type BrandRow, type BrandWrite, MAX_BRANDS } from './schema.ts'

const SIGNATURE = '{{agent.signature}}'

/** The brand every account begins with, named like it. */
export async function createFirstBrand(work: Work): Promise<void> {
  const { desk } = await accountSettings(work)
  const id = newId()
  await insertBrand(work, {
    id,
    name: desk.name,
    subdomain: `desk-${work.account_id}`,
    host_mapping: null,
    active: true,
    is_default: true,
    signature_template: SIGNATURE,
    created_at: work.now,
    updated_at: work.now,
  })
  work.record(brandCreated, id, { name: desk.name })
}

export async function createBrand(work: Work, write: BrandWrite): Promise<BrandRow> {
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  if (write.subdomain === undefined) throw invalid('subdomain', 'Subdomain: cannot be blank', 'BlankValue')
  await lockBrands(work)
  const all = await listAllBrands(work)
  if (all.length >= MAX_BRANDS) throw new Refusal('too_many_values', `A desk has at most ${MAX_BRANDS} brands`)
  checkSubdomain(all, write.subdomain, null)
  const is_default = write.default === true
  const row: BrandRow = {
    id: newId(),
    name: write.name,
    subdomain: write.subdomain,
    host_mapping: write.host_mapping ?? null,
    active: is_default || (write.active ?? true),
    is_default,
    signature_template: write.signature_template ?? SIGNATURE,
    created_at: work.now,
    updated_at: work.now,
  }
  if (is_default) await clearDefaultBrand(work)
  await insertBrand(work, row)
  work.record(brandCreated, row.id, { name: row.name })
  return row
}

export async function updateBrand(work: Work, id: number, write: BrandWrite): Promise<BrandRow> {
  await lockBrands(work)
  const before = await getBrand(work, id)
  if (write.subdomain !== undefined) checkSubdomain(await listAllBrands(work), write.subdomain, id)
  if (before.is_default && write.default === false)
    throw invalid('default', 'Default: make another brand the default instead')
  const is_default = before.is_default || write.default === true
  if (is_default && write.active === false) throw invalid('active', 'Active: the default brand cannot be inactive')
  const after: BrandRow = {
    ...before,
    name: write.name ?? before.name,
    subdomain: write.subdomain ?? before.subdomain,
    host_mapping: write.host_mapping === undefined ? before.host_mapping : write.host_mapping,
    active: is_default || (write.active ?? before.active),
    is_default,
    signature_template: write.signature_template ?? before.signature_template,
    updated_at: work.now,
  }
  const fields = (['name', 'subdomain', 'host_mapping', 'active', 'is_default', 'signature_template'] as const).filter(
    (field) => after[field] !== before[field],
  )
  if (fields.length === 0) return before
  if (is_default && !before.is_default) await clearDefaultBrand(work)
  await saveBrand(work, after)
  work.record(brandUpdated, id, { name: after.name, fields })
  return after
}

/** Deletes a brand; its tickets keep its number. 422 for the default one. */
export async function deleteBrand(work: Work, id: number): Promise<void> {
  await lockBrands(work)
  const brand = await getBrand(work, id)
  if (brand.is_default)
    throw invalid('base', 'The default brand cannot be deleted. Make another brand the default first.')
  await markBrandDeleted(work, id)
  work.record(brandDeleted, id, { name: brand.name })
}

function checkSubdomain(all: readonly BrandRow[], subdomain: string, own_id: number | null): void {
  if (all.some((brand) => brand.subdomain === subdomain && brand.id !== own_id))
    throw invalid('subdomain', `Subdomain: ${subdomain} has already been taken`, 'DuplicateValue')
}

// Adding, changing and removing the addresses at which a desk takes mail and under which it writes.
import { findBrand } from '../../brands/index.ts'
import { parseAddress } from '../../platform/addresses.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { addMailDomain } from '../domains/actions.ts'
import { bounceAddress, replyAddress } from '../sending/tokens.ts'
import { supportAddressAdded, supportAddressChanged, supportAddressRemoved } from './events.ts'
import {
  clearDefault,
  defaultSupportAddress,
  deleteSupportAddress,
  findSupportAddressById,
  insertSupportAddress,
  listSupportAddresses,
  MAX_ADDRESSES,
  type SupportAddressRow,
  updateSupportAddress,
} from './queries.ts'

/** The largest ids our tags will ever carry: the room they need must be there from the start. */
const LARGEST_ID = Number.MAX_SAFE_INTEGER

/**
 * Adds an address, and its domain with DKIM keys where the desk has none for it (which takes a fraction of a second).
 * The first address becomes the default. 422 for what is no address, is too long for our tags, or is taken.
 */
export async function addSupportAddress(
  work: Work,
  email: string,
  options: { name?: string; is_default?: boolean; brand_id?: number | null } = {},
): Promise<SupportAddressRow> {
  const parsed = parseAddress(email)
  if (!parsed) throw invalid('email', 'Email: is not an address', 'InvalidFormat')
  const address = `${parsed.local}@${parsed.domain}`.toLowerCase()
  if (!leavesRoom(work, address)) throw invalid('email', 'Email: the part before the @ is too long', 'ValueTooLong')
  if ((await listSupportAddresses(work)).length >= MAX_ADDRESSES)
    throw new Refusal('too_many_values', `A desk has at most ${MAX_ADDRESSES} addresses`)
  await checkBrand(work, options.brand_id)
  await addMailDomain(work, parsed.domain)
  const has_default = (await defaultSupportAddress(work)) !== null
  const is_default = options.is_default === true || !has_default
  if (is_default && has_default) await clearDefault(work)
  const id = newId()
  if (
    !(await insertSupportAddress(work, {
      id,
      address,
      name: options.name?.trim() ?? '',
      is_default,
      brand_id: options.brand_id ?? null,
    }))
  )
    throw invalid('email', 'Email: is taken', 'DuplicateValue')
  work.record(supportAddressAdded, id, { address })
  return await written(work, id)
}

/** Changes the name, or makes the address the default one. 404, 422 for taking the default away without naming another. */
export async function changeSupportAddress(
  work: Work,
  id: number,
  change: { name?: string; is_default?: boolean; brand_id?: number | null; email?: string },
): Promise<SupportAddressRow> {
  const before = await getLocked(work, id)
  if (before.is_default && change.is_default === false)
    throw invalid('default', 'Default: make another address the default instead')
  if (change.email !== undefined && change.email.trim().toLowerCase() !== before.address)
    throw invalid('email', 'Email: cannot be changed. Add another address and remove this one.')
  await checkBrand(work, change.brand_id)
  const is_default = before.is_default || change.is_default === true
  if (is_default && !before.is_default) await clearDefault(work)
  await updateSupportAddress(work, {
    id,
    name: change.name?.trim() ?? before.name,
    is_default,
    brand_id: change.brand_id === undefined ? before.brand_id : change.brand_id,
  })
  work.record(supportAddressChanged, id, { address: before.address, is_default })
  return await written(work, id)
}

/** Removes an address; its domain stays. 404, 422 for the default one. */
export async function removeSupportAddress(work: Work, id: number): Promise<void> {
  const row = await getLocked(work, id)
  if (row.is_default) throw invalid('base', 'The default address cannot be removed: make another one the default first')
  await deleteSupportAddress(work, id)
  work.record(supportAddressRemoved, id, { address: row.address })
}

/** 422 for a brand that is not there. */
async function checkBrand(work: Work, brand_id: number | null | undefined): Promise<void> {
  if (brand_id != null && !(await findBrand(work, brand_id)))
    throw invalid('brand_id', 'Brand: not found', 'RecordNotFound')
}

function leavesRoom(work: Work, address: string): boolean {
  try {
    replyAddress(work.sealing, LARGEST_ID, address)
    bounceAddress(work.sealing, LARGEST_ID, address)
    return true
  } catch {
    return false // they throw for exactly this, and name no other way to ask
  }
}

async function getLocked(work: Work, id: number): Promise<SupportAddressRow> {
  const row = await findSupportAddressById(work, id, true)
  if (!row) throw notFound()
  return row
}

async function written(work: Work, id: number): Promise<SupportAddressRow> {
  const row = await findSupportAddressById(work, id)
  if (!row) throw new Error('a support address was written and is not there')
  return row
}

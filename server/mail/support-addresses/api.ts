// Support addresses over HTTP, in the shape of Zendesk's recipient addresses.
import { z } from 'zod'
import { defaultBrandId } from '../../brands/index.ts'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { listDomains } from '../domains/queries.ts'
import { addSupportAddress, changeSupportAddress, removeSupportAddress } from './actions.ts'
import { findSupportAddressById, type SupportAddressRow } from './queries.ts'

const addressSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  email: z.string(),
  default: z.boolean(),
  brand_id: z.number(),
  domain_verification_status: z.enum(['unknown', 'verified', 'failed']),
  spf_status: z.enum(['unknown', 'verified', 'failed']),
  forwarding_status: z.literal('unknown'),
  cname_status: z.literal('unknown'),
  domain_verification_code: z.null(),
  created_at: z.string(),
  updated_at: z.string(),
})

/** Rows with what the last look at their domains found. */
async function present(
  work: Work,
  rows: readonly SupportAddressRow[],
  origin_url: string,
): Promise<z.input<typeof addressSchema>[]> {
  const domains = new Map((await listDomains(work)).map((domain) => [domain.domain, domain]))
  const default_brand_id = await defaultBrandId(work)
  return rows.map((row) => {
    const checks = domains.get(row.address.slice(row.address.indexOf('@') + 1))?.checks ?? []
    const statusOf = (purpose: string) => {
      const found = checks.filter((check) => check.purpose === purpose && check.finding !== 'unreachable')
      return found.length === 0
        ? ('unknown' as const)
        : found.every((check) => check.finding === 'ok')
          ? ('verified' as const)
          : ('failed' as const)
    }
    return {
      id: row.id,
      url: `${origin_url}/api/v2/recipient_addresses/${row.id}.json`,
      name: row.name,
      email: row.address,
      default: row.is_default,
      brand_id: row.brand_id ?? default_brand_id,
      domain_verification_status: statusOf('dkim'),
      spf_status: statusOf('spf'),
      forwarding_status: 'unknown',
      cname_status: 'unknown',
      domain_verification_code: null,
      created_at: apiTime(row.created_at),
      updated_at: apiTime(row.updated_at),
    }
  })
}

const one = z.object({ recipient_address: addressSchema })
const presentOne = async (work: Work, row: SupportAddressRow, origin_url: string) => ({
  recipient_address: (await present(work, [row], origin_url))[0]!,
}) // one in, one out
const params = z.object({ recipient_address_id: idParam })
const name = z
  .string()
  .transform((text) => text.toWellFormed().replaceAll('\u0000', '').trim())
  .pipe(z.string().max(100))
const brand_id = idParam.nullable().optional()

const list = endpoint({
  route: 'GET /api/v2/recipient_addresses',
  summary: 'List the addresses at which the desk takes mail',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ recipient_addresses: z.array(addressSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = await listPage<SupportAddressRow>(
      work,
      {
        columns: sql`a.id, a.address, a.name, a.is_default, a.brand_id, a.created_at, a.updated_at`,
        from: sql`recipient_addresses a`,
        where: sql`a.account_id = ${work.account_id}`,
        id: sql`a.id`,
        sorts: { id: { by: sql`a.id`, type: 'bigint' } },
        default_sort: 'id',
      },
      query,
      url,
    )
    return { recipient_addresses: await present(work, rows, origin_url), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/recipient_addresses/{recipient_address_id}',
  summary: 'Show one support address',
  allow: STAFF,
  params,
  reply: one,
  async run({ work, params: { recipient_address_id }, origin_url }) {
    const row = await findSupportAddressById(work, recipient_address_id)
    if (!row) throw notFound()
    return await presentOne(work, row, origin_url)
  },
})

const create = endpoint({
  route: 'POST /api/v2/recipient_addresses',
  summary: 'Add a support address, and DKIM keys for its domain',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  body: z.object({
    recipient_address: z.object({
      email: z.string().max(320),
      name: name.optional(),
      default: z.boolean().optional(),
      brand_id,
    }),
  }),
  reply: one,
  async run({ work, body: { recipient_address: input }, origin_url }) {
    const { name, default: is_default, brand_id } = input
    const row = await addSupportAddress(work, input.email, { name, is_default, brand_id })
    const json = await presentOne(work, row, origin_url)
    return new HttpReply({ status: 201, headers: { location: json.recipient_address.url }, json })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/recipient_addresses/{recipient_address_id}',
  summary: 'Change the name or the brand of a support address, or make it the default',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  params,
  body: z.object({
    recipient_address: z.object({
      name: name.optional(),
      default: z.boolean().optional(),
      email: z.string().max(320).optional(),
      brand_id,
    }),
  }),
  reply: one,
  async run({ work, params: { recipient_address_id }, body: { recipient_address: input }, origin_url }) {
    const { name, default: is_default, email, brand_id } = input
    const row = await changeSupportAddress(work, recipient_address_id, { name, is_default, email, brand_id })
    return await presentOne(work, row, origin_url)
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/recipient_addresses/{recipient_address_id}',
  summary: 'Remove a support address',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  params,
  reply: null,
  async run({ work, params: { recipient_address_id } }) {
    await removeSupportAddress(work, recipient_address_id)
  },
})

export const supportAddressEndpoints = [list, show, create, update, remove]

// Endpoints of brands.
import { z } from 'zod'
import { invalid, notFound } from '../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { systemWork } from '../platform/platform.ts'
import { createBrand, deleteBrand, updateBrand } from './actions.ts'
import { checkHostMapping, hostMappingReply } from './host-mapping.ts'
import { findBrand, getBrand, listBrands } from './queries.ts'
import { brandReply, brandSchema, brandWriteSchema, hostName, subdomainSchema } from './schema.ts'

const params = z.object({ brand_id: idParam })
const one = z.object({ brand: brandSchema })

const list = endpoint({
  route: 'GET /api/v2/brands',
  summary: 'List the brands',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ brands: z.array(brandSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = await listBrands(work, query, url)
    return { brands: rows.map((row) => brandReply(row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/brands/{brand_id}',
  summary: 'Show a brand',
  allow: STAFF,
  params,
  reply: one,
  run: async ({ work, params: { brand_id }, origin_url }) => ({
    brand: brandReply(await getBrand(work, brand_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/brands',
  summary: 'Create a brand',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  body: z.object({ brand: brandWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    const brand = brandReply(await createBrand(work, body.brand), origin_url)
    return new HttpReply({ status: 201, headers: { location: brand.url }, json: { brand } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/brands/{brand_id}',
  summary: 'Change a brand, or make it the default one',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  params,
  body: z.object({ brand: brandWriteSchema }),
  reply: one,
  run: async ({ work, params: { brand_id }, body, origin_url }) => ({
    brand: brandReply(await updateBrand(work, brand_id, body.brand), origin_url),
  }),
})

const remove = endpoint({
  route: 'DELETE /api/v2/brands/{brand_id}',
  summary: 'Delete a brand',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  params,
  reply: null,
  async run({ work, params: { brand_id } }) {
    await deleteBrand(work, brand_id)
    return null
  },
})

const checkHost = endpoint({
  route: 'GET /api/v2/brands/check_host_mapping',
  summary: 'Check whether a host name leads to this desk',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  query: z.object({ host_mapping: hostName, subdomain: subdomainSchema.optional() }),
  reply: hostMappingReply,
  prepare: async ({ platform, account_id, query }) => await checkHostMapping(platform, account_id, query.host_mapping),
  run: async ({ prepared }) => prepared,
})

const checkHostOfBrand = endpoint({
  route: 'GET /api/v2/brands/{brand_id}/check_host_mapping',
  summary: "Check whether a brand's host name leads to this desk",
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  params,
  reply: hostMappingReply,
  async prepare({ platform, account_id, params: { brand_id } }) {
    const find = systemWork(platform, account_id, 'brands.check_host', 'staff', (work) => findBrand(work, brand_id))
    const brand = await find
    if (!brand) throw notFound()
    if (brand.host_mapping === null) throw invalid('host_mapping', 'Host mapping: this brand has none', 'BlankValue')
    return await checkHostMapping(platform, account_id, brand.host_mapping)
  },
  run: async ({ prepared }) => prepared,
})

export const brandEndpoints = [list, checkHost, show, create, update, remove, checkHostOfBrand]

// Endpoints of dynamic content and its variants.
import { z } from 'zod'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import {
  addVariants,
  changeVariants,
  createItem,
  deleteItem,
  type Item,
  readItem,
  removeVariant,
  updateItem,
} from './actions.ts'
import { itemsByKeys, listItems, listVariants } from './queries.ts'
import {
  type ItemRow,
  itemReply,
  itemSchema,
  itemUrl,
  itemWriteSchema,
  MAX_VARIANTS,
  variantReply,
  variantSchema,
  variantWriteSchema,
} from './schema.ts'

const BASE = '/api/v2/dynamic_content/items'
const ITEM = `${BASE}/{dynamic_content_item_id}` as const
const VARIANT = `${ITEM}/variants/{dynamic_content_variant_id}` as const
const MANY = 100
const ofItem = z.object({ dynamic_content_item_id: idParam })
const ofVariant = z.object({ dynamic_content_item_id: idParam, dynamic_content_variant_id: idParam })
const oneItem = z.object({ item: itemSchema })
const oneVariant = z.object({ variant: variantSchema })
const someVariants = z.object({ variants: z.array(variantSchema) })
const itemsReply = z.object({ items: z.array(itemSchema), ...pagingReply })

const shown = ({ item, variants }: Item, origin_url: string) => itemReply(item, variants, origin_url)

const list = endpoint({
  route: `GET ${BASE}`,
  summary: 'List the texts in several languages',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: itemsReply,
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = await listItems(work, query, url)
    const variants = await listVariants(
      work,
      rows.map((row) => row.id),
    )
    return { items: rows.map((row) => itemReply(row, ownOf(row), origin_url)), ...paging }
    function ownOf(row: ItemRow) {
      return variants.filter((variant) => variant.item_id === row.id)
    }
  },
})

const showMany = endpoint({
  route: `GET ${BASE}/show_many`,
  summary: 'Show texts by the keys of their placeholders',
  allow: STAFF,
  query: z.object({ ...pagingQuery, identifiers: z.string().max(20_000) }),
  reply: itemsReply,
  async run({ work, query, origin_url }) {
    const keys = query.identifiers.split(',').map((key) => key.trim().replace(/^dc\./, '').toWellFormed())
    if (keys.length > MANY) throw new Refusal('too_many_values', `Ask for at most ${MANY} at once`)
    const rows = await itemsByKeys(
      work,
      keys.map((key) => key.replaceAll('\u0000', '')),
    )
    const variants = await listVariants(
      work,
      rows.map((row) => row.id),
    )
    const items = rows.map((row) =>
      itemReply(
        row,
        variants.filter((variant) => variant.item_id === row.id),
        origin_url,
      ),
    )
    return { items, ...wholeList(items.length, query) }
  },
})

const show = endpoint({
  route: `GET ${ITEM}`,
  summary: 'Show a text with its languages',
  allow: STAFF,
  params: ofItem,
  reply: oneItem,
  run: async ({ work, params, origin_url }) => ({
    item: shown(await readItem(work, params.dynamic_content_item_id), origin_url),
  }),
})

const create = endpoint({
  route: `POST ${BASE}`,
  summary: 'Create a text in several languages',
  allow: STAFF,
  right: 'manage_dynamic_content',
  body: z.object({ item: itemWriteSchema }),
  reply: oneItem,
  async run({ work, body, origin_url }) {
    const item = shown(await createItem(work, body.item), origin_url)
    return new HttpReply({ status: 201, headers: { location: item.url }, json: { item } })
  },
})

const update = endpoint({
  route: `PUT ${ITEM}`,
  summary: 'Change the name of a text, its default language or its variants',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofItem,
  body: z.object({ item: itemWriteSchema }),
  reply: oneItem,
  run: async ({ work, params, body, origin_url }) => ({
    item: shown(await updateItem(work, params.dynamic_content_item_id, body.item), origin_url),
  }),
})

const remove = endpoint({
  route: `DELETE ${ITEM}`,
  summary: 'Delete a text with all its languages',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofItem,
  reply: null,
  async run({ work, params }) {
    await deleteItem(work, params.dynamic_content_item_id)
    return null
  },
})

const listOfVariants = endpoint({
  route: `GET ${ITEM}/variants`,
  summary: 'List the languages of a text',
  allow: STAFF,
  params: ofItem,
  query: z.object(pagingQuery),
  reply: z.object({ variants: z.array(variantSchema), ...pagingReply }),
  async run({ work, params, query, origin_url }) {
    const { variants } = await readItem(work, params.dynamic_content_item_id)
    return {
      variants: variants.map((row) => variantReply(row, variants, origin_url)),
      ...wholeList(variants.length, query),
    }
  },
})

const showVariant = endpoint({
  route: `GET ${VARIANT}`,
  summary: 'Show a text in one language',
  allow: STAFF,
  params: ofVariant,
  reply: oneVariant,
  async run({ work, params, origin_url }) {
    const { variants } = await readItem(work, params.dynamic_content_item_id)
    const row = variants.find((one) => one.id === params.dynamic_content_variant_id)
    if (!row) throw notFound()
    return { variant: variantReply(row, variants, origin_url) }
  },
})

const createVariant = endpoint({
  route: `POST ${ITEM}/variants`,
  summary: 'Add a language to a text',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofItem,
  body: z.object({ variant: variantWriteSchema }),
  reply: oneVariant,
  async run({ work, params: { dynamic_content_item_id: item_id }, body, origin_url }) {
    const [row] = await addVariants(work, item_id, [body.variant])
    if (!row) throw new Error('a variant was added and is not there')
    const { variants } = await readItem(work, item_id)
    const variant = variantReply(row, variants, origin_url)
    return new HttpReply({ status: 201, headers: { location: variant.url }, json: { variant } })
  },
})

const createVariants = endpoint({
  route: `POST ${ITEM}/variants/create_many`,
  summary: 'Add several languages to a text',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofItem,
  body: z.object({ variants: z.array(variantWriteSchema).min(1).max(MAX_VARIANTS) }),
  reply: someVariants,
  async run({ work, params: { dynamic_content_item_id: item_id }, body, origin_url }) {
    const rows = await addVariants(work, item_id, body.variants)
    const { variants } = await readItem(work, item_id)
    return new HttpReply({
      status: 201,
      headers: { location: `${itemUrl(item_id, origin_url)}/variants.json` },
      json: { variants: rows.map((row) => variantReply(row, variants, origin_url)) },
    })
  },
})

const updateVariant = endpoint({
  route: `PUT ${VARIANT}`,
  summary: 'Change a text in one language',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofVariant,
  body: z.object({ variant: variantWriteSchema }),
  reply: oneVariant,
  async run({ work, params, body, origin_url }) {
    const item_id = params.dynamic_content_item_id
    const [row] = await changeVariants(work, item_id, [{ ...body.variant, id: params.dynamic_content_variant_id }])
    if (!row) throw notFound()
    const { variants } = await readItem(work, item_id)
    return { variant: variantReply(row, variants, origin_url) }
  },
})

const updateVariants = endpoint({
  route: `PUT ${ITEM}/variants/update_many`,
  summary: 'Change a text in several languages',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofItem,
  body: z.object({
    variants: z
      .array(variantWriteSchema.required({ id: true }))
      .min(1)
      .max(MAX_VARIANTS),
  }),
  reply: someVariants,
  async run({ work, params: { dynamic_content_item_id: item_id }, body, origin_url }) {
    const rows = await changeVariants(work, item_id, body.variants)
    const { variants } = await readItem(work, item_id)
    return { variants: rows.map((row) => variantReply(row, variants, origin_url)) }
  },
})

const deleteVariant = endpoint({
  route: `DELETE ${VARIANT}`,
  summary: 'Take a language away from a text',
  allow: STAFF,
  right: 'manage_dynamic_content',
  params: ofVariant,
  reply: null,
  async run({ work, params }) {
    await removeVariant(work, params.dynamic_content_item_id, params.dynamic_content_variant_id)
    return null
  },
})

export const dynamicContentEndpoints = [
  list,
  showMany,
  show,
  create,
  update,
  remove,
  listOfVariants,
  showVariant,
  createVariant,
  createVariants,
  updateVariant,
  updateVariants,
  deleteVariant,
]

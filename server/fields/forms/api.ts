// Endpoints of ticket forms. Customers see the active ones made for them, with the fields the portal shows.
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { isStaff, type Work } from '../../platform/work.ts'
import { flagSchema, idsSchema } from '../input.ts'
import { pageOf } from '../lists.ts'
import { listFieldRows } from '../queries.ts'
import { FORMS_PER_ACCOUNT } from '../schema.ts'
import { wordingFor } from '../wording.ts'
import { cloneForm, createForm, deleteForm, reorderForms, updateForm } from './actions.ts'
import { defaultForm, getForm, listForms } from './queries.ts'
import { type FormRow, formReply, formSchema, formWriteSchema } from './schema.ts'

const one = z.object({ ticket_form: formSchema })
const many = z.object({ ticket_forms: z.array(formSchema), ...pagingReply })
const params = z.object({ ticket_form_id: idParam })
const body = z.object({ ticket_form: formWriteSchema })

const filters = {
  active: flagSchema.optional(),
  end_user_visible: flagSchema.optional(),
  fallback_to_default: flagSchema.optional(),
  associated_to_brand: flagSchema.optional().describe('Leaves out forms that are restricted to some brands'),
  locale: z.string().max(40).optional(),
}
type Filters = z.output<z.ZodObject<typeof filters>>

const mayRead = (work: Work, form: FormRow) => isStaff(work.actor) || (form.active && form.end_user_visible)

/** The forms the reader may see that pass the filters; with `fallback_to_default` never none. */
async function selectForms(work: Work, query: Filters): Promise<FormRow[]> {
  const found = (await listForms(work)).filter(
    (form) =>
      mayRead(work, form) &&
      (query.active === undefined || form.active === query.active) &&
      (query.end_user_visible === undefined || form.end_user_visible === query.end_user_visible) &&
      (query.associated_to_brand !== true || form.in_all_brands),
  )
  return found.length === 0 && query.fallback_to_default === true ? [await defaultForm(work)] : found
}

async function present(work: Work, forms: readonly FormRow[], origin_url: string, locale?: string) {
  const for_staff = isStaff(work.actor)
  const wording = await wordingFor(work, forms, locale)
  const fields = await listFieldRows(work, 'ticket')
  const shown_field_ids = new Set(
    fields.filter((row) => for_staff || (row.active && row.visible_in_portal)).map((row) => row.id),
  )
  return forms.map((form) => formReply(form, origin_url, wording, { for_staff, shown_field_ids }))
}

async function presentOne(work: Work, form: FormRow, origin_url: string) {
  const [ticket_form] = await present(work, [form], origin_url)
  if (!ticket_form) throw new Error('one form in, none out')
  return { ticket_form }
}

const list = endpoint({
  route: 'GET /api/v2/ticket_forms',
  summary: 'List the ticket forms',
  allow: SIGNED_IN,
  query: z.object({ ...pagingQuery, ...filters }),
  reply: many,
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = pageOf(await selectForms(work, query), query, url)
    return { ticket_forms: await present(work, rows, origin_url, query.locale), ...paging }
  },
})

const showMany = endpoint({
  route: 'GET /api/v2/ticket_forms/show_many',
  summary: 'Show ticket forms by their ids',
  allow: SIGNED_IN,
  query: z.object({ ...pagingQuery, ...filters, ids: idsSchema }),
  reply: many,
  async run({ work, query, url, origin_url }) {
    const forms = (await selectForms(work, query)).filter((form) => query.ids.includes(form.id))
    const { rows, paging } = pageOf(
      forms.length === 0 && query.fallback_to_default === true ? [await defaultForm(work)] : forms,
      query,
      url,
    )
    return { ticket_forms: await present(work, rows, origin_url, query.locale), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/ticket_forms/{ticket_form_id}',
  summary: 'Show a ticket form',
  allow: SIGNED_IN,
  params,
  reply: one,
  async run({ work, params: { ticket_form_id }, origin_url }) {
    const form = await getForm(work, ticket_form_id)
    if (!mayRead(work, form)) throw notFound()
    return await presentOne(work, form, origin_url)
  },
})

const create = endpoint({
  route: 'POST /api/v2/ticket_forms',
  summary: 'Create a ticket form',
  allow: STAFF,
  right: 'manage_ticket_forms',
  body,
  reply: one,
  async run({ work, body: { ticket_form }, origin_url }) {
    const json = await presentOne(work, await createForm(work, ticket_form), origin_url)
    return new HttpReply({ status: 201, headers: { location: json.ticket_form.url }, json })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/ticket_forms/{ticket_form_id}',
  summary: 'Change a ticket form',
  allow: STAFF,
  right: 'manage_ticket_forms',
  params,
  body,
  reply: one,
  run: async ({ work, params: { ticket_form_id }, body: { ticket_form }, origin_url }) =>
    await presentOne(work, await updateForm(work, ticket_form_id, ticket_form), origin_url),
})

const remove = endpoint({
  route: 'DELETE /api/v2/ticket_forms/{ticket_form_id}',
  summary: 'Delete a ticket form',
  allow: STAFF,
  right: 'manage_ticket_forms',
  params,
  reply: null,
  async run({ work, params: { ticket_form_id } }) {
    await deleteForm(work, ticket_form_id)
    return null
  },
})

const reorder = endpoint({
  route: 'PUT /api/v2/ticket_forms/reorder',
  summary: 'Put the ticket forms into an order',
  allow: STAFF,
  right: 'manage_ticket_forms',
  body: z.object({ ticket_form_ids: z.array(idParam).max(FORMS_PER_ACCOUNT) }),
  reply: many,
  async run({ work, body: { ticket_form_ids }, url, origin_url }) {
    const { rows, paging } = pageOf(await reorderForms(work, ticket_form_ids), {}, url)
    return { ticket_forms: await present(work, rows, origin_url), ...paging }
  },
})

const clone = endpoint({
  route: 'POST /api/v2/ticket_forms/{ticket_form_id}/clone',
  summary: 'Copy a ticket form',
  allow: STAFF,
  right: 'manage_ticket_forms',
  params,
  status: 200,
  body: z.object({ prepend_clone_title: z.boolean().optional() }),
  reply: one,
  run: async ({ work, params: { ticket_form_id }, body: { prepend_clone_title }, origin_url }) =>
    await presentOne(work, await cloneForm(work, ticket_form_id, prepend_clone_title ?? false), origin_url),
})

export const formEndpoints = [list, showMany, show, create, update, remove, reorder, clone]

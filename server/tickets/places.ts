// Where a write puts a ticket: its group, organisation, brand and form have to exist.
import { findBrand } from '../brands/index.ts'
import { findForm } from '../fields/index.ts'
import { findGroup, hasOrganization } from '../people/index.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'

/** What a write names of a ticket's surroundings. */
export interface Places {
  group_id?: number | null
  organization_id?: number | null
  brand_id?: number | null
  ticket_form_id?: number | null
}

/** 422 when a write names a group, organisation, brand or form that is not there. */
export async function checkPlaces(work: Work, { group_id, organization_id, brand_id, ticket_form_id }: Places) {
  if (group_id && !(await findGroup(work, group_id))) throw invalid('group_id', 'Group: not found', 'RecordNotFound')
  if (organization_id && !(await hasOrganization(work, organization_id)))
    throw invalid('organization_id', 'Organization: not found', 'RecordNotFound')
  if (brand_id && !(await findBrand(work, brand_id))) throw invalid('brand_id', 'Brand: not found', 'RecordNotFound')
  if (!ticket_form_id) return
  const form = await findForm(work, ticket_form_id)
  const is_hidden = form !== null && work.audience === 'customer' && !(form.active && form.end_user_visible)
  if (!form || is_hidden) throw invalid('ticket_form_id', 'Ticket form: not found', 'RecordNotFound')
}

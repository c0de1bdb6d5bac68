// What one can do with organisations.
import { noFieldValues } from '../../fields/index.ts'
import { normaliseDomain } from '../../platform/addresses.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { requireRight } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { organizationCreated, organizationDeleted, organizationUpdated } from '../events.ts'
import { readFields, tagsWithFields } from '../field-input.ts'
import { findGroup } from '../groups/queries.ts'
import { forgetOrganization, indexOrganization } from '../indexing.ts'
import { dissolveOrganization } from '../memberships/queries.ts'
import { mayEditOrganizations, mayManageOrganizations } from '../policy.ts'
import { normaliseTags } from '../tags.ts'
import {
  getOrganization,
  insertOrganization,
  isNameTaken,
  markOrganizationDeleted,
  saveOrganization,
} from './queries.ts'
import type { EditableOrganization, OrganizationRow, OrganizationWrite } from './schema.ts'

/** What staff write about an organisation is a right of its own. */
const NOTES = 'organization_notes_editing'

const EMPTY: EditableOrganization = {
  name: '',
  details: null,
  notes: null,
  domain_names: [],
  external_id: null,
  group_id: null,
  shared_tickets: false,
  shared_comments: false,
  tags: [],
  field_values: noFieldValues(),
}

/** What a write makes of an organisation, checked. */
async function merge(
  work: Work,
  before: EditableOrganization,
  write: OrganizationWrite,
): Promise<EditableOrganization> {
  const { domain_names, tags, organization_fields, shared_tickets, shared_comments, ...plain } = write
  const field_values =
    organization_fields && (await readFields(work, 'organization', organization_fields, before.field_values))
  const after: EditableOrganization = {
    ...before,
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
  }
  after.shared_tickets = shared_tickets ?? before.shared_tickets
  after.shared_comments = shared_comments ?? before.shared_comments
  after.field_values = field_values ?? before.field_values
  after.tags = await tagsWithFields(
    work,
    'organization',
    tags ? normaliseTags(tags) : before.tags,
    before.field_values,
    field_values,
  )
  if (domain_names) after.domain_names = [...new Set(domain_names.map(readDomain))]
  if (after.group_id !== null && after.group_id !== before.group_id && !(await findGroup(work, after.group_id))) {
    throw invalid('group_id', 'Group: not found', 'RecordNotFound')
  }
  return after
}

function readDomain(text: string): string {
  const domain = normaliseDomain(text.trim())
  if (domain === null || !domain.includes('.'))
    throw invalid('domain_names', 'Domain names: must be domains such as example.com', 'InvalidFormat')
  return domain
}

export async function createOrganization(work: Work, write: OrganizationWrite): Promise<OrganizationRow> {
  if (!mayEditOrganizations(work.actor)) throw new Refusal('forbidden')
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  const row = await merge(work, EMPTY, write)
  if (row.notes !== null) requireRight(work.actor, NOTES)
  if (await isNameTaken(work, row.name, null)) throw nameTaken(row.name)
  const id = await insertOrganization(work, row)
  await indexOrganization(work, { ...row, id })
  work.record(organizationCreated, id, {}, { name: row.name, domain_names: row.domain_names })
  return await getOrganization(work, id)
}

export async function updateOrganization(work: Work, id: number, write: OrganizationWrite): Promise<OrganizationRow> {
  const before = await getOrganization(work, id)
  if (!mayEditOrganizations(work.actor)) requireRight(work.actor, NOTES)
  const merged = await merge(work, before, write)
  if (write.name !== undefined && (await isNameTaken(work, merged.name, id))) throw nameTaken(merged.name)
  const fields = (Object.keys(EMPTY) as (keyof EditableOrganization)[]) // EMPTY has exactly these keys
    .filter((field) => JSON.stringify(merged[field]) !== JSON.stringify(before[field]))
  if (fields.length === 0) return before
  if (fields.some((field) => field !== 'notes') && !mayEditOrganizations(work.actor)) throw new Refusal('forbidden')
  if (fields.includes('notes')) requireRight(work.actor, NOTES)
  const after: OrganizationRow = { ...before, ...merged, updated_at: work.now }
  await saveOrganization(work, after)
  if (fields.includes('name') || fields.includes('domain_names')) await indexOrganization(work, after)
  work.record(
    organizationUpdated,
    id,
    { fields },
    Object.fromEntries(fields.map((field) => [field, [before[field], after[field]]])),
  )
  return await getOrganization(work, id)
}

export async function deleteOrganization(work: Work, id: number): Promise<void> {
  await getOrganization(work, id)
  if (!mayManageOrganizations(work.actor)) throw new Refusal('forbidden')
  await dissolveOrganization(work, id)
  await markOrganizationDeleted(work, id)
  await forgetOrganization(work, id)
  work.record(organizationDeleted, id, {})
}

function nameTaken(name: string): Refusal {
  return invalid('name', `Name: ${name} has already been taken`, 'DuplicateValue')
}

// Organisations in the search language.
import { visibleOrganizations } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { searchCondition } from '../../search/index.ts'
import type { KindOfRecord } from './kind.ts'
import { organizationField } from './own-fields.ts'
import { instant, number, tags, text, words } from './values.ts'

const id = sql`organizations.id`
const tagged = tags(
  sql`select from organization_tags g where g.account_id = organizations.account_id and g.organization_id = organizations.id`,
)

export const organizationKind: KindOfRecord = {
  fields: {
    name: words('organization', id, { parts: ['organization'] }),
    notes: words('organization', id, { parts: ['organization_notes'] }),
    details: words('organization', id, { parts: ['organization_details'] }),
    external_id: text(sql`organizations.external_id`),
    tags: tagged,
    tag: tagged,
    created: instant(sql`organizations.created_at`),
    updated: instant(sql`organizations.updated_at`),
    id: number(id),
  },
  ownField: organizationField,
  from: sql`organizations`,
  id,
  visible: (work) => sql`organizations.account_id = ${work.account_id} and ${visibleOrganizations(work.actor)}`,
  words: (work, asked, options) => searchCondition(work, 'organization', asked, id, { begins: true, ...options }),
  sorts: {
    id: { by: id, type: 'bigint' },
    created_at: { by: sql`organizations.created_at`, type: 'timestamptz' },
    updated_at: { by: sql`organizations.updated_at`, type: 'timestamptz' },
  },
}

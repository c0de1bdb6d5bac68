// People in the search language. For staff only: a customer must not find out who else writes to the desk.
import { findUserByEmail, listedUsers } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { searchCondition } from '../../search/index.ts'
import { invalidSearch } from '../language/parse.ts'
import type { Field, KindOfRecord } from './kind.ts'
import { userField } from './own-fields.ts'
import { flag, instant, number, onlyEqual, organization, tags, text, words } from './values.ts'

const id = sql`users.id`

const role: Field = (_work, filter) => {
  onlyEqual(filter)
  const value = filter.value.toLowerCase().replace(/\s+/, '-')
  // An owner is an administrator to the API.
  if (value === 'admin') return sql`users.role in ('admin', 'owner')`
  if (value === 'agent') return sql`users.role = 'agent'`
  if (value === 'end-user') return sql`users.role = 'end-user'`
  throw invalidSearch('role takes end-user, agent or admin')
}

/** A whole address is looked up exactly; a part of one (its name, its domain) by the index. */
const email: Field = async (work, filter, reading) => {
  onlyEqual(filter)
  const any = sql`exists (select from user_identities i where i.account_id = users.account_id and i.user_id = users.id and i.type = 'email')`
  if (filter.value === '*') return any
  if (filter.value.toLowerCase() === 'none') return sql`not ${any}`
  if (/^[^*\s]+@[^*\s]+$/.test(filter.value)) {
    const found = await findUserByEmail(work, filter.value)
    return found ? sql`users.id = ${found.id}::bigint` : sql`false`
  }
  return await words('user', id, { parts: ['person_contact'] })(work, filter, reading)
}

const group: Field = (work, filter) => {
  onlyEqual(filter)
  const wanted = /^\d{1,15}$/.test(filter.value)
    ? sql`groups.id = ${Number(filter.value)}::bigint`
    : sql`lower(groups.name) = ${filter.value.toWellFormed().toLowerCase()}`
  return sql`exists (
    select from group_memberships m join groups on groups.account_id = m.account_id and groups.id = m.group_id
    where m.account_id = ${work.account_id} and m.user_id = users.id and groups.deleted_at is null and ${wanted})`
}

const tagged = tags(sql`select from user_tags g where g.account_id = users.account_id and g.user_id = users.id`)

export const userKind: KindOfRecord = {
  fields: {
    role,
    email,
    name: words('user', id, { parts: ['person'] }),
    phone: words('user', id, { parts: ['person_contact'] }),
    notes: words('user', id, { parts: ['person_notes'] }),
    details: words('user', id, { parts: ['person_details'] }),
    external_id: text(sql`users.external_id`),
    organization: organization(sql`users.organization_id`),
    group,
    is_verified: flag(sql`users.verified`),
    is_suspended: flag(sql`users.suspended`),
    tags: tagged,
    tag: tagged,
    created: instant(sql`users.created_at`),
    updated: instant(sql`users.updated_at`),
    id: number(id),
  },
  ownField: userField,
  from: sql`users`,
  id,
  visible: (work) => sql`users.account_id = ${work.account_id} and users.active and ${listedUsers(work.actor)}`,
  words: (work, asked, options) => searchCondition(work, 'user', asked, id, { begins: true, ...options }),
  sorts: {
    id: { by: id, type: 'bigint' },
    created_at: { by: sql`users.created_at`, type: 'timestamptz' },
    updated_at: { by: sql`users.updated_at`, type: 'timestamptz' },
  },
}

// What this module knows about people.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

const ERASED = 'deleting the person'

export const peoplePersonalData: PersonalData[] = [
  {
    table: 'users',
    column: 'sealed',
    what: 'name, alias, phone, signature, what the team noted, values of custom fields',
    why: 'to know whom one talks to',
    kept: 'until the person is erased',
    erased_by: ERASED,
  },
  {
    table: 'user_identities',
    column: 'sealed',
    what: 'e-mail addresses and phone numbers',
    why: 'to answer, and to recognise who writes',
    kept: 'until the person is deleted',
    erased_by: ERASED,
  },
  {
    table: 'user_identities',
    column: 'value_hash',
    what: 'keyed hash of an address',
    why: 'to find the person of an address',
    kept: 'until the person is deleted',
    erased_by: ERASED,
  },
  {
    table: 'user_field_values',
    column: 'value',
    what: 'chosen options, numbers and dates of custom fields, and keyed hashes of texts in them',
    why: 'to find people by their fields',
    kept: 'until the person is erased',
    erased_by: ERASED,
  },
  {
    table: 'organizations',
    column: 'sealed',
    what: 'name, details, notes, domains and custom field values of an organisation',
    why: 'to know for whom a person speaks',
    kept: 'until the organisation is deleted',
    erased_by: 'deleting the organisation',
  },
  {
    table: 'organizations',
    column: 'name_hash',
    what: "keyed hash of an organisation's name",
    why: 'names are unique',
    kept: 'until the organisation is deleted',
    erased_by: 'deleting the organisation',
  },
  {
    table: 'organization_domains',
    column: 'domain_hash',
    what: 'keyed hash of a mail domain',
    why: 'to join people to their organisation',
    kept: 'until the organisation is deleted',
    erased_by: 'deleting the organisation',
  },
]

export const peopleSealedColumns: SealedColumn[] = [
  { table: 'users', keys: ['id'], column: 'sealed', place: (row) => `users/${row.id}/sealed` },
  { table: 'user_identities', keys: ['id'], column: 'sealed', place: (row) => `user_identities/${row.id}/sealed` },
  { table: 'organizations', keys: ['id'], column: 'sealed', place: (row) => `organizations/${row.id}/sealed` },
]

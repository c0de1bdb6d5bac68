// What this module knows about people, and for how long.
import type { Expiry } from '../platform/expiry.ts'
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

export const scimPersonalData: PersonalData[] = [
  {
    table: 'scim_users',
    column: 'sealed',
    what: 'what a directory says of a member of the team: its name and number for them, title, department and the like',
    why: 'to answer the directory with what it said',
    kept: 'until the person is deleted',
    erased_by: 'deleting the person',
  },
  {
    table: 'scim_users',
    column: 'user_name_hash',
    what: 'keyed hash of how a directory calls a person',
    why: 'to find them when the directory asks',
    kept: 'until the person is deleted',
    erased_by: 'deleting the person',
  },
  {
    table: 'scim_users',
    column: 'external_id_hash',
    what: "keyed hash of a directory's number of a person",
    why: 'to find them when the directory asks',
    kept: 'until the person is deleted',
    erased_by: 'deleting the person',
  },
  {
    table: 'scim_requests',
    column: 'sealed',
    what: 'why a request of a directory was declined, which may name people',
    why: 'so that an admin sees what goes wrong',
    kept: '30 days',
    erased_by: 'the clearing away of what has expired',
  },
]

export const scimSealedColumns: SealedColumn[] = [
  { table: 'scim_users', keys: ['user_id'], column: 'sealed', place: (row) => `scim_users/${row.user_id}/sealed` },
  { table: 'scim_requests', keys: ['id'], column: 'sealed', place: (row) => `scim_requests/${row.id}/sealed` },
]

export const scimExpiries: readonly Expiry[] = [
  {
    table: 'scim_requests',
    keys: ['id'],
    time: 'created_at',
    kept_s: 30 * 24 * 3600,
    why: 'what went wrong a month ago is mended or known',
  },
]

// What this module knows about people, and what it keeps sealed.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

const soon = 'a day after its time is over'
const cleared = 'the clearing away of what has expired'

export const identityPersonalData: PersonalData[] = [
  {
    table: 'identity_links',
    column: 'sealed',
    what: 'who somebody is at a provider: its identifier and address for them',
    why: 'so that admins see whom a link is to',
    kept: 'until the link is removed or the person is deleted',
    erased_by: 'deleting the person',
  },
  {
    table: 'identity_links',
    column: 'subject_hash',
    what: "keyed hash of a provider's identifier for somebody",
    why: 'to recognise them at the next sign-in',
    kept: 'until the link is removed or the person is deleted',
    erased_by: 'deleting the person',
  },
  {
    table: 'identity_flows',
    column: 'sealed',
    what: 'a sign-in under way: where it leads, who the provider says it is',
    why: 'to take the answer of a provider once, and from the browser that asked',
    kept: soon,
    erased_by: cleared,
  },
  {
    table: 'identity_sessions',
    column: 'sealed',
    what: 'how a provider calls somebody and their session there',
    why: 'to end it there when it ends here',
    kept: 'until then, at most three months',
    erased_by: cleared,
  },
  {
    table: 'identity_trials',
    column: 'sealed',
    what: 'what a provider said about the admin who tried it',
    why: 'so that the admin sees each claim before anything is switched on',
    kept: soon,
    erased_by: cleared,
  },
]

export const identitySealedColumns: SealedColumn[] = [
  { table: 'identity_flows', keys: ['id'], column: 'sealed', place: (row) => `identity_flows/${row.id}/sealed` },
  { table: 'identity_links', keys: ['id'], column: 'sealed', place: (row) => `identity_links/${row.id}/sealed` },
  {
    table: 'identity_providers',
    keys: ['id'],
    column: 'sealed',
    place: (row) => `identity_providers/${row.id}/sealed`,
  },
  {
    table: 'identity_providers',
    keys: ['id'],
    column: 'sealed_live',
    place: (row) => `identity_providers/${row.id}/sealed_live`,
  },
  { table: 'identity_sessions', keys: ['id'], column: 'sealed', place: (row) => `identity_sessions/${row.id}/sealed` },
  { table: 'identity_trials', keys: ['id'], column: 'sealed', place: (row) => `identity_trials/${row.id}/sealed` },
]

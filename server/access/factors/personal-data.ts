// What factors know about people.
import type { PersonalData } from '../../platform/module.ts'
import type { SealedColumn } from '../../vault/index.ts'

export const factorPersonalData: PersonalData[] = [
  {
    table: 'factors',
    column: 'sealed',
    what: 'name and seed of an authenticator app, name and public key of a passkey, number of a phone',
    why: 'to check a second factor',
    kept: 'until the factor is removed or the person is erased',
    erased_by: 'deleting the person',
  },
  {
    table: 'sms_codes',
    column: 'sealed',
    what: 'a code that was texted to a phone',
    why: 'to send it and to check what is typed',
    kept: 'ten minutes, or until it is used',
    erased_by: 'the clearing away of what has expired',
  },
  {
    table: 'recovery_codes',
    column: 'code_hash',
    what: 'keyed hash of a one-time code',
    why: 'to let somebody in whose factors are out of reach',
    kept: 'until new ones are made or the person is erased',
    erased_by: 'deleting the person',
  },
]

export const factorSealedColumns: SealedColumn[] = [
  { table: 'factors', keys: ['id'], column: 'sealed', place: (row) => `factors/${row.id}/sealed` },
  {
    table: 'sms_codes',
    keys: ['factor_id', 'bound_to'],
    column: 'sealed',
    place: (row) => `sms_codes/${row.factor_id}/${row.bound_to}/sealed`,
  },
  { table: 'sms_gateways', keys: ['id'], column: 'sealed', place: (row) => `sms_gateways/${row.id}/sealed` },
]

// What this module knows about people, and what it keeps sealed.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'
import { devicePlace } from './device/queries.ts'

export const oauthPersonalData: PersonalData[] = [
  {
    table: 'oauth_device_codes',
    column: 'sealed',
    what: 'IP address from which a device asked to be let in',
    why: "so that the person who is asked can tell their own device from a stranger's",
    kept: 'two days',
    erased_by: 'the clearing away of what has expired',
  },
]

export const oauthSealedColumns: SealedColumn[] = [
  { table: 'oauth_device_codes', keys: ['id'], column: 'sealed', place: (row) => devicePlace(row.id) },
]

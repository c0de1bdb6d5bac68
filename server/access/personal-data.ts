// What this module knows about people.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

export const accessPersonalData: PersonalData[] = [
  {
    table: 'sessions',
    column: 'sealed',
    what: 'IP address and browser of a session',
    why: "so that a person can tell their own sessions from a stranger's",
    kept: 'a day after the session ends',
    erased_by: 'the clearing away of what has expired',
  },
  {
    table: 'passwords',
    column: 'hash',
    what: 'argon2id hash of a password',
    why: 'to sign in',
    kept: 'until it is changed or the person is erased',
    erased_by: 'deleting the person',
  },
  {
    table: 'attempts',
    column: 'key_hash',
    what: 'keyed hash of an address and an IP address',
    why: 'to limit guessing, and how often a stranger gets an auto-reply',
    kept: 'a day after its window is over; for ever that an unproven address got its one auto-reply',
    erased_by: 'the clearing away of what has expired',
  },
]

export const accessSealedColumns: SealedColumn[] = [
  { table: 'sessions', keys: ['id'], column: 'sealed', place: (row) => `sessions/${row.id}/sealed` },
]

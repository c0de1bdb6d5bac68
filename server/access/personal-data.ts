// What this module knows about people.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'
import { factorSealedColumns } from './factors/personal-data.ts'
import { lastUsePlace, networksPlace } from './tokens/queries.ts'

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
    table: 'pending_sign_ins',
    column: 'sealed',
    what: 'where somebody wanted to go when they signed in, and how their identity provider calls the session',
    why: 'to go on after the next step of the sign-in',
    kept: 'ten minutes',
    erased_by: 'the clearing away of what has expired',
  },
  {
    table: 'devices',
    column: 'sealed',
    what: 'IP address and browser of the last sign-in with a device',
    why: "so that a person hears of a browser that is new, and can tell their own from a stranger's",
    kept: 'half a year after the last sign-in with it',
    erased_by: 'the clearing away of what has expired, deleting the person',
  },
  {
    table: 'api_tokens',
    column: 'sealed_last_use',
    what: 'IP address and program of the last use of a token',
    why: "so that its owner can tell a stranger's use",
    kept: 'as long as the token; a revoked one is kept to look up what it did',
    erased_by: 'deleting the person',
  },
  {
    table: 'api_tokens',
    column: 'sealed_networks',
    what: 'networks a token may be used from',
    why: 'to refuse it elsewhere',
    kept: 'as long as the token',
    erased_by: 'deleting the person',
  },
  {
    table: 'token_networks',
    column: 'network_hash',
    what: 'keyed hash of a network a token was used from',
    why: 'to notice a token that is used from a new network',
    kept: 'half a year after its last use from there',
    erased_by: 'the clearing away of what has expired',
  },
  {
    table: 'password_networks',
    column: 'network_hash',
    what: 'keyed hash of an IP address from which a password was right on the API',
    why: 'so that strangers who guess elsewhere do not keep the program there out',
    kept: 'three months after its last use from there, or until there is another password',
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
    table: 'password_history',
    column: 'hash',
    what: 'argon2id hashes of earlier passwords, where a policy says that they may not come back',
    why: 'to refuse them',
    kept: 'as many as the policy says, until the person is erased',
    erased_by: 'deleting the person',
  },
  {
    table: 'lock_outs',
    column: 'sealed',
    what: 'address and IP address for which somebody tried to sign in too often',
    why: 'so that admins see who is under attack or locked out, and can lift it',
    kept: 'a day after its window is over',
    erased_by: 'the clearing away of what has expired',
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
  { table: 'pending_sign_ins', keys: ['id'], column: 'sealed', place: (row) => `pending_sign_ins/${row.id}/sealed` },
  { table: 'lock_outs', keys: ['id'], column: 'sealed', place: (row) => `lock_outs/${row.id}/sealed` },
  { table: 'devices', keys: ['id'], column: 'sealed', place: (row) => `devices/${row.id}/sealed` },
  ...factorSealedColumns,
  { table: 'api_tokens', keys: ['id'], column: 'sealed_networks', place: (row) => networksPlace(row.id) },
  { table: 'api_tokens', keys: ['id'], column: 'sealed_last_use', place: (row) => lastUsePlace(row.id) },
]

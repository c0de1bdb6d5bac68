// Which columns hold sealed values, as each module declares them in its personal-data.ts. The rotation job, and every
// other duty that must reach all sealed data, works through the list that main.ts hands over.
import type { Sealing } from '../platform/sealing.ts'
import { keyVersionOf } from './blob.ts'

/** The key columns of one row, as the database returns them. */
export type RowKey = Record<string, unknown>

/** One bytea column that holds what `seal` or `sealBytes` made. The table has `account_id`. */
export interface SealedColumn {
  table: string
  /** The columns that, after account_id, make the primary key, in its order. */
  keys: readonly string[]
  column: string
  /** The place the row's value was sealed for. Gets the key columns only. */
  place(row: RowKey): string
}

/** The value sealed anew with the account's newest key, or null when it already is. Throws CannotOpen. */
export function resealValue(sealing: Sealing, place: string, sealed: Buffer): Buffer | null {
  if (keyVersionOf(sealed) === sealing.key_version) return null
  return sealing.sealBytes(place, sealing.openBytes(place, sealed))
}

/** What to write back: only rows whose value is not sealed with the newest key. */
export function resealRows(sealing: Sealing, column: SealedColumn, rows: { key: RowKey; sealed: Buffer | null }[]) {
  return rows.flatMap(({ key, sealed }) => {
    const resealed = sealed && resealValue(sealing, column.place(key), sealed)
    return resealed ? [{ key, sealed, resealed }] : []
  })
}

/** The vault's own table: secrets of integrations, by name. */
export const vaultSealedColumns: readonly SealedColumn[] = [
  { table: 'account_secrets', keys: ['name'], column: 'sealed', place: (row) => `account_secrets/${row.name}/sealed` },
]

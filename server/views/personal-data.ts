// What views know about people: whose a personal view is, and what somebody searches for in it.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

export const viewPersonalData: readonly PersonalData[] = [
  {
    table: 'views',
    column: 'sealed',
    what: 'the search text of a view, which may name a customer',
    why: 'to list the tickets it is for',
    kept: 'as long as the view',
    erased_by: 'deleting the view, or destroying the account key',
  },
]

export const placeOfView = (id: number): string => `views/${id}/sealed`

export const viewSealedColumns: readonly SealedColumn[] = [
  { table: 'views', keys: ['id'], column: 'sealed', place: (row) => `views/${row.id}/sealed` },
]

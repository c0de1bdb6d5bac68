// What bulk jobs know about people: what was asked and what became of it may name them.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

const erased_by = 'the job ends and a day passes'

export const bulkPersonalData: readonly PersonalData[] = [
  {
    table: 'bulk_jobs',
    column: 'sealed',
    what: 'the records as they were asked for',
    why: 'so that the job can go on after a restart',
    kept: 'until it ends',
    erased_by: 'the end of the job',
  },
  {
    table: 'bulk_jobs',
    column: 'sealed_results',
    what: 'what became of each record, with the reason of a refusal',
    why: 'so that whoever asked can see it',
    kept: 'a day after it ended',
    erased_by,
  },
]

export const bulkSealedColumns: readonly SealedColumn[] = [
  { table: 'bulk_jobs', keys: ['id'], column: 'sealed', place: (row) => `bulk_jobs/${row.id}/sealed` },
  { table: 'bulk_jobs', keys: ['id'], column: 'sealed_results', place: (row) => `bulk_jobs/${row.id}/sealed_results` },
]

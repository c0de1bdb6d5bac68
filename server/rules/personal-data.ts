// What rules know about people, and which columns are sealed.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

export const rulePersonalData: PersonalData[] = [
  {
    table: 'rules',
    column: 'actions',
    what: 'addresses and words that an admin wrote into a rule',
    why: 'to do what the rule says',
    kept: 'as long as the rule',
    erased_by: 'changing or deleting the rule',
  },
]

export const ruleSealedColumns: SealedColumn[] = [
  // A password for another machine, of nobody's person.
  { table: 'targets', keys: ['id'], column: 'sealed', place: (row) => `targets/${row.id}/sealed` },
]

// What the audit and the events it speaks of know about people.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

export const auditPersonalData: PersonalData[] = [
  {
    table: 'events',
    column: 'sealed',
    what: 'address and browser of who acted, texts a change carries',
    why: 'to find out who did what',
    kept: 'as long as the event',
    erased_by: 'erasing the person the event is about',
  },
]

export const auditSealedColumns: SealedColumn[] = [
  { table: 'events', keys: ['event_id'], column: 'sealed', place: (row) => `events/${row.event_id}/sealed` },
]

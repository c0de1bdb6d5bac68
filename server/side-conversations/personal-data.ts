// What side conversations know about people, and which of their columns are sealed.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

const why = 'to ask people outside of a ticket about it'
const kept = 'as long as the ticket'
const erased_by = 'erasing the person or the ticket, or destroying the account key'

export const sideConversationPersonalData: readonly PersonalData[] = [
  {
    table: 'side_conversations',
    column: 'sealed',
    what: 'subject, first words, names and addresses of those who take part',
    why,
    kept,
    erased_by,
  },
  {
    table: 'side_messages',
    column: 'sealed',
    what: 'what was said, by whom and to whom',
    why,
    kept,
    erased_by,
  },
  {
    table: 'side_participants',
    column: 'address_hash',
    what: 'keyed hash of the address of somebody who takes part',
    why: 'to let only them answer',
    kept,
    erased_by,
  },
]

export const sideConversationSealedColumns: readonly SealedColumn[] = [
  {
    table: 'side_conversations',
    keys: ['id'],
    column: 'sealed',
    place: (row) => `side_conversations/${row.id}/sealed`,
  },
  { table: 'side_messages', keys: ['id'], column: 'sealed', place: (row) => `side_messages/${row.id}/sealed` },
]

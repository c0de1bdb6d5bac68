// What outgoing mail, the desk's domains and the development mailbox know about people, and which columns are sealed.
import type { PersonalData } from '../../platform/module.ts'
import type { SealedColumn } from '../../vault/index.ts'

const kept = 'as long as the ticket'
const erased_by = 'erasing the person, or destroying the account key'

export const deliveryPersonalData: PersonalData[] = [
  {
    table: 'mail_deliveries',
    column: 'sealed',
    what: 'addresses and names a mail was for, what the other server said',
    why: 'to know what became of a mail',
    kept,
    erased_by,
  },
  {
    table: 'mail_deliveries',
    column: 'target_hash',
    what: 'keyed hash of an address',
    why: 'one mail per cause and person',
    kept,
    erased_by,
  },
]

export const deliverySealedColumns: SealedColumn[] = [
  { table: 'mail_deliveries', keys: ['id'], column: 'sealed', place: (row) => `mail_deliveries/${row.id}/sealed` },
  // Private keys of the desk, of nobody's person.
  { table: 'mail_domains', keys: ['id'], column: 'sealed', place: (row) => `mail_domains/${row.id}/sealed` },
]

// Which columns of mail hold personal data, why, for how long, and how they are erased; and which are sealed.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'
import { deliveryPersonalData, deliverySealedColumns } from './deliveries/index.ts'

const with_ticket = 'as long as the ticket'
const erased_by = 'deleting the ticket for good, or destroying the account key'

export const mailPersonalData: readonly PersonalData[] = [
  {
    table: 'inbound_mails',
    column: 'sealed',
    what: 'envelope, address and name of the sending server, Message-ID',
    why: 'to judge the sender and to thread answers',
    kept: with_ticket,
    erased_by,
  },
  {
    table: 'suspended_tickets',
    column: 'sealed',
    what: 'subject, sender, first words',
    why: 'so that staff can decide',
    kept: 'until recovered or thrown away',
    erased_by,
  },
  {
    table: 'address_verifications',
    column: 'value_hash',
    what: 'keyed hash of an address',
    why: 'a link proves the address it was sent to and no other',
    kept: 'a week after the link has expired',
    erased_by: 'removing the address, or destroying the account key',
  },
  ...deliveryPersonalData,
]

export const mailSealedColumns: readonly SealedColumn[] = [
  { table: 'inbound_mails', keys: ['id'], column: 'sealed', place: (row) => `inbound_mails/${row.id}/sealed` },
  { table: 'suspended_tickets', keys: ['id'], column: 'sealed', place: (row) => `suspended_tickets/${row.id}/sealed` },
  ...deliverySealedColumns,
]

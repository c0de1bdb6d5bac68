// Which columns of tickets hold personal data, why, for how long, and how they are erased; and which are sealed.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'

const kept = 'as long as the ticket'
const erased_by = 'deleting the ticket for good, or destroying the account key'

export const ticketPersonalData: readonly PersonalData[] = [
  {
    table: 'anonymous_requests',
    column: 'sealed',
    what: 'name, address and words of somebody who is not signed in',
    why: 'to make a ticket of it',
    kept: 'until the job has made the ticket, seconds as a rule',
    erased_by: 'the job, or destroying the account key',
  },
  {
    table: 'tickets',
    column: 'sealed',
    what: 'subject, first words, addresses a mail came from and went to',
    why: 'to answer the request',
    kept,
    erased_by,
  },
  {
    table: 'tickets',
    column: 'recipient_hash',
    what: 'keyed hash of the address the ticket was written to',
    why: 'for views of what came to an address',
    kept,
    erased_by,
  },
  {
    table: 'ticket_replies',
    column: 'sealed',
    what: 'what was said, and what the check of the sender found',
    why: 'to answer the request',
    kept,
    erased_by,
  },
  {
    table: 'ticket_notes',
    column: 'sealed',
    what: 'what staff noted for each other',
    why: 'to answer the request',
    kept,
    erased_by,
  },
  { table: 'attachments', column: 'sealed', what: 'file names', why: 'to answer the request', kept, erased_by },
  {
    table: 'drafts',
    column: 'sealed',
    what: 'answers not sent yet',
    why: 'so that no work is lost',
    kept: 'until sent or thrown away',
    erased_by,
  },
  {
    table: 'satisfaction_ratings',
    column: 'sealed',
    what: 'what a customer wrote beside a rating',
    why: 'so that the desk can do better',
    kept,
    erased_by,
  },
  {
    table: 'ticket_skips',
    column: 'sealed',
    what: 'why an agent passed a ticket over',
    why: 'so that nobody is forgotten',
    kept,
    erased_by,
  },
]

export const ticketSealedColumns: readonly SealedColumn[] = [
  {
    table: 'anonymous_requests',
    keys: ['id'],
    column: 'sealed',
    place: (row) => `anonymous_requests/${row.id}/sealed`,
  },
  { table: 'tickets', keys: ['id'], column: 'sealed', place: (row) => `tickets/${row.id}/sealed` },
  { table: 'ticket_replies', keys: ['id'], column: 'sealed', place: (row) => `ticket_replies/${row.id}/sealed` },
  { table: 'ticket_notes', keys: ['id'], column: 'sealed', place: (row) => `ticket_notes/${row.id}/sealed` },
  { table: 'attachments', keys: ['id'], column: 'sealed', place: (row) => `attachments/${row.id}/sealed` },
  {
    table: 'satisfaction_ratings',
    keys: ['id'],
    column: 'sealed',
    place: (row) => `satisfaction_ratings/${row.id}/sealed`,
  },
  { table: 'ticket_skips', keys: ['id'], column: 'sealed', place: (row) => `ticket_skips/${row.id}/sealed` },
  {
    table: 'drafts',
    keys: ['user_id', 'ticket_id', 'mode'],
    column: 'sealed',
    place: (row) => `drafts/${row.user_id}/${row.ticket_id}/${row.mode}/sealed`,
  },
]

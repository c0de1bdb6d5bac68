// The keyed hash of the address a ticket was written to: for lists that ask for it, since the address itself is sealed.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { placeOfTicket, type TicketContent } from '../queries.ts'

/** As rules compare it: in small letters. Empty for a ticket that was written to no address. */
export function recipientHash(work: Pick<Work, 'sealing'>, recipient: string | null): Buffer {
  return recipient ? work.sealing.lookupHash('ticket_recipient', recipient.toLowerCase()) : Buffer.alloc(0)
}

/** Works the hash out for tickets that have none yet, at most so many. Returns how many there were. */
export async function hashRecipients(work: Work, limit: number): Promise<number> {
  const rows = await work.db.all<{ id: number; sealed: Buffer }>(sql`
    select id, sealed from tickets where account_id = ${work.account_id} and recipient_hash is null
    order by id limit ${limit} for update skip locked`)
  if (rows.length === 0) return 0
  const hashes = rows.map(({ id, sealed }) =>
    recipientHash(work, work.sealing.open<TicketContent>(placeOfTicket(id), sealed).recipient),
  )
  await work.db.run(sql`
    update tickets t set recipient_hash = h.hash
    from unnest(${rows.map((row) => row.id)}::bigint[], ${hashes}::bytea[]) h(id, hash)
    where t.account_id = ${work.account_id} and t.id = h.id`)
  return rows.length
}

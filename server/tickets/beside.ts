// What hangs on a ticket in modules that come after this one, as far as taking words out of the ticket concerns it.
import type { Work } from '../platform/work.ts'

export interface BesideTicket {
  /** Takes words out of all of it. Returns how many places had them. */
  redact(work: Work, ticket_id: number, texts: readonly string[]): Promise<number>
  /** What outlives its rows when the ticket is erased: ids under which mails and files are kept. */
  remains(work: Work, ticket_id: number): Promise<Remains>
}

export interface Remains {
  comment_ids: number[]
  inbound_mail_ids: number[]
  file_ids: string[]
}

const offered: BesideTicket[] = []

/** Says what hangs on tickets. */
export function offerBeside(beside: BesideTicket): void {
  offered.push(beside)
}

export async function redactBeside(work: Work, ticket_id: number, texts: readonly string[]): Promise<number> {
  let count = 0
  for (const beside of offered) count += await beside.redact(work, ticket_id, texts)
  return count
}

/** What remains of a ticket and of all that hangs on it. */
export async function withRemainsBeside(work: Work, ticket_id: number, own: Remains): Promise<Remains> {
  const all = [own]
  for (const beside of offered) all.push(await beside.remains(work, ticket_id))
  return {
    comment_ids: all.flatMap((remains) => remains.comment_ids),
    inbound_mail_ids: all.flatMap((remains) => remains.inbound_mail_ids),
    file_ids: all.flatMap((remains) => remains.file_ids),
  }
}

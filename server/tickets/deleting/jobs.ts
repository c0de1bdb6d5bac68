// Deleted tickets by the hundred.
import { z } from 'zod'
import { bulkJob } from '../../bulk/index.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { deleteTicket, eraseTicket, markAsSpam } from './actions.ts'

/** A job that does one thing to each of some tickets, and says of each what became of it. */
const eachTicket = (
  declared: { name: string; job_type: string; summary: string },
  done: { action: string; status: string },
  act: (work: Work, id: number) => Promise<unknown>,
) =>
  bulkJob({
    ...declared,
    item: z.object({ id: idParam }),
    options: z.object({}),
    async run(work, { id }) {
      await act(work, id)
      return { id, ...done }
    },
  })

export const destroyManyJob = eachTicket(
  {
    name: 'tickets.destroy_many',
    job_type: 'Bulk Delete Ticket',
    summary: 'Deletes tickets (they can be restored)',
  },
  { action: 'delete', status: 'Deleted' },
  deleteTicket,
)

export const markManyAsSpamJob = eachTicket(
  {
    name: 'tickets.mark_many_as_spam',
    job_type: 'Bulk Mark Tickets as Spam',
    summary: 'Deletes tickets as spam and suspends who asked',
  },
  { action: 'mark_as_spam', status: 'Deleted' },
  markAsSpam,
)

export const eraseManyJob = eachTicket(
  {
    name: 'tickets.erase_many',
    job_type: 'Bulk Permanently Delete Ticket',
    summary: 'Erases deleted tickets for good',
  },
  { action: 'delete', status: 'Permanently deleted' },
  eraseTicket,
)

export const deletingJobs = [destroyManyJob, markManyAsSpamJob, eraseManyJob]

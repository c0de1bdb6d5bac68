// Deleted tickets by the hundred.
import { z } from 'zod'
import { bulkJob } from '../../bulk/index.ts'
import { idParam } from '../../platform/http/ids.ts'
import { deleteTicket, eraseTicket, markAsSpam } from './actions.ts'

const item = z.object({ id: idParam })
const options = z.object({})

export const destroyManyJob = bulkJob({
  name: 'tickets.destroy_many',
  job_type: 'Bulk Delete Ticket',
  summary: 'Deletes tickets (they can be restored)',
  item,
  options,
  async run(work, { id }) {
    await deleteTicket(work, id)
    return { id, action: 'delete', status: 'Deleted' }
  },
})

export const markManyAsSpamJob = bulkJob({
  name: 'tickets.mark_many_as_spam',
  job_type: 'Bulk Mark Tickets as Spam',
  summary: 'Deletes tickets as spam and suspends who asked',
  item,
  options,
  async run(work, { id }) {
    await markAsSpam(work, id)
    return { id, action: 'mark_as_spam', status: 'Deleted' }
  },
})

export const eraseManyJob = bulkJob({
  name: 'tickets.erase_many',
  job_type: 'Bulk Permanently Delete Ticket',
  summary: 'Erases deleted tickets for good',
  item,
  options,
  async run(work, { id }) {
    await eraseTicket(work, id)
    return { id, action: 'delete', status: 'Permanently deleted' }
  },
})

export const deletingJobs = [destroyManyJob, markManyAsSpamJob, eraseManyJob]

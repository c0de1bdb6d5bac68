// Keeps the metrics of a ticket with the ticket: in the same unit of work, one statement per fact.
import { actorId, type Immediate } from '../../platform/work.ts'
import type { Change, CommentFact } from '../events.ts'
import { addStep, insertMetrics } from './queries.ts'
import { firstMetrics, stepOf } from './step.ts'

interface Data {
  changes: Change[]
  comment: CommentFact | null
  /** An import writes the metrics of its past itself. */
  imported?: boolean
}

/** What the facts of tickets carry. */
const dataOf = (data: unknown): Data => data as Data // the engine hands over what was recorded by the event's own type

export const metricImmediates: Immediate[] = [
  {
    on: 'ticket.created',
    async run(work, { subject_id, data }) {
      const fact = dataOf(data)
      if (fact.imported) return
      const step = stepOf(fact, work.now, true)
      insertMetrics(work, [firstMetrics(subject_id, step, step.status ?? 'new', work.now)])
    },
  },
  {
    on: 'ticket.updated',
    async run(work, { subject_id, data, actor }) {
      const fact = dataOf(data)
      if (fact.imported) return
      const people = [actorId(actor), fact.comment?.author_id].filter((id) => id != null)
      addStep(work, subject_id, stepOf(fact, work.now, false), people, work.now)
    },
  },
  {
    on: 'ticket.reply_undone',
    async run(work, { subject_id, data }) {
      // The status goes back; that a reply was counted for some seconds is taken back too.
      const { changes } = dataOf(data)
      addStep(
        work,
        subject_id,
        { ...stepOf({ changes, comment: null }, work.now, false), replies: -1, reopens: 0 },
        [],
        work.now,
      )
    },
  },
]

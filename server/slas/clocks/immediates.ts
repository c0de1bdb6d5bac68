// When clocks move: with every change of a ticket, in the same unit of work. What was imported lies in the past.
import type { Immediate } from '../../platform/work.ts'
import type { CommentFact } from '../../tickets/index.ts'
import { rememberedPolicies, touchPolicySet } from '../policies/queries.ts'
import { keepClocks } from './keeping.ts'
import { silenceTicket } from './queries.ts'

interface Data {
  comment?: CommentFact | null
  comment_id?: number
  imported?: boolean
  rule?: { kind: string }
}

/** What the facts of tickets carry. */
const dataOf = (data: unknown): Data => data as Data // the engine hands over what was recorded by the event's own type

/** What a rule says of itself is nobody's answer. */
const saidBySomebody = ({ comment = null, rule }: Data): CommentFact | null =>
  rule?.kind === 'trigger' ? null : comment

export const clockImmediates: Immediate[] = [
  {
    on: 'ticket.created',
    async run(work, { subject_id, data }) {
      const { comment = null, imported } = dataOf(data)
      if (!imported) await keepClocks(work, subject_id, { comment, is_new: true })
    },
  },
  {
    on: 'ticket.updated',
    async run(work, { subject_id, data }) {
      const fact = dataOf(data)
      if (!fact.imported) await keepClocks(work, subject_id, { comment: saidBySomebody(fact), is_new: false })
    },
  },
  {
    on: 'ticket.reply_undone',
    async run(work, { subject_id, data }) {
      await keepClocks(work, subject_id, { comment: null, is_new: false, undone_comment_id: dataOf(data).comment_id })
    },
  },
  {
    on: 'ticket.restored',
    run: async (work, { subject_id }) => await keepClocks(work, subject_id, { comment: null, is_new: false }),
  },
  {
    on: 'ticket.deleted',
    async run(work, { subject_id }) {
      const { version } = await rememberedPolicies(work)
      if (version > 0) silenceTicket(work, subject_id)
    },
  },
  // Whoever remembers policies remembers the schedules they count by.
  ...['schedule.created', 'schedule.updated', 'schedule.deleted'].map(
    (on): Immediate => ({ on, run: async (work) => await touchPolicySet(work) }),
  ),
]

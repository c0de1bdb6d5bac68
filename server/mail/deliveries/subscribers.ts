// Tells those who want to hear of an organisation's tickets what was said in one, publicly. They get no more than they
// could read: a ticket that is not shown to them is not told of, and a note is invisible here, whatever asks.
import { z } from 'zod'
import { findUser, getOrganization, hasSubscriptions, listSubscriberIds } from '../../people/index.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Immediate, Work } from '../../platform/work.ts'
import {
  type CommentContent,
  type CommentFact,
  findReplyForDelivery,
  findTicket,
  findWritten,
  listParticipants,
  placeOfComment,
  placeOfTicket,
  type TicketContent,
  type TicketRow,
} from '../../tickets/index.ts'
import { htmlOfText } from '../sending/layout.ts'
import { mailLocale, mailText } from '../sending/texts.ts'
import { queueNotification } from './notification.ts'
import { commentOfEvent, isInUndoWindow, mailLane } from './prepare.ts'

export const SUBSCRIBERS_JOB = 'mail.tell_subscribers'
/** People who hear of one comment; an organisation with more of them is better served by a list of its own. */
const MOST_SUBSCRIBERS = 200

const payload = z.object({ account_id: z.number(), event_id: z.number(), ticket_id: z.number() })

interface Said {
  comment: CommentFact | null
  imported?: boolean
}

/** Asks for the job only where somebody has subscribed: most desks never have anybody. */
async function tellLater(
  work: Work,
  { event_id, subject_id, data }: { event_id: number; subject_id: number; data: unknown },
) {
  const { comment, imported } = data as Said // the events of tickets, by their names
  if (comment?.kind !== 'reply' || imported) return
  const written = findWritten(work, subject_id)?.row
  if (written?.organization_id === null || !(await hasSubscriptions(work))) return
  const ticket = written ?? (await findTicket(work.as({ kind: 'system', name: SUBSCRIBERS_JOB }), subject_id))
  if (!ticket?.organization_id || (await listSubscriberIds(work, ticket.organization_id, 1)).length === 0) return
  work.addJob(
    SUBSCRIBERS_JOB,
    { account_id: work.account_id, event_id, ticket_id: subject_id },
    { lane: mailLane(work.account_id, subject_id), run_at: new Date(work.now.getTime() + comment.undo_ms) },
  )
}

export const subscriberImmediates: Immediate[] = [
  { on: 'ticket.created', run: tellLater },
  { on: 'ticket.updated', run: tellLater },
]

export const subscribersJob = job({
  name: SUBSCRIBERS_JOB,
  summary: 'Tells the subscribers of an organisation what was said publicly in one of its tickets',
  payload,
  run: async (platform, given) =>
    await systemWork(platform, given.account_id, SUBSCRIBERS_JOB, 'customer', (work) =>
      tellSubscribers(work, platform, given),
    ),
})

async function tellSubscribers(work: Work, platform: Platform, given: z.output<typeof payload>): Promise<void> {
  const { event_id, ticket_id } = given
  const fact = await commentOfEvent(work, event_id)
  const reply = fact?.kind === 'reply' ? await findReplyForDelivery(work, fact.id) : null
  if (!reply || reply.ticket_id !== ticket_id) return // taken back, or made a note
  if (await isInUndoWindow(work, reply)) {
    const run_at = reply.send_after ?? undefined
    work.addJob(SUBSCRIBERS_JOB, { ...given }, { lane: mailLane(work.account_id, ticket_id), run_at })
    return
  }
  const ticket = await findTicket(work, ticket_id)
  if (!ticket?.organization_id || !ticket.is_public) return
  const organization = await getOrganization(work, ticket.organization_id)
  const said = work.sealing.open<CommentContent>(placeOfComment(reply), reply.sealed)
  const { subject } = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const author = await findUser(work, reply.author_id)
  const told = await alreadyTold(work, ticket, reply.author_id)
  for (const user_id of await listSubscriberIds(work, ticket.organization_id, MOST_SUBSCRIBERS)) {
    const reader = told.has(user_id) ? null : await platform.findActor(work, user_id)
    if (!reader || !(await findTicket(work.as(reader), ticket_id))) continue
    const locale = mailLocale((await findUser(work, user_id))?.locale)
    const values = {
      number: `#${ticket_id}`,
      organization: organization.name,
      author: author?.alias || author?.name || '',
      subject: subject ?? '',
    }
    const text = `${mailText(locale, 'mail.subscription.lead', values)}\n\n${said.body}`
    await queueNotification(work, {
      ticket_id,
      event_id,
      key: 'subscription',
      to: { user_id },
      cause: reply,
      subject: mailText(locale, 'mail.subscription.subject', values),
      html: htmlOfText(text),
      text,
    })
  }
}

/** Who reads it anyway: whoever wrote it, asked, or is in copy. */
async function alreadyTold(work: Work, ticket: TicketRow, author_id: number): Promise<Set<number>> {
  const copied = (await listParticipants(work, [ticket.id])).filter(
    (one) => one.kind === 'cc' && one.state === 'active',
  )
  return new Set([author_id, ticket.requester_id, ...copied.map((one) => one.user_id)])
}

// Gathers what the page of a conversation shows, after the link was accepted.
import { randomBytes } from 'node:crypto'
import { type ReplyProblem, renderConversation, type ShownStatus } from '../../../web/pages/conversation.ts'
import { translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { placeOfTicket, type TicketContent } from '../queries.ts'
import type { TicketStatus } from '../schema.ts'
import type { Visit } from './admission.ts'
import { FILES_BYTES, FILES_PER_REPLY } from './form.ts'
import { displayName, presentMessages } from './present.ts'
import { listReplies } from './queries.ts'

const MESSAGES_PER_PAGE = 20
export const REPLY_CHARS = 50_000

/** States in a customer's words; that a ticket is put on hold is the team's business. */
const SHOWN_STATUS: Record<TicketStatus, ShownStatus> = {
  new: 'received',
  open: 'in_progress',
  hold: 'in_progress',
  pending: 'waiting',
  solved: 'solved',
  closed: 'closed',
}

export interface Showing {
  /** Only messages older than this id. */
  before?: number
  /** The message whose remote images the reader asked for. */
  images?: number
  is_sent?: boolean
  text?: string
  key?: string
  problem?: ReplyProblem
}

/** The page as HTML. */
export async function conversationPage(work: Work, visit: Visit, showing: Showing): Promise<string> {
  const { ticket, token } = visit
  const { subject } = work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
  const rows = await listReplies(work, ticket.id, showing.before ?? null, MESSAGES_PER_PAGE + 1)
  const has_earlier = rows.length > MESSAGES_PER_PAGE
  const shown = rows.slice(0, MESSAGES_PER_PAGE).toReversed()
  const path = `/requests/${token}`
  return renderConversation({
    language: visit.language,
    t: translator(visit.language),
    desk: visit.desk.name,
    number: ticket.id,
    subject: subject?.trim() ?? '',
    status: SHOWN_STATUS[ticket.status],
    person: displayName(visit.person.name, null),
    messages: await presentMessages(work, visit, shown, showing.images ?? null),
    earlier_url: has_earlier && shown[0] ? `${path}?before=${shown[0].id}` : null,
    newest_url: showing.before === undefined ? null : path,
    is_sent: showing.is_sent ?? false,
    form: {
      action: `${path}/replies`,
      key: showing.key || randomBytes(16).toString('base64url'),
      text: showing.text ?? '',
      problem: showing.problem ?? null,
      max_chars: REPLY_CHARS,
      max_files: FILES_PER_REPLY,
      megabytes: Math.floor(FILES_BYTES / 1024 / 1024),
    },
  })
}

/**
 * What a change of many tickets would do, before it is done: which tickets change, which stay as they are and why, who
 * gets a mail, and how to take it back. Pure.
 */
import type { Priority, Status, Ticket, TicketKind } from '../../../api/shapes.ts'

/** A change to all chosen tickets; what is absent stays as it is. */
export interface BulkChange {
  status?: Status
  priority?: Priority
  type?: TicketKind
  assignee_id?: number | null
  group_id?: number
  additional_tags?: string[]
  remove_tags?: string[]
  comment?: { body: string; public: boolean }
}

export interface Plan {
  /** Tickets the change does something to. */
  changing: Ticket[]
  /** Closed ones cannot be changed. */
  closed: Ticket[]
  /** Those it would leave as they are. */
  same: Ticket[]
  /** How many requesters get a mail: a public comment leaves by mail. */
  mails: number
}

/** Tickets in one job of the API. */
export const TICKETS_PER_JOB = 100

const PLAIN = ['status', 'priority', 'type', 'assignee_id', 'group_id'] as const

/** Whether a change says anything. */
export function isEmptyChange(change: BulkChange): boolean {
  return (
    PLAIN.every((field) => change[field] === undefined) &&
    !change.additional_tags?.length &&
    !change.remove_tags?.length &&
    !change.comment?.body.trim()
  )
}

function changes(ticket: Ticket, change: BulkChange): boolean {
  return (
    PLAIN.some((field) => change[field] !== undefined && change[field] !== ticket[field]) ||
    (change.additional_tags ?? []).some((tag) => !ticket.tags.includes(tag)) ||
    (change.remove_tags ?? []).some((tag) => ticket.tags.includes(tag)) ||
    Boolean(change.comment?.body.trim())
  )
}

export function planOf(tickets: readonly Ticket[], change: BulkChange): Plan {
  const closed = tickets.filter((ticket) => ticket.status === 'closed')
  const open = tickets.filter((ticket) => ticket.status !== 'closed')
  const changing = open.filter((ticket) => changes(ticket, change))
  return {
    changing,
    closed,
    same: open.filter((ticket) => !changes(ticket, change)),
    mails: change.comment?.public && change.comment.body.trim() ? changing.length : 0,
  }
}

/** What puts the tickets back as they were, fields and tags. Comments stay: what was said was said. */
export function inverseOf(tickets: readonly Ticket[], change: BulkChange): (Partial<Ticket> & { id: number })[] {
  return tickets.map((ticket) => {
    const back: Partial<Ticket> & { id: number } = { id: ticket.id }
    for (const field of PLAIN) if (change[field] !== undefined) Object.assign(back, { [field]: ticket[field] })
    if (change.additional_tags || change.remove_tags) back.tags = ticket.tags
    return back
  })
}

/** Lists in pieces of at most `size`. */
export function piecesOf<Item>(items: readonly Item[], size = TICKETS_PER_JOB): Item[][] {
  const pieces: Item[][] = []
  for (let start = 0; start < items.length; start += size) pieces.push(items.slice(start, start + size))
  return pieces
}

// Compares what was acknowledged with what is there.
import { setTimeout as delay } from 'node:timers/promises'
import type { Ledger } from './ledger.ts'
import type { LoadTarget } from './load.ts'
import type { Smarthost } from './smarthost.ts'

const PAGE = 100
const MOST_PAGES = 1_000
const LOOK_EVERY_MS = 500
/** Everything that was waiting is done by then: mails read, replies sent, also those whose process died. */
const MAY_TAKE_MS = 150_000

export interface Findings {
  problems: string[]
  /** Mails whose sending was cut off after they were handed over: only a person may send them again. */
  uncertain: number
  sent: number
}

interface TicketSeen {
  id: number
  subject: string | null
}

/** Waits until all is done, then looks. */
export async function compare(target: LoadTarget, ledger: Ledger, smarthost: Smarthost): Promise<Findings> {
  const problems: string[] = []
  const give_up_at = performance.now() + MAY_TAKE_MS
  let tickets = await listTickets(target)
  const isMissing = (subject: string) => !tickets.some((ticket) => ticket.subject === subject)
  while ([...ledger.mails].some(isMissing) && performance.now() < give_up_at) {
    await delay(LOOK_EVERY_MS)
    tickets = await listTickets(target)
  }
  for (const subject of [...ledger.mails, ...ledger.tickets]) {
    const count = tickets.filter((ticket) => ticket.subject === subject).length
    if (count !== 1) problems.push(`${subject} was acknowledged and is there ${count} times`)
  }
  problems.push(...(await compareReplies(target, ledger)))
  const deliveries = await settledDeliveries(target, ledger, give_up_at)
  const counts = new Map<string, number>()
  for (const mail of smarthost.accepted) {
    for (const key of [
      `${mail.message_id} to ${mail.recipient}`,
      ...(mail.marker ? [`${mail.marker} to ${mail.recipient}`] : []),
    ])
      counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const [key, count] of counts) if (count > 1) problems.push(`${key} was sent ${count} times`)
  const arrived = new Set(smarthost.accepted.map((mail) => mail.marker))
  let uncertain = 0
  let sent = 0
  for (const [text, state] of deliveries) {
    if (state === 'sent') sent += 1
    if (state === 'uncertain') uncertain += 1
    if (state === 'sent' && !arrived.has(text)) problems.push(`${text} counts as sent and did not arrive`)
    if (state === 'queued' && arrived.has(text)) problems.push(`${text} arrived and would be sent again`)
    if (state === null) problems.push(`${text} was acknowledged and no mail was made of it`)
    if (state === 'sending' || state === 'failed') problems.push(`the mail of ${text} is ${state}`)
  }
  return { problems, uncertain, sent }
}

async function compareReplies(target: LoadTarget, ledger: Ledger): Promise<string[]> {
  const problems: string[] = []
  const by_ticket = new Map<number, string[]>()
  for (const id of new Set([...ledger.replies.values(), ...ledger.unanswered_replies.values()]))
    by_ticket.set(id, await listBodies(target, id))
  for (const [replies, wanted] of [
    [ledger.replies, [1]],
    [ledger.unanswered_replies, [0, 1]],
  ] as const) {
    for (const [text, id] of replies) {
      const count = (by_ticket.get(id) ?? []).filter((body) => body.startsWith(`${text}\n`)).length
      if (!wanted.includes(count as never)) problems.push(`${text} is in ticket ${id} ${count} times`) // `wanted` is one of two lists
    }
  }
  return problems
}

/** The state of each acknowledged reply's mail, once nothing is under way any more; null where there is none. */
async function settledDeliveries(
  target: LoadTarget,
  ledger: Ledger,
  give_up_at: number,
): Promise<Map<string, string | null>> {
  for (;;) {
    const states = new Map<string, string | null>()
    for (const id of new Set(ledger.replies.values())) {
      const { deliveries } = await get<{
        deliveries: { comment_id: number | null; kind: string; state: string; attempts: number }[]
      }>(target, `/api/v2/tickets/${id}/deliveries.json`)
      const comments = await listComments(target, id)
      for (const [text] of [...ledger.replies].filter(([, ticket_id]) => ticket_id === id)) {
        const comment = comments.find((one) => one.body.startsWith(`${text}\n`))
        const delivery = deliveries.find((one) => one.kind === 'reply' && one.comment_id === comment?.id)
        // One that was tried in vain waits for its next time, which may be long.
        states.set(
          text,
          delivery ? (delivery.state === 'queued' && delivery.attempts > 0 ? 'waiting' : delivery.state) : null,
        )
      }
    }
    const is_settled = [...states.values()].every(
      (state) => state !== null && state !== 'queued' && state !== 'sending',
    )
    if (is_settled || performance.now() > give_up_at) return states
    await delay(LOOK_EVERY_MS)
  }
}

async function listTickets(target: LoadTarget): Promise<TicketSeen[]> {
  const all: TicketSeen[] = []
  let path: string | null = `/api/v2/tickets.json?page[size]=${PAGE}`
  for (let page = 0; path !== null && page < MOST_PAGES; page++) {
    const answer: { tickets: TicketSeen[]; meta: { has_more: boolean }; links: { next: string | null } } = await get(
      target,
      path,
    )
    all.push(...answer.tickets)
    const { next } = answer.links
    path = answer.meta.has_more && next ? new URL(next).pathname + new URL(next).search : null
  }
  return all
}

async function listComments(target: LoadTarget, id: number): Promise<{ id: number; body: string }[]> {
  const { comments } = await get<{ comments: { id: number; body: string }[] }>(
    target,
    `/api/v2/tickets/${id}/comments.json?per_page=${PAGE}`,
  )
  return comments
}

const listBodies = async (target: LoadTarget, id: number) =>
  (await listComments(target, id)).map((comment) => comment.body)

async function get<Answer>(target: LoadTarget, path: string): Promise<Answer> {
  const answer = await fetch(target.url + path, { headers: { authorization: target.authorization } })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return (await answer.json()) as Answer // The API's own shape, named by the caller.
}

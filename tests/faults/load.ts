// Customers and agents who carry on whatever happens: mails are sent again until they are accepted, as mail servers
// do; tickets are created again under the same key until there is an answer; replies are said once.
import { setTimeout as delay } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import type { Ledger } from './ledger.ts'

export interface LoadTarget {
  url: string
  smtp_port: number
  support: string
  authorization: string
  /** Distinguishes the texts of one run from those of another. */
  run: string
}

export const SUPPORT = 'support@desk.example'

/** The address that the mails go to. */
export async function addSupport(target: LoadTarget): Promise<void> {
  const answer = await fetch(`${target.url}/api/v2/recipient_addresses.json`, {
    method: 'POST',
    headers: { authorization: target.authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient_address: { email: target.support, name: 'Support', default: true } }),
  })
  if (!answer.ok) throw new Error(`the support address could not be added: ${answer.status} ${await answer.text()}`)
}

export interface RunningLoad {
  /** Lets everything under way come to its end; the desk must be up. */
  stop(): Promise<void>
}

const CLIENTS = 2
const BETWEEN_MS = 5
const AGAIN_AFTER_MS = 150
const ANSWER_MAY_TAKE_MS = 20_000
/** A crash every few seconds, and a restart: more would mean that it does not come back. */
const MOST_TRIES = 600
const WORDS = 'The parcel has not arrived and the tracking page shows no movement. '.repeat(20)

export function startLoad(target: LoadTarget, ledger: Ledger): RunningLoad {
  let stopped = false
  let number = 0
  const tickets: number[] = []
  const headers = { authorization: target.authorization, 'content-type': 'application/json' }

  async function again<Answer>(attempt: () => Promise<Answer | null>): Promise<Answer> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answer = await attempt().catch(() => null)
      if (answer !== null) return answer
      ledger.interrupted += 1
      await delay(AGAIN_AFTER_MS)
    }
    throw new Error('the desk did not answer any more')
  }

  async function post(
    method: string,
    path: string,
    body: unknown,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const signal = AbortSignal.timeout(ANSWER_MAY_TAKE_MS)
    return await fetch(target.url + path, {
      method,
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
      signal,
    })
  }

  async function sendMails(): Promise<void> {
    while (!stopped) {
      const subject = `mail-${target.run}-${number++}`
      const message = {
        from: `Customer <customer${number % 20}@customers.example>`,
        to: target.support,
        subject,
        text: `${subject}\n\n${WORDS}`,
        // A mail server sends the same bytes again, the date included.
        messageId: `<${subject}@customers.example>`,
        date: new Date(),
      }
      await again(async () => {
        const transport = nodemailer.createTransport({
          host: '127.0.0.1',
          port: target.smtp_port,
          ignoreTLS: true,
          connectionTimeout: ANSWER_MAY_TAKE_MS,
          socketTimeout: ANSWER_MAY_TAKE_MS,
        })
        const { response } = await transport.sendMail(message)
        return response.startsWith('250') ? response : null
      })
      ledger.mails.add(subject)
      await delay(BETWEEN_MS)
    }
  }

  async function createTickets(): Promise<void> {
    while (!stopped) {
      const subject = `ticket-${target.run}-${number++}`
      const ticket = {
        subject,
        comment: { body: `${subject}\n\n${WORDS}` },
        requester: { email: `customer${number % 20}@customers.example`, name: 'Customer' },
      }
      const id = await again(async () => {
        const answer = await post('POST', '/api/v2/tickets.json', { ticket }, { 'idempotency-key': subject })
        if (answer.status < 200 || answer.status > 299) return null
        return ((await answer.json()) as { ticket: { id: number } }).ticket.id // the API's own shape
      })
      ledger.tickets.add(subject)
      tickets.push(id)
      await delay(BETWEEN_MS)
    }
  }

  async function reply(): Promise<void> {
    while (!stopped) {
      const id = tickets[Math.floor(Math.random() * tickets.length)]
      await delay(id === undefined ? AGAIN_AFTER_MS : BETWEEN_MS * 4)
      if (id === undefined) continue
      const text = `reply-${target.run}-${number++}`
      const answer = await post('PUT', `/api/v2/tickets/${id}.json`, {
        ticket: { comment: { body: `${text}\n\nIt is on its way.`, public: true } },
      }).catch(() => null)
      if (answer?.ok) ledger.replies.set(text, id)
      else if (answer === null || answer.status >= 500) {
        ledger.unanswered_replies.set(text, id)
        ledger.interrupted += 1
        await delay(AGAIN_AFTER_MS)
      } else throw new Error(`a reply was declined with ${answer.status}: ${await answer.text()}`)
    }
  }

  const running = Promise.all([
    ...Array.from({ length: CLIENTS }, sendMails),
    ...Array.from({ length: CLIENTS }, createTickets),
    reply(),
  ])
  running.catch(() => undefined) // Heard by stop.
  return {
    async stop() {
      stopped = true
      await running
    },
  }
}

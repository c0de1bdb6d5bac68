// Links to conversations for tests of their page: tickets of customers, the page as a browser asks for it, its form.
import { conversationLink } from '../../server/tickets/index.ts'
import { newAccount, type Person, type TestAccount } from './desk.ts'

export const DAY_MS = 24 * 3_600_000

/** The account of the talks: one for each file of tests. */
export let desk: TestAccount

export async function openTalks(): Promise<void> {
  desk = await newAccount()
}

export interface Talk {
  id: number
  link: string
}

/** A ticket of a customer, and the customer's link to it. */
export async function newTalk(
  customer: Person = desk.customer,
  subject = 'The lamp flickers',
  body = 'It began on Monday.',
): Promise<Talk> {
  const created = await desk.call(customer, 'POST /api/v2/requests', { request: { subject, comment: { body } } })
  const id = Number(created.body.request.id)
  return { id, link: await linkFor(id, customer) }
}

export async function linkFor(ticket_id: number, person: Person, days_ago = 0): Promise<string> {
  return await desk.work(async ({ sealing, now }) =>
    conversationLink(sealing, { ticket_id, user_id: person.id, now: new Date(now.getTime() - days_ago * DAY_MS) }),
  )
}

export const open = (link: string, headers: Record<string, string> = {}) =>
  desk.call(null, `GET ${link}`, undefined, { accept: 'text/html', ...headers })

export const fields = (text: string, key = '') => new URLSearchParams({ text, key }).toString()

export function answer(link: string, text: string, extra: { key?: string; headers?: Record<string, string> } = {}) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...extra.headers }
  return desk.call(null, `POST ${link}/replies`, fields(text, extra.key), headers)
}

export function withFiles(
  text: string,
  files: readonly { name: string; content: string }[],
): { body: Buffer; headers: Record<string, string> } {
  const part = (head: string, content: string) =>
    `--parts\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`
  const parts = [
    part('name="key"', 'k'),
    part('name="text"', text),
    ...files.map((file) => part(`name="files"; filename="${file.name}"\r\ncontent-type: text/plain`, file.content)),
  ]
  return {
    body: Buffer.from(`${parts.join('')}--parts--\r\n`),
    headers: { 'content-type': 'multipart/form-data; boundary=parts', accept: 'text/html' },
  }
}

export const bodiesOf = async (id: number): Promise<string[]> => {
  const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${id}/comments`)
  return body.comments.map((comment: { body: string }) => comment.body)
}

export const solve = (id: number, status = 'solved') =>
  desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, { ticket: { status, assignee_id: desk.agent.id } })

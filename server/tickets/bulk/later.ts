// `async=true`: the answer comes at once, with the number the ticket will have and the job that writes it.
import { startBulk } from '../../bulk/index.ts'
import { HttpReply } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { nextTicketNumber } from '../queries.ts'
import type { TicketInput } from '../schema.ts'
import { createManyJob, updateManyJob } from './jobs.ts'

/** 202 with ids only: the ticket itself is not written yet, so that there is nothing of it to filter. */
function accepted(id: number, started: object, origin_url: string): HttpReply {
  const url = `${origin_url}/api/v2/tickets/${id}.json`
  return new HttpReply({
    status: 202,
    headers: { location: url, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ticket: { id, url }, ...started }),
  })
}

/** Promises a ticket its number and creates it later. */
export async function createLater(
  work: Work,
  ticket: TicketInput,
  origin_url: string,
): Promise<{ id: number; reply: HttpReply }> {
  const id = await nextTicketNumber(work)
  const started = await startBulk(work, createManyJob, { items: [{ id, ticket }], options: {}, origin_url })
  return { id, reply: accepted(id, started, origin_url) }
}

export async function changeLater(work: Work, id: number, ticket: TicketInput, origin_url: string): Promise<HttpReply> {
  const started = await startBulk(work, updateManyJob, { items: [{ id, ticket }], options: {}, origin_url })
  return accepted(id, started, origin_url)
}

// All SQL on anonymous_requests, and what is sealed there.
import { sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Work } from '../../../platform/work.ts'
import type { FieldInput } from '../../custom-fields.ts'
import type { TicketRow } from '../../queries.ts'

/** What somebody asked who is not signed in. */
export interface UnknownRequest {
  /** The number it was promised. */
  ticket_id: number
  name: string
  email: string
  subject: string
  body?: string
  html_body?: string
  priority?: TicketRow['priority']
  type?: TicketRow['type']
  /** ISO 8601. */
  due_at?: string | null
  custom_fields: FieldInput[]
  ticket_form_id?: number | null
}

const placeOf = (id: number): string => `anonymous_requests/${id}/sealed`

export async function insertUnknownRequest(work: Work, request: UnknownRequest): Promise<number> {
  const id = newId()
  await work.db.run(sql`
    insert into anonymous_requests (account_id, id, ticket_id, sealed, created_at)
    values (${work.account_id}, ${id}, ${request.ticket_id}, ${work.sealing.seal(placeOf(id), request)}, ${work.now})`)
  return id
}

/** Takes a request out; null when another run has. */
export async function takeUnknownRequest(work: Work, id: number): Promise<UnknownRequest | null> {
  const row = await work.db.first<{ sealed: Buffer }>(sql`
    delete from anonymous_requests where account_id = ${work.account_id}::bigint and id = ${id}::bigint returning sealed`)
  return row && work.sealing.open<UnknownRequest>(placeOf(id), row.sealed)
}

// What a table can be of: its columns are the names of the API, its rows go through the same checks as the API's writes.

import { findUserByEmail } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { importTicket, type PastInput, pastTicketSchema } from '../../tickets/index.ts'
import { callDesk, type Json } from '../moving-in/desk.ts'

export const CSV_KINDS = ['users', 'organizations', 'tickets'] as const
export type CsvKind = (typeof CSV_KINDS)[number]

/** What became of a row. */
export type Written = { result: 'created' | 'updated' | 'matched'; id: number }

interface Table {
  columns: readonly string[]
  /** Columns of a list, with commas or spaces between. */
  lists: readonly string[]
  flags: readonly string[]
  /** `user_fields.key` and the like. */
  fields?: string
  /** With `is_tried` all of it is undone afterwards. */
  write(work: Work, platform: Platform, record: Json, is_tried: boolean): Promise<Written>
}

async function upsert(work: Work, platform: Platform, route: string, single: string, record: Json): Promise<Written> {
  const before = work.now
  const made = (await callDesk(work, platform, route, { body: { [single]: record } }))[single] as Json // under its name
  return {
    result:
      new Date(String(made.created_at)).getTime() >= Math.floor(before.getTime() / 1000) * 1000 ? 'created' : 'updated',
    id: Number(made.id),
  }
}

/** A number that no ticket has: a trial uses up none. */
const NO_NUMBER = 9_000_000_000_000

/** The ticket that has the external id: a second run over the same file takes nothing twice. */
async function ticketOf(work: Work, platform: Platform, external_id: unknown): Promise<number | null> {
  if (typeof external_id !== 'string' || external_id.includes(',')) return null
  const reply = await callDesk(work, platform, 'GET /api/v2/tickets/show_many', {
    query: { external_ids: external_id },
  })
  const [found] = reply.tickets as Json[] // the list's own name
  return found ? Number(found.id) : null
}

async function personId(work: Work, field: string, address: unknown): Promise<number | undefined> {
  if (typeof address !== 'string') return undefined
  const user = await findUserByEmail(work, address)
  if (!user) throw invalid(field, `${field}: nobody has this address`, 'RecordNotFound')
  return user.id
}

export const TABLES: Record<CsvKind, Table> = {
  users: {
    columns: [
      'name',
      'email',
      'role',
      'external_id',
      'phone',
      'alias',
      'details',
      'notes',
      'signature',
      'locale',
      'time_zone',
      'tags',
      'suspended',
      'organization',
    ],
    lists: ['tags'],
    flags: ['suspended'],
    fields: 'user_fields',
    write: (work, platform, { organization, ...record }) =>
      upsert(work, platform, 'POST /api/v2/users/create_or_update', 'user', {
        ...record,
        ...(organization === undefined ? {} : { organization: { name: organization } }),
      }),
  },
  organizations: {
    columns: ['name', 'external_id', 'details', 'notes', 'domain_names', 'tags', 'shared_tickets', 'shared_comments'],
    lists: ['tags', 'domain_names'],
    flags: ['shared_tickets', 'shared_comments'],
    fields: 'organization_fields',
    write: (work, platform, record) =>
      upsert(work, platform, 'POST /api/v2/organizations/create_or_update', 'organization', record),
  },
  tickets: {
    columns: [
      'subject',
      'description',
      'status',
      'priority',
      'type',
      'tags',
      'external_id',
      'requester_email',
      'requester_name',
      'assignee_email',
      'created_at',
      'updated_at',
      'solved_at',
      'due_at',
    ],
    lists: ['tags'],
    flags: [],
    async write(work, platform, { requester_email, requester_name, assignee_email, ...record }, is_tried) {
      if (requester_email === undefined)
        throw invalid('requester_email', 'requester_email: cannot be blank', 'BlankValue')
      const known = await ticketOf(work, platform, record.external_id)
      if (known !== null) return { result: 'matched', id: known }
      const input: PastInput = pastTicketSchema.parse({
        ...record,
        requester: { email: requester_email, name: requester_name },
        assignee_id: await personId(work, 'assignee_email', assignee_email),
      })
      return {
        result: 'created',
        id: await importTicket(work, { ...input, ...(is_tried ? { number: NO_NUMBER } : {}) }),
      }
    },
  },
}

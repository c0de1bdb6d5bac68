// Suspended tickets over HTTP: list, look, recover, throw away, download the source.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket, idSchema, presentTickets, timeSchema } from '../../tickets/index.ts'
import { SUSPENSION_CAUSES } from '../inbound/decide.ts'
import { speak } from '../inbound/process.ts'
import { findMail, finishMail, type InboundContent, placeOfInboundMail } from '../inbound/queries.ts'
import { discard, suspendedRecovered, suspendedSourceRead } from './actions.ts'
import {
  deleteSuspended,
  getSuspended,
  placeOfSuspended,
  SUSPENDED_COLUMNS,
  type SuspendedContent,
  type SuspendedRow,
} from './queries.ts'
import { readForRecovery } from './recovery.ts'

const suspendedSchema = z.object({
  id: z.number(),
  url: z.string(),
  author: z.object({ id: z.null(), name: z.string().nullable(), email: z.string().nullable() }),
  subject: z.string().nullable(),
  content: z.string().nullable(),
  cause: z.enum(SUSPENSION_CAUSES),
  cause_id: z.number(),
  message_id: z.string().nullable(),
  ticket_id: z.null(),
  created_at: timeSchema,
  updated_at: timeSchema,
  via: z.object({
    channel: z.string(),
    source: z.object({ from: z.record(z.string(), z.unknown()), to: z.record(z.string(), z.unknown()), rel: z.null() }),
  }),
  attachments: z.array(z.unknown()),
  recipient: z.string().nullable(),
  brand_id: z.null(),
  error_messages: z.array(z.object({ description: z.string() })).nullable(),
  source_url: z.string().nullable(),
})

function present(work: Work, row: SuspendedRow, origin_url: string): z.input<typeof suspendedSchema> {
  const content = work.sealing.open<SuspendedContent>(placeOfSuspended(row.id), row.sealed)
  const url = `${origin_url}/api/v2/suspended_tickets/${row.id}`
  return {
    id: row.id,
    url: `${url}.json`,
    author: { id: null, ...content.author },
    subject: content.subject,
    content: content.content,
    cause: row.cause,
    cause_id: SUSPENSION_CAUSES.indexOf(row.cause),
    message_id: content.message_id,
    ticket_id: null,
    created_at: row.created_at,
    updated_at: row.created_at,
    via: {
      channel: 'email',
      source: {
        from: { address: content.author.email, name: content.author.name },
        to: { address: content.recipient },
        rel: null,
      },
    },
    attachments: [],
    recipient: content.recipient,
    brand_id: null,
    error_messages: content.reason === null ? null : [{ description: content.reason }],
    source_url: row.inbound_mail_id === null ? null : `${url}/source`,
  }
}

const params = z.object({ id: idSchema })

const list = endpoint({
  route: 'GET /api/v2/suspended_tickets',
  summary: 'List mail that was kept back, and why',
  allow: STAFF,
  query: z.object(pagingQuery),
  reply: z.object({ suspended_tickets: z.array(suspendedSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = await listPage<SuspendedRow>(
      work,
      {
        columns: SUSPENDED_COLUMNS,
        from: sql`suspended_tickets s`,
        where: sql`s.account_id = ${work.account_id}`,
        id: sql`s.id`,
        sorts: {
          id: { by: sql`s.id`, type: 'bigint' },
          created_at: { by: sql`s.created_at`, type: 'timestamptz' },
          cause: { by: sql`s.cause`, type: 'text' },
        },
        default_sort: '-id',
      },
      query,
      url,
    )
    return { suspended_tickets: rows.map((row) => present(work, row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/suspended_tickets/{id}',
  summary: 'Show one mail that was kept back',
  allow: STAFF,
  params,
  reply: z.object({ suspended_ticket: suspendedSchema }),
  run: async ({ work, params: { id }, origin_url }) => ({
    suspended_ticket: present(work, await getSuspended(work, id), origin_url),
  }),
})

const recover = endpoint({
  route: 'PUT /api/v2/suspended_tickets/{id}/recover',
  summary: 'Make a ticket of a mail that was kept back',
  allow: STAFF,
  params,
  reply: z.object({ ticket: z.array(z.looseObject({ id: z.number() })) }),
  async prepare({ account_id, platform, params: { id } }) {
    const start = await systemWork(platform, account_id, 'mail.recover', 'staff', async (work) => {
      const row = await getSuspended(work, id)
      const mail = row.inbound_mail_id === null ? null : await findMail(work, row.inbound_mail_id)
      if (!mail) throw notFound()
      return {
        mail,
        envelope: work.sealing.open<InboundContent>(placeOfInboundMail(mail.id), mail.sealed),
        sealing: work.sealing,
      }
    })
    return await readForRecovery(platform, start)
  },
  async run({ work, params: { id }, prepared, origin_url }) {
    const suspended = await getSuspended(work, id, true)
    const mail = suspended.inbound_mail_id === null ? null : await findMail(work, suspended.inbound_mail_id, true)
    const address = prepared.mail.from[0]?.address
    if (!mail || address === undefined)
      throw new Refusal('invalid', 'This mail names no sender. Download its source instead.')
    const envelope = work.sealing.open<InboundContent>(placeOfInboundMail(mail.id), mail.sealed)
    const ticket_id = await speak(work, mail, prepared, address, { kind: 'new' }, envelope)
    await finishMail(work, mail, 'processed', ticket_id, envelope)
    await deleteSuspended(work, id)
    work.record(suspendedRecovered, id, { ticket_id })
    return { ticket: await presentTickets(work, [await getTicket(work, ticket_id)], origin_url) }
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/suspended_tickets/{id}',
  summary: 'Throw away a mail that was kept back',
  allow: STAFF,
  params,
  reply: null,
  async run({ work, params: { id } }) {
    await discard(work, await getSuspended(work, id, true))
    return new HttpReply({ status: 204 })
  },
})

const source = endpoint({
  route: 'GET /api/v2/suspended_tickets/{id}/source',
  summary: 'The source of a mail that was kept back; recorded',
  allow: STAFF,
  params,
  read_only: false,
  reply: 'file',
  async run({ work, platform, params: { id } }) {
    const row = await getSuspended(work, id)
    const mail = row.inbound_mail_id === null ? null : await findMail(work, row.inbound_mail_id)
    if (!mail?.file_id) throw notFound()
    work.record(suspendedSourceRead, id, {})
    const { content, size } = await platform.files.get(mail.file_id, { sealing: work.sealing })
    return new HttpReply({
      body: content,
      headers: {
        'content-type': 'message/rfc822',
        'content-length': String(size),
        'content-disposition': `attachment; filename="mail-${id}.eml"`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      },
    })
  },
})

export const suspendedEndpoints = [list, show, recover, remove, source]

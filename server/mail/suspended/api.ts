// Suspended tickets over HTTP: list, look, recover, throw away, download the source.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam, idsBody, namedIds, readIds } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { doWork, type Work } from '../../platform/work.ts'
import {
  addUpload,
  attachmentSchema,
  getTicket,
  presentTickets,
  presentUpload,
  timeSchema,
} from '../../tickets/index.ts'
import { SUSPENSION_CAUSES } from '../inbound/decide.ts'
import { findMail } from '../inbound/queries.ts'
import { discard, suspendedSourceRead } from './actions.ts'
import {
  getSuspended,
  listSuspendedByIds,
  placeOfSuspended,
  SUSPENDED_COLUMNS,
  type SuspendedContent,
  type SuspendedRow,
} from './queries.ts'
import { readAgain, recoverMail } from './recovery.ts'

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
      channel: content.request ? 'api' : 'email',
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

const params = z.object({ id: idParam })

const list = endpoint({
  route: 'GET /api/v2/suspended_tickets',
  summary: 'List mail that was kept back, and why',
  allow: STAFF,
  right: 'manage_suspended_tickets',
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
  right: 'manage_suspended_tickets',
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
  right: 'manage_suspended_tickets',
  params,
  reply: z.object({ ticket: z.array(z.looseObject({ id: z.number() })) }),
  prepare: async ({ account_id, platform, params: { id } }) => await readAgain(platform, account_id, id),
  async run({ work, params: { id }, prepared, origin_url }) {
    const ticket_id = await recoverMail(work, id, prepared)
    return { ticket: await presentTickets(work, [await getTicket(work, ticket_id)], origin_url) }
  },
})

const copyFiles = endpoint({
  route: 'POST /api/v2/suspended_tickets/{id}/attachments',
  summary: 'Copy the files of a mail that was kept back; the token joins them to a comment within the hour',
  allow: STAFF,
  right: 'manage_suspended_tickets',
  params,
  reply: z.object({
    upload: z.object({
      token: z.string().nullable(),
      expires_at: timeSchema.nullable(),
      attachments: z.array(attachmentSchema),
    }),
  }),
  status: 200,
  prepare: async ({ account_id, platform, params: { id } }) => await readAgain(platform, account_id, id),
  async run({ work, params: { id }, prepared, origin_url }) {
    await getSuspended(work, id)
    let added: Awaited<ReturnType<typeof addUpload>> | null = null
    for (const { stored, file_name, content_type } of prepared?.files ?? [])
      added = await addUpload(work, stored, { file_name, content_type, token: added?.token })
    const attachments = added === null ? [] : await presentUpload(work, added.upload_id, origin_url)
    return { upload: { token: added?.token ?? null, expires_at: added?.expires_at ?? null, attachments } }
  },
})

const manyQuery = z.object({ ids: z.string('names the suspended tickets').max(30_000) })

const recoverMany = endpoint({
  route: 'PUT /api/v2/suspended_tickets/recover_many',
  summary: 'Make tickets of up to 100 mails that were kept back; what cannot become one is told beside',
  allow: STAFF,
  right: 'manage_suspended_tickets',
  query: manyQuery,
  reply: z.object({
    tickets: z.array(z.looseObject({ id: z.number() })),
    failed: z.array(z.object({ id: z.number(), error: z.string() })).describe('Our addition: still kept back, and why'),
  }),
  // One after another, each in a unit of its own: a mail that cannot be read does not keep the others back.
  async prepare({ account_id, platform, actor, origin, query }) {
    const recovered: number[] = []
    const failed: { id: number; error: string }[] = []
    for (const id of readIds(query.ids)) {
      try {
        const reading = await readAgain(platform, account_id, id)
        const unit = { account_id, actor, origin, audience: 'staff' } as const
        recovered.push(await doWork(platform.engine, unit, (work) => recoverMail(work, id, reading)))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        failed.push({ id, error: error.message })
      }
    }
    return { recovered, failed }
  },
  async run({ work, prepared: { recovered, failed }, origin_url }) {
    const tickets = await Promise.all(recovered.map((id) => getTicket(work, id)))
    return { tickets: await presentTickets(work, tickets, origin_url), failed }
  },
})

const removeMany = endpoint({
  route: 'DELETE /api/v2/suspended_tickets/destroy_many',
  summary: 'Throw away up to 100 mails that were kept back; unknown ids are left out',
  allow: STAFF,
  right: 'manage_suspended_tickets',
  query: manyQuery.partial(),
  body: idsBody,
  reply: null,
  async run({ work, query, body }) {
    if (query.ids === undefined && body.ids === undefined)
      throw new Refusal('bad_request', 'ids names the suspended tickets')
    for (const row of await listSuspendedByIds(work, namedIds(query, body))) await discard(work, row)
    return new HttpReply({ status: 204 })
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/suspended_tickets/{id}',
  summary: 'Throw away a mail that was kept back',
  allow: STAFF,
  right: 'manage_suspended_tickets',
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
  scope: 'tickets:read',
  allow: STAFF,
  right: 'manage_suspended_tickets',
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

export const suspendedEndpoints = [list, show, recover, copyFiles, recoverMany, remove, removeMany, source]

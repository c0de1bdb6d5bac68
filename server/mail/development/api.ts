// The development mailbox over HTTP. Only in development mode, and only for staff: a desk on a developer's machine may
// hold real mail.
import PostalMime from 'postal-mime'
import { z } from 'zod'
import type { Config } from '../../platform/config.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { MAX_OUTGOING_BYTES } from '../sending/transport.ts'
import { FRAME_POLICY, listPage, mailPage, PAGE_POLICY } from './pages.ts'
import { findSinkMail, listSinkMails, type SinkMailRow } from './queries.ts'

/** The headers of our own mails are far below this. */
const HEADER_BYTES = 64 * 1024
const params = z.object({ mail_id: idParam })

function onlyInDevelopment(config: Config): void {
  if (config.mode !== 'development') throw notFound()
}

function html(body: string, policy: string, frame_options = 'DENY'): HttpReply {
  return new HttpReply({
    body,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-frame-options': frame_options,
      'cache-control': 'private, no-store',
    },
  })
}

async function getMail(work: Work, platform: Platform, id: number): Promise<SinkMailRow> {
  onlyInDevelopment(platform.config)
  const row = await findSinkMail(work, id)
  if (!row) throw notFound()
  return row
}

async function readWhole(work: Work, platform: Platform, row: SinkMailRow): Promise<Buffer> {
  return await platform.files.read(row.file_id, { sealing: work.sealing, limit_bytes: MAX_OUTGOING_BYTES * 2 })
}

async function readHeaders(work: Work, platform: Platform, row: SinkMailRow) {
  const { content } = await platform.files.get(row.file_id, {
    sealing: work.sealing,
    range: { start: 0, end: HEADER_BYTES - 1 },
  })
  const parts: Buffer[] = []
  for await (const part of content) parts.push(part)
  const bytes = Buffer.concat(parts)
  const end = bytes.indexOf('\r\n\r\n')
  return await PostalMime.parse(end === -1 ? bytes : bytes.subarray(0, end + 4))
}

const list = endpoint({
  route: 'GET /dev/mailbox',
  summary: 'The development mailbox: what the desk sent while mail-out is "sink"',
  allow: STAFF,
  reply: 'page',
  async run({ work, platform }) {
    onlyInDevelopment(platform.config)
    const mails = []
    for (const row of await listSinkMails(work)) {
      const { subject, headers } = await readHeaders(work, platform, row)
      mails.push({
        id: row.id,
        sent_at: row.created_at,
        to: headers.find((header) => header.key === 'to')?.value ?? '',
        subject: subject ?? '',
      })
    }
    return html(listPage(mails), PAGE_POLICY)
  },
})

const show = endpoint({
  route: 'GET /dev/mailbox/{mail_id}',
  summary: 'One mail of the development mailbox',
  allow: STAFF,
  params,
  reply: 'page',
  async run({ work, platform, params: { mail_id } }) {
    const row = await getMail(work, platform, mail_id)
    const mail = await PostalMime.parse(await readWhole(work, platform, row))
    const body = mailPage({
      id: row.id,
      subject: mail.subject ?? '',
      headers: mail.headers.map((header) => ({ name: header.originalKey, value: header.value })),
      text: mail.text ?? '',
      has_html: mail.html !== undefined,
      attachments: mail.attachments.map((file) => ({
        file_name: file.filename ?? '',
        content_type: file.mimeType,
        size: Buffer.byteLength(file.content),
      })),
    })
    return html(body, PAGE_POLICY)
  },
})

const showHtml = endpoint({
  route: 'GET /dev/mailbox/{mail_id}/html',
  summary: "A mail's HTML, for the sandboxed frame of the development mailbox",
  allow: STAFF,
  params,
  reply: 'page',
  async run({ work, platform, params: { mail_id } }) {
    const row = await getMail(work, platform, mail_id)
    const mail = await PostalMime.parse(await readWhole(work, platform, row))
    return html(mail.html ?? '', FRAME_POLICY, 'SAMEORIGIN')
  },
})

const raw = endpoint({
  route: 'GET /dev/mailbox/{mail_id}/raw',
  summary: 'A mail of the development mailbox as it would have left',
  allow: STAFF,
  params,
  reply: 'file',
  async run({ work, platform, params: { mail_id } }) {
    const row = await getMail(work, platform, mail_id)
    return new HttpReply({
      body: await readWhole(work, platform, row),
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="mail-${row.id}.eml"`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      },
    })
  },
})

export const developmentEndpoints = [list, show, showHtml, raw]

// Mail from relays that speak HTTP: the raw message as the body, with a token.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { acceptMail } from './accept.ts'

const MEBIBYTE = 1024 * 1024
const LARGEST_MAIL_BYTES = 200 * MEBIBYTE

export const inboundEndpoint = endpoint({
  route: 'POST /api/v2/inbound_mail',
  summary: 'Hand in a raw message (message/rfc822), as a mail relay does; answered once it is durable',
  allow: ADMINS,
  query: z.object({ mail_from: z.string().max(320).optional(), rcpt_to: z.string().max(4000).optional() }),
  body: 'bytes',
  max_body_bytes: LARGEST_MAIL_BYTES,
  status: 202,
  reply: z.object({ inbound_mail: z.object({ id: z.number().nullable(), repeated: z.boolean() }) }),
  async prepare({ account_id, platform, query, body }) {
    if (!Buffer.isBuffer(body) || body.length === 0)
      throw new Refusal('bad_request', 'Send the message as the body, with content-type message/rfc822')
    if (body.length > platform.config.max_mail_mb * MEBIBYTE)
      throw new Refusal('too_large', `A mail may have ${platform.config.max_mail_mb} MB here (CUSTOS_MAX_MAIL_MB)`)
    const rcpt_to = (query.rcpt_to ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== '')
    return await acceptMail(platform, account_id, {
      via: 'api',
      source: body,
      envelope: { mail_from: query.mail_from ?? null, rcpt_to },
      client: null,
      received_at: new Date(),
    })
  },
  run: async ({ prepared }) =>
    new HttpReply({ status: 202, json: { inbound_mail: { id: prepared, repeated: prepared === null } } }),
})

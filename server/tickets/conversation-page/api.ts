// A conversation without an account: the page behind the link in our mails, and the documents its frames show. Opening
// it changes nothing, since scanners of links open everything.
import { z } from 'zod'
import { page } from '../../access/index.ts'
import { notFound } from '../../platform/errors.ts'
import { renderFrame } from '../../platform/html/index.ts'
import { ANYONE, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { fetchImage } from '../../platform/outgoing/index.ts'
import { doWork } from '../../platform/work.ts'
import { attachmentToken } from '../attachments/present.ts'
import { type AttachmentContent, listAttachmentsOfComments, placeOfAttachment } from '../attachments/queries.ts'
import { FRAME_POLICY } from '../comments/frame.ts'
import { htmlOf } from '../comments/say.ts'
import { findVisit, getVisit } from './admission.ts'
import { expiredPage, linkParams } from './expired.ts'
import { FRAME_HEADERS, PAGE_HEADERS } from './headers.ts'
import { messagePath, openReply } from './present.ts'
import { getReply } from './queries.ts'
import { sendReply } from './replying.ts'
import { conversationPage } from './show.ts'

const messageParams = linkParams.extend({ comment_id: idParam })
const flag = z.literal('1').optional().catch(undefined)

const show = endpoint({
  route: 'GET /requests/{conversation_token}',
  summary: 'The conversation behind a signed link, for the one person it was made for',
  allow: ANYONE,
  customer_surface: true,
  params: linkParams,
  query: z.object({
    before: idParam.optional().catch(undefined),
    images: idParam.optional().catch(undefined),
    sent: flag,
  }),
  reply: 'page',
  async run({ work, params, query, header }) {
    const visit = await findVisit(work, params.conversation_token, header('accept-language'))
    if (!visit) return await expiredPage(work, header('accept-language'))
    return page(await conversationPage(work, visit, { ...query, is_sent: query.sent === '1' }), 200, PAGE_HEADERS)
  },
})

const showMessage = endpoint({
  route: 'GET /requests/{conversation_token}/messages/{comment_id}',
  summary:
    'One message of the conversation as a document for a sandboxed frame; remote images stay away unless asked for',
  allow: ANYONE,
  customer_surface: true,
  params: messageParams,
  query: z.object({ images: flag, quoted: flag }),
  reply: 'page',
  async run({ work, params, query }) {
    const visit = await getVisit(work, params.conversation_token)
    const row = await getReply(work, visit.ticket.id, params.comment_id)
    const content = openReply(work, visit, row)
    const inline = new Map<string, string>()
    for (const file of await listAttachmentsOfComments(work, [row.id], [])) {
      const { content_id } = work.sealing.open<AttachmentContent>(placeOfAttachment(file.id), file.sealed)
      if (content_id) inline.set(content_id, `/attachments/token/${attachmentToken(work.sealing, file.id, work.now)}/`)
    }
    const body = renderFrame({
      html: htmlOf(content),
      quoted_html: query.quoted
        ? (content.quoted_html ?? htmlOf({ ...content, html_body: null, body: content.quoted_text ?? '' }))
        : null,
      // Without a script nobody tells us; mails bring their own paper.
      dark: false,
      imageUrl: (index) => (query.images ? `${messagePath(visit.token, row.id)}/images/${index}` : null),
      inlineUrl: (index) => inline.get(content.inline_cids[index] ?? '') ?? null,
    })
    return new HttpReply({ body, headers: { ...FRAME_HEADERS, 'content-security-policy': FRAME_POLICY } })
  },
})

const showImage = endpoint({
  route: 'GET /requests/{conversation_token}/messages/{comment_id}/images/{index}',
  summary: 'A remote image of a message, fetched by us so that its owner learns nothing of the reader',
  allow: ANYONE,
  customer_surface: true,
  params: messageParams.extend({ index: z.coerce.number().int().min(0).max(1000) }),
  reply: 'file',
  async prepare({ account_id, platform, origin, params }) {
    const unit = { account_id, actor: { kind: 'anonymous' }, origin, audience: 'customer', read_only: true } as const
    const url = await doWork(platform.engine, unit, async (work) => {
      const visit = await getVisit(work, params.conversation_token)
      const content = openReply(work, visit, await getReply(work, visit.ticket.id, params.comment_id))
      return content.remote_images[params.index]
    })
    if (!url) throw notFound()
    return await fetchImage(url)
  },
  async run({ prepared }) {
    return new HttpReply({
      body: prepared.body,
      headers: {
        'content-type': prepared.content_type,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    })
  },
})

export const conversationPageEndpoints = [show, showMessage, showImage, sendReply]

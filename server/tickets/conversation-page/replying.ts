// The form on the page of a conversation: an answer of the person whose link it is. Nothing of the body is read before
// the link was checked and the attempt counted; what was typed comes back with every refusal.
import { Readable } from 'node:stream'
import type { ReplyProblem } from '../../../web/pages/conversation.ts'
import { countAttempt, page, redirect } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { StoredFile } from '../../platform/files/index.ts'
import { ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { changeTicket } from '../actions.ts'
import { addUpload } from '../attachments/actions.ts'
import { findRepeated, rememberKey } from '../idempotency.ts'
import { sayingOf } from '../incoming.ts'
import { findVisit, type Visit } from './admission.ts'
import { expiredPage, linkParams } from './expired.ts'
import { FILES_BYTES, FILES_PER_REPLY, FORM_BYTES, type ReplyForm, readReplyForm } from './form.ts'
import { isFromElsewhere, PAGE_HEADERS } from './headers.ts'
import { conversationPage, REPLY_CHARS } from './show.ts'

/** Answers of one person in one ticket, refused ones included. */
const PER_LINK = { name: 'conversation_reply', most: 20, window_s: 15 * 60 }

const PROBLEM_STATUS: Record<ReplyProblem['kind'], number> = {
  empty: 422,
  too_long: 422,
  too_many_files: 422,
  closed: 409,
  files_too_large: 413,
  limited: 429,
  no_space: 507,
}

interface NewFile {
  stored: StoredFile
  name: string
  type: string
}

export const sendReply = endpoint({
  route: 'POST /requests/{conversation_token}/replies',
  summary: "Answer in the conversation behind a signed link, in its person's name; the same form twice is one answer",
  allow: ANYONE,
  customer_surface: true,
  without_csrf: 'the link is the secret that the form proves to have; forms from other sites are refused besides',
  params: linkParams,
  body: 'stream',
  max_body_bytes: FORM_BYTES,
  reply: 'page',
  async prepare({ account_id, platform, origin, sealing, params, body, header }) {
    if (isFromElsewhere(header('sec-fetch-site'), header('origin'), header('host') ?? '')) throw new Refusal('csrf')
    const unit = { account_id, actor: { kind: 'anonymous' }, origin, audience: 'customer' } as const
    const checked = await doWork(platform.engine, unit, async (work) => {
      const visit = await findVisit(work, params.conversation_token, undefined)
      return visit && { status: visit.ticket.status, reached: await countReply(work, visit) }
    })
    if (!checked) return null
    const stream = body instanceof Readable ? body : Readable.from([])
    const form = await readReplyForm(stream, header('content-type'), Number(header('content-length') ?? 0))
    const problem: ReplyProblem | null = checked.reached
      ? { kind: 'limited', minutes: Math.ceil(checked.reached.retry_after_s / 60) }
      : checked.status === 'closed'
        ? { kind: 'closed' }
        : problemOf(form, platform.config.max_upload_mb)
    if (problem) return { form, problem, files: [] }
    const files = await storeFiles(platform, sealing, form)
    return files ? { form, problem: null, files } : { form, problem: { kind: 'no_space' } as const, files: [] }
  },
  async run({ work, params, prepared, header }) {
    const visit = await findVisit(work, params.conversation_token, header('accept-language'))
    if (!visit || !prepared) return await expiredPage(work, header('accept-language'))
    const { form, files } = prepared
    const problem: ReplyProblem | null =
      prepared.problem ?? (visit.ticket.status === 'closed' ? { kind: 'closed' } : null)
    if (problem) {
      const headers: Record<string, string> =
        problem.kind === 'limited' ? { 'retry-after': String(problem.minutes * 60) } : {}
      const body = await conversationPage(work, visit, { text: form.text, key: form.key, problem })
      return page(body, PROBLEM_STATUS[problem.kind], { ...PAGE_HEADERS, ...headers })
    }
    await addReply(work, visit, form, files)
    return redirect(`/requests/${visit.token}?sent=1`, PAGE_HEADERS)
  },
})

async function countReply(work: Work, { ticket, person }: Visit) {
  return await countAttempt(work, PER_LINK, `${ticket.id}|${person.id}`)
}

function problemOf(form: ReplyForm, max_upload_mb: number): ReplyProblem | null {
  const most_bytes = Math.min(FILES_BYTES, max_upload_mb * 1024 * 1024)
  if (form.is_too_large || form.files.some((file) => file.size > most_bytes))
    return { kind: 'files_too_large', megabytes: Math.floor(most_bytes / 1024 / 1024) }
  if (form.files.length > FILES_PER_REPLY) return { kind: 'too_many_files', count: FILES_PER_REPLY }
  if (form.text.trim() === '' && form.files.length === 0) return { kind: 'empty' }
  return form.text.length > REPLY_CHARS ? { kind: 'too_long' } : null
}

/** Null when the disk is full; what was stored until then belongs to nothing and is swept up. */
async function storeFiles(platform: Platform, sealing: Sealing, form: ReplyForm): Promise<NewFile[] | null> {
  const files: NewFile[] = []
  for (const file of form.files) {
    try {
      const stored = await platform.files.put(Buffer.from(await file.arrayBuffer()), {
        sealing,
        limit_bytes: FILES_BYTES,
      })
      files.push({ stored, name: file.name, type: file.type })
    } catch (error) {
      if (error instanceof Refusal && error.code === 'no_space') return null
      throw error
    }
  }
  return files
}

/** Says it once: the same key with the same words and files was said before, in another window or by a second click. */
async function addReply(work: Work, visit: Visit, form: ReplyForm, files: readonly NewFile[]): Promise<void> {
  const said = { text: form.text, files: files.map(({ name, stored }) => ({ name, size: stored.size })) }
  const digest = work.sealing.lookupHash('conversation-reply', JSON.stringify(said)).toString('base64url')
  const key = `conversation:${visit.ticket.id}:${form.key}:${digest}`
  if ((await findRepeated(work, key, null)) !== null) return
  const uploads: string[] = []
  for (const { stored, name, type } of files) {
    const { token } = await addUpload(work, stored, { file_name: name, content_type: type, token: uploads[0] })
    if (uploads.length === 0) uploads.push(token)
  }
  const saying = await sayingOf(work, { body: form.text, uploads }, true)
  await changeTicket(work, visit.ticket.id, { saying })
  await rememberKey(work, key, null, visit.ticket.id)
}

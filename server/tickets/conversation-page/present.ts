// From rows to what the page shows: names instead of people, words instead of states, addresses of files and frames.
import type { ShownFile, ShownMessage } from '../../../web/pages/conversation.ts'
import { usersByIds } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { presentAttachment } from '../attachments/present.ts'
import { type AttachmentRow, listAttachmentsOfComments } from '../attachments/queries.ts'
import { type CommentContent, type CommentRow, placeOfComment } from '../comments/queries.ts'
import type { Visit } from './admission.ts'
import { withOwnLinks } from './link.ts'

/** Longer messages are shown in part, with a link to the whole. */
const TEXT_SHOWN = 8_000

export const messagePath = (token: string, id: number): string => `/requests/${token}/messages/${id}`

/** Messages in the order of the rows. `images_of` names the message whose remote images the reader asked for. */
export async function presentMessages(
  work: Work,
  visit: Visit,
  rows: readonly CommentRow[],
  images_of: number | null,
): Promise<ShownMessage[]> {
  const ids = rows.map((row) => row.id)
  const files = await listAttachmentsOfComments(work, ids, [])
  const people = new Map(
    (
      await usersByIds(
        work,
        rows.map((row) => row.author_id),
      )
    ).map((user) => [user.id, user]),
  )
  const formatTime = timeFormat(visit)
  return rows.map((row) => {
    const content = openReply(work, visit, row)
    const author = people.get(row.author_id)
    const is_team = author !== undefined && author.role !== 'end-user'
    const path = messagePath(visit.token, row.id)
    const has_images = images_of === row.id
    return {
      id: row.id,
      author: author ? displayName(author.alias || author.name, is_team ? visit.desk.name : null) : visit.desk.name,
      is_team,
      is_own: row.author_id === visit.person.id,
      time: { datetime: row.created_at.toISOString(), text: formatTime(row.created_at) },
      text: content.body.slice(0, TEXT_SHOWN),
      html: content.html_body !== null && content.html_body.length <= TEXT_SHOWN * 4 ? content.html_body : null,
      is_shortened: content.body.length > TEXT_SHOWN,
      frame_url: content.html_body === null ? null : `${path}${has_images ? '?images=1' : ''}`,
      whole_url: path,
      quoted_text: content.quoted_text?.slice(0, TEXT_SHOWN) ?? null,
      quoted_url:
        content.quoted_html === null && (content.quoted_text?.length ?? 0) <= TEXT_SHOWN ? null : `${path}?quoted=1`,
      images_url:
        content.remote_images.length > 0 && !has_images
          ? `/requests/${visit.token}?images=${row.id}#message-${row.id}`
          : null,
      files: files
        .filter((file) => file.reply_id === row.id && !file.is_inline)
        .map((file) => presentFile(work, visit, file)),
    }
  })
}

/** Opens what a reply says, fit for this reader. */
export function openReply(work: Work, visit: Visit, row: CommentRow): CommentContent {
  return withoutOthersLinks(work.sealing.open<CommentContent>(placeOfComment(row), row.sealed), visit.token)
}

function withoutOthersLinks(content: CommentContent, token: string): CommentContent {
  const own = (text: string | null) => (text === null ? null : withOwnLinks(text, token))
  return {
    ...content,
    body: withOwnLinks(content.body, token),
    html_body: own(content.html_body),
    quoted_text: own(content.quoted_text),
    quoted_html: own(content.quoted_html),
  }
}

function presentFile(work: Work, visit: Visit, row: AttachmentRow): ShownFile {
  const { file_name, content_url, size } = presentAttachment(work, row, '')
  return { name: file_name, url: content_url, size: formatSize(visit.language, size) }
}

/** A name that is an address is not shown as one: the desk's name stands for staff, the part before the @ for others. */
export function displayName(name: string, desk: string | null): string {
  return name.includes('@') ? (desk ?? (name.slice(0, name.indexOf('@')) || name.replaceAll('@', ' '))) : name
}

/** Times as the person reads them: their time zone, or the desk's. */
function timeFormat({ language, person, desk }: Visit): (time: Date) => string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: person.time_zone ?? desk.time_zone,
  })
  return (time) => format.format(time)
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `12 kB` in the reader's language, in steps of 1000. */
export function formatSize(language: string, bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  })
  return format.format(bytes / 1000 ** step)
}

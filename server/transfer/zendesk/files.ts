// Attachments of the source's comments: downloaded, kept sealed, and handed to the comment as an upload. Inline images
// are shown by the comment's own HTML afterwards, no longer from the source.
import { Refusal } from '../../platform/errors.ts'
import type { StoredFile } from '../../platform/files/index.ts'
import type { Work } from '../../platform/work.ts'
import { addUpload } from '../../tickets/index.ts'
import { quietWork } from '../moving-in/quiet.ts'
import { idOf, type Json, listOf, textOf } from './reading.ts'
import type { Run } from './taking.ts'

/** Files of one comment. */
const FILES_PER_COMMENT = 50

export interface FileOfComment {
  stored: StoredFile
  file_name: string
  content_type: string | undefined
  /** Set for an image that the HTML shows. */
  content_id: string | undefined
}

export interface FilesOfComment {
  files: FileOfComment[]
  html: string | null
  lost: string[]
}

/** Downloads what is attached to a comment. What cannot be had is said in `lost`. */
export async function downloadFiles(run: Run, comment: Json): Promise<FilesOfComment> {
  const found: FilesOfComment = { files: [], html: textOf(comment.html_body), lost: [] }
  const attachments = listOf(comment.attachments).filter((one) => one.deleted !== true)
  if (attachments.length > FILES_PER_COMMENT)
    found.lost.push(`${attachments.length - FILES_PER_COMMENT} attachments over ${FILES_PER_COMMENT} in one comment`)
  for (const attachment of attachments.slice(0, FILES_PER_COMMENT)) {
    const id = idOf(attachment.id) ?? '?'
    const url = textOf(attachment.content_url)
    const size = Number(attachment.size ?? 0)
    if (!url || size > run.options.file_bytes) {
      found.lost.push(`attachment ${id}: ${url ? `it has ${size} bytes` : 'it has no address'}`)
      continue
    }
    try {
      const content = await run.client.download(url, run.options.file_bytes)
      const stored = await quietWork(run, async ({ sealing }) => await run.platform.files.put(content, { sealing }))
      const shown = found.html === null ? null : showInline(found.html, url, `zendesk-${id}`)
      if (shown !== null) found.html = shown
      found.files.push({
        stored,
        file_name: textOf(attachment.file_name) ?? 'file',
        content_type: textOf(attachment.content_type) ?? undefined,
        content_id: shown !== null || attachment.inline === true ? `zendesk-${id}` : undefined,
      })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'no_space') throw error
      found.lost.push(`attachment ${id}: ${error.message}`)
    }
  }
  return found
}

/** The HTML with an image's address made ours; null where it does not show it. */
function showInline(html: string, url: string, content_id: string): string | null {
  // Addresses of the same file differ in what comes after the token, e.g. its name.
  const address = url.split('?')[0] ?? url
  const written = [url, url.replaceAll('&', '&amp;'), address]
  const found = written.find((one) => html.includes(`src="${one}`))
  if (!found) return null
  const [before = '', ...parts] = html.split(`src="${found}`)
  return [before, ...parts.map((part) => `src="cid:${content_id}${part.slice(Math.max(0, part.indexOf('"')))}`)].join(
    '',
  )
}

/** The upload that carries a comment's files, in the unit that writes the comment. */
export async function uploadFiles(work: Work, files: readonly FileOfComment[]): Promise<string[]> {
  let token: string | undefined
  for (const { stored, ...named } of files) token = (await addUpload(work, stored, { ...named, token })).token
  return token === undefined ? [] : [token]
}

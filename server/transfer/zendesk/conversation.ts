// What was said in a ticket of the source: read with its files, and turned into words of ours by the people who said it.
import type { Work } from '../../platform/work.ts'
import type { PastWords } from '../../tickets/index.ts'
import { quietWork } from '../moving-in/quiet.ts'
import { downloadFiles, type FilesOfComment, uploadFiles } from './files.ts'
import { nobody } from './people.ts'
import { idOf, type Json, listOf, recordOf, textOf, timeOf } from './reading.ts'
import { findOurs, mapOurs, type Run } from './taking.ts'

const COMMENTS_PER_TICKET = 5_000
const BODY_LENGTH = 262_144
/** What stands where nothing was said, e.g. for a call. */
const NO_WORDS = '—'

export interface Said {
  record: Json
  key: string
  files: FilesOfComment
}

/** The comments of a ticket after one of them, with their files. */
export async function commentsOf(run: Run, ticket: string, after: number): Promise<{ said: Said[]; lost: string[] }> {
  const said: Said[] = []
  const lost: string[] = []
  const path = `/api/v2/tickets/${ticket}/comments.json?page[size]=100&include_inline_images=true`
  for await (const { rows } of run.client.pages(path, 'comments')) {
    for (const row of rows) {
      const { record, key } = recordOf(row)
      if (Number(key) <= after) continue
      if (said.length >= COMMENTS_PER_TICKET) return { said, lost: [...lost, `comments after ${COMMENTS_PER_TICKET}`] }
      const files = await downloadFiles(run, record)
      said.push({ record, key, files })
      lost.push(...files.lost)
    }
  }
  return { said, lost }
}

/** Words of ours. Whoever cannot be known any more is one person, made before. */
export async function wordsOf(
  work: Work,
  run: Run,
  said: readonly Said[],
  unknown_id: number | null,
): Promise<PastWords[]> {
  const words: PastWords[] = []
  for (const { record, files } of said) {
    const html = files.html?.trim() ? files.html.slice(0, BODY_LENGTH * 4) : undefined
    const text = textOf(record.plain_body) ?? textOf(record.body) ?? ''
    const [via = {}] = listOf([record.via])
    const author_id = (await findOurs(work, run, 'user', record.author_id)) ?? unknown_id
    words.push({
      value: text.trim() === '' ? NO_WORDS : text.slice(0, BODY_LENGTH),
      html_body: html,
      public: record.public !== false,
      author_id: author_id ?? undefined,
      created_at: timeOf(record.created_at) ?? undefined,
      uploads: await uploadFiles(work, files.files),
      via_channel: channelOf(via),
    })
  }
  return words
}

/** As the API names it; a source may say anything. */
export function channelOf(via: Json): string {
  const channel = textOf(via.channel) ?? ''
  return /^[a-z_]{1,40}$/.test(channel) ? channel : 'api'
}

/** The person who stands for unknown ones, where one of these comments needs them. */
export async function unknownAuthor(run: Run, said: readonly Said[]): Promise<number | null> {
  const keys = said.map((one) => idOf(one.record.author_id))
  const known = await quietWork(run, (work) =>
    mapOurs(
      work,
      run,
      'user',
      keys.filter((key) => key !== null),
    ),
  )
  return keys.every((key) => key !== null && known.has(key)) ? null : await nobody(run)
}

// Every message becomes a ticket, a comment or a suspended ticket: none is lost, none fails its job, and the source of
// each can be fetched as it came. Our own samples always; the corpora of real messages where they are at hand.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sql } from '../server/platform/db.ts'
import { newPost, type Outcome, type Post } from './support/letters.ts'

const SAMPLES = join(import.meta.dirname, 'samples/mail')
const CORPORA = join(process.env.CUSTOS_SHARED ?? '../shared', 'corpora')
const NO_MAIL = /(?:^|\/)(?:LICENSE|SOURCE|README(?:\.\w+)?)$|\.(?:png|wav|json|md)$/

function filesBelow(folder: string): string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !NO_MAIL.test(path))
    .toSorted()
}

/** Where the source of a mail can be fetched: at its comment, or at its suspended ticket. Null where it is nowhere. */
async function sourceOf(post: Post, { mail_id, ticket_id }: Outcome): Promise<string | null> {
  return await post.work(async (work) => {
    const kept = await work.db.first<{ id: number }>(
      sql`select id from suspended_tickets where account_id = ${work.account_id} and inbound_mail_id = ${mail_id}`,
    )
    if (kept) return `/api/v2/suspended_tickets/${kept.id}/source`
    const said = await work.db.first<{ id: number }>(
      sql`select id from ticket_replies where account_id = ${work.account_id} and inbound_mail_id = ${mail_id}`,
    )
    return said && `/api/v2/tickets/${ticket_id}/comments/${said.id}/source`
  })
}

/** Sends a message through everything; answers what is wrong with what became of it, or null. */
async function problemWith(post: Post, source: Buffer): Promise<string | null> {
  const outcome = await post.receiveRaw(source, { mail_from: null, ip: null })
  if (outcome.state === 'repeated') return null
  if (outcome.state !== (outcome.ticket_id === null ? 'suspended' : 'processed')) return `is ${outcome.state}`
  const path = await sourceOf(post, outcome)
  if (path === null) return 'is in no ticket and in no suspended one'
  const { rawPayload, statusCode } = await post.app.inject({
    url: path,
    headers: { host: post.host, authorization: post.agent.authorization },
  })
  if (statusCode !== 200) return `has a source that answers ${statusCode}`
  if (!rawPayload.equals(source)) return 'has another source than it came with'
  const shown = path.replace(/\/source$/, path.includes('suspended') ? '' : '/frame')
  const page = await post.call(post.agent, `GET ${shown}`)
  return page.status === 200 ? null : `is shown with ${page.status}`
}

/** What each of our samples becomes: a cause of suspension, or the first words of its comment. */
const EXPECTED: Record<string, string> = {
  'bare-line-feeds.eml': 'One\nTwo',
  'bounce.eml': 'suspended: bounce',
  'broken-charset.eml': 'Schöne Grüße aus Köln',
  // Bytes that are not what they are declared to be are replaced one by one; the source has them.
  'declared-utf8-is-latin1.eml': 'F\ufffdr Sie \ufffdndern wir das.',
  'empty.eml': 'suspended: unreadable',
  'list.eml': 'This month: nothing new.',
  'nested.eml': 'The plain words.',
  'no-from.eml': 'suspended: no_sender',
  'no-line-end.eml': 'last line without end',
  'nul-and-controls.eml': 'before',
  'only-headers.eml': '',
  'only-words.eml': 'suspended: no_sender',
  'out-of-office.eml': 'suspended: automatic_reply',
  'quote-de.eml': 'Das hat geklappt, danke schön.',
  'quote-en.eml': 'That worked, thank you.',
  'quote-it.eml': 'Ha funzionato, grazie. È tutto a posto.',
  'quote-nl.eml': 'Dat werkte, bedankt.',
  'two-from.eml': 'suspended: several_senders',
  'unclosed.eml': 'The part that is there.',
  'winmail.eml': 'See the attached file.',
  'words-in-from.eml': 'suspended: no_sender',
}

describe('a message', () => {
  test.each(filesBelow(SAMPLES).map((path) => [basename(path), path]))(
    'of our samples becomes what it should: %s',
    async (name, path) => {
      const post = await newPost({ auto_reply_enabled: true })
      const source = readFileSync(path)
      expect(await problemWith(post, source)).toBeNull()
      const [kept] = await post.suspended()
      const { tickets } = (await post.call(post.agent, 'GET /api/v2/tickets')).body
      const [comment] = kept ? [] : await post.conversation(tickets[0].id)
      const became = kept ? `suspended: ${kept.cause}` : comment.body.trim()
      const expected = EXPECTED[name]
      if (expected === undefined) throw new Error(`say what ${name} becomes`)
      if (kept || expected === '') expect(became).toBe(expected)
      else expect(became.startsWith(expected), became).toBe(true)
      if (name.startsWith('quote-')) expect([comment.has_quoted, became]).toEqual([true, expected])
      if (kept || name === 'list.eml') expect(await post.sent()).toEqual([])
    },
  )

  test('with files keeps them all, with their names', async () => {
    const post = await newPost()
    const { ticket_id } = await post.receiveRaw(readFileSync(join(SAMPLES, 'nested.eml')))
    const [comment] = await post.conversation(ticket_id ?? 0)
    expect(
      comment.attachments.map((file: { file_name: string; inline: boolean }) => [file.file_name, file.inline]),
    ).toEqual([
      ['logo.png', true],
      ['attachment-2.eml', false],
      ['notes.txt', false],
    ])
  })

  test('that staff recover becomes a ticket, and one that names no sender says so', async () => {
    const post = await newPost()
    await post.receiveRaw(readFileSync(join(SAMPLES, 'out-of-office.eml')))
    await post.receiveRaw(readFileSync(join(SAMPLES, 'no-from.eml')))
    await post.receiveRaw(readFileSync(join(SAMPLES, 'words-in-from.eml')))
    const statuses: Record<string, number> = {}
    for (const { id, cause } of await post.suspended())
      statuses[cause] = (await post.call(post.agent, `PUT /api/v2/suspended_tickets/${id}/recover`)).status
    expect(statuses).toEqual({ automatic_reply: 200, no_sender: 422 })
    expect(await post.suspended()).toHaveLength(2)
    expect(await post.sent()).toEqual([])
  })
})

const PATIENCE_MS = 120_000

describe.each(['mail', 'spam'])('the corpus of %s', (corpus) => {
  const folder = join(CORPORA, corpus)
  test.runIf(existsSync(folder))(
    'is in tickets and suspended tickets, whole, each as it came',
    async () => {
      const post = await newPost({ auto_reply_enabled: true })
      const paths = filesBelow(folder)
      expect(paths.length).toBeGreaterThan(10)
      const problems: string[] = []
      for (const path of paths) {
        const problem = await problemWith(post, readFileSync(path)).catch((error: Error) => `fails: ${error.stack}`)
        if (problem) problems.push(`${path} ${problem}`)
      }
      expect(problems).toEqual([])
    },
    PATIENCE_MS,
  )
})

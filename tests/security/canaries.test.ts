// Nothing lies about in the clear. Mails full of canaries go through a real desk (its own process, PostgreSQL and data
// folder), are answered, noted on and searched for; then every byte of the data folder is read, while the desk runs and
// after it stopped: database files, write-ahead log, temporary files, file store, logs.
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCluster } from '../../server/platform/postgres/places.ts'
import {
  type DeskFolder,
  type DeskProcess,
  makeOwner,
  newDeskFolder,
  removeDeskFolder,
  startDesk,
} from '../support/desk-process.ts'
import { freePorts } from '../support/free-ports.ts'

/** Where each canary is put. None is a word that any file of ours could hold by chance. */
const CANARIES = {
  subject: 'quixotrysubject',
  body: 'vermillionbody',
  html: 'cobaltoxhtml',
  name: 'Zebulonqname',
  address: 'ophicleideaddress',
  copied: 'sassafrascopied',
  file_name: 'marzipanxfile',
  file_content: 'kumquatcontentq',
  reply: 'halcyonreplyx',
  note: 'obsidiannotex',
  searched: 'periwinklesearchx',
  person_notes: 'tamarindpersonx',
  organization: 'gossamerorgx',
}

const PATIENCE_MS = 20_000

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Each canary found in a file, in UTF-8, UTF-16, base64 (any phase) or upper case. */
async function findings(desk: DeskFolder): Promise<{ found: string[]; files: number; bytes: number }> {
  // The database may lie elsewhere: its own system account cannot reach every folder.
  const folders = new Set([desk.data_dir, await findCluster(desk.data_dir)])
  const found: string[] = []
  let bytes = 0
  const files = (await Promise.all([...folders].map(filesBelow))).flat()
  const needles = Object.entries(CANARIES).flatMap(([place, word]) => [
    ...[word, word.toLowerCase(), word.toUpperCase()].map((text) => ({ place, needle: Buffer.from(text) })),
    { place: `${place} as UTF-16`, needle: Buffer.from(word, 'utf16le') },
    // What base64 makes of a word depends on where it begins; the inner part of each phase is stable.
    ...[0, 1, 2].map((phase) => ({
      place: `${place} as base64`,
      needle: Buffer.from(
        Buffer.from(`${'x'.repeat(phase)}${word}`)
          .toString('base64')
          .slice(4, -4),
      ),
    })),
  ])
  for (const file of files) {
    // A file may vanish between listing and reading: the write-ahead log is recycled.
    const content = await readFile(file).catch(() => Buffer.alloc(0))
    bytes += content.length
    for (const { place, needle } of needles) if (content.includes(needle)) found.push(`${place} in ${file}`)
  }
  return { found, files: files.length, bytes }
}

describe('a desk that has read, answered and found mails', () => {
  let folder: DeskFolder
  let desk: DeskProcess
  let authorization: string

  async function call(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${desk.url}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: answer.status, text: await answer.text() }
  }

  async function until(path: string, word: string): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const { text } = await call('GET', path)
      if (text.includes(word)) return text
      if (Date.now() > deadline) throw new Error(`${word} did not appear at ${path}`)
      await delay(100)
    }
  }

  beforeAll(async () => {
    const [http, smtp, metrics] = await freePorts(3)
    folder = await newDeskFolder({ http: http!, smtp: smtp!, metrics: metrics! }, { CUSTOS_LOG_LEVEL: 'debug' }) // three were asked for
    desk = await startDesk(folder)
    authorization = await makeOwner(folder)
    await call('POST', '/api/v2/recipient_addresses', { recipient_address: { email: 'support@desk.example' } })
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: smtp, tls: { rejectUnauthorized: false } })
    for (let copy = 0; copy < 5; copy++) {
      await transport.sendMail({
        from: { name: CANARIES.name, address: `${CANARIES.address}@customer.example` },
        to: 'support@desk.example',
        cc: `${CANARIES.copied}@customer.example`,
        subject: `${CANARIES.subject} ${copy}`,
        text: `Hello, ${CANARIES.body}`,
        html: `<p>Hello, ${CANARIES.body} <b>${CANARIES.html}</b></p>`,
        attachments: [{ filename: `${CANARIES.file_name}.txt`, content: `${CANARIES.file_content} `.repeat(5_000) }],
      })
    }
    transport.close()
    await until('/api/v2/tickets.json', `${CANARIES.subject} 4`)
    await call('POST', '/api/v2/tickets/1/replies', { reply: { body: CANARIES.reply } })
    await call('POST', '/api/v2/tickets/1/notes', { note: { body: CANARIES.note } })
    await call('PUT', '/api/v2/tickets/1/drafts/reply', { draft: { html_body: CANARIES.note } })
    await call('POST', '/api/v2/organizations', { organization: { name: CANARIES.organization } })
    await call('GET', `/api/v2/search.json?query=${CANARIES.searched}`)
    await call('GET', `/api/v2/search.json?query=${CANARIES.body}`)
    // Rubbish that the database or a parser might quote in an error.
    await call('POST', '/api/v2/tickets', {
      ticket: { subject: CANARIES.subject, comment: { body: 5 }, type: CANARIES.body },
    })
    await call('GET', `/api/v2/tickets/${CANARIES.searched}`)
    await call('GET', `/${CANARIES.searched}/${CANARIES.body}`)
    await until('/api/v2/tickets/1/deliveries', '"sent"')
  }, 180_000)

  afterAll(async () => {
    await desk.stop()
    await removeDeskFolder(folder)
  })

  it('shows the words to those who may read them', async () => {
    const { text } = await call('GET', '/api/v2/tickets/1/comments.json')
    for (const word of [CANARIES.body, CANARIES.html, CANARIES.file_name, CANARIES.reply, CANARIES.note])
      expect(text).toContain(word)
    expect((await call('GET', `/api/v2/search.json?query=${CANARIES.body}`)).text).toContain(CANARIES.subject)
  })

  it('holds none of them in its data folder while it runs', async () => {
    const { found, files, bytes } = await findings(folder)
    expect(files).toBeGreaterThan(500)
    expect(bytes).toBeGreaterThan(20_000_000)
    expect(found).toEqual([])
  })

  it('writes none of them to its log', () => {
    const log = desk.output.join('\n')
    expect(log.length).toBeGreaterThan(100)
    for (const word of Object.values(CANARIES)) expect(log).not.toContain(word)
  })

  it('would notice: the canary of this test is found where it is put', async () => {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(folder.data_dir, 'planted'), `x ${CANARIES.body}`)
    const { found } = await findings(folder)
    await rm(join(folder.data_dir, 'planted'))
    expect(found).toContain(`body in ${join(folder.data_dir, 'planted')}`)
  })

  it('holds none of them after it was stopped and everything is on disk', async () => {
    await desk.stop()
    expect((await findings(folder)).found).toEqual([])
  })
})

// One message is one comment: however often it is delivered, by however many roads at once, and however often its job
// runs or dies on the way.
import nodemailer from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { ALL_JOBS } from '../server/compose.ts'
import { acceptMail } from '../server/mail/index.ts'
import { type ImapState, startImapPolling } from '../server/mail/receiving/imap.ts'
import { startImapTestServer } from '../server/mail/receiving/imap-test-server.ts'
import { startReceiving } from '../server/mail/receiving/start.ts'
import { sql } from '../server/platform/db.ts'
import type { Platform } from '../server/platform/platform.ts'
import { newPost, open, type Post, write } from './support/letters.ts'

const running: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

/** The desk's own SMTP server on a free port. Answers a function that delivers a message to it. */
async function smtpOf(post: Post) {
  const desk = { ...post.desk, config: { ...post.desk.config, smtp_port: 0, imap_url: null } }
  const receiving = await startReceiving(desk)
  running.push(() => receiving.stop())
  return async (raw: Buffer, to: string) => {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: receiving.smtp_port,
      tls: { rejectUnauthorized: false },
    })
    const { response } = await transport.sendMail({ envelope: { from: 'carla@people.example', to }, raw })
    transport.close()
    return response
  }
}

/** A mailbox that the desk collects. */
async function mailboxOf(post: Post) {
  const server = await startImapTestServer()
  running.push(() => server.close())
  let state: ImapState | null = null
  const polling = startImapPolling<null>({
    url: `imap://desk:secret@127.0.0.1:${server.port}/?tls=optional`,
    recipient: { address: post.support, route: null },
    max_size_bytes: 1_000_000,
    accept: async (message) => void (await acceptMail(post.desk, post.account_id, message)),
    reportTooLarge: async () => {},
    state: {
      read: async () => state,
      write: async (next) => {
        state = next
      },
    },
    backoff: { first_ms: 5, longest_ms: 20 },
    log: post.desk.log,
  })
  running.push(() => polling.stop())
  return { server, lastUid: () => state?.last_uid ?? 0 }
}

const rows = async (post: Post) =>
  await post.work((work) =>
    work.db.all<{ id: number; state: string; via: string }>(
      sql`select id, state, via from inbound_mails where account_id = ${work.account_id} order by id`,
    ),
  )

describe('the same message', () => {
  test('ten times by SMTP and ten times by IMAP at once is one comment, and each delivery is acknowledged', async () => {
    const post = await newPost()
    const from = 'carla@people.example'
    const ticket_id = await open(post, { from })
    const to = await post.addressOf(ticket_id)
    const letter = write({ from, to, text: 'Once' })
    const deliver = await smtpOf(post)
    const mailbox = await mailboxOf(post)
    // Each road adds its own lines at the top and keeps lines its own way.
    const copies = Array.from(
      { length: 10 },
      (_, n) =>
        `Received: from mx${n}.example by imap.example; Mon, 2 Mar 2026 10:00:0${n} +0000\r\nDelivered-To: ${post.support}\r\n`,
    )
    for (const trace of copies) mailbox.server.add(`${trace}${letter}\r\n`)
    const answers = await Promise.all(copies.map(() => deliver(letter, to)))
    await expect.poll(mailbox.lastUid, { timeout: 10_000, interval: 10 }).toBe(10)
    await post.runJobs()
    expect(answers.every((answer) => answer.startsWith('250'))).toBe(true)
    expect((await rows(post)).map((row) => row.state)).toEqual(['processed', 'processed'])
    expect((await post.conversation(ticket_id)).map((comment) => comment.body.trim())).toEqual(['Hello', 'Once'])
    expect((await post.call(post.agent, 'GET /api/v2/tickets/count')).body.count.value).toBe(1)
  })

  test('with other words is another message, even under the same Message-ID', async () => {
    const post = await newPost()
    const message_id = '<same@people.example>'
    for (const text of ['one', 'two', 'one']) await post.receive({ from: 'carla@people.example', message_id, text })
    expect(await rows(post)).toHaveLength(2)
  })

  test('for two desks is a message of each', async () => {
    const [one, two] = [await newPost(), await newPost()]
    const deliver = await smtpOf(one)
    const letter = write({ from: 'carla@people.example', to: `${one.support}, ${two.support}` })
    for (const to of [one.support, two.support, one.support]) await deliver(letter, to)
    for (const post of [one, two]) {
      await post.runJobs()
      expect(await rows(post)).toMatchObject([{ state: 'processed', via: 'smtp' }])
    }
  })
})

describe('processing', () => {
  const runJob = async (name: string, platform: Platform, payload: object) =>
    await ALL_JOBS.find((job) => job.name === name)?.run(platform, payload as never) // a payload as its schema has it
  const process = (platform: Platform, { account_id }: Post, mail_id: number) =>
    runJob('mail.process', platform, { account_id, mail_id })

  const withFile = (to: string) =>
    Buffer.from(
      `From: carla@people.example\r\nTo: ${to}\r\nSubject: A file\r\nMessage-ID: <file@people.example>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHello\r\n--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n--x--\r\n`,
    )

  async function accepted(post: Post): Promise<number> {
    const mail_id = await acceptMail(post.desk, post.account_id, {
      via: 'smtp',
      source: withFile(post.support),
      client: { ip: '192.0.2.1', helo: 'mx', tls: false },
      envelope: { mail_from: 'carla@people.example', rcpt_to: [post.support] },
      received_at: new Date(),
    })
    if (mail_id === null) throw new Error('the mail was here already')
    return mail_id
  }

  async function onlyComment(post: Post) {
    const { tickets } = (await post.call(post.agent, 'GET /api/v2/tickets')).body
    expect(tickets).toHaveLength(1)
    const conversation = await post.conversation(tickets[0].id)
    expect(conversation).toHaveLength(1)
    expect(conversation[0].attachments).toHaveLength(1)
  }

  test('a mail five times at once, and again later, makes one comment', async () => {
    const post = await newPost()
    const mail_id = await accepted(post)
    await Promise.all(Array.from({ length: 5 }, () => process(post.desk, post, mail_id)))
    await process(post.desk, post, mail_id)
    await post.runJobs()
    await onlyComment(post)
  })

  test('a mail that dies while its file is stored, or before it is settled, begins anew and makes one comment', async () => {
    const post = await newPost()
    const mail_id = await accepted(post)
    const killed = () => Promise.reject(new Error('killed'))
    const { desk } = post
    const storing: Platform = {
      ...desk,
      files: { ...desk.files, get: desk.files.get, read: desk.files.read.bind(desk.files), put: killed },
    }
    await expect(process(storing, post, mail_id)).rejects.toThrow('killed')
    const judging: Platform = { ...desk, files: { ...desk.files, read: killed } }
    await expect(process(judging, post, mail_id)).rejects.toThrow('killed')
    expect((await rows(post)).map((row) => row.state)).toEqual(['stored'])
    await process(desk, post, mail_id)
    await post.runJobs()
    await onlyComment(post)
  })

  /** The desk some minutes later. */
  const later = (post: Post, minutes: number): Platform => {
    const clock = { ...post.desk.engine.clock, now: () => new Date(Date.now() + minutes * 60_000) }
    return { ...post.desk, engine: { ...post.desk.engine, clock } }
  }
  const forgetJobs = (post: Post) =>
    post.desk.pool.query(`delete from graphile_worker._private_jobs where (payload->>'account_id')::bigint = $1`, [
      post.account_id,
    ])

  test('a mail whose job was lost is found again', async () => {
    const post = await newPost()
    await accepted(post)
    await forgetJobs(post)
    await runJob('mail.resume', later(post, 3), {})
    await post.runJobs()
    await onlyComment(post)
  })

  test('a mail that could not be processed for half an hour is kept back where staff see it', async () => {
    const post = await newPost()
    await accepted(post)
    await forgetJobs(post)
    await runJob('mail.resume', later(post, 40), {})
    await post.runJobs()
    const [kept] = await post.suspended()
    expect(kept.cause).toBe('processing_failed')
    const source = await post.call(post.agent, `GET /api/v2/suspended_tickets/${kept.id}/source`)
    expect(source.text).toBe(withFile(post.support).toString())
    expect((await post.call(post.agent, `PUT /api/v2/suspended_tickets/${kept.id}/recover`)).status).toBe(200)
    await onlyComment(post)
  })
})

// A mailbox as a mail program saves it.
import { expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { readMessages } from './messages.ts'
import { importMbox } from './run.ts'

const SUPPORT = 'support@kiln.example'

function mail(headers: Record<string, string>, body: string): string {
  const all = { Date: 'Mon, 4 May 2020 10:00:00 +0000', ...headers }
  return `From - Mon May  4 10:00:00 2020\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}\n${body}\n\n`
}

const QUESTION = mail(
  {
    From: 'Ada <ada@mail.example>',
    To: SUPPORT,
    Cc: 'Bo <bo@mail.example>',
    Subject: 'A crack',
    'Message-ID': '<q@mail.example>',
  },
  'Hello\n\n>From the kiln it came cracked.',
)
const ANSWER = mail(
  {
    From: `Kiln <${SUPPORT}>`,
    To: 'ada@mail.example',
    Subject: 'Re: A crack',
    'Message-ID': '<a@kiln.example>',
    'In-Reply-To': '<q@mail.example>',
    Date: 'Tue, 5 May 2020 10:00:00 +0000',
    'Content-Type': 'text/html; charset=utf-8',
  },
  '<p>We send <b>another</b><script>alert(1)</script></p>',
)
const AWAY = mail(
  {
    From: 'ada@mail.example',
    To: SUPPORT,
    Subject: 'Away',
    'Message-ID': '<away@mail.example>',
    'Auto-Submitted': 'auto-replied',
    References: '<q@mail.example> <a@kiln.example>',
    Date: 'Wed, 6 May 2020 10:00:00 +0000',
  },
  'I am away',
)
const NOBODY = mail({ To: SUPPORT, Subject: 'No sender', 'Message-ID': '<n@mail.example>' }, 'Who am I?')

async function* pieces(text: string, offset: number) {
  const bytes = Buffer.from(text).subarray(offset)
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
}

async function load(account: TestAccount, text: string, heard: (line: string) => void = () => undefined) {
  const lines: { kind?: string; result: string; why?: string }[] = []
  const opened: number[] = []
  const open = (offset: number) => {
    opened.push(offset)
    return pieces(text, offset)
  }
  const is_whole = await importMbox(
    account.desk,
    account.account_id,
    { fingerprint: 'one', addresses: [SUPPORT], open },
    {
      write(line) {
        lines.push(JSON.parse(line))
        heard(line)
      },
      tell: () => undefined,
    },
  )
  return { is_whole, opened, results: lines.filter((line) => line.kind).map((line) => line.result) }
}

it('messages begin at From lines after an empty line, and lose their quoting', async () => {
  const found: string[] = []
  for await (const { source, next, offset } of readMessages(pieces(QUESTION + ANSWER, 0))) {
    found.push(source.toString())
    expect(next).toBeGreaterThan(offset)
  }
  expect(found).toHaveLength(2)
  expect(found[0]).toContain('\nFrom the kiln')
  expect(found[1]).toMatch(/^Date: /)
})

it('mails become tickets of the past: by thread, with their people and times, and nothing is sent', async () => {
  const account = await newAccount()
  const { results, is_whole } = await load(account, QUESTION + ANSWER + AWAY + NOBODY)
  expect(results).toEqual(['created', 'updated', 'updated', 'refused'])
  expect(is_whole).toBe(false)
  const { tickets } = (await account.call(account.agent, 'GET /api/v2/tickets')).body
  expect(tickets).toMatchObject([
    { subject: 'A crack', status: 'solved', created_at: '2020-05-04T10:00:00Z', via: { channel: 'email' } },
  ])
  expect(tickets[0].email_cc_ids).toHaveLength(1)
  const { comments } = (await account.call(account.agent, `GET /api/v2/tickets/${tickets[0].id}/comments`)).body
  expect(comments).toMatchObject([
    { author_id: tickets[0].requester_id, created_at: '2020-05-04T10:00:00Z' },
    { author_id: account.owner.id, created_at: '2020-05-05T10:00:00Z' },
    { author_id: tickets[0].requester_id, plain_body: 'I am away' },
  ])
  expect(comments[0].plain_body).toContain('From the kiln')
  expect(comments[1].html_body).toContain('<b>another</b>')
  expect(comments[1].html_body).not.toContain('script')
  await account.runJobs()
  const { sent } = await account.work((work) =>
    work.db.one<{ sent: number }>(
      sql`select count(*) as sent from mail_deliveries where account_id = ${work.account_id}`,
    ),
  )
  expect(sent).toBe(0)
})

it('a run that was cut off goes on, and the same mail in another mailbox is not taken again', async () => {
  const account = await newAccount()
  const all = QUESTION + ANSWER + AWAY
  await expect(
    load(account, all, () => {
      throw new Error('the power went')
    }),
  ).rejects.toThrow('the power went')
  const again = await load(account, all)
  expect(again.results).toEqual(['matched', 'updated', 'updated'])
  const grown = await load(
    account,
    all + mail({ From: 'ada@mail.example', To: SUPPORT, 'Message-ID': '<new@mail.example>' }, 'Another thing'),
  )
  expect(grown.opened).toEqual([Buffer.byteLength(all)])
  expect(grown.results).toEqual(['created'])
  expect((await account.call(account.agent, 'GET /api/v2/tickets')).body.count).toBe(2)
})

it('a file that is no mailbox, and an address that is none, are refused', async () => {
  const account = await newAccount()
  await expect(load(account, 'Subject: no mailbox\n\nx')).rejects.toThrow('no message in this file')
  const mailbox = { fingerprint: 'x', addresses: ['nothing'], open: () => pieces(QUESTION, 0) }
  await expect(
    importMbox(account.desk, account.account_id, mailbox, { write: () => undefined, tell: () => undefined }),
  ).rejects.toThrow('address of the desk is none')
})

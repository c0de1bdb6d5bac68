// Mails for tests: written in a line, handed in as the SMTP server does, carried through every job, and looked at through
// the API. A domain here proves nothing unless a test publishes records for it.
import { simpleParser } from 'mailparser'
import { acceptMail, addSupportAddress } from '../../server/mail/index.ts'
import { replyAddress } from '../../server/mail/sending/tokens.ts'
import { sql } from '../../server/platform/db.ts'
import { newId } from '../../server/platform/ids.ts'
import { newAccount, type TestAccount, zone } from './desk.ts'

/** The server that speaks for domains with records, and one that speaks for none. */
export const HONEST_IP = '198.51.100.9'
export const STRANGE_IP = '192.0.2.66'

export interface Letter {
  from?: string
  name?: string
  to?: string
  cc?: string
  subject?: string
  text?: string
  html?: string
  headers?: string[]
  message_id?: string
  ip?: string | null
  mail_from?: string | null
  rcpt_to?: string[]
}

/** An account that mail can be written to. */
export interface Post extends TestAccount {
  support: string
  /** Hands in a letter, runs what follows, and answers where it went. */
  receive(letter?: Letter): Promise<Outcome>
  receiveRaw(source: string | Buffer, letter?: Letter): Promise<Outcome>
  /** The signed address of a ticket. */
  addressOf(ticket_id: number): Promise<string>
  // biome-ignore lint/suspicious/noExplicitAny: replies of the API
  conversation(ticket_id: number): Promise<any[]>
  // biome-ignore lint/suspicious/noExplicitAny: replies of the API
  ticket(ticket_id: number): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: replies of the API
  suspended(): Promise<any[]>
  /** Every mail that left, oldest first, parsed and raw. */
  sent(): Promise<{ raw: string; to: string[]; mail: Awaited<ReturnType<typeof simpleParser>> }[]>
}

/** What became of a mail. */
export interface Outcome {
  mail_id: number | null
  state: string
  ticket_id: number | null
}

/** The bytes of a letter. */
export function write(letter: Letter & { to: string }): Buffer {
  const { from = `anna-${newId()}@people.example`, name = 'Anna', subject = 'A question', text = 'Hello' } = letter
  const type = letter.html === undefined ? [] : ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8']
  return Buffer.from(
    [
      `From: ${name} <${from}>`,
      `To: ${letter.to}`,
      ...(letter.cc ? [`Cc: ${letter.cc}`] : []),
      `Subject: ${subject}`,
      `Message-ID: ${letter.message_id ?? `<${newId()}@people.example>`}`,
      ...(letter.headers ?? []),
      ...type,
      '',
      letter.html ?? text,
      '',
    ].join('\r\n'),
  )
}

/** A domain whose mail from HONEST_IP is authentic. With `reject` it asks that all other be refused (DMARC). */
export function newDomain(policy: 'none' | 'reject' = 'none'): string {
  const domain = `d${newId()}.example`
  zone.set(`TXT ${domain}`, [[`v=spf1 ip4:${HONEST_IP} -all`]])
  if (policy === 'reject') zone.set(`TXT _dmarc.${domain}`, [['v=DMARC1; p=reject']])
  return domain
}

const LARGEST_BYTES = 100_000_000

export async function newPost(settings: Record<string, unknown> = {}): Promise<Post> {
  const account = await newAccount()
  const support = `support@desk-${newId()}.example`
  await account.work((work) => addSupportAddress(work, support))
  if (Object.keys(settings).length > 0) {
    const saved = await account.call(account.admin, 'PUT /api/v2/account/settings', { settings: { mail: settings } })
    if (saved.status !== 200) throw new Error(saved.text)
  }
  const receiveRaw: Post['receiveRaw'] = async (source, letter = {}) => {
    const ip = letter.ip === undefined ? STRANGE_IP : letter.ip
    const mail_id = await acceptMail(account.desk, account.account_id, {
      via: ip === null ? 'imap' : 'smtp',
      source: Buffer.from(source),
      client: ip === null ? null : { ip, helo: 'mx.people.example', tls: false },
      envelope: {
        mail_from: letter.mail_from === undefined ? (letter.from ?? null) : letter.mail_from,
        rcpt_to: letter.rcpt_to ?? [letter.to ?? support],
      },
      received_at: new Date(),
    })
    await account.runJobs()
    return await account.work(async (work) => {
      const row =
        mail_id === null
          ? null
          : await work.db.first<{ state: string; ticket_id: number | null }>(
              sql`select state, ticket_id from inbound_mails where account_id = ${work.account_id} and id = ${mail_id}`,
            )
      return { mail_id, state: row?.state ?? 'repeated', ticket_id: row?.ticket_id ?? null }
    })
  }
  return {
    ...account,
    support,
    receiveRaw,
    receive: async (letter = {}) => await receiveRaw(write({ ...letter, to: letter.to ?? support }), letter),
    addressOf: (ticket_id) => account.work(async ({ sealing }) => replyAddress(sealing, ticket_id, support)),
    async conversation(ticket_id) {
      return (await account.call(account.agent, `GET /api/v2/tickets/${ticket_id}/comments`)).body.comments
    },
    async ticket(ticket_id) {
      return (await account.call(account.agent, `GET /api/v2/tickets/${ticket_id}`)).body.ticket
    },
    async suspended() {
      return (await account.call(account.agent, 'GET /api/v2/suspended_tickets')).body.suspended_tickets
    },
    async sent() {
      const files = await account.work((work) =>
        work.db.all<{ file_id: string }>(
          sql`select file_id from sink_mails where account_id = ${work.account_id} order by id`,
        ),
      )
      const mails: Awaited<ReturnType<Post['sent']>> = []
      for (const { file_id } of files) {
        const raw = await account.work(({ sealing }) =>
          account.desk.files.read(file_id, { sealing, limit_bytes: LARGEST_BYTES }),
        )
        const mail = await simpleParser(raw)
        const to = [mail.to, mail.cc].flat().flatMap((list) => list?.value.map((one) => one.address ?? '') ?? [])
        mails.push({ raw: raw.toString(), to, mail })
      }
      return mails
    },
  }
}

/** The ticket a letter opened; throws when it opened none. */
export async function open(post: Post, letter: Letter = {}): Promise<number> {
  const { ticket_id, state } = await post.receive(letter)
  if (ticket_id === null) throw new Error(`the letter became no ticket: ${state}`)
  return ticket_id
}

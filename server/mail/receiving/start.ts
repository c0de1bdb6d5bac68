// Starts the roads on which mail comes in: the SMTP server, and the mailbox of another server where one is set.
import { join } from 'node:path'
import { listAccountIds } from '../../accounts/index.ts'
import { sql } from '../../platform/db.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { acceptMail } from '../inbound/accept.ts'
import { type ResolvedRecipient, resolveRecipient } from '../support-addresses/index.ts'
import { openCertificate } from './certificate.ts'
import { type ImapState, startImapPolling } from './imap.ts'
import type { ReceivedMessage } from './message.ts'
import { startSmtpServer } from './smtp.ts'

const MEBIBYTE = 1024 * 1024
const RECIPIENTS_PER_MAIL = 50

export interface Receiving {
  smtp_port: number
  stop(): Promise<void>
}

/** Starts receiving. A message is acknowledged when it is durable for every account it is addressed to. */
export async function startReceiving(platform: Platform): Promise<Receiving> {
  const { config, log } = platform
  const host_name = config.public_url ? new URL(config.public_url).hostname : 'custos.localhost'
  const tls = await openCertificate({
    data_folder: join(config.data_dir, 'mail'),
    host_name,
    key_path: config.smtp_tls_key ?? undefined,
    cert_path: config.smtp_tls_cert ?? undefined,
    log,
  })
  const smtp = await startSmtpServer<ResolvedRecipient>({
    host: config.smtp_host,
    port: config.smtp_port,
    host_name,
    max_size_bytes: config.max_mail_mb * MEBIBYTE,
    max_recipients: RECIPIENTS_PER_MAIL,
    tls,
    resolveRecipient: (address) => resolveRecipient(platform.pool, address),
    accept: (message) => acceptForAll(platform, message),
    log,
  })
  const mailbox = config.imap_url ? await startMailbox(platform, config.imap_url) : null
  return {
    smtp_port: smtp.port,
    async stop() {
      await mailbox?.stop()
      await smtp.close()
    },
  }
}

async function acceptForAll(platform: Platform, message: ReceivedMessage<ResolvedRecipient>): Promise<void> {
  const accounts = new Set(message.routes.map((route) => route.account_id))
  for (const account_id of accounts) {
    const rcpt_to = message.envelope.rcpt_to.filter(
      (_address, index) => message.routes[index]?.account_id === account_id,
    )
    await acceptMail(platform, account_id, { ...message, envelope: { ...message.envelope, rcpt_to } })
  }
}

/** Collects a mailbox for the only account of this installation; with several the setting names nobody. */
async function startMailbox(platform: Platform, url: string): Promise<{ stop(): Promise<void> } | null> {
  const [account_id, another] = await listAccountIds(platform.pool, 2)
  if (account_id === undefined || another !== undefined) {
    platform.log.warn('CUSTOS_IMAP_URL is not used: it needs exactly one account in this installation')
    return null
  }
  const within = <Result>(run: (work: Work) => Promise<Result>) =>
    systemWork(platform, account_id, 'mail.imap', 'staff', run)
  const address = decodeURIComponent(new URL(url).username)
  return startImapPolling<ResolvedRecipient>({
    url,
    recipient: { address, route: { account_id, address } },
    max_size_bytes: platform.config.max_mail_mb * MEBIBYTE,
    accept: (message) => acceptForAll(platform, message),
    reportTooLarge: async ({ size_bytes }) =>
      platform.log.warn({ size_bytes }, 'a mail in the mailbox is larger than CUSTOS_MAX_MAIL_MB and stays there'),
    state: {
      read: () => within((work) => readPosition(work, url)),
      write: (state) => within((work) => writePosition(work, url, state)),
    },
    log: platform.log,
  })
}

async function readPosition(work: Work, url: string): Promise<ImapState | null> {
  const row = await work.db.first<{ uid_validity: string; last_uid: number; updated_at: Date }>(sql`
    select uid_validity, last_uid, updated_at from mailbox_positions
    where account_id = ${work.account_id} and mailbox_hash = ${work.sealing.lookupHash('mailbox', url)}`)
  return row && { uid_validity: row.uid_validity, last_uid: row.last_uid, checked_at: row.updated_at.toISOString() }
}

async function writePosition(work: Work, url: string, state: ImapState): Promise<void> {
  await work.db.run(sql`
    insert into mailbox_positions (account_id, mailbox_hash, uid_validity, last_uid, updated_at)
    values (${work.account_id}, ${work.sealing.lookupHash('mailbox', url)}, ${state.uid_validity}, ${state.last_uid}, ${state.checked_at}::timestamptz)
    on conflict (account_id, mailbox_hash) do update
      set uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, updated_at = excluded.updated_at`)
}

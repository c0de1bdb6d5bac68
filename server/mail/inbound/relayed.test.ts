// Mail that another server took for us: its verdict counts where the operator named it, and nowhere else.
import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { acceptMail } from './accept.ts'
import { processMail } from './process.ts'

const PASSED = 'mx.mailbox.example; dmarc=pass header.from=people.example'

test.each([
  ['of a server that is named is believed', PASSED, null, ['mx.mailbox.example'], 'authenticated'],
  ['of a server that is not named proves nothing', PASSED, null, ['mx.other.example'], 'unauthenticated'],
  ['proves nothing when no server is named', PASSED, null, [], 'unauthenticated'],
  ['proves nothing when the mail came to us by SMTP', PASSED, '192.0.2.1', ['mx.mailbox.example'], 'unauthenticated'],
])('a verdict %s', async (_what, results, ip, trusted_authserv_ids, trust) => {
  const account = await newAccount()
  const support = `support@desk-${newId()}.example`
  const source = [
    `Authentication-Results: ${results}`,
    'From: Anna <anna@people.example>',
    `To: ${support}`,
    'Subject: Hello',
    `Message-ID: <${newId()}@people.example>`,
    '',
    'Hello',
    '',
  ].join('\r\n')
  const mail_id = await acceptMail(account.desk, account.account_id, {
    via: ip === null ? 'imap' : 'smtp',
    source: Buffer.from(source),
    client: ip === null ? null : { ip, helo: 'mx.people.example', tls: true },
    envelope: { mail_from: null, rcpt_to: [support] },
    received_at: new Date(),
  })
  const platform = { ...account.desk, config: { ...account.desk.config, trusted_authserv_ids } }
  await processMail(platform, account.account_id, mail_id ?? 0)
  const rows = await account.work((work) =>
    work.db.all(
      sql<{
        sender_trust: string
      }>`select sender_trust from ticket_replies where account_id = ${work.account_id}::bigint`,
    ),
  )
  expect(rows).toEqual([{ sender_trust: trust }])
})

// Customers who write mails: from a domain that signs what it sends, or from anywhere.
import { generateKeyPairSync } from 'node:crypto'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { NameServer } from './name-server.ts'

/** The domain that signs its mails and says that unsigned ones are not from it. */
export const PROVEN_DOMAIN = 'kunde.example'
export const SUPPORT_ADDRESS = 'support@desk.example'

export interface Customers {
  /** Sends a mail, to the support address unless told otherwise, signed where its domain signs. Returns its Message-ID. */
  send(mail: SendMailOptions & { is_unsigned?: boolean }): Promise<string>
}

export function inventCustomers(names: NameServer, smtp_port: number): Customers {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  names.addText(`mail._domainkey.${PROVEN_DOMAIN}`, `v=DKIM1; k=rsa; p=${published}`)
  names.addText(`_dmarc.${PROVEN_DOMAIN}`, 'v=DMARC1; p=reject')
  const dkim = {
    domainName: PROVEN_DOMAIN,
    keySelector: 'mail',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  return {
    async send({ is_unsigned, ...mail }) {
      const is_signed = !is_unsigned && JSON.stringify(mail.from).includes(`@${PROVEN_DOMAIN}`)
      const transport = createTransport({
        host: '127.0.0.1',
        port: smtp_port,
        name: 'mail.kunde.example',
        tls: { rejectUnauthorized: false }, // The desk made its certificate itself.
        ...(is_signed ? { dkim } : {}),
      })
      const { messageId } = await transport.sendMail({ to: SUPPORT_ADDRESS, ...mail })
      transport.close()
      return messageId
    },
  }
}

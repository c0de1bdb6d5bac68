// DKIM (RFC 6376): two keys per domain, RSA because every receiver reads it, Ed25519 (RFC 8463) because it is what comes
// next. Each mail carries both signatures; a receiver that does not know one skips it.
import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'

export interface DkimKey {
  domain: string
  /** Part of the record's name: `<selector>._domainkey.<domain>`. */
  selector: string
  algorithm: 'rsa-sha256' | 'ed25519-sha256'
  /** PKCS#8 PEM. A secret: it is kept sealed. */
  private_key: string
  /** The `p=` of the record, base64. */
  public_key: string
}

const RSA_BITS = 2048

/** What the signature covers (RFC 6376 5.4.1): what a reader sees, and what threads and answers the mail. */
const SIGNED_HEADERS = [
  'From',
  'Reply-To',
  'Subject',
  'Date',
  'To',
  'Cc',
  'Message-ID',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
]

/**
 * Makes a pair of keys for a domain. The selectors carry the month, so that a later pair can be published beside this
 * one and old mail stays verifiable until the old records are removed.
 */
export async function makeDkimKeys(domain: string, now: Date): Promise<DkimKey[]> {
  const month = now.toISOString().slice(0, 7).replace('-', '')
  const generate = promisify(generateKeyPair)
  const [rsa, ed25519] = await Promise.all([generate('rsa', { modulusLength: RSA_BITS }), generate('ed25519')])
  const pem = (key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) =>
    key.export({ type: 'pkcs8', format: 'pem' }).toString()
  return [
    {
      domain,
      selector: `custos${month}r`,
      algorithm: 'rsa-sha256',
      private_key: pem(rsa.privateKey),
      public_key: publicPart(pem(rsa.privateKey)),
    },
    {
      domain,
      selector: `custos${month}e`,
      algorithm: 'ed25519-sha256',
      private_key: pem(ed25519.privateKey),
      public_key: publicPart(pem(ed25519.privateKey)),
    },
  ]
}

/** The `p=` value of a private key: the whole SubjectPublicKeyInfo for RSA, the bare 32 bytes for Ed25519 (RFC 8463 4.2). */
function publicPart(private_key: string): string {
  const key = createPublicKey(createPrivateKey(private_key))
  const spki = key.export({ type: 'spki', format: 'der' })
  return (key.asymmetricKeyType === 'ed25519' ? spki.subarray(-32) : spki).toString('base64')
}

/** The text of the record that publishes a key. */
export function dkimRecord(key: Pick<DkimKey, 'algorithm' | 'public_key'>): string {
  return `v=DKIM1; k=${key.algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'}; p=${key.public_key}`
}

/**
 * Signs a mail with every key and answers it with the signatures on top. Throws when a signature cannot be made: a mail
 * that was meant to be signed never leaves unsigned.
 */
export async function signMessage(raw: Buffer, keys: DkimKey[], signed_at: Date): Promise<Buffer> {
  const [first] = keys
  if (!first) return raw
  const signatureData = keys.map((key) => ({
    signingDomain: key.domain,
    selector: key.selector,
    privateKey: key.private_key,
    algorithm: key.algorithm,
  }))
  const result = await dkimSign(raw, {
    ...signatureData[0]!, // there is at least one key; the options of the type, the list below is what is used
    canonicalization: 'relaxed/relaxed',
    headerList: SIGNED_HEADERS,
    signTime: signed_at,
    strict: true,
    signatureData,
  })
  const count = result.signatures.match(/^DKIM-Signature:/gim)?.length ?? 0
  if (count !== keys.length) throw new Error(`only ${count} of ${keys.length} DKIM signatures could be made for a mail`)
  return Buffer.concat([Buffer.from(result.signatures), raw])
}

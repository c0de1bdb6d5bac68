// A self-signed certificate (ECDSA P-256) for the SMTP server until a real one is set.
import { generateKeyPairSync } from 'node:crypto'
import { certify } from '../../platform/certificate.ts'

/** Longest host name (RFC 1035). */
const MAX_HOST_NAME = 253

/** Makes a key and a certificate for one host name, both as PEM. Throws for a name that no host can have. */
export function makeSelfSigned(host_name: string, valid_days: number, now: Date): { key: string; cert: string } {
  if (host_name.length === 0 || host_name.length > MAX_HOST_NAME || !/^[\x21-\x7e]+$/.test(host_name)) {
    throw new Error('the mail host name must be ASCII and at most 253 characters')
  }
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: certify(keys, { name: host_name, is_host: true, valid_days, now }),
  }
}

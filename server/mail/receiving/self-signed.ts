// A self-signed certificate (X.509 v3, ECDSA P-256, RFC 5280) for the SMTP server until a real one is set. Node makes
// keys and signatures but no certificates, and the one package that does drags in twenty others; the eleven fields a
// certificate needs are written here in DER.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const length = body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const utf8 = (text: string) => der(0x0c, Buffer.from(text))
const octets = (body: Buffer) => der(0x04, body)
const bits = (body: Buffer) => der(0x03, Buffer.from([0]), body)
/** GeneralizedTime for all years, which RFC 5280 asks for from 2050 on and every reader takes before. */
const time = (at: Date) => {
  const text = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text))
}

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'))
const COMMON_NAME = objectId('550403')
const SUBJECT_ALT_NAME = objectId('551d11')
const BASIC_CONSTRAINTS = objectId('551d13')
/** Longest host name (RFC 1035); it also keeps every length below two bytes. */
const MAX_HOST_NAME = 253
/** X.520 allows 64 characters in a common name; the full name stands in the alternative name. */
const MAX_COMMON_NAME = 64

function pem(label: string, body: Buffer): string {
  return `-----BEGIN ${label}-----\n${body.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
}

/** Makes a key and a certificate for one host name, both as PEM. Throws for a name that no host can have. */
export function makeSelfSigned(host_name: string, valid_days: number, now: Date): { key: string; cert: string } {
  if (host_name.length === 0 || host_name.length > MAX_HOST_NAME || !/^[\x21-\x7e]+$/.test(host_name)) {
    throw new Error('the mail host name must be ASCII and at most 253 characters')
  }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40 // sixteen bytes were asked for: positive and never zero
  const name = sequence(der(0x31, sequence(COMMON_NAME, utf8(host_name.slice(0, MAX_COMMON_NAME)))))
  const starts_at = new Date(now.getTime() - 86_400_000)
  const ends_at = new Date(now.getTime() + valid_days * 86_400_000)
  const names = sequence(der(0x82, Buffer.from(host_name)))
  const extensions = sequence(
    sequence(BASIC_CONSTRAINTS, der(0x01, Buffer.from([0xff])), octets(sequence())),
    sequence(SUBJECT_ALT_NAME, octets(names)),
  )
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(starts_at), time(ends_at)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = sign('sha256', body, privateKey)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', sequence(body, ECDSA_WITH_SHA256, bits(signature))),
  }
}

// Self-signed certificates (X.509 v3, RFC 5280) for keys of our own. Node makes keys and signatures but no
// certificates, and the one package that does drags in twenty others; the fields a certificate needs are written here
// in DER.
import { type KeyObject, randomBytes, sign } from 'node:crypto'

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

const ALGORITHMS = {
  ec: sequence(objectId('2a8648ce3d040302')),
  rsa: sequence(objectId('2a864886f70d01010b'), der(0x05)),
}
const COMMON_NAME = objectId('550403')
const SUBJECT_ALT_NAME = objectId('551d11')
const BASIC_CONSTRAINTS = objectId('551d13')
/** X.520 allows 64 characters in a common name; for a host the full name stands in the alternative name. */
const MAX_COMMON_NAME = 64

function pem(label: string, body: Buffer): string {
  return `-----BEGIN ${label}-----\n${body.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
}

export interface CertificateRequest {
  /** At most 253 bytes: it keeps every length below what `der` writes. */
  name: string
  /** True where the name is a host's. */
  is_host: boolean
  valid_days: number
  now: Date
}

/** A certificate for a key (ECDSA P-256 or RSA), signed by itself, as PEM. */
export function certify(keys: { privateKey: KeyObject; publicKey: KeyObject }, request: CertificateRequest): string {
  const { privateKey, publicKey } = keys
  const algorithm = ALGORITHMS[privateKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec']
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40 // sixteen bytes were asked for: positive and never zero
  const name = sequence(der(0x31, sequence(COMMON_NAME, utf8(request.name.slice(0, MAX_COMMON_NAME)))))
  const starts_at = new Date(request.now.getTime() - 86_400_000)
  const ends_at = new Date(request.now.getTime() + request.valid_days * 86_400_000)
  const alternatives = sequence(SUBJECT_ALT_NAME, octets(sequence(der(0x82, Buffer.from(request.name)))))
  const extensions = sequence(
    sequence(BASIC_CONSTRAINTS, der(0x01, Buffer.from([0xff])), octets(sequence())),
    ...(request.is_host ? [alternatives] : []),
  )
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name,
    sequence(time(starts_at), time(ends_at)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = sign('sha256', body, privateKey)
  return pem('CERTIFICATE', sequence(body, algorithm, bits(signature)))
}

// An authenticator in software (WebAuthn, ES256, no attestation), which tests can also make lie.
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

interface CreationOptions {
  challenge: string
  rp: { id: string }
  user: { id: string }
}
interface RequestOptions {
  challenge: string
  rpId: string
}
/** How an answer may differ from what an honest authenticator would say. */
export interface Lie {
  origin?: string
  rp_id?: string
  counter?: number
  is_verified?: boolean
  challenge?: string
}

const USER_PRESENT = 1
const USER_VERIFIED = 4
const HAS_CREDENTIAL = 64

export function newAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential_id = randomBytes(32)
  const jwk = publicKey.export({ format: 'jwk' })
  let counter = 0
  let handle = ''

  const dataFor = (rp_id: string, flags: number, count: number) => {
    const counted = Buffer.alloc(4)
    counted.writeUInt32BE(count)
    return Buffer.concat([createHash('sha256').update(rp_id).digest(), Buffer.from([flags]), counted])
  }
  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))

  return {
    id: credential_id.toString('base64url'),
    create(options: CreationOptions, lie: Lie = {}) {
      handle = options.user.id
      // COSE: EC2, ES256, P-256.
      const key = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url'))],
        [-3, new Uint8Array(Buffer.from(jwk.y ?? '', 'base64url'))],
      ])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential_id.length)
      const flags = USER_PRESENT | HAS_CREDENTIAL | (lie.is_verified === false ? 0 : USER_VERIFIED)
      const auth_data = Buffer.concat([
        dataFor(lie.rp_id ?? options.rp.id, flags, lie.counter ?? counter),
        Buffer.alloc(16),
        length,
        credential_id,
        Buffer.from(isoCBOR.encode(key)),
      ])
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', new Uint8Array(auth_data)],
        ]) as never, // the package's type knows fewer values than its encoder
      )
      return {
        id: this.id,
        rawId: this.id,
        type: 'public-key',
        clientExtensionResults: { credProps: { rk: true } },
        response: {
          clientDataJSON: clientData(
            'webauthn.create',
            lie.challenge ?? options.challenge,
            lie.origin ?? origin,
          ).toString('base64url'),
          attestationObject: Buffer.from(attestation).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    get(options: RequestOptions, lie: Lie = {}) {
      counter += 1
      const client_data = clientData('webauthn.get', lie.challenge ?? options.challenge, lie.origin ?? origin)
      const flags = USER_PRESENT | (lie.is_verified === false ? 0 : USER_VERIFIED)
      const auth_data = dataFor(lie.rp_id ?? options.rpId, flags, lie.counter ?? counter)
      const signed = Buffer.concat([auth_data, createHash('sha256').update(client_data).digest()])
      return {
        id: this.id,
        rawId: this.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client_data.toString('base64url'),
          authenticatorData: auth_data.toString('base64url'),
          signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
          userHandle: handle,
        },
      }
    },
  }
}

// The link in a mail by which somebody proves an address: the number of the verification, signed. Nothing about it
// needs to be kept secret at rest, and it says nothing about whom it is for.
import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../../platform/sealing.ts'

/** 128 bits (ASVS 5.0, 7.2.3, asks no less of secrets that stand for a person). */
const SIGNATURE_BYTES = 16
const TOKEN = /^([0-9a-z]{1,11})\.([\w-]{22})$/

const signatureOf = (sealing: Pick<Sealing, 'sign'>, id: string): Buffer =>
  sealing.sign('address_verification', id).subarray(0, SIGNATURE_BYTES)

/** The path of the page where an address is confirmed. */
export function verificationPath(sealing: Pick<Sealing, 'sign'>, id: number): string {
  const text = id.toString(36)
  return `/verify-address/${text}.${signatureOf(sealing, text).toString('base64url')}`
}

/** The verification a token names; null for one that we did not make. */
export function readVerificationToken(sealing: Pick<Sealing, 'sign'>, token: string): number | null {
  const [, id = '', signature = ''] = TOKEN.exec(token) ?? []
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(sealing, id)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const number = Number.parseInt(id, 36)
  return Number.isSafeInteger(number) ? number : null
}

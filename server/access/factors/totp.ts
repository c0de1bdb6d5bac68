// Codes of authenticator apps (RFC 6238): six digits, half a minute, SHA-1, which is what every app understands.
// Pure: the time and the last used step are given.
import { generateSecret, generateURI, verifySync } from 'otplib'
import { renderSVG } from 'uqr'

const PERIOD_S = 30
/** 160 bits, the length of the hash (RFC 4226, 4). */
const SEED_BYTES = 20

export function newSeed(): string {
  return generateSecret({ length: SEED_BYTES })
}

/** What a QR code for authenticator apps says. Colons and odd characters of names would end up in the wrong part. */
export function seedUri(seed: string, desk: string, account: string): string {
  return generateURI({ issuer: plain(desk), label: plain(account), secret: seed })
}

const plain = (text: string): string => text.replaceAll(':', ' ').toWellFormed().slice(0, 80)

/** The QR code of a text, as an SVG document: black on white in dark mode too, or cameras do not read it. */
export function qrCode(text: string): string {
  return renderSVG(text, { border: 2, pixelSize: 4 })
}

/** Lets people type a seed: in groups of four. */
export function groupedSeed(seed: string): string {
  return seed.match(/.{1,4}/g)?.join(' ') ?? seed
}

/**
 * The time step a code belongs to, if it is right now, one step ago or one step ahead, and later than `last_step`.
 * Null for everything else.
 */
export function stepOfCode(seed: string, code: string, now: Date, last_step: number): number | null {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  // A step that was used long ago is no lower bound worth naming; one ahead of the clock is more than the package takes.
  const current = Math.floor(epoch / PERIOD_S)
  if (last_step > current) return null
  const result = verifySync({ secret: seed, token: digits, epoch, epochTolerance: PERIOD_S, afterTimeStep: last_step })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

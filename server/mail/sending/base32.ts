// Base32 (RFC 4648, lower case, no padding): mail addresses and Message-IDs pass through systems that change case.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** Writes bytes as base32. */
export function toBase32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(value >> bits) & 31]
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}

/** Reads base32 in either case. Null for any other character, and for a spelling that `toBase32` would not have chosen. */
export function fromBase32(text: string): Buffer | null {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const letter of text.toLowerCase()) {
    const digit = ALPHABET.indexOf(letter)
    if (digit === -1) return null
    value = ((value << 5) | digit) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 0xff)
    }
  }
  const read = Buffer.from(bytes)
  return toBase32(read) === text.toLowerCase() ? read : null
}

// What people type never becomes a part of a filter or of a name: all but plain characters are written as numbers.

/** For a value in a filter (RFC 4515, 3) or in a distinguished name (RFC 4514, 2.4): both take `\xx` for any byte. */
export function escapeValue(text: string): string {
  return text.replace(/[^A-Za-z0-9@._-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
  )
}

// What a stranger's text must lose before it is shown or stored on one line: characters that move, hide or reverse
// other characters, and everything that could start a new header.

const CONTROL = /[\p{Cc}\u2028\u2029]+/gu
/** Format characters (zero-width, bidirectional, tags, byte order mark), fillers and variation selectors. */
const INVISIBLE = /\p{Cf}|\u034f|[\u115f\u1160\u3164\uffa0]|[\u17b4\u17b5]|[\ufe00-\ufe0f]/gu
/** Only what reverses text: prose needs the joiners, for emoji and for Indic scripts. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A single line without control or bidirectional characters, spaces collapsed, at most `max` characters. */
export function cleanLine(text: string, max: number): string {
  return cutChars(
    text
      .slice(0, max * 4)
      .replace(CONTROL, ' ')
      .replace(BIDI, '')
      .replace(/ {2,}/g, ' ')
      .trim(),
    max,
  )
}

/** Text of several lines: line ends become \n; other control characters go, but tabs stay. */
export function cleanLines(text: string): string {
  return text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[\p{Cc}--[\t\n]]/gv, '')
}

export function hasBidiControls(text: string): boolean {
  return text.search(BIDI) >= 0
}

/** Cuts to `max` UTF-16 units without leaving half a surrogate pair. */
export function cutChars(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
}

/**
 * A file name that is only a name: no path, no control, invisible or reversing character, no leading dot or space
 * (CVE-2026-28289: a zero-width space before `.htaccess` passed the check and was removed after it). The stored file
 * has a random name anyway; this one is for people.
 */
export function cleanFileName(name: string, fallback: string, max: number): string {
  const cleaned = name
    .slice(0, max * 8)
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(/[/\\:*?"<>|\u2044\u2215\u29f8\u29f9\uff0f\uff3c]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s_]+|[.\s]+$/g, '')
  if (cleaned === '') return fallback
  if (cleaned.length <= max) return cleaned
  // Half a surrogate pair has no place in a URL or header: encoding it throws, and the file would hide its conversation.
  const dot = cleaned.lastIndexOf('.')
  const ending = dot > 0 && cleaned.length - dot <= 12 ? cleaned.slice(dot) : ''
  return cutChars(cleaned, max - ending.length).trimEnd() + ending
}

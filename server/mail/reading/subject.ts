// Subjects: cleaned to one line for show, and without reply prefixes for comparison.

import { cleanLine } from '../../platform/clean-text.ts'
import { MAIL_LIMITS } from './limits.ts'

/** `Re:`, `AW:`, `WG:`, `Antw:`, `Doorst:`, `R:`, `I:`, `RIF:` and their kin, also counted: `Re[2]:`, `Re (3):`. */
const PREFIX =
  /^\s*(?:re|aw|antw|antwort|betr|sv|vs|r|rif|risp|res|ref|odp|fwd?|fw|wg|wtr|doorst|i|inoltro|tr|enc|rv)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]/i
const MAX_PREFIXES = 20

/** One line without control characters, at most `MAIL_LIMITS.subject_chars` characters. */
export function cleanSubject(decoded: string): string {
  return cleanLine(decoded, MAIL_LIMITS.subject_chars)
}

/** For comparing only: without reply and forward prefixes, in lower case, spaces collapsed. Never stored or shown. */
export function normaliseSubject(subject: string): string {
  let rest = cleanSubject(subject)
  for (let i = 0; i < MAX_PREFIXES && PREFIX.test(rest); i++) rest = rest.replace(PREFIX, '')
  return rest.trim().toLowerCase()
}

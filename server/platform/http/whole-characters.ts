/**
 * JSON text in which each escape of half a character (`\\ud800` alone) became U+FFFD: the database keeps no such text, and
 * encoding it for a URL or a header throws.
 */
export function wholeCharacters(json: string): string {
  if (!/\\u[dD][89a-fA-F]/.test(json)) return json
  return json.replace(
    /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g,
    (found) => (/^\\u[dD].{3}$/.test(found) ? '\\ufffd' : found),
  )
}

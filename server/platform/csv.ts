// Tables for spreadsheets.
const FORMULA = /^[=+\-@\t\r]/

/** Rows as CSV (RFC 4180) with a byte order mark, without which some spreadsheets misread umlauts. */
export function csvOf(rows: readonly (readonly unknown[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A customer's text must not become a formula in somebody's spreadsheet. */
function cell(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? value.join(' ') : String(value)
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

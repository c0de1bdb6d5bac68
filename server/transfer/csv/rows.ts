// Reads a table of separated values: UTF-8 with or without a byte order mark, commas, semicolons or tabs, quoted fields
// with line breaks. Nothing is read into a value: `=1+1` stays the text it is.
import { OperatorError } from '../../platform/errors.ts'

/** Characters of one row, quoted line breaks included. */
const ROW_CHARS = 2 * 1024 * 1024
const COLUMNS = 500
export const ROWS = 1_000_000

export interface CsvRow {
  /** The line it begins on, from 1. */
  line: number
  cells: string[]
  /** Set where the row cannot be read as one. */
  problem?: string
}

/** Rows of a table as its text comes in. Throws OperatorError for what is no UTF-8, and past the limits. */
export async function* readRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let separator: string | null = null
  let buffer = ''
  let line = 1
  let rows = 0
  const text = async function* () {
    for await (const chunk of chunks) yield decode(decoder, chunk)
    yield decode(decoder)
  }
  const scan: Scan = { at: 0, quoted: false }
  let is_last = false
  const pieces = text()
  while (!is_last) {
    const piece = await pieces.next()
    is_last = piece.done === true
    buffer += piece.done ? '' : piece.value
    for (let end = endOfRow(buffer, scan, is_last); end !== null; end = endOfRow(buffer, scan, is_last)) {
      const raw = buffer.slice(0, end.at)
      separator ??= separatorOf(raw)
      if (raw.trim() !== '') {
        if (++rows > ROWS) throw new OperatorError(`The file has more than ${ROWS} rows.`, 'Split it.')
        yield { line, ...cellsOf(raw, separator) }
      }
      line += countLines(buffer.slice(0, end.next))
      buffer = buffer.slice(end.next)
    }
    if (buffer.length > ROW_CHARS)
      throw new OperatorError(`The row on line ${line} does not end.`, 'Look for a quotation mark that is not closed.')
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new OperatorError('The file is not UTF-8.', 'Save it as CSV UTF-8.', { cause })
  }
}

/** How far a row was looked through for its end: each character once, however small the pieces are. */
interface Scan {
  at: number
  quoted: boolean
}

/** Where the first row of a text ends, and where the next begins; null while it may go on. */
function endOfRow(text: string, scan: Scan, is_last: boolean): { at: number; next: number } | null {
  for (; scan.at < text.length; scan.at++) {
    const character = text[scan.at]
    if (character === '"') scan.quoted = !scan.quoted
    else if (character === '\n' && !scan.quoted) {
      const end = { at: text[scan.at - 1] === '\r' ? scan.at - 1 : scan.at, next: scan.at + 1 }
      Object.assign(scan, { at: 0, quoted: false })
      return end
    }
  }
  if (!is_last || text.length === 0) return null
  Object.assign(scan, { at: 0, quoted: false })
  return { at: text.length, next: text.length }
}

const countLines = (text: string): number => text.split('\n').length - 1

/** What stands between the names of the header most often. */
function separatorOf(header: string): string {
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const count = (one: string) => bare.split(one).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

function cellsOf(raw: string, separator: string): { cells: string[]; problem?: string } {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (cells.length >= COLUMNS) return { cells, problem: `it has more than ${COLUMNS} columns` }
    if (raw[at] === '"') {
      const { value, end } = quotedCell(raw, at + 1)
      cells.push(value)
      if (end > raw.length) return { cells, problem: 'a quotation mark is not closed' }
      if (end < raw.length && raw[end] !== separator) return { cells, problem: 'there is text after a quoted cell' }
      at = end
    } else {
      const end = raw.indexOf(separator, at)
      cells.push((end === -1 ? raw.slice(at) : raw.slice(at, end)).trim())
      at = end === -1 ? raw.length : end
    }
    if (at >= raw.length) return { cells }
    at += 1
    if (at === raw.length) return { cells: [...cells, ''] }
  }
}

/** A quoted cell's value and the place after its closing mark; past the end where it is not closed. */
function quotedCell(raw: string, from: number): { value: string; end: number } {
  let at = from
  for (;;) {
    const mark = raw.indexOf('"', at)
    if (mark === -1) return { value: raw.slice(from), end: raw.length + 1 }
    if (raw[mark + 1] !== '"') return { value: raw.slice(from, mark).replaceAll('""', '"'), end: mark + 1 }
    at = mark + 2
  }
}

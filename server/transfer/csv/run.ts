// Takes a table, row by row. Without `yes` each row is tried and undone, so that what would happen is known before it does.
import { invalid, OperatorError } from '../../platform/errors.ts'
import { asRefusal } from '../../platform/http/failures.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Json } from '../moving-in/desk.ts'
import { asOwner, type Into, quietWork } from '../moving-in/quiet.ts'
import { describeRefusal } from '../moving-in/refusals.ts'
import { Report, type ReportSink } from '../moving-in/report.ts'
import { type CsvKind, TABLES, type Written } from './kinds.ts'
import { readRows } from './rows.ts'

/** Undoes what a row did when it was only tried. */
class Tried extends Error {
  readonly written: Written
  constructor(written: Written) {
    super('tried')
    this.written = written
  }
}

/** Reads a table into an account. True when every row was taken, or could be. */
export async function importCsv(
  platform: Platform,
  account_id: number,
  asked: { kind: CsvKind; rows: AsyncIterable<Uint8Array>; yes: boolean },
  sink: ReportSink,
): Promise<boolean> {
  const into = await asOwner(platform, account_id)
  const report = new Report(sink)
  let header: string[] | null = null
  for await (const { line, cells, problem } of readRows(asked.rows)) {
    if (header === null) {
      header = readHeader(asked.kind, cells, problem)
      continue
    }
    try {
      if (problem !== undefined) throw invalid('row', problem)
      const { result, id } = await write(into, asked.kind, recordOf(asked.kind, header, cells), asked.yes)
      report.note({ kind: asked.kind, source: `line ${line}`, result, id: asked.yes ? id : null })
    } catch (error) {
      const refusal = asRefusal(error)
      if (!refusal || refusal.code === 'unavailable' || refusal.code === 'no_space') throw error
      report.note({ kind: asked.kind, source: `line ${line}`, result: 'refused', why: describeRefusal(refusal) })
    }
  }
  if (header === null) throw new OperatorError('The file is empty.', 'Its first row names the columns.')
  report.end()
  return report.isWhole()
}

async function write(into: Into, kind: CsvKind, record: Json, yes: boolean): Promise<Written> {
  try {
    return await quietWork(into, async (work) => {
      const written = await TABLES[kind].write(work, into.platform, record, !yes)
      if (yes) return written
      await work.flush()
      throw new Tried(written)
    })
  } catch (error) {
    if (error instanceof Tried) return error.written
    throw error
  }
}

/** The names of the columns. A column nobody would read is refused: its words would be lost without a word. */
function readHeader(kind: CsvKind, cells: readonly string[], problem: string | undefined): string[] {
  if (problem !== undefined)
    throw new OperatorError(`The first row cannot be read: ${problem}.`, 'It names the columns.')
  const { columns, fields } = TABLES[kind]
  const names = cells.map((name) => name.trim())
  const unknown = names.filter((name) => !columns.includes(name) && !(fields && name.startsWith(`${fields}.`)))
  if (unknown.length > 0)
    throw new OperatorError(
      `The first row names columns that ${kind} do not have: ${unknown.join(', ').slice(0, 200)}.`,
      `There are ${columns.join(', ')}${fields ? ` and ${fields}.KEY` : ''}.`,
    )
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double !== undefined) throw new OperatorError(`The column ${double} is there twice.`, 'Remove one.')
  return names
}

/** A row as the API would take it. Empty cells say nothing; no cell is calculated. */
function recordOf(kind: CsvKind, header: readonly string[], cells: readonly string[]): Json {
  const { lists, flags, fields } = TABLES[kind]
  if (cells.length > header.length) throw invalid('row', `it has ${cells.length} cells for ${header.length} columns`)
  const record: Json = {}
  const values: Json = {}
  for (const [index, name] of header.entries()) {
    const cell = cells[index] ?? ''
    if (cell === '') continue
    if (fields && name.startsWith(`${fields}.`)) values[name.slice(fields.length + 1)] = cell
    else if (lists.includes(name)) record[name] = cell.split(/[\s,;]+/).filter((one) => one !== '')
    else if (flags.includes(name)) record[name] = flagOf(name, cell)
    else record[name] = cell
  }
  return fields && Object.keys(values).length > 0 ? { ...record, [fields]: values } : record
}

function flagOf(name: string, cell: string): boolean {
  const text = cell.toLowerCase()
  if (['true', 'yes', '1'].includes(text)) return true
  if (['false', 'no', '0'].includes(text)) return false
  throw invalid(name, `${name}: takes true or false`)
}

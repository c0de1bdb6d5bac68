// Tables on the terminal, with a target beside each number that has one.

export interface Line {
  what: string
  value: number
  unit: string
  /** What we want: at least or at most so much. */
  at_least?: number
  at_most?: number
  note?: string
}

export interface Section {
  title: string
  lines: Line[]
}

/** Prints the section; returns the lines that miss their target. */
export function printSection({ title, lines }: Section): Line[] {
  const rows = lines.map((line) => [line.what, `${round(line.value)} ${line.unit}`, target(line), line.note ?? ''])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  console.log(`\n${title}`)
  for (const [what = '', value = '', wanted = '', note = ''] of rows) {
    console.log(
      `  ${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${wanted.padEnd(widths[2] ?? 0)}  ${note}`.trimEnd(),
    )
  }
  return lines.filter(isMissed)
}

export function isMissed({ value, at_least, at_most }: Line): boolean {
  return (at_least !== undefined && value < at_least) || (at_most !== undefined && value > at_most)
}

function target(line: Line): string {
  const { at_least, at_most } = line
  if (at_least === undefined && at_most === undefined) return ''
  return `${isMissed(line) ? 'MISSED' : 'ok'} (${at_least === undefined ? `≤ ${at_most}` : `≥ ${at_least}`})`
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

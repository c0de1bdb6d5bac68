// Folds quoted history and signatures in plain text. Nothing is deleted: the ranges cover the whole text, and a text
// that would have nothing left to read is not folded at all.

import {
  isAttribution,
  isForwardedLine,
  isHeaderBlock,
  isOriginalMessageLine,
  MAX_HEADER_LINE,
  startsSignature,
} from './quote-headers.ts'

export interface SplitText {
  visible: string
  quoted: string
  signature: string
  /** In order, without gaps: offsets in UTF-16 units, end exclusive. */
  ranges: { part: 'visible' | 'quoted' | 'signature'; start: number; end: number }[]
}

type Part = SplitText['ranges'][number]['part']

/** Attributions are wrapped over this many lines at most. */
const MAX_ATTRIBUTION_LINES = 4
const MIN_WRAPPED_LINE = 24
const MAX_SIGNATURE_LINES = 16

/** Splits a plain text body. Linear in its length. */
export function splitQuotes(text: string): SplitText {
  const lines = text.split('\n')
  const parts = markQuotes(lines)
  markSignature(lines, parts)
  const something_left = lines.some((line, i) => parts[i] === 'visible' && /[\p{L}\p{N}\p{S}]/u.test(line))
  return gather(lines, something_left ? parts : lines.map(() => 'visible'))
}

function isQuoted(line: string | undefined): boolean {
  return line !== undefined && /^\s{0,3}[>|]/.test(line)
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ''
}

function markQuotes(lines: string[]): Part[] {
  const parts: Part[] = lines.map(() => 'visible')
  const regions: { start: number; end: number }[] = []
  for (let i = 0; i < lines.length; i++) {
    if (isForwardedLine(lines[i]!)) break
    const header = headerAt(lines, i)
    if (header === 0 && !isQuoted(lines[i])) continue
    const end = endOfRegion(lines, i, header)
    regions.push({ start: i, end })
    i = end - 1
  }
  const last_answer = lines.findLastIndex((line) => !isBlank(line) && !isQuoted(line))
  const answered = regions.filter(({ end }) => end <= last_answer)
  // Answers between quoted lines make no sense without them: only what follows the last answer is folded.
  for (const region of answered.length > 1 ? regions.slice(answered.length) : regions) {
    parts.fill('quoted', region.start, region.end)
  }
  return parts
}

/** The number of lines of the header of a quotation that begins here, or 0. */
function headerAt(lines: string[], at: number): number {
  const line = lines[at]!
  if (isBlank(line) || isQuoted(line)) return 0
  if (isOriginalMessageLine(line)) return 1
  // A rule is a header only above one: `____` alone also separates the parts of a letter.
  if (/^\s*[_-]{10,}\s*$/.test(line.slice(0, 200))) {
    let next = at + 1
    while (next < at + 3 && isBlank(lines[next])) next++
    return isHeaderBlock(lines.slice(next, next + 14)) ? next - at + 1 : 0
  }
  if (isHeaderBlock(lines.slice(at, at + 14))) return 1
  let joined = ''
  for (let count = 1; count <= MAX_ATTRIBUTION_LINES; count++) {
    const next = lines[at + count - 1]
    if (next === undefined || isBlank(next) || isQuoted(next) || joined.length + next.length > MAX_HEADER_LINE) return 0
    joined += `${joined ? ' ' : ''}${next.trim()}`
    if (isAttribution(joined)) return count
    // Programs wrap near 70 columns: a short line is a reply above the attribution and not its beginning.
    if (count === 1 && next.trim().length < MIN_WRAPPED_LINE) return 0
  }
  return 0
}

/** The line behind a quotation: behind its last `>` line where it has such lines, else the end. */
function endOfRegion(lines: string[], start: number, header: number): number {
  let at = start + header
  while (at < lines.length && isBlank(lines[at])) at++
  if (header > 0 && !isQuoted(lines[at])) return lines.length
  let end = at
  for (; at < lines.length && (isBlank(lines[at]) || isQuoted(lines[at])); at++) if (isQuoted(lines[at])) end = at + 1
  return Math.max(end, start + 1)
}

function markSignature(lines: string[], parts: Part[]): void {
  let last = lines.length - 1
  while (last >= 0 && (parts[last] !== 'visible' || isBlank(lines[last]))) last--
  for (let i = last, filled = 0; i > 0 && filled <= MAX_SIGNATURE_LINES; i--) {
    if (parts[i] !== 'visible') return
    if (!isBlank(lines[i])) filled++
    if (!startsSignature(lines[i]!)) continue
    if (lines.slice(0, i).some((line, at) => parts[at] === 'visible' && !isBlank(line)))
      parts.fill('signature', i, last + 1)
    return
  }
}

function gather(lines: string[], parts: Part[]): SplitText {
  const ranges: SplitText['ranges'] = []
  const texts: Record<Part, string[]> = { visible: [], quoted: [], signature: [] }
  let offset = 0
  for (const [i, line] of lines.entries()) {
    const part = parts[i]!
    const end = offset + line.length + (i < lines.length - 1 ? 1 : 0)
    const last = ranges.at(-1)
    if (last?.part === part) last.end = end
    else ranges.push({ part, start: offset, end })
    texts[part].push(line)
    offset = end
  }
  return {
    visible: trimEnds(texts.visible),
    quoted: trimEnds(texts.quoted),
    signature: trimEnds(texts.signature),
    ranges,
  }
}

function trimEnds(lines: string[]): string {
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
}

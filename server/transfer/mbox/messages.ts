// Takes a mailbox file apart: messages begin at a line `From ` after an empty line, and lines that began so inside one
// were quoted with `>` (mboxrd). Bytes in, bytes out; one message is in memory at a time.

/** The largest message that is taken; of a larger one only its beginning is kept, to say which it was. */
export const MESSAGE_BYTES = 50 * 1024 * 1024
const FROM = Buffer.from('From ')
const LF = 0x0a
const CR = 0x0d

export interface MboxMessage {
  /** Where it begins in the file, in bytes. */
  offset: number
  /** Where the next one begins. */
  next: number
  source: Buffer
  is_cut: boolean
}

/** Messages of a mailbox, from a place where one begins. `offset` is that place in the file. */
export async function* readMessages(chunks: AsyncIterable<Uint8Array>, offset = 0): AsyncGenerator<MboxMessage> {
  let lines: Buffer[] = []
  let size = 0
  let begins_at = -1
  let at = offset
  let after_blank = true
  for await (const line of readLines(chunks)) {
    const is_start = after_blank && line.subarray(0, FROM.length).equals(FROM)
    if (is_start) {
      if (begins_at >= 0) yield message(lines, begins_at, at, size)
      lines = []
      size = 0
      begins_at = at
    } else if (begins_at >= 0) {
      size += line.length
      if (size <= MESSAGE_BYTES) lines.push(unquoted(line))
    }
    after_blank = isBlank(line)
    at += line.length
  }
  if (begins_at >= 0) yield message(lines, begins_at, at, size)
}

function message(lines: readonly Buffer[], offset: number, next: number, size: number): MboxMessage {
  return { offset, next, source: Buffer.concat(lines), is_cut: size > MESSAGE_BYTES }
}

const isBlank = (line: Buffer): boolean => line.length === 0 || line[0] === LF || (line[0] === CR && line[1] === LF)

/** `>From ` is `From `, `>>From ` is `>From `. */
function unquoted(line: Buffer): Buffer {
  let marks = 0
  while (line[marks] === 0x3e) marks++
  return marks > 0 && line.subarray(marks, marks + FROM.length).equals(FROM) ? line.subarray(1) : line
}

/** A line is passed on in pieces of this size, where it is longer. */
const LINE_BYTES = 1024 * 1024

/** Lines with their ends. */
async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    let from = 0
    for (let end = bytes.indexOf(LF, from); end !== -1; end = bytes.indexOf(LF, from)) {
      yield bytes.subarray(from, end + 1)
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > LINE_BYTES) {
      yield rest
      rest = Buffer.alloc(0)
    }
  }
  if (rest.length > 0) yield rest
}

// SMTP smuggling (SEC Consult, 2023): two servers that disagree about where a message ends let a sender hide a second
// message, with any sender address, inside the first. We end a message at <CR><LF>.<CR><LF> only and refuse a message
// that carries another spelling of that ending, so that no relay behind us can read it differently either.

const LF = 0x0a
const CR = 0x0d
const DOT = 0x2e

/**
 * Whether a received message (dot-stuffing undone) holds a lone dot between line ends of which at least one is a bare
 * CR or a bare LF, e.g. `\n.\n`, `\n.\r\n`, `\r.\r`. Runs in one pass over the dots.
 */
export function hasForgedEnd(source: Buffer): boolean {
  for (let dot = source.indexOf(DOT); dot !== -1; dot = source.indexOf(DOT, dot + 1)) {
    const before = source[dot - 1]
    const after = source[dot + 1]
    if ((before !== LF && before !== CR) || (after !== LF && after !== CR)) continue
    const crlf_before = before === LF && source[dot - 2] === CR
    const crlf_after = after === CR && source[dot + 2] === LF
    if (!crlf_before || !crlf_after) return true
  }
  return false
}

/** Whether any line (ended by LF) has more than `enough` bytes. Touches each byte at most twice. */
export function hasLineLongerThan(source: Buffer, enough: number): boolean {
  let start = 0
  while (source.length - start > enough) {
    const lf = source.subarray(start, start + enough + 1).lastIndexOf(LF)
    if (lf === -1) return true
    start += lf + 1
  }
  return false
}

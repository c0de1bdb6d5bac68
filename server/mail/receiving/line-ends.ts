// SMTP smuggling (SEC Consult, 2023): two servers that disagree about where a message ends let a sender hide a second
// message, with any sender address, inside the first. We end a message at <CR><LF>.<CR><LF> only and refuse a message
// that carries another spelling of that ending, so that no relay behind us can read it differently either.

const LF = 0x0a
const CR = 0x0d

/** More lines with nothing but a dot are no letter; looking at millions of them would hold up everybody else's mail. */
const MAX_LONE_DOTS = 10_000

/** A lone dot of which one line end is certainly bare, whatever stands around these three bytes. */
const ALWAYS_FORGED = ['\n.\n', '\r.\n', '\r.\r']

/**
 * Whether a received message (dot-stuffing undone) holds a lone dot between line ends of which at least one is a bare
 * CR or a bare LF, e.g. `\n.\n`, `\n.\r\n`, `\r.\r`. A lone dot between two CRLF is the sender's own `..` and fine.
 */
export function hasForgedEnd(source: Buffer): boolean {
  if (ALWAYS_FORGED.some((end) => source.includes(end, 0, 'latin1'))) return true
  let dots = 0
  for (let at = source.indexOf('\n.\r', 0, 'latin1'); at !== -1; at = source.indexOf('\n.\r', at + 1, 'latin1')) {
    dots += 1
    if (source[at - 1] !== CR || source[at + 3] !== LF || dots > MAX_LONE_DOTS) return true
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

// Whether the plain text and the HTML of a message say different things: one is what a person is shown, the other what
// a machine may read (DEF CON 34). Programs make the plain part from the HTML in a hundred ways, so words are
// compared and not lines; links, punctuation and order do not count.

/** Of this many words in a row … */
const WINDOW = 8
/** … this many must be unknown to the other part to call them different. */
const UNKNOWN = 6
/** Words compared of each part: enough for what a person reads. */
const MAX_WORDS = 20_000
const MAX_CHARS = 256 * 1024

/** True where either text has a run of words that the other does not. Linear. */
export function partsDiffer(plain: string, visible_html_text: string): boolean {
  const left = wordsOf(plain)
  // No plain part, or an empty one, says nothing. "Your program cannot show HTML" does differ: the reader should know.
  if (left.length === 0) return false
  const right = wordsOf(visible_html_text)
  return hasForeignRun(left, new Set(right)) || hasForeignRun(right, new Set(left))
}

function wordsOf(text: string): string[] {
  // Whole tokens are dropped by what they contain: a regex such as \S+@\S+ is quadratic on a long run without an @.
  const start = text.slice(0, MAX_CHARS)
  const folded = (/^\p{ASCII}*$/u.test(start) ? start : start.normalize('NFKC')).toLowerCase()
  const prose = (folded.includes('[') ? folded.replace(/\[[^\][\n]{0,200}\]/g, ' ') : folded).split(/\s+/)
  const kept = prose.filter((token) => !/[@:.]/.test(token) || !/@|:\/\/|^(?:mailto:|cid:|www\.)/.test(token))
  const words = kept.join(' ').match(/[\p{L}\p{N}\p{M}]+/gu)
  return (words ?? []).slice(0, MAX_WORDS)
}

function hasForeignRun(words: string[], known: Set<string>): boolean {
  const flags: number[] = []
  let unknown = 0
  const needed = Math.min(UNKNOWN, Math.max(2, Math.ceil(words.length * 0.6)))
  for (const [i, word] of words.entries()) {
    flags[i] = known.has(word) ? 0 : 1
    unknown += flags[i]! - (i >= WINDOW ? flags[i - WINDOW]! : 0)
    if (unknown >= needed) return true
  }
  return false
}

// Cuts text into words. Letters and digits make a word; e-mail addresses, host names, order numbers and hyphenated
// words are compounds, found by their parts and as a whole. Languages written without spaces give pairs of characters
// (a single character of theirs is not found inside a longer run). Intl.Segmenter would cost ten times as much.

/** Longer runs are keys, hashes or encoded data, not words. They keep their position and are not indexed. */
export const MAX_WORD_CHARS = 64
/** PostgreSQL keeps no position above this, so later text would only blur phrases. */
export const MAX_POSITION = 16_383

/** A word, or a part of a compound. `whole` stands at the compound's first part. */
export interface Token {
  text: string
  /** Counts up from 1 within a text. */
  position: number
  /** The compound without its separators, e.g. `ab1234` for AB-1234. */
  whole?: string
}

const NOT_ASCII = /\P{ASCII}/u
// At most 16 parts hang together, so that no text makes one endless compound.
const PLAIN_WORD = /[a-z0-9]+(?:['._@+&-][a-z0-9]+){0,15}/g
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’._@+&-][\p{L}\p{N}\p{M}]+){0,15}/gu
const SEPARATORS = /['’._@+&-]/
const SPACELESS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}ー]+/u
const SPACELESS_RUNS = new RegExp(`(${SPACELESS.source})`, 'u')

/** The words of normalised text, in order, up to the last position PostgreSQL can keep. */
export function tokensOf(text: string): Token[] {
  const is_plain = !NOT_ASCII.test(text)
  const tokens: Token[] = []
  let position = 0
  for (const [word] of text.matchAll(is_plain ? PLAIN_WORD : WORD)) {
    if (position >= MAX_POSITION) break
    if (!is_plain && SPACELESS.test(word)) {
      for (const part of pairsOf(word)) tokens.push({ text: part, position: ++position })
    } else if (SEPARATORS.test(word)) {
      position = addCompound(tokens, word, position)
    } else {
      position += 1
      if (word.length <= MAX_WORD_CHARS) tokens.push({ text: word, position })
    }
  }
  return tokens
}

function addCompound(tokens: Token[], compound: string, before: number): number {
  let position = before
  const parts = compound.split(SEPARATORS)
  const whole = parts.join('')
  let whole_at: Token | null = null
  for (const part of parts) {
    position += 1
    if (part.length > MAX_WORD_CHARS) continue
    const token: Token = { text: part, position }
    whole_at ??= token
    tokens.push(token)
  }
  if (whole_at && whole.length <= MAX_WORD_CHARS) whole_at.whole = whole
  return position
}

/** `東京都` → `東京`, `京都`; stretches of other scripts between them stay words. */
function pairsOf(word: string): string[] {
  return word.split(SPACELESS_RUNS).flatMap((run) => {
    if (run === '' || run.length > MAX_POSITION) return []
    if (!SPACELESS.test(run)) return SEPARATORS.test(run) ? run.split(SEPARATORS).filter(Boolean) : [run]
    const characters = Array.from(run)
    if (characters.length === 1) return characters
    return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
  })
}

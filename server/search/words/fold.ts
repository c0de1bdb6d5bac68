// Brings the spellings of one word together: case, width, accents, and the German and Nordic habit of writing ü as ue.

const MARKS = /[\u0300-\u036f]/g
const NOT_ASCII = /\P{ASCII}/u
/** Letters that Unicode does not take apart into a base letter and a mark. */
const SINGLE: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' }
const SINGLES = /[ßæœøđðþłı]/g
const DIGRAPHS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }
const WITH_DIGRAPH = /[äöüåø]/g

/** Compatibility forms unified (ﬁ, ①, full width), lower case. */
export function normalise(text: string): string {
  return (!NOT_ASCII.test(text) ? text : text.normalize('NFKC')).toLowerCase()
}

/** Without accents: `müller` → `muller`. Other scripts keep their vowel signs. Expects normalised text. */
export function fold(word: string): string {
  if (!NOT_ASCII.test(word)) return word
  return word
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(SINGLES, (letter) => SINGLE[letter] ?? letter)
}

/** The spelling with digraphs, `müller` → `mueller`, or null when the word has none. Expects normalised text. */
export function unfold(word: string): string | null {
  if (!NOT_ASCII.test(word)) return null
  const composed = word.normalize('NFC')
  const spelled = composed.replace(WITH_DIGRAPH, (letter) => DIGRAPHS[letter] ?? letter)
  return spelled === composed ? null : fold(spelled)
}

// Remembers the hashes of recent words. Most words of a text were hashed a moment ago, and a lookup costs a twentieth
// of an HMAC. Two generations stand in for a least-recently-used list: no bookkeeping on a hit, and a hard bound.

/** Words per generation; an account holds at most twice as many, about one megabyte. */
const GENERATION_WORDS = 4096

export class WordCache {
  #young = new Map<string, string>()
  #old = new Map<string, string>()

  /** The remembered hash, or the one `compute` makes now. */
  get(word: string, compute: (word: string) => string): string {
    const young = this.#young.get(word)
    if (young !== undefined) return young
    const hash = this.#old.get(word) ?? compute(word)
    if (this.#young.size >= GENERATION_WORDS) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(word, hash)
    return hash
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }
}

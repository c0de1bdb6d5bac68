// What it costs to index a text: cutting, folding, stemming, hashing and writing the tsvector literal, per text of
// about 1 KB, cold (a new account that has seen no word) and warm. Aim: well under 0.3 ms warm.
//   bin/run benchmarks/words.ts
import { randomBytes } from 'node:crypto'
import { indexWords } from '../server/search/words/indexing.ts'
import { toTsvector } from '../server/search/words/vector.ts'
import { sealingOf } from '../server/vault/index.ts'

const TEXTS = 2000
const ROUNDS = 5
const WORDS = {
  en: 'the order was not delivered to our new address and we would like to know when the replacement parcel arrives because customers keep asking about missing invoices'.split(
    ' ',
  ),
  de: 'die Bestellung wurde nicht an unsere neue Adresse geliefert und wir möchten gerne wissen wann das Ersatzpaket für die Kündigung in der Größe ankommt weil Kunden fragen'.split(
    ' ',
  ),
}

/** A repeatable stream of numbers between 0 and 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** About 1 KB: mostly frequent words, some rarer ones, an order number, an address. */
function textsOf(words: string[]): string[] {
  const next = numbers(42)
  return Array.from({ length: TEXTS }, (_, i) => {
    const parts = [`AB-${i}`, `user${i}@example.com`]
    let length = 40
    while (length < 1024) {
      const word =
        next() < 0.8 ? words[Math.floor(next() * words.length)]! : `rare${Math.floor(next() ** 3 * 5000).toString(36)}`
      parts.push(word)
      length += word.length + 1
    }
    return `${parts.join(' ')}.`
  })
}

for (const [language, words] of Object.entries(WORDS)) {
  const texts = textsOf(words)
  const sealing = sealingOf(1, new Map([0, 1].map((version) => [version, randomBytes(32)])), 1)
  for (let round = 1; round <= ROUNDS; round++) {
    const before = process.cpuUsage()
    let bytes = 0
    for (const text of texts) bytes += toTsvector([{ words: indexWords(text) }], sealing).length
    const { user, system } = process.cpuUsage(before)
    const ms = (user + system) / 1000 / texts.length
    const name = `${language} ${round === 1 ? 'cold' : 'warm'}`
    console.log(
      `${name.padEnd(8)} ${ms.toFixed(3)} ms CPU per text, tsvector ${Math.round(bytes / texts.length)} characters`,
    )
  }
}

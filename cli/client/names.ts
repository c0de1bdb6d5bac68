// Names for the shapes of the API: a shape is called after the key it is found under (`tickets: [{…}]` is a `Ticket`),
// and after the operation's noun besides where two different shapes would have one name.
import type { NameOf, Schema } from './schema.ts'

/** One place where a shape is found. */
interface Finding {
  schema: Schema
  /** Names to try, the plainest first. */
  candidates: string[]
}

/** Smaller objects are clearer written out. */
const MIN_PROPERTIES = 3
const MAX_NAMES = 2_000
/** TypeScript's own names that the client is written with. */
const RESERVED = ['Record', 'Route', 'Input', 'Reply', 'Operations', 'Paging', 'Nothing', 'Values']

/** Collects the objects below some schemas, then names them. The same order of schemas gives the same names. */
export class ShapeNames {
  readonly #found = new Map<string, Finding & { uses: number }>()
  readonly #names = new Map<string, string>()

  /** Notes every object in a schema; `noun` tells shapes of one key apart, `suffix` what is written from what is read. */
  collect(schema: Schema, key: string, noun: string, suffix: string): void {
    const own = pascal(singular(key))
    if (isNameable(schema) && own !== '') {
      const text = JSON.stringify(schema)
      const known = this.#found.get(text)
      if (known) known.uses += 1
      else this.#found.set(text, { schema, candidates: [own + suffix, noun + own + suffix], uses: 1 })
    }
    for (const [name, value] of Object.entries(schema.properties ?? {}))
      this.collect(value, name, own === '' ? noun : own, suffix)
    for (const one of schema.anyOf ?? []) this.collect(one, key, noun, suffix)
    if (schema.items) this.collect(schema.items, key, noun, suffix)
    if (typeof schema.additionalProperties === 'object') this.collect(schema.additionalProperties, key, noun, suffix)
  }

  /** Gives the names: the shape in most use gets the plain one. */
  settle(): void {
    const taken = new Set<string>(RESERVED)
    const inOrder = [...this.#found.entries()].sort(([, a], [, b]) => b.uses - a.uses)
    if (inOrder.length > MAX_NAMES) throw new Error('the API has more shapes than a client can name')
    for (const [text, { candidates }] of inOrder) {
      const name = candidates.find((one) => !taken.has(one)) ?? numbered(candidates[1] ?? '', taken)
      taken.add(name)
      this.#names.set(text, name)
    }
  }

  /** For typeOf. */
  readonly nameOf: NameOf = (schema) => (isNameable(schema) ? (this.#names.get(JSON.stringify(schema)) ?? null) : null)

  /** The named shapes in alphabetical order. */
  list(): { name: string; schema: Schema }[] {
    return [...this.#names]
      .map(([text, name]) => ({ name, schema: this.#found.get(text)?.schema ?? {} }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }
}

const isNameable = (schema: Schema): boolean => Object.keys(schema.properties ?? {}).length >= MIN_PROPERTIES

function numbered(name: string, taken: ReadonlySet<string>): string {
  let number = 2
  while (taken.has(name + number)) number += 1
  return name + number
}

/** `email_ccs` → `EmailCcs`. */
export function pascal(key: string): string {
  return key
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
}

/** `identities` → `identity`, `tickets` → `ticket`; `address` and `status` stay. */
export function singular(key: string): string {
  if (key.endsWith('ies')) return `${key.slice(0, -3)}y`
  if (key.endsWith('sses')) return key.slice(0, -2)
  return /[^su]s$/.test(key) ? key.slice(0, -1) : key
}

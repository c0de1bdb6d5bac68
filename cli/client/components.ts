// Gives schemas that stand in many replies one place in the API's description: an object of some size that occurs twice
// moves to `components` under the name it has most often, and is referred to from everywhere.
import { pascal, singular } from './names.ts'

/** Smaller objects are easier to read where they stand. */
const LEAST_PROPERTIES = 4

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Node = { [key: string]: Json }

const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isShape = (node: Node): boolean =>
  node.type === 'object' && isNode(node.properties) && Object.keys(node.properties).length >= LEAST_PROPERTIES

interface Seen {
  count: number
  names: Map<string, number>
}

/** Counts every shape by its text, with the names of the properties that hold it. */
function survey(value: Json, held_as: string, seen: Map<string, Seen>): void {
  if (Array.isArray(value)) for (const item of value) survey(item, held_as, seen)
  else if (isNode(value)) {
    if (isShape(value)) {
      const text = JSON.stringify(value)
      const entry = seen.get(text) ?? { count: 0, names: new Map() }
      entry.count += 1
      entry.names.set(held_as, (entry.names.get(held_as) ?? 0) + 1)
      seen.set(text, entry)
    }
    for (const [key, inner] of Object.entries(value)) {
      const is_property_list = key === 'properties'
      if (is_property_list && isNode(inner))
        for (const [name, schema] of Object.entries(inner)) survey(schema, name, seen)
      else survey(inner, held_as, seen)
    }
  }
}

function nameFor({ names }: Seen, taken: ReadonlySet<string>): string {
  const [[most] = ['shape']] = [...names].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const base = pascal(singular(most)) || 'Shape'
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`
    if (!taken.has(name)) return name
  }
}

/** The same description with its repeated shapes under `components.schemas`. Paths keep their order. */
export function withComponents(description: Node): Node {
  const seen = new Map<string, Seen>()
  if (description.paths !== undefined) survey(description.paths, 'shape', seen)
  const taken = new Set<string>()
  const refs = new Map<string, string>()
  for (const [text, entry] of seen)
    if (entry.count > 1) {
      const name = nameFor(entry, taken)
      taken.add(name)
      refs.set(text, name)
    }
  const replace = (value: Json, is_definition = false): Json => {
    if (Array.isArray(value)) return value.map((item) => replace(item))
    if (!isNode(value)) return value
    const name = isShape(value) && !is_definition ? refs.get(JSON.stringify(value)) : undefined
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]))
  }
  const schemas = Object.fromEntries(
    [...refs]
      .map(([text, name]) => [name, replace(JSON.parse(text) as Json /* our own text */, true)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  const components = isNode(description.components) ? description.components : {}
  return { ...description, components: { ...components, schemas }, paths: replace(description.paths ?? {}) }
}

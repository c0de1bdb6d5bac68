// The part of JSON Schema that the API's description uses, and its shapes in TypeScript's words.

/** As z.toJSONSchema writes it for our endpoints. */
export interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
}

/** A shape's name where it has one, or null where it is to be written out. */
export type NameOf = (schema: Schema) => string | null

const PLAIN: Record<string, string> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
  object: 'Record<string, unknown>',
  array: 'unknown[]',
}

/** The TypeScript type of a schema, on one line. What it cannot say more precisely is `unknown`. */
export function typeOf(schema: Schema, nameOf: NameOf): string {
  const name = nameOf(schema)
  if (name !== null) return name
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
  if (schema.anyOf) return union(schema.anyOf.map((one) => typeOf(one, nameOf)))
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, nameOf)))
  if (schema.type === 'array' && schema.items) return `${bracketed(typeOf(schema.items, nameOf))}[]`
  if (schema.properties) return objectOf(schema, nameOf)
  if (typeof schema.additionalProperties === 'object')
    return `Record<string, ${typeOf(schema.additionalProperties, nameOf)}>`
  return PLAIN[schema.type ?? ''] ?? 'unknown'
}

/** The members of an object, written out even where the object has a name. */
export function objectOf(schema: Schema, nameOf: NameOf): string {
  const { properties = {}, required = [] } = schema
  const members = Object.entries(properties).map(([key, value]) => {
    const label = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)
    return `${label}${required.includes(key) ? '' : '?'}: ${typeOf(value, nameOf)}`
  })
  return members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`
}

function union(types: readonly string[]): string {
  const different = [...new Set(types)]
  return different.includes('unknown') ? 'unknown' : different.join(' | ')
}

const bracketed = (type: string): string => (type.includes(' | ') ? `(${type})` : type)

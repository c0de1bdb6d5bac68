// PATCH of a user (RFC 7644 §3.5.2) as Entra and Okta write it: operations in any case, values without a path, booleans
// as texts. Applying is scim-patch's; paths are checked and written anew before, so that it never walks where a
// directory says but only where the schema goes.
import { scimPatch } from 'scim-patch'
import { badRequest, ScimRefusal, type ScimType } from '../failures.ts'
import { readFilter } from '../filters/reading.ts'
import { ENTERPRISE_SCHEMA, isObject, type Json, MAX_PATCH_OPERATIONS, PATCH_SCHEMA, USER_SCHEMA } from '../protocol.ts'
import { canonical, ENTERPRISE_ATTRIBUTES, MAX_VALUES, readBoolean, readUser, USER_ATTRIBUTES } from './attributes.ts'

const OPS = ['add', 'replace', 'remove'] as const
export interface PatchOperation {
  op: (typeof OPS)[number]
  path: string | undefined
  value: unknown
}

const MAX_PATH = 500
const MAX_DEPTH = 4
/** `attribute`, `attribute.part`, `attribute[filter]`, `attribute[filter].part`. */
const PATH = /^(\$?[a-z][\w-]*)(?:\[([^\]]{1,400})\])?(?:\.(\$?[a-z][\w-]*))?$/i

/** The operations of a PatchOp message. 400 for anything that is none. */
export function readOperations(body: unknown): PatchOperation[] {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'A PatchOp must be a JSON object')
  const { schemas } = body
  if (!Array.isArray(schemas) || !schemas.some((one) => String(one).toLowerCase() === PATCH_SCHEMA.toLowerCase()))
    throw badRequest('invalidSyntax', `schemas must name ${PATCH_SCHEMA}`)
  const operations = body.Operations ?? body.operations
  if (!Array.isArray(operations) || operations.length === 0)
    throw badRequest('invalidSyntax', 'Operations must be a list with at least one operation')
  if (operations.length > MAX_PATCH_OPERATIONS)
    throw badRequest('tooMany', `A PATCH takes at most ${MAX_PATCH_OPERATIONS} operations`)
  return operations.map(readOperation)
}

function readOperation(given: unknown): PatchOperation {
  if (!isObject(given)) throw badRequest('invalidSyntax', 'An operation must be a JSON object')
  const op = OPS.find((one) => one === String(given.op).toLowerCase())
  if (!op) throw badRequest('invalidSyntax', 'op must be add, replace or remove')
  const { path } = given
  if (path !== undefined && path !== null && path !== '' && (typeof path !== 'string' || path.length > MAX_PATH))
    throw badRequest('invalidPath', `path must be a text of at most ${MAX_PATH} characters`)
  const is_without = typeof path !== 'string' || path.trim() === ''
  if (op === 'remove' && is_without) throw badRequest('noTarget', 'To remove needs a path')
  if (op !== 'remove' && !Object.hasOwn(given, 'value')) throw badRequest('invalidValue', `To ${op} needs a value`)
  return { op, path: is_without ? undefined : (path as string).trim() /* is_without says so */, value: given.value }
}

/** The user as the operations make it. */
export function patchUser(before: Json, operations: readonly PatchOperation[]): Json {
  let user = before
  for (const operation of operations.flatMap(withPaths)) user = apply(user, operation)
  return readUser(user)
}

/** A value without a path names its attributes itself, also as `name.givenName` or with a schema before. */
function withPaths(operation: PatchOperation): (PatchOperation & { path: string; is_own: boolean })[] {
  const { op, path, value } = operation
  if (path !== undefined) return [{ ...operation, path, is_own: true }]
  if (!isObject(value)) throw badRequest('invalidValue', 'Without a path the value must be an object')
  return Object.entries(value).flatMap(([key, one]) => {
    const schema = [USER_SCHEMA, ENTERPRISE_SCHEMA].find((name) => name.toLowerCase() === key.toLowerCase())
    if (schema === undefined || !isObject(one)) return [{ op, path: key, value: one, is_own: false }]
    return Object.entries(one).map(([part, inner]) => ({ op, path: `${schema}:${part}`, value: inner, is_own: false }))
  })
}

function apply(user: Json, { op, path, value, is_own }: PatchOperation & { path: string; is_own: boolean }): Json {
  const target = readPath(path)
  if (!target) {
    // What a whole resource says beyond the schema is not read; what is named on purpose must be there.
    if (is_own) throw badRequest('invalidPath', 'The path names no attribute of a user')
    return user
  }
  if (target.kind === 'ignored') return user
  if (target.kind === 'read_only') {
    if (is_own) throw badRequest('mutability', `${target.name} cannot be written; groups are changed at /Groups`)
    return user
  }
  checkPlain(value)
  const plain = op === 'remove' ? value : readValue(target, value)
  // A directory that says null means that there is none.
  const meant = plain === null ? 'remove' : op
  try {
    const operation =
      meant === 'remove'
        ? { op: meant, path: target.path, value: plain ?? undefined }
        : { op: meant, path: target.path, value: plain }
    return scimPatch(
      user as unknown as Parameters<typeof scimPatch>[0],
      [operation] as Parameters<typeof scimPatch>[1],
      {
        mutateDocument: false,
        treatMissingAsAdd: true,
      },
    ) as unknown as Json // the library's types want an interface where we have a plain object
  } catch (error) {
    if (error instanceof ScimRefusal) throw error
    // Whatever it throws is about what was sent: it works on plain data alone.
    const code = isObject(error) && 'scimCode' in error ? error.scimCode : undefined
    throw badRequest(
      code === 'noTarget' || code === 'invalidPath' ? (code as ScimType) : 'invalidValue',
      `The operation ${op} cannot be applied`,
    )
  }
}

interface Target {
  name: string
  kind: (typeof USER_ATTRIBUTES)[string]
  part: string | undefined
  /** As scim-patch reads it. */
  path: string
}

/** What a path names, by the schema. Null where it names nothing we know. */
function readPath(given: string): Target | null {
  const find = (schema: string, names: Record<string, Target['kind']>, prefix: string): Target | null => {
    const is_named = given.toLowerCase().startsWith(`${schema.toLowerCase()}:`)
    if (prefix !== '' && !is_named) return null
    const [, attribute = '', filter, part] = PATH.exec(is_named ? given.slice(schema.length + 1) : given) ?? []
    const name = canonical(Object.keys(names), attribute)
    const kind = name === undefined ? undefined : names[name]
    if (name === undefined || kind === undefined) return null
    const parts = typeof kind === 'object' ? ('one' in kind ? kind.one : kind.many) : []
    const sub = part === undefined ? undefined : canonical(parts, part)
    if (typeof kind === 'object' && part !== undefined && sub === undefined) return null
    if (typeof kind !== 'object' && part !== undefined && kind !== 'read_only' && kind !== 'ignored') return null
    if (filter !== undefined) {
      if (filter.includes(':')) throw badRequest('invalidPath', 'A filter in a path cannot hold a colon')
      readFilter(filter, 'invalidPath')
      if (typeof kind === 'object' && !('many' in kind)) return null
    }
    return {
      name,
      kind,
      part: sub,
      path: `${prefix}${name}${filter === undefined ? '' : `[${filter}]`}${sub === undefined ? '' : `.${sub}`}`,
    }
  }
  return (
    find(ENTERPRISE_SCHEMA, ENTERPRISE_ATTRIBUTES, `${ENTERPRISE_SCHEMA}:`) ?? find(USER_SCHEMA, USER_ATTRIBUTES, '')
  )
}

/** A value in the type of its attribute, where directories differ in how they write it. */
function readValue({ name, kind, part }: Target, value: unknown): unknown {
  if (kind === 'boolean' || part === 'primary') return value === null ? null : readBoolean(name, value)
  const is_text = kind === 'text' || part !== undefined
  // Some wrap a single value into a list.
  if (is_text && Array.isArray(value) && value.length === 1 && isObject(value[0])) return value[0].value
  if (name === 'manager' && part === undefined && typeof value === 'string') return { value }
  return value
}

/** The library takes keys for paths: only plain names, and lists as long as an attribute may be. 400 for others. */
function checkPlain(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_DEPTH) throw badRequest('invalidValue', 'The value nests too deep')
  if (Array.isArray(value) && value.length > MAX_VALUES)
    throw badRequest('invalidValue', `An attribute takes at most ${MAX_VALUES} values`)
  for (const [key, one] of Object.entries(value)) {
    if (!/^\$?[a-z0-9]{1,60}$/i.test(key) || key === 'constructor' || key === 'prototype')
      throw badRequest('invalidValue', 'The value holds a name that no attribute has')
    checkPlain(one, depth + 1)
  }
}

// Many operations in one request (RFC 7644 §3.7), each all or nothing. An operation that refers to what another one
// makes (`bulkId:…`) waits for it.
import { z } from 'zod'
import { readAsked } from './answering.ts'
import { type Answer, type Asking, type Attempt, attemptAll, type ScimCall } from './attempt.ts'
import { asScimFailure, badRequest, errorBody, ScimRefusal } from './failures.ts'
import { createGroupOf, patchGroupOf, removeGroup, replaceGroup } from './groups/operations.ts'
import { BULK_REQUEST_SCHEMA, BULK_RESPONSE_SCHEMA, isObject, type Json, MAX_BULK_OPERATIONS } from './protocol.ts'
import { createUserOf, patchUserOf, removeUser, replaceUser } from './users/operations.ts'

const operationSchema = z.object({
  method: z.string().transform((method) => method.toUpperCase()),
  bulkId: z.string().min(1).max(200).optional(),
  version: z.string().max(200).optional(),
  path: z.string().max(300),
  data: z.unknown().optional(),
})
type Operation = z.output<typeof operationSchema>

const REFERENCE = /^bulkId:(.{1,200})$/
/** How deep a value may nest in which references are looked for. */
const MAX_DEPTH = 20

interface Result {
  operation: Operation
  made: Attempt
}

function readBulk(body: unknown): { operations: Operation[]; fail_on_errors: number | null } {
  const is_bulk = isObject(body) && Array.isArray(body.schemas) && body.schemas.includes(BULK_REQUEST_SCHEMA)
  if (!is_bulk || !Array.isArray(body.Operations))
    throw badRequest('invalidSyntax', `schemas must name ${BULK_REQUEST_SCHEMA}, with a list Operations`)
  if (body.Operations.length > MAX_BULK_OPERATIONS)
    throw new ScimRefusal('too_large', `One request takes at most ${MAX_BULK_OPERATIONS} operations`, 'tooMany')
  const read = z.array(operationSchema).safeParse(body.Operations)
  if (!read.success) throw badRequest('invalidSyntax', 'An operation needs a method and a path, and a bulkId to POST')
  const ids = read.data.flatMap((one) => one.bulkId ?? [])
  if (new Set(ids).size !== ids.length) throw badRequest('invalidValue', 'Each bulkId may be given once')
  const { failOnErrors } = body
  if (
    failOnErrors !== undefined &&
    failOnErrors !== null &&
    !(Number.isInteger(failOnErrors) && Number(failOnErrors) > 0)
  )
    throw badRequest('invalidValue', 'failOnErrors must be a whole number above 0')
  return { operations: read.data, fail_on_errors: failOnErrors == null ? null : Number(failOnErrors) }
}

/** All operations, in an order in which what is referred to comes first. */
export async function runBulk(asking: Asking, body: unknown): Promise<Attempt> {
  let read: ReturnType<typeof readBulk>
  try {
    read = readBulk(body)
  } catch (error) {
    if (!(error instanceof ScimRefusal)) throw error
    const failed = asScimFailure(error)
    return {
      status: failed.status,
      body: errorBody(failed),
      scim_type: failed.scim_type ?? null,
      detail: failed.detail,
      dry_run: false,
    }
  }
  const results = new Map<Operation, Result>()
  const attempts = await attemptAll(asking, async (one) => {
    const made_ids = new Map<string, string>()
    const asked_for = new Set(read.operations.flatMap((operation) => operation.bulkId ?? []))
    let waiting = read.operations
    let errors = 0
    const note = (operation: Operation, made: Attempt) => {
      results.set(operation, { operation, made })
      if (made.status >= 400) errors += 1
    }
    const is_over = () => read.fail_on_errors !== null && errors >= read.fail_on_errors
    // Each round does at least one operation or is the last.
    while (waiting.length > 0 && !is_over()) {
      const later: Operation[] = []
      for (const operation of waiting) {
        if (is_over()) break
        const open = referencesIn([operation.path.split('/').at(-1), operation.data])
        if (open.some((id) => asked_for.has(id) && !made_ids.has(id))) {
          later.push(operation)
          continue
        }
        const made = await one((call) => perform(call, operation, made_ids))
        note(operation, made)
        if (operation.bulkId === undefined) continue
        if (made.status < 400 && made.target_id !== undefined) made_ids.set(operation.bulkId, String(made.target_id))
        else asked_for.delete(operation.bulkId)
      }
      if (later.length === waiting.length) {
        for (const operation of later)
          note(
            operation,
            await one(async () => {
              throw new ScimRefusal(
                'collision',
                'The references of these operations go round in a circle',
                'invalidValue',
              )
            }),
          )
        break
      }
      waiting = later
    }
    return [...results.values()].map((result) => result.made)
  })
  const failed = attempts.filter((made) => made.status >= 400)
  // In a dry run the attempts came out of the unit that was taken back, and are the same objects.
  const operations = read.operations.flatMap((operation) => results.get(operation) ?? []).map(shown)
  return {
    status: 200,
    body: { schemas: [BULK_RESPONSE_SCHEMA], Operations: operations },
    scim_type: null,
    detail:
      failed.length === 0
        ? null
        : `${failed.length} of ${attempts.length} operations were declined: ${failed[0]?.detail ?? ''}`,
    dry_run: attempts[0]?.dry_run ?? false,
  }
}

function shown({ operation, made }: Result): Json {
  return {
    method: operation.method,
    ...(operation.bulkId === undefined ? {} : { bulkId: operation.bulkId }),
    ...(made.location ? { location: made.location } : {}),
    ...(made.version ? { version: made.version } : {}),
    status: String(made.status),
    ...(made.status >= 400 ? { response: made.body } : {}),
  }
}

/** The bulkIds that a value refers to. */
function referencesIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return REFERENCE.exec(value)?.slice(1) ?? []
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((one) => referencesIn(one, depth + 1))
}

function resolved(value: unknown, made_ids: ReadonlyMap<string, string>, depth = 0): unknown {
  if (typeof value === 'string') {
    const id = REFERENCE.exec(value)?.[1]
    if (id === undefined) return value
    const made = made_ids.get(id)
    if (made === undefined) throw badRequest('invalidValue', 'An operation refers to a bulkId that made nothing')
    return made
  }
  if (depth > MAX_DEPTH) throw badRequest('invalidValue', 'The data nests too deep')
  if (Array.isArray(value)) return value.map((one) => resolved(one, made_ids, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, made_ids, depth + 1)]))
}

async function perform(given: ScimCall, operation: Operation, made_ids: ReadonlyMap<string, string>): Promise<Answer> {
  const call = { ...given, if_match: operation.version }
  const [, type, last] = /^\/?(Users|Groups)(?:\/([^/?]{1,210}))?$/.exec(operation.path) ?? []
  const id = last === undefined ? undefined : String(resolved(last, made_ids))
  const data = resolved(operation.data, made_ids)
  const asked = readAsked({})
  const is_users = type === 'Users'
  if (type === undefined) throw badRequest('invalidPath', 'path must be /Users, /Groups, or one of them with an id')
  if (operation.method === 'POST' && id === undefined) {
    if (operation.bulkId === undefined) throw badRequest('invalidSyntax', 'To POST needs a bulkId')
    return is_users ? await createUserOf(call, data, asked) : await createGroupOf(call, data, asked)
  }
  if (id === undefined) throw badRequest('invalidPath', 'The path needs the id of a resource')
  switch (operation.method) {
    case 'PUT':
      return is_users ? await replaceUser(call, id, data, asked) : await replaceGroup(call, id, data, asked)
    case 'PATCH':
      return is_users ? await patchUserOf(call, id, data, asked) : await patchGroupOf(call, id, data, asked)
    case 'DELETE':
      return is_users ? await removeUser(call, id) : await removeGroup(call, id)
    default:
      throw badRequest('invalidSyntax', 'method must be POST, PUT, PATCH or DELETE')
  }
}

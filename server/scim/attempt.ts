// One request of a directory: a unit of work of its own, whose failure is an answer too, and a line in the log of
// requests whatever came of it. A dry run does everything and takes it back.
import { Refusal } from '../platform/errors.ts'
import { HttpReply } from '../platform/http/endpoint.ts'
import { asRefusal } from '../platform/http/failures.ts'
import type { Platform } from '../platform/platform.ts'
import { doWork, type Origin, type Work } from '../platform/work.ts'
import { SCIM_ACTOR, tokenOf } from './door.ts'
import { asScimFailure, errorBody } from './failures.ts'
import { CONTENT_TYPE, type Json } from './protocol.ts'
import { insertRequest, scimSettings, touchScimToken } from './settings/queries.ts'
import type { ScimSettings, TokenRow } from './settings/schema.ts'

/** What an operation on a resource has to go by. */
export interface ScimCall {
  work: Work
  token: TokenRow
  settings: ScimSettings
  /** `https://host/scim/v2` */
  base_url: string
  /** The version the caller believes in (If-Match), or undefined. */
  if_match: string | undefined
}

/** What an operation answers. */
export interface Answer {
  status: number
  /** Null for 204. */
  body: Json | null
  /** Version of the resource, as an entity tag. */
  version?: string
  location?: string
  target_id?: number
}

/** An answer with what the log says of it. */
export interface Attempt extends Answer {
  scim_type: string | null
  detail: string | null
  dry_run: boolean
}

export interface Asking {
  account_id: number
  platform: Platform
  origin: Origin
  authorization: string | undefined
  if_match: string | undefined
}

class TakenBack extends Error {
  readonly attempts: Attempt[]
  constructor(attempts: Attempt[]) {
    super('a dry run was taken back')
    this.attempts = attempts
  }
}

type Operation = (call: ScimCall) => Promise<Answer>

/** Does one operation, all of it or nothing. What declines it becomes the answer; faults of ours are thrown. */
export async function attempt(asking: Asking, operation: Operation): Promise<Attempt> {
  const [done] = await attemptAll(asking, async (one) => [await one(operation)])
  if (!done) throw new Error('an operation without an answer')
  return done
}

/** As `attempt` for several, each a unit of its own; in a dry run all see what those before them would have done. */
export async function attemptAll(
  asking: Asking,
  run: (one: (operation: Operation) => Promise<Attempt>) => Promise<Attempt[]>,
): Promise<Attempt[]> {
  const request = {
    account_id: asking.account_id,
    origin: asking.origin,
    actor: SCIM_ACTOR,
    audience: 'staff',
  } as const
  const base_url = `${await asking.platform.publicUrl(asking.account_id)}/scim/v2`
  const callOf = async (work: Work): Promise<ScimCall> => ({
    work,
    token: await tokenOf(work, asking.authorization),
    settings: await scimSettings(work),
    base_url,
    if_match: asking.if_match,
  })
  const { engine } = asking.platform
  const { dry_run } = await doWork(engine, { ...request, read_only: true }, scimSettings)
  if (!dry_run)
    return await run((operation) =>
      settled(false, () => doWork(engine, request, async (work) => operation(await callOf(work)))),
    )
  try {
    await doWork(engine, request, async (work) => {
      const call = await callOf(work)
      throw new TakenBack(await run((operation) => settled(true, () => operation(call))))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.attempts
    throw error
  }
  throw new Error('a dry run was not taken back')
}

async function settled(dry_run: boolean, run: () => Promise<Answer>): Promise<Attempt> {
  try {
    return { ...(await run()), scim_type: null, detail: null, dry_run }
  } catch (error) {
    const refusal = error instanceof Refusal ? error : asRefusal(error)
    if (!refusal || refusal.status >= 500) throw error
    const failed = asScimFailure(refusal)
    return {
      status: failed.status,
      body: errorBody(failed),
      scim_type: failed.scim_type ?? null,
      detail: failed.detail,
      dry_run,
    }
  }
}

/** Writes a line into the log. */
export async function logAttempt(
  work: Work,
  authorization: string | undefined,
  method: string,
  resource: string,
  made: Attempt,
): Promise<void> {
  const token = await tokenOf(work, authorization)
  await touchScimToken(work, token)
  await insertRequest(work, {
    token_id: token.id,
    method,
    resource,
    target_id: made.target_id ?? null,
    status: made.status,
    scim_type: made.scim_type,
    detail: made.detail?.slice(0, 500) ?? null,
    dry_run: made.dry_run,
  })
}

export function replyOf(made: Attempt): HttpReply {
  const headers = {
    'content-type': CONTENT_TYPE,
    ...(made.version ? { etag: made.version } : {}),
    ...(made.location ? { location: made.location } : {}),
  }
  if (made.body === null) return new HttpReply({ status: made.status })
  return new HttpReply({ status: made.status, headers, json: made.body })
}

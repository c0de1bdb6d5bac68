// Sign-ins under way at a provider. What we asked is remembered under the secret that went with it; the answer counts
// once, and only in the browser that began. A provider's POST comes without our cookie (SameSite), so such an answer is
// kept for a minute under another secret until the browser has come back to us by itself.
import { newSecret } from '../../access/index.ts'
import { sql } from '../../platform/db.ts'
import { writeCookie } from '../../platform/http/session-cookie.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

const COOKIE = { secure: '__Host-custos-flow', loopback: 'custos-flow' }
/** Time for a password, a second factor and a lost telephone at the provider. */
const ASKED_LASTS_S = 15 * 60
/** From the provider's POST to the browser's next request. */
const ANSWERED_LASTS_S = 60
const MAX_SECRET = 100

/** The part of a request that says which browser it is. */
export interface FlowRequest {
  readonly origin_url: string
  cookie(name: string): string | undefined
}

export interface Flow<Data> {
  id: number
  provider_id: number
  trial_id: number | null
  browser_hash: Buffer | null
  data: Data
}

interface NewFlow<Data> {
  provider_id: number
  trial_id: number | null
  data: Data
}

const place = (id: number) => `identity_flows/${id}/sealed`
const hashOf = (work: Pick<Work, 'sealing'>, secret: string) => work.sealing.lookupHash('identity_flow', secret)

function browserSecret(request: Pick<FlowRequest, 'cookie'>): string | null {
  const secret = request.cookie(COOKIE.secure) ?? request.cookie(COOKIE.loopback)
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : null
}

async function insertFlow<Data>(
  work: Work,
  secret: string,
  stage: 'asked' | 'answered',
  flow: NewFlow<Data> & { browser_hash: Buffer | null },
  lasts_s: number,
): Promise<void> {
  const id = newId()
  await work.db.run(sql`
    insert into identity_flows (account_id, id, state_hash, provider_id, stage, browser_hash, trial_id, sealed, expires_at)
    values (${work.account_id}, ${id}, ${hashOf(work, secret)}, ${flow.provider_id}, ${stage}, ${flow.browser_hash}, ${flow.trial_id},
      ${work.sealing.seal(place(id), flow.data)}, ${new Date(work.now.getTime() + lasts_s * 1000)})`)
}

/** Remembers what is asked. `state` is a secret of ours that comes back with the answer; the cookie ties it to this browser. */
export async function beginFlow<Data>(
  work: Work,
  state: string,
  flow: NewFlow<Data>,
  request: FlowRequest,
): Promise<{ cookie: string }> {
  // Several tabs of one browser share its secret.
  const browser = browserSecret(request) ?? newSecret()
  const browser_hash = work.sealing.lookupHash('identity_browser', browser)
  await insertFlow(work, state, 'asked', { ...flow, browser_hash }, ASKED_LASTS_S)
  return { cookie: writeCookie(request.origin_url, COOKIE, browser, ASKED_LASTS_S) }
}

/** What was asked under a state, if it still counts. Looking does not use it up. */
export async function findFlow<Data>(work: Work, provider_id: number, state: string): Promise<Flow<Data> | null> {
  return await readFlow<Data>(work, provider_id, state, 'asked', 'select')
}

/** Uses a flow up: of two answers at once one gets it. */
export async function takeFlow<Data>(work: Work, provider_id: number, state: string): Promise<Flow<Data> | null> {
  return await readFlow<Data>(work, provider_id, state, 'asked', 'delete')
}

async function readFlow<Data>(
  work: Work,
  provider_id: number,
  secret: string,
  stage: 'asked' | 'answered',
  verb: 'select' | 'delete',
): Promise<Flow<Data> | null> {
  if (secret === '' || secret.length > MAX_SECRET) return null
  const where = sql`where account_id = ${work.account_id}::bigint and state_hash = ${hashOf(work, secret)}
    and provider_id = ${provider_id}::bigint and stage = ${stage} and expires_at > ${work.now}`
  const columns = sql.raw('id, provider_id, trial_id, browser_hash, sealed')
  const row = await work.db.first<Omit<Flow<Data>, 'data'> & { sealed: Buffer }>(
    verb === 'delete'
      ? sql`delete from identity_flows ${where} returning ${columns}`
      : sql`select ${columns} from identity_flows ${where}`,
  )
  if (!row) return null
  const { sealed, ...flow } = row
  return { ...flow, data: work.sealing.open<Data>(place(row.id), sealed) }
}

/** Keeps a checked answer until the browser comes for it; returns the secret to come with. */
export async function keepAnswer<Data>(
  work: Work,
  answer: NewFlow<Data> & { browser_hash: Buffer | null },
): Promise<string> {
  const ticket = newSecret()
  await insertFlow(work, ticket, 'answered', answer, ANSWERED_LASTS_S)
  return ticket
}

/** The kept answer; it is used up. */
export async function takeAnswer<Data>(work: Work, provider_id: number, ticket: string): Promise<Flow<Data> | null> {
  return await readFlow<Data>(work, provider_id, ticket, 'answered', 'delete')
}

/** True in the browser that began the flow, and for one that no browser of ours began. */
export function isSameBrowser(
  work: Pick<Work, 'sealing'>,
  flow: Pick<Flow<unknown>, 'browser_hash'>,
  request: Pick<FlowRequest, 'cookie'>,
): boolean {
  if (flow.browser_hash === null) return true
  const browser = browserSecret(request)
  return browser !== null && work.sealing.lookupHash('identity_browser', browser).equals(flow.browser_hash)
}

/** Takes a message of a provider, e.g. an assertion or a token by its id: false when it was taken before. */
export async function takeOnce(
  work: Work,
  provider_id: number,
  message_id: string,
  expires_at: Date,
): Promise<boolean> {
  const message_hash = work.sealing.lookupHash('identity_message', `${provider_id}/${message_id}`)
  return (
    (await work.db.run(sql`
      insert into identity_replays (account_id, message_hash, expires_at) values (${work.account_id}, ${message_hash}, ${expires_at})
      on conflict do nothing`)) === 1
  )
}

// Collects mail from a mailbox elsewhere (IMAP). The mailbox is opened read-only and left as it is: what was collected
// is remembered on our side by UID, so other programs may read it too. A message counts as collected only after
// `accept` has made it durable; collecting one twice is harmless, because accepting recognises a message by its bytes.
import { ImapFlow } from 'imapflow'
import type { BaseLogger } from 'pino'
import { type ImapTarget, readImapUrl } from './imap-url.ts'
import type { ReceivedMessage } from './message.ts'

/** How far a mailbox was read. Kept by the caller, per mailbox. */
export interface ImapState {
  /** UIDs mean something only together with it (RFC 9051 2.3.1.1); a string, as it may pass 2^53. */
  uid_validity: string
  last_uid: number
  /** ISO 8601; after a change of `uid_validity`, mail from two days before it on is looked at again. */
  checked_at: string
}

export interface ImapOptions<Route> {
  /** `imaps://user:password@host/INBOX`; see imap-url.ts. */
  url: string
  /** Whose mail it is: given on as the only recipient, since IMAP does not tell the envelope. */
  recipient: { address: string; route: Route }
  max_size_bytes: number
  accept(message: ReceivedMessage<Route>): Promise<void>
  /** A message over the limit is left where it is and reported instead. */
  reportTooLarge(message: { uid: number; size_bytes: number; received_at: Date }): Promise<void>
  state: { read(): Promise<ImapState | null>; write(state: ImapState): Promise<void> }
  /** Waits between attempts; tests make them short. */
  backoff?: Partial<typeof BACKOFF>
  /** Looks again after this time even when the server announced nothing. */
  poll_ms?: number
  log: Pick<BaseLogger, 'info' | 'warn' | 'error'>
  now?: () => Date
}

export interface ImapPolling {
  /** Ends after the message in work. */
  stop(): Promise<void>
}

const BACKOFF = { first_ms: 2_000, longest_ms: 5 * 60_000 }
const POLL_MS = 60_000
/** At the first start only what nobody has read yet is collected, and nothing older than this. */
const FIRST_RUN_DAYS = 14
const OVERLAP_MS = 2 * 86_400_000
/** Framing around a message in one response. */
const RESPONSE_SLACK_BYTES = 1024 * 1024

/** Starts collecting, and goes on until stopped: a lost connection is opened again, ever more slowly. */
export function startImapPolling<Route>(options: ImapOptions<Route>): ImapPolling {
  const target = readImapUrl(options.url)
  const { log } = options
  const backoff = { ...BACKOFF, ...options.backoff }
  const stopping = new AbortController()
  let client: ImapFlow | undefined

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      try {
        client = connect(target, options.max_size_bytes)
        await collect(client, target, options, stopping.signal, () => {
          failures = 0
        })
      } catch (error) {
        // The text of an IMAP error may hold the account's name; the code is what helps.
        const { code, authenticationFailed } = error as { code?: string; authenticationFailed?: boolean } // imapflow adds these
        log.warn(
          { code, sign_in_failed: authenticationFailed === true, failures },
          'collecting mail by IMAP failed, trying again',
        )
        // A refused sign-in repeated quickly locks accounts.
        if (authenticationFailed) failures = Math.max(failures, 30)
      } finally {
        client?.close()
      }
      await pause(Math.min(backoff.longest_ms, backoff.first_ms * 2 ** Math.min(failures, 20)), stopping.signal)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

function connect(target: ImapTarget, max_size_bytes: number): ImapFlow {
  const client = new ImapFlow({
    ...target.connection,
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 5 * 60_000,
    maxIdleTime: 2 * 60_000,
    maxLineLength: RESPONSE_SLACK_BYTES,
    maxLiteralSize: max_size_bytes + RESPONSE_SLACK_BYTES,
    maxResponseSize: max_size_bytes + 2 * RESPONSE_SLACK_BYTES,
    clientInfo: { name: 'Custos' },
  })
  client.on('error', () => {}) // what fails also rejects the command in work, or closes the connection, which is noticed
  return client
}

/** One connection: everything that is there, then whatever arrives, until it closes or `stop` is aborted. */
async function collect<Route>(
  client: ImapFlow,
  target: ImapTarget,
  options: ImapOptions<Route>,
  stop: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  let has_news = true
  let wake = () => {}
  client.on('exists', () => {
    has_news = true
    wake()
  })
  client.on('close', () => wake())
  await client.connect()
  const mailbox = await client.mailboxOpen(target.mailbox, { readOnly: true })
  const uid_validity = String(mailbox.uidValidity)
  onProgress()
  while (!stop.aborted) {
    if (!client.usable) throw Object.assign(new Error('the IMAP connection was closed'), { code: 'EConnectionClosed' })
    if (has_news) {
      has_news = false
      await collectNew(client, uid_validity, mailbox.uidNext, options, stop)
      continue
    }
    // IDLE ends when the next command is sent; its failures show as a closed connection.
    client.idle().catch(() => {})
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.poll_ms ?? POLL_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      stop.addEventListener('abort', wake, { once: true })
    })
    stop.removeEventListener('abort', wake)
    has_news = true
  }
}

async function collectNew<Route>(
  client: ImapFlow,
  uid_validity: string,
  uid_next: number,
  options: ImapOptions<Route>,
  stop: AbortSignal,
): Promise<void> {
  const now = options.now ?? (() => new Date())
  const known = await options.state.read()
  const is_continuing = known?.uid_validity === uid_validity
  const query = is_continuing
    ? { uid: `${known.last_uid + 1}:*` }
    : known
      ? { since: new Date(Date.parse(known.checked_at) - OVERLAP_MS) }
      : { seen: false, since: new Date(now().getTime() - FIRST_RUN_DAYS * 86_400_000) }
  const found = (await client.search(query, { uid: true })) || []
  // `n:*` answers the last message even when its UID is below n (RFC 9051 6.4.8).
  const last_uid = is_continuing ? known.last_uid : 0
  const uids = found.filter((uid) => uid > last_uid).sort((a, b) => a - b)
  for (const uid of uids) {
    if (stop.aborted) return
    await collectOne(client, uid, options)
    // Only in order, so that a restart goes on where this stopped; the first look is repeated as a whole instead.
    if (is_continuing) await options.state.write({ uid_validity, last_uid: uid, checked_at: now().toISOString() })
  }
  if (!is_continuing) {
    const seen_up_to = Math.max((uid_next || 1) - 1, ...uids.slice(-1))
    await options.state.write({ uid_validity, last_uid: seen_up_to, checked_at: now().toISOString() })
  }
}

async function collectOne<Route>(client: ImapFlow, uid: number, options: ImapOptions<Route>): Promise<void> {
  const about = await client.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true })
  if (!about) return // moved or deleted by somebody else since
  const received_at = new Date(about.internalDate ?? Date.now())
  const tooLarge = (size_bytes: number) => options.reportTooLarge({ uid, size_bytes, received_at })
  if ((about.size ?? 0) > options.max_size_bytes) return await tooLarge(about.size ?? 0)
  // Asked for one byte more than allowed: the size that servers announce is sometimes wrong.
  const part = { start: 0, maxLength: options.max_size_bytes + 1 }
  const message = await client.fetchOne(String(uid), { source: part }, { uid: true })
  if (!message || message.source === undefined) return
  if (message.source.length > options.max_size_bytes) return await tooLarge(message.source.length)
  const { address, route } = options.recipient
  const envelope = { mail_from: null, rcpt_to: [address] }
  try {
    await options.accept({ via: 'imap', source: message.source, envelope, routes: [route], client: null, received_at })
  } catch (error) {
    options.log.error({ err: error }, 'a collected message could not be stored')
    throw error
  }
}

function pause(wait_ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, wait_ms)
    stop.addEventListener('abort', done)
  })
}
